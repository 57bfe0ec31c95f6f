// @check: off
// HTML comments are no comments in modules.
// expect compile error: syntax
export function main() {
console.log(1); <!-- not a comment
}
