/** An empty loop: an increment, a comparison, a jump. */
export function main(n: number): number {
  let i = 0;
  while (i < n) i++;
  return i;
}
