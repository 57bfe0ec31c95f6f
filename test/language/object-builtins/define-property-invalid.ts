// @check: off
// A descriptor cannot be both kinds, nor its getter a non-function.
export function main() {
  for (const descriptor of [
    { get() {}, value: 1 },
    { set() {}, writable: true },
    { get: 5 },
    { set: 'x' },
    5,
    null,
    { get: undefined, enumerable: true },
  ]) {
    try {
      Object.defineProperty({}, 'x', descriptor);
      console.log('defined');
    } catch (error) {
      console.log(error.name);
    }
  }
  try {
    Object.defineProperty(5, 'x', {});
  } catch (error) {
    console.log(error.name);
  }
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: defined
  // expect: TypeError
}
