// @check: off
// A class has a dead zone like let.
export function main() {
  try {
    new Later();
  } catch (error) {
    console.log(error.name); // expect: ReferenceError
  }
  class Later {}
  console.log(new Later() instanceof Later); // expect: true
}
