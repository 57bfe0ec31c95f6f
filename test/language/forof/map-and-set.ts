// Maps give pairs, Sets values, in order of insertion.
export function main() {
  const m = new Map<unknown, unknown>([
    ['b', 1],
    ['a', 2],
  ]);
  for (const [k, v] of m) console.log(k as string, v as number);
  // expect: b 1
  // expect: a 2
  for (const v of new Set([3, 1, 3, 2])) console.log(v);
  // expect: 3
  // expect: 1
  // expect: 2
}
