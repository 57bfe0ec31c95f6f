// @check: off
// A rest parameter is the last.
// expect compile error: syntax
export function main() {
function f(...a, b) {}
console.log(f());
}
