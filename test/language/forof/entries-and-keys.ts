// The iterators of keys, values and entries.
export function main() {
  for (const [i, v] of ['x', 'y'].entries()) console.log(i, v);
  console.log([...['x', , 'y'].keys()].join(), [...['p', 'q'].values()].join());
  const m = new Map([['k', 1]]);
  console.log([...m.keys()].join(), [...m.values()].join(), [...m.entries()].join());
  console.log([...new Set(['s']).entries()].join());
  // expect: 0 x
  // expect: 1 y
  // expect: 0,1,2 p,q
  // expect: k 1 k,1
  // expect: s,s
}
