// forEach sees entries added while it runs and skips deleted ones.
export function main() {
  const m = new Map([
    [1, 'a'],
    [2, 'b'],
  ]);
  const seen: number[] = [];
  m.forEach((_, k) => {
    seen.push(k);
    if (k === 1) m.delete(2);
    if (k < 4) m.set(k + 10 * (k < 10 ? 1 : 0), 'new');
  });
  console.log(seen.join(), m.size); // expect: 1,11 2
}
