// Patterns in the head of for…of.
export function main() {
  for (const [key, { n, ...more }] of Object.entries({
    a: { n: 1, z: 2 },
    b: { n: 3 },
  } as any) as any) {
    console.log(key, n, JSON.stringify(more));
  }
  // expect: a 1 {"z":2}
  // expect: b 3 {}
  let k: string;
  for ([k] of [['q'], ['r']]) console.log(k);
  // expect: q
  // expect: r
}
