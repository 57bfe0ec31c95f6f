// @check: off
// The expression of for…of sees the loop variable in its dead zone.
export function main() {
  let x = [1];
  try {
    for (let x of x) console.log(x);
  } catch (error) {
    console.log(error.name); // expect: ReferenceError
  }
}
