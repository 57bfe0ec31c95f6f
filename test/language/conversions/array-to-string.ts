// Arrays convert through join, at every depth, and survive cycles.
export function main() {
  const a: any[] = [1, [2, [3, []]], 'x'];
  console.log(a + ''); // expect: 1,2,3,,x
  console.log([[], [[]], [null], [undefined]].map((v) => (v + '').length).join()); // expect: 0,0,0,0
  const cycle: any[] = [1];
  cycle.push(cycle, 2);
  console.log(cycle + ''); // expect: 1,,2
}
