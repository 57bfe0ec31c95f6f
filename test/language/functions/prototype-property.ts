// @check: off
// Only functions that construct have a prototype property.
export function main() {
  function f() {}
  console.log('prototype' in f, f.prototype.constructor === f); // expect: true true
  console.log('prototype' in (() => 0), 'prototype' in { m() {} }.m, 'prototype' in class {}); // expect: false false true
  console.log(Object.keys(f.prototype).length, Object.getOwnPropertyNames(f.prototype).join()); // expect: 0 constructor
}
