// @check: off
// No line end before the arrow.
// expect compile error: syntax
export function main() {
const f = (a)
=> a;
console.log(f(1));
}
