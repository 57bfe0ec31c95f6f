// @check: off
// A label cannot be nested in itself.
// expect compile error: syntax
export function main() {
a: for (;;) {
  a: for (;;) break a;
}
console.log('never');
}
