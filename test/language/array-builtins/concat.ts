// concat spreads arrays one level and appends all else.
export function main() {
  console.log([1].concat([2, 3], [[4]] as any, 5).length); // expect: 5
  console.log(([1] as any[]).concat('x', [2, [3]], { length: 1, 0: 'no' }).length); // expect: 5
  const h = [1, , 2].concat([, 3]);
  console.log(h.length, Object.keys(h).join()); // expect: 5 0,2,4
  console.log([].concat().length); // expect: 0
}
