export interface Point {
  x: number;
}

/** Four objects with an `x`, in the given number of shapes. */
export function makePoints(shapes: number): Point[] {
  const made: Point[] = [
    { x: 1 },
    { y: 0, x: 1 } as Point,
    { y: 0, z: 0, x: 1 } as Point,
    { w: 0, y: 0, z: 0, x: 1 } as Point,
  ];
  const points: Point[] = [];
  for (let i = 0; i < 4; i++) {
    const point = made[i % shapes]!;
    points.push(point);
  }
  return points;
}
