// @check: off
// A rest parameter has no default.
// expect compile error: syntax
export function main() {
function f(...a = []) {}
console.log(f());
}
