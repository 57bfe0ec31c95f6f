// Values changed ahead are seen as changed.
export function main() {
  const a = [1, 2, 3];
  const seen: number[] = [];
  a.every((n, i) => {
    seen.push(n);
    a[i + 1] = n * 10;
    return i < 2;
  });
  console.log(seen.join(), a.join()); // expect: 1,10,100 1,10,100,1000
}
