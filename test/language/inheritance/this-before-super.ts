// @check: off
// this before super() is a ReferenceError.
export function main() {
  class A {}
  class B extends A {
    constructor(early) {
      if (early) this.x = 1;
      super();
      this.x = 2;
    }
  }
  class C extends A {
    constructor() {}
  }
  console.log(new B(false).x);
  for (const f of [() => new B(true), () => new C()]) {
    try {
      f();
    } catch (error) {
      console.log(error.name);
    }
  }
  // expect: 2
  // expect: ReferenceError
  // expect: ReferenceError
}
