// Functions take and give functions.
const compose =
  <A, B, C>(f: (b: B) => C, g: (a: A) => B) =>
  (a: A) =>
    f(g(a));
const inc = (n: number) => n + 1;
const text = (n: number) => `<${n}>`;

export function main() {
  console.log(compose(text, inc)(4)); // expect: <5>
  console.log([1, 2, 3].map(compose(inc, inc)).join()); // expect: 3,4,5
}
