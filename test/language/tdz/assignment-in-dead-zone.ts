// @check: off
// Assigning before the declaration fails as well.
export function main() {
  try {
    later = 2;
  } catch (error) {
    console.log(error.name); // expect: ReferenceError
  }
  let later;
  console.log(later); // expect: undefined
}
