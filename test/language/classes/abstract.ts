// Abstract members vanish; what implements them is called.
abstract class Shape {
  abstract area(): number;
  describe() {
    return `${this.constructor.name} of ${this.area()}`;
  }
}
class Square extends Shape {
  constructor(private side: number) {
    super();
  }
  area() {
    return this.side ** 2;
  }
}

export function main() {
  console.log(new Square(3).describe()); // expect: Square of 9
}
