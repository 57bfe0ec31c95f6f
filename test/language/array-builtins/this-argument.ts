// The second argument is this of the callback.
export function main() {
  const o = { factor: 3 };
  const times = function (this: { factor: number }, n: number) {
    return n * this.factor;
  };
  console.log(
    [1, 2].map(times, o).join(),
    Array.from([1, 2], times, o).join(),
    [1, 4]
      .filter(function (this: any, n) {
        return n > this.factor;
      }, o)
      .join(),
  ); // expect: 3,6 3,6 4
  const bare: unknown[] = [];
  [1].forEach(function (this: unknown) {
    bare.push(this);
  });
  console.log(bare[0]); // expect: undefined
}
