// @check: off
// Arrows, methods and async functions are no constructors.
export function main() {
  const candidates = [
    () => 0,
    { m() {} }.m,
    async function () {},
    Math.max,
    parseInt,
    5,
    undefined,
    {},
  ];
  for (const candidate of candidates) {
    try {
      new candidate();
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
  // expect: TypeError
  // expect: TypeError
}
