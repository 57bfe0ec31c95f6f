// @check: off
// An export needs its declaration.
// expect compile error: syntax
export { nowhere };
export function main() {
  console.log('never');
}
