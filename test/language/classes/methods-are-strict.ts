// @check: off
// The bodies of classes are strict; a lost this is undefined.
export function main() {
  class A {
    m() {
      return this;
    }
    static s() {
      return this;
    }
  }
  const { m } = new A();
  const { s } = A;
  console.log(m(), s()); // expect: undefined undefined
}
