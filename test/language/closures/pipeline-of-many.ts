// A thousand nested closures call through.
export function main() {
  let f = (n: number) => n;
  for (let i = 0; i < 1000; i++) {
    const inner = f;
    f = (n) => inner(n) + 1;
  }
  console.log(f(0)); // expect: 1000
}
