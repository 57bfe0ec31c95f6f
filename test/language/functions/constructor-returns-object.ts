// @check: off
// A constructor that returns an object gives that one; a primitive is ignored.
function Other() {
  this.x = 1;
  return { x: 2 };
}
function Same() {
  this.x = 1;
  return 5;
}

export function main() {
  console.log(new Other().x, new Same().x, new Other() instanceof Other); // expect: 2 1 false
}
