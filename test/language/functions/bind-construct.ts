// @check: off
// new on a bound function ignores the bound this and keeps the arguments.
function Point(x, y) {
  this.x = x;
  this.y = y;
}

export function main() {
  const AtOne = Point.bind({ ignored: true }, 1);
  const made = new AtOne(2);
  console.log(made.x, made.y, made instanceof Point, made instanceof AtOne); // expect: 1 2 true true
  console.log('prototype' in AtOne); // expect: false
}
