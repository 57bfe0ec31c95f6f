// Fields belong to the instance, methods to the prototype.
class Point {
  x = 1;
  y: number;
  constructor(y: number) {
    this.y = y;
  }
  sum() {
    return this.x + this.y;
  }
}

export function main() {
  const a = new Point(2);
  console.log(a.sum(), Object.keys(a).join()); // expect: 3 x,y
  console.log(
    Object.hasOwn(a, 'sum'),
    a.sum === new Point(3).sum,
    Object.keys(Point.prototype).length,
  ); // expect: false true 0
}
