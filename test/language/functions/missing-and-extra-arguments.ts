// @check: off
// Missing arguments are undefined, extra ones are dropped.
function f(a, b) {
  return `${a} ${b}`;
}

export function main() {
  console.log(f()); // expect: undefined undefined
  console.log(f(1)); // expect: 1 undefined
  console.log(f(1, 2)); // expect: 1 2
  console.log(f(1, 2, 3)); // expect: 1 2
}
