// @check: off
// undefined, NaN and Infinity cannot be changed.
export function main() {
  for (const f of [
    () => (globalThis.undefined = 1),
    () => (globalThis.NaN = 1),
    () => (globalThis.Infinity = 1),
  ]) {
    try {
      f();
    } catch (error) {
      console.log(error.name);
    }
  }
  console.log(undefined, NaN, Infinity, typeof globalThis);
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: undefined NaN Infinity object
}
