// @check: off
// ?? cannot stand beside || without parentheses.
// expect compile error: syntax
export function main() {
console.log(null ?? 1 || 2);
}
