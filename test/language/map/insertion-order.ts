// Setting a known key keeps its place; deleting and setting moves it to the end.
export function main() {
  const m = new Map([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
  m.set('a', 9);
  console.log([...m.keys()].join()); // expect: a,b,c
  m.delete('a');
  m.set('a', 1);
  console.log([...m.keys()].join(), [...m.values()].join()); // expect: b,c,a 2,3,1
}
