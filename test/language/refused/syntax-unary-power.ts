// @check: off
// A sign before ** must be put in parentheses.
// expect compile error: syntax
export function main() {
console.log(-1 ** 2);
}
