// @check: off
// var and let of one name in one scope.
// expect compile error: syntax
export function main() {
  let x = 1;
  {
    var x = 2;
  }
  console.log(x);
}
