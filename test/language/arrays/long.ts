// A hundred thousand elements pushed and summed.
export function main() {
  const a: number[] = [];
  for (let i = 0; i < 100000; i++) a.push(i % 7);
  let sum = 0;
  for (const v of a) sum += v;
  console.log(a.length, sum); // expect: 100000 299995
  while (a.length > 10) a.pop();
  console.log(a.join()); // expect: 0,1,2,3,4,5,6,0,1,2
}
