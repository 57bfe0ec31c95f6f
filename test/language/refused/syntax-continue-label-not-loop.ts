// @check: off
// continue needs the label of a loop.
// expect compile error: syntax
export function main() {
a: {
  for (;;) continue a;
}
console.log('never');
}
