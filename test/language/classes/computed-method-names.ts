// @check: off
// Method names may be computed, once, when the class is made.
let n = 0;
const key = () => `k${n++}`;
class A {
  [key()]() {
    return 'first';
  }
  [key()]() {
    return 'second';
  }
  static [key()] = 'third';
}

export function main() {
  const a = new A();
  console.log(a.k0(), a.k1(), A.k2, n); // expect: first second third 3
  new A();
  console.log(n); // expect: 3
}
