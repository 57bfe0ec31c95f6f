// @check: off
// A second var of the same name without a value changes nothing.
export function main() {
  var x = 1;
  var x;
  console.log(x); // expect: 1
  var x = 2;
  console.log(x); // expect: 2
}
