// @check: off
// break needs something to leave.
// expect compile error: syntax
export function main() {
if (true) {
  break;
}
console.log('never');
}
