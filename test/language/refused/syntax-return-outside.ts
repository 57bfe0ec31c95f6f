// @check: off
// return needs a function around it.
// expect compile error: syntax
export function main() {
  console.log('never');
}
return 5;
