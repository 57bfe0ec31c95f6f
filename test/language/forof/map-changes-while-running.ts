// Entries added while running are visited; deleted ones are not.
export function main() {
  const m = new Map([
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
  ]);
  const seen: number[] = [];
  for (const [k] of m) {
    seen.push(k);
    if (k === 1) {
      m.delete(2);
      m.set(4, 'd');
    }
    if (k === 3) {
      m.delete(1);
      m.set(1, 'again');
    }
  }
  console.log(seen.join(), [...m.keys()].join()); // expect: 1,3,4,1 3,4,1
}
