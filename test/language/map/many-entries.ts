// Thousands of entries come and go.
export function main() {
  const m = new Map<string | number, number>();
  for (let i = 0; i < 5000; i++) {
    m.set(i, i);
    m.set(`k${i}`, -i);
  }
  for (let i = 0; i < 5000; i += 2) m.delete(i);
  let sum = 0;
  for (const v of m.values()) sum += v;
  console.log(m.size, sum, m.get(4999), m.has(4998), m.get('k4998'), m.keys().next().value); // expect: 7500 -6247500 4999 false -4998 k0
}
