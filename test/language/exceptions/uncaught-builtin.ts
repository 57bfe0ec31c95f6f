// @check: off
// An error of the language itself ends the program.
// expect error: TypeError
export function main() {
  const nothing = undefined;
  console.log('before'); // expect: before
  nothing.property;
}
