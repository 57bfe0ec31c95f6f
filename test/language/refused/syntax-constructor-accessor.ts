// @check: off
// A constructor is a plain method.
// expect compile error: syntax
export function main() {
  class A {
    get constructor() {
      return 1;
    }
  }
  console.log(A);
}
