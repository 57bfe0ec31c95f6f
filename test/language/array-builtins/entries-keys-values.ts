// The three iterators of an array.
export function main() {
  const a = ['x', , 'z'];
  console.log(
    [...a.keys()].join(),
    [...a.values()].map(String).join(),
    [...a.entries()].map(([i, v]) => `${i}${v}`).join(),
  ); // expect: 0,1,2 x,undefined,z 0x,1undefined,2z
  console.log(a[Symbol.iterator] === a.values, Object.prototype.toString.call(a.keys())); // expect: true [object Array Iterator]
}
