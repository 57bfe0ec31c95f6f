// @check: off
// Reading an unknown name is a ReferenceError; typeof of it is not.
export function main() {
  console.log(typeof missing); // expect: undefined
  try {
    missing;
  } catch (error) {
    console.log(error instanceof ReferenceError); // expect: true
  }
  try {
    missing();
  } catch (error) {
    console.log(error.name); // expect: ReferenceError
  }
}
