// @check: off
// Even typeof fails in the dead zone.
export function main() {
  try {
    typeof later;
  } catch (error) {
    console.log(error.name); // expect: ReferenceError
  }
  let later = 1;
}
