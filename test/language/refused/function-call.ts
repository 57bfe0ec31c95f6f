// @check: off
// Function called with text is out as well.
// expect compile error: Function
export function main() {
  console.log(Function('return 1')());
}
