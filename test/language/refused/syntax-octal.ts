// @check: off
// Old octal literals are refused in strict code.
// expect compile error: syntax
export function main() {
console.log(010);
}
