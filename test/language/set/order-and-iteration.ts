// A Set keeps its order of insertion.
export function main() {
  const s = new Set(['b', 'a']);
  s.add('b').add('c');
  s.delete('b');
  s.add('b');
  console.log(
    [...s].join(),
    [...s.keys()].join(),
    [...s.entries()].join(';'),
    s.keys === s.values,
    s[Symbol.iterator] === s.values,
  ); // expect: a,c,b a,c,b a,a;c,c;b,b true true
}
