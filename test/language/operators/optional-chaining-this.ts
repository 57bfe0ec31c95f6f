// An optional call keeps its object as this.
export function main() {
  const o = {
    n: 5,
    get() {
      return this.n;
    },
  };
  console.log(o.get?.(), o?.get(), o?.['get']?.(), (o?.get)()); // expect: 5 5 5 5
}
