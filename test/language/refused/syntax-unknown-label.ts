// @check: off
// A label must be around its break.
// expect compile error: syntax
export function main() {
for (;;) {
  break nowhere;
}
console.log('never');
}
