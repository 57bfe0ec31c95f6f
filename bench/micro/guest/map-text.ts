/** A Map of 100 strings: one `get` and one `set`. */
export function main(n: number): number {
  const names: string[] = [];
  for (let i = 0; i < 100; i++) names.push(`name${i}`);
  const map = new Map<string, number>();
  for (let i = 0; i < n; i++) {
    const name = names[i % 100]!;
    const value = map.get(name);
    map.set(name, value === undefined ? 1 : value + 1);
  }
  let sum = 0;
  map.forEach((value) => {
    sum += value;
  });
  return sum;
}
