// Iterators of a Map.
export function main() {
  const m = new Map([['a', 1]]);
  const it = m[Symbol.iterator]();
  console.log(
    m[Symbol.iterator] === m.entries,
    it.next().value!.join(),
    it.next().done,
    Object.prototype.toString.call(it),
  ); // expect: true a,1 true [object Map Iterator]
  m.set('b', 2);
  console.log(it.next().done, Object.prototype.toString.call(m), Map.length, Map.name); // expect: true [object Map] 0 Map
}
