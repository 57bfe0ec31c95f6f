// @check: off
// A failing write leaves what was copied before.
export function main() {
  const target = Object.defineProperty({}, 'b', { value: 0 });
  try {
    Object.assign(target, { a: 1, b: 2, c: 3 });
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
  console.log(target.a, target.b, target.c); // expect: 1 0 undefined
  try {
    Object.assign(null, {});
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
}
