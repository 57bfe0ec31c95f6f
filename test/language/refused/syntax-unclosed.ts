// @check: off
// Text that ends too early.
// expect compile error: syntax
export function main() {
  console.log('never';
