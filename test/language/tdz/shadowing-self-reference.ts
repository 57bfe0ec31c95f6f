// @check: off
// The inner name is in its dead zone in its own initialiser.
export function main() {
  let x = 1;
  {
    try {
      let x = x + 1;
      console.log(x);
    } catch (error) {
      console.log(error.name); // expect: ReferenceError
    }
  }
  console.log(x); // expect: 1
}
