// ?? stands below || but may not mix with it bare.
export function main() {
  const n = null as number | null;
  console.log((n ?? 0) || 'zero', n ?? (0 || 'inner')); // expect: zero inner
  console.log(n ?? 1 + 2, (n ?? 1) + 2); // expect: 3 3
  const t = n ?? (n === null ? 'null' : 'other');
  console.log(t); // expect: null
}
