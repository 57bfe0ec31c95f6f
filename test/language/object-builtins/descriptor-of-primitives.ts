// @check: off
// Descriptors of strings show length and characters.
export function main() {
  const d = Object.getOwnPropertyDescriptor('abc', 1);
  console.log(d.value, d.writable, d.enumerable, d.configurable); // expect: b false true false
  const l = Object.getOwnPropertyDescriptor('abc', 'length');
  console.log(l.value, l.writable, l.enumerable, l.configurable); // expect: 3 false false false
  const a = Object.getOwnPropertyDescriptor([1], 'length');
  console.log(a.value, a.writable, a.enumerable, a.configurable); // expect: 1 true false false
  console.log(Object.getOwnPropertyDescriptor('abc', 3), Object.getOwnPropertyDescriptor(5, 'x')); // expect: undefined undefined
}
