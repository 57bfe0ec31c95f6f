/** A call of a small function that is not a method. */
function add(a: number, b: number): number {
  return a + b;
}

export function main(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = add(sum, 1);
  return sum;
}
