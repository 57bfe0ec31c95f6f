// @check: off
// Escapes must be whole and in range.
// expect compile error: syntax
export function main() {
console.log('\u{110000}');
}
