// @check: off
// What is out is refused even where it would never run.
// expect compile error: eval
export function main() {
  if (false) {
    eval('1');
  }
  console.log('never');
}
