// Taking apart what Maps and Sets give.
export function main() {
  const m = new Map([
    ['a', { n: 1 }],
    ['b', { n: 2 }],
  ]);
  let out = '';
  for (const [k, { n }] of m) out += k + n;
  const [first, second] = new Set([5, 6]);
  const [[key]] = m;
  console.log(out, first, second, key); // expect: a1b2 5 6 a
}
