// @check: off
// A name cannot be declared twice by let.
// expect compile error: syntax
export function main() {
  let x = 1;
  let x = 2;
  console.log(x);
}
