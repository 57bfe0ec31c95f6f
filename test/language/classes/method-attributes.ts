// Methods are writable and configurable but not enumerable.
class A {
  m() {}
  static s() {}
}

export function main() {
  const d = Object.getOwnPropertyDescriptor(A.prototype, 'm')!;
  console.log(d.writable, d.enumerable, d.configurable); // expect: true false true
  console.log(Object.keys(A).length, Object.getOwnPropertyNames(A.prototype).join()); // expect: 0 constructor,m
  const q = Object.getOwnPropertyDescriptor(A, 'prototype')!;
  console.log(q.writable, q.enumerable, q.configurable); // expect: false false false
}
