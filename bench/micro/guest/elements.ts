/** An element of an array read and written. */
export function main(n: number): number {
  const numbers = new Array<number>(64).fill(0);
  for (let i = 0; i < n; i++) numbers[i & 63] = numbers[i & 63]! + 1;
  let sum = 0;
  for (let i = 0; i < 64; i++) sum += numbers[i]!;
  return sum;
}
