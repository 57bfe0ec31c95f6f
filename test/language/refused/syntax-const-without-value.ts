// @check: off
// A const needs a value.
// expect compile error: syntax
export function main() {
const x;
console.log(x);
}
