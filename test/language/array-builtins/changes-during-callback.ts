// Elements removed ahead are not visited, added ones are not either.
export function main() {
  const a = [1, 2, 3, 4];
  const seen: number[] = [];
  a.forEach((n) => {
    seen.push(n);
    if (n === 1) a.splice(2, 1);
    if (n === 2) a.push(9);
  });
  console.log(seen.join(), a.join()); // expect: 1,2,4,9 1,2,4,9
  const b = [1, 2, 3];
  const out = b.map((n) => {
    b.length = 1;
    return n;
  });
  console.log(out.length, 1 in out, out.join()); // expect: 3 false 1,,
}
