// @check: off
// A name is exported once.
// expect compile error: syntax
const a = 1;
export { a };
export { a };
export function main() {
  console.log(a);
}
