// Elements may be written in any order.
export function main() {
  const a: number[] = [];
  for (let i = 9; i >= 0; i--) a[i] = i * i;
  console.log(a.length, a.join()); // expect: 10 0,1,4,9,16,25,36,49,64,81
  const b: number[] = [];
  b[5] = 5;
  b[2] = 2;
  console.log(b.length, Object.keys(b).join(), b.indexOf(undefined as any)); // expect: 6 2,5 -1
}
