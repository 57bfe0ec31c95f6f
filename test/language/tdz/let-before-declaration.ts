// @check: off
// Using a let above its declaration is a ReferenceError.
export function main() {
  try {
    console.log(later);
  } catch (error) {
    console.log(error.name); // expect: ReferenceError
  }
  let later = 1;
  console.log(later); // expect: 1
}
