// @check: off
// super follows where the method was defined, not where it was put.
export function main() {
  class A {
    m() {
      return 'A';
    }
  }
  class B extends A {
    m() {
      return 'B' + super.m();
    }
  }
  const stolen = { m: B.prototype.m, __proto__: null };
  console.log(stolen.m(), B.prototype.m.call({})); // expect: BA BA
}
