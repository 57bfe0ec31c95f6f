// @check: off
// A subclass may turn an accessor into a method and back.
export function main() {
  class A {
    get x() {
      return 1;
    }
    y() {
      return 2;
    }
  }
  class B extends A {
    x() {
      return 3;
    }
    get y() {
      return 4;
    }
  }
  console.log(new A().x, new A().y(), new B().x(), new B().y); // expect: 1 2 3 4
}
