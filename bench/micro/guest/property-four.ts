/** A property read at one site that sees four shapes. */
import { makePoints } from './points';

export function main(n: number): number {
  const points = makePoints(4);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += points[i & 3]!.x;
  return sum;
}
