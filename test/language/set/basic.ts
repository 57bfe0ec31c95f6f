// add, has, delete, size and clear.
export function main() {
  const s = new Set<unknown>([1, 2, 2, '1']);
  console.log(s.size, s.has(1), s.has('2'), s.add(3) === s, s.delete(1), s.delete(1), s.size); // expect: 3 true false true true false 3
  console.log([...s].join(), s.has(NaN), s.add(NaN).add(NaN).size, s.add(-0).has(0)); // expect: 2,1,3 false 4 true
  s.clear();
  console.log(s.size); // expect: 0
}
