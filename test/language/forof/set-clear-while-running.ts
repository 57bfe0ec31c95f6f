// clear while running, then new entries, are seen by the same loop.
export function main() {
  const s = new Set([1, 2, 3]);
  const seen: number[] = [];
  for (const v of s) {
    seen.push(v);
    if (v === 2) {
      s.clear();
      s.add(7);
      s.add(8);
    }
  }
  console.log(seen.join(), s.size); // expect: 1,2,7,8 2
}
