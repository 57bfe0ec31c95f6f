// @check: off
// ++ needs a target.
// expect compile error: syntax
export function main() {
console.log(5++);
}
