// @check: off
// Old octal escapes are refused in strict code.
// expect compile error: syntax
export function main() {
  console.log('\01');
}
