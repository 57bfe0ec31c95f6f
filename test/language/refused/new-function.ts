// @check: off
// Function from text is out.
// expect compile error: Function
export function main() {
  console.log(new Function('a', 'return a')(1));
}
