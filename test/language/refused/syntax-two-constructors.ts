// @check: off
// A class has one constructor.
// expect compile error: syntax
export function main() {
  class A {
    constructor() {}
    constructor() {}
  }
  console.log(new A());
}
