// Spread in new.
class Point {
  constructor(
    public x: number,
    public y: number,
  ) {}
}
const args: [number, number] = [3, 4];

export function main() {
  const q = new Point(...args);
  console.log(q.x, q.y, new Array(...[1, 2, 3]).length); // expect: 3 4 3
}
