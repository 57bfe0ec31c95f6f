// @check: off
// Parameters have different names in strict code.
// expect compile error: syntax
export function main() {
  function f(a, a) {
    return a;
  }
  console.log(f(1, 2));
}
