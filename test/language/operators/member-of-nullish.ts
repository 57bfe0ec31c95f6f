// @check: off
// Reading or writing a property of null or undefined is a TypeError.
export function main() {
  for (const f of [
    () => null.x,
    () => undefined.x,
    () => undefined[0],
    () => {
      null.x = 1;
    },
    () => undefined.x(),
    () => {
      undefined.x++;
    },
  ]) {
    try {
      f();
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
