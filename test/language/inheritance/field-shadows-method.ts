// @check: off
// An instance's field hides the method of its class.
export function main() {
  class A {
    m() {
      return 'method';
    }
  }
  class B extends A {
    m = () => 'field ' + super.m();
  }
  console.log(new B().m(), new A().m()); // expect: field method method
}
