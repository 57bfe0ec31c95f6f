// @check: off
// A var exists from the start of the function and is undefined until assigned.
export function main() {
  console.log(early); // expect: undefined
  var early = 5;
  console.log(early); // expect: 5
  console.log(typeof never); // expect: undefined
  if (false) {
    var never = 1;
  }
}
