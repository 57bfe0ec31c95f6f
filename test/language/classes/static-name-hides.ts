// @check: off
// A static member called name replaces the class's own.
export function main() {
  class A {
    static name = 'mine';
  }
  class B {
    static name() {
      return 'method';
    }
  }
  console.log(A.name, B.name()); // expect: mine method
}
