// Each evaluation of a function expression makes a new function.
const make = () => () => 1;

export function main() {
  const f = make();
  console.log(f === make(), f === f, f() === make()()); // expect: false true true
}
