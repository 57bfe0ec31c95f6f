/** Objects of two fields that die at once. */
export function main(n: number): number {
  let last = { x: 0, y: 0 };
  for (let i = 0; i < n; i++) last = { x: last.x + 1, y: i };
  return last.x;
}
