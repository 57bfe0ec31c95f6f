// Builtin methods are hidden from keys and may be replaced.
export function main() {
  console.log(
    Object.keys(Math).length,
    Object.keys(Array.prototype).length,
    Object.keys(globalThis.JSON).length,
  ); // expect: 0 0 0
  const d = Object.getOwnPropertyDescriptor(Array.prototype, 'map')!;
  console.log(typeof d.value, d.writable, d.enumerable, d.configurable); // expect: function true false true
  const pi = Object.getOwnPropertyDescriptor(Math, 'PI')!;
  console.log(pi.writable, pi.enumerable, pi.configurable); // expect: false false false
  console.log(Math.max === Math.max, [].map === Array.prototype.map, [].map.name, [].map.length); // expect: true true map 1
}
