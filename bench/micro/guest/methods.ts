/** A method call that two classes answer. */
abstract class Shape {
  abstract area(): number;
}

class Square extends Shape {
  side = 1;
  area(): number {
    return this.side * this.side;
  }
}

class Rectangle extends Shape {
  width = 1;
  height = 1;
  area(): number {
    return this.width * this.height;
  }
}

export function main(n: number): number {
  const shapes: Shape[] = [new Square(), new Rectangle()];
  let sum = 0;
  for (let i = 0; i < n; i++) sum += shapes[i & 1]!.area();
  return sum;
}
