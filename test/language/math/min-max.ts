// min and max with none, one and many; zeros and NaN.
export function main() {
  console.log(Math.max(), Math.min(), Math.max(3, 1, 2), Math.min(3, 1, 2), Math.max(1, NaN, 3)); // expect: -Infinity Infinity 3 1 NaN
  console.log(
    Object.is(Math.max(-0, 0), 0),
    Object.is(Math.min(0, -0), -0),
    Math.max('5' as any, 3),
    Math.max([7] as any, 2),
    Math.min(undefined as any, 1),
    Math.max(null as any, -1),
  ); // expect: true true 5 7 NaN 0
}
