// A class may mix accessors, methods and fields.
class Circle {
  static readonly unit = new Circle(1);
  constructor(public radius: number) {}
  get diameter() {
    return this.radius * 2;
  }
  set diameter(d: number) {
    this.radius = d / 2;
  }
  scale(by: number) {
    return new Circle(this.radius * by);
  }
}

export function main() {
  const c = new Circle(2).scale(3);
  console.log(c.diameter); // expect: 12
  c.diameter = 3;
  console.log(c.radius, Circle.unit.diameter); // expect: 1.5 2
}
