// Array.isArray knows arrays from what looks like them.
export function main() {
  console.log(
    Array.isArray([]),
    Array.isArray(new Array(1)),
    Array.isArray({ length: 0 }),
    Array.isArray('a'),
  ); // expect: true true false false
  console.log(
    Array.isArray(Array.prototype),
    Array.isArray(Object.create([])),
    Array.isArray(null),
  ); // expect: true false false
}
