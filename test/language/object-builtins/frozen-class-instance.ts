// Freezing in the constructor makes an immutable value.
class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {
    Object.freeze(this);
  }
  with(x: number) {
    return new Point(x, this.y);
  }
}

export function main() {
  const a: any = new Point(1, 2);
  try {
    a.x = 5;
  } catch (error) {
    console.log((error as Error).name); // expect: TypeError
  }
  console.log(a.x, a.with(7).x, a.with(7).y); // expect: 1 7 2
}
