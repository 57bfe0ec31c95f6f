// set, get, has, delete, size and clear.
export function main() {
  const m = new Map<unknown, unknown>();
  console.log(m.set('a', 1) === m, m.get('a'), m.get('b'), m.has('a'), m.size); // expect: true 1 undefined true 1
  m.set('a', 2).set('b', undefined);
  console.log(m.get('a'), m.has('b'), m.get('b'), m.size, m.delete('a'), m.delete('a'), m.size); // expect: 2 true undefined 2 true false 1
  m.clear();
  console.log(m.size, m.has('b')); // expect: 0 false
}
