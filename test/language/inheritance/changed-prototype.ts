// @check: off
// Changing a prototype changes what instances inherit, at once.
export function main() {
  class A {
    who() {
      return 'A';
    }
  }
  class B {
    who() {
      return 'B';
    }
  }
  const o = new A();
  const ask = () => o.who();
  console.log(ask()); // expect: A
  Object.setPrototypeOf(o, B.prototype);
  console.log(ask(), o instanceof A, o instanceof B); // expect: B false true
  Object.setPrototypeOf(A.prototype, { extra: 1 });
  console.log(new A().extra); // expect: 1
}
