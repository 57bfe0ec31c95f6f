// @check: off
// throw and its value stand on one line.
// expect compile error: syntax
export function main() {
throw
new Error('x');
}
