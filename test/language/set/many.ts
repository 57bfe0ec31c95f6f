// A thousand numbers, half removed.
export function main() {
  const s = new Set<number>();
  for (let i = 0; i < 1000; i++) s.add((i * 37) % 1000);
  for (const v of s) if (v % 2) s.delete(v);
  let sum = 0;
  s.forEach((v) => (sum += v));
  console.log(s.size, sum, s.values().next().value); // expect: 500 249500 0
}
