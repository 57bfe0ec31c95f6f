// @check: off
// Strict code cannot make a global by assigning an unknown name.
export function main() {
  try {
    unknownName = 1;
  } catch (error) {
    console.log(error.name); // expect: ReferenceError
  }
  console.log(typeof unknownName); // expect: undefined
}
