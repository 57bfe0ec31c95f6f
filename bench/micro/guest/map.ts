/** A Map of 1,000 numbers: one `get` and one `set`. */
export function main(n: number): number {
  const map = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const key = (i * 7) % 1000;
    const value = map.get(key);
    map.set(key, value === undefined ? 1 : value + 1);
  }
  let sum = 0;
  map.forEach((value) => {
    sum += value;
  });
  return sum;
}
