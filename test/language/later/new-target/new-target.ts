// needs: new-target
// @check: off
// new.target is the constructor called with new, and undefined in a call.
function F() {
  return { target: new.target };
}

export function main() {
  console.log(new F().target === F, F().target); // expect: true undefined
  class A {
    constructor() {
      this.target = new.target;
    }
  }
  class B extends A {}
  console.log(new A().target === A, new B().target === B); // expect: true true
}
