// @check: off
// A bound function stands for its target.
export function main() {
  class A {}
  const Bound = A.bind(null);
  console.log(new A() instanceof Bound, {} instanceof Bound); // expect: true false
}
