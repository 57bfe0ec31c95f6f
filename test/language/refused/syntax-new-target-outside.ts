// @check: off
// new.target needs a function.
// expect compile error: syntax
const t = new.target;
export function main() {
  console.log(t);
}
