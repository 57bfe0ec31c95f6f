/** A property written and read back. */
export function main(n: number): number {
  const point = { x: 0, y: 0 };
  for (let i = 0; i < n; i++) point.x = point.x + 1;
  return point.x;
}
