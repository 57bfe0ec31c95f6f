// @check: off
// super() a second time is a ReferenceError, after the base ran again.
export function main() {
  let made = 0;
  class A {
    constructor() {
      made++;
    }
  }
  class B extends A {
    constructor() {
      super();
      try {
        super();
      } catch (error) {
        console.log(error.name); // expect: ReferenceError
      }
    }
  }
  new B();
  console.log(made); // expect: 2
}
