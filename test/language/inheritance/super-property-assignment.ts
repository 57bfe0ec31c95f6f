// @check: off
// Assigning to super.x sets x on this.
export function main() {
  class A {}
  class B extends A {
    set() {
      super.x = 5;
      return Object.hasOwn(this, 'x') + ' ' + this.x + ' ' + super.x;
    }
  }
  console.log(new B().set(), 'x' in A.prototype); // expect: true 5 undefined false
}
