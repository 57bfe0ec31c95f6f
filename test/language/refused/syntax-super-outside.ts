// @check: off
// super() needs a constructor of a subclass.
// expect compile error: syntax
export function main() {
  class A {
    constructor() {
      super();
    }
  }
  console.log(new A());
}
