// @check: off
// Extending what is no constructor is a TypeError.
export function main() {
  for (const base of [1, {}, undefined, () => 0, 'x', { prototype: {} }]) {
    try {
      class A extends base {}
      console.log('made');
    } catch (error) {
      console.log(error.name);
    }
  }
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
}
