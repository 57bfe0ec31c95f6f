// Duplicates vanish, strings and objects included.
export function main() {
  const o = { x: 1 };
  console.log(
    new Set([o, o, { x: 1 }]).size,
    new Set('mississippi').size,
    [...new Set([3, 1, 3, 2, 1])].join(),
    new Set(['a' + 'b', 'ab']).size,
  ); // expect: 2 4 3,1,2 1
}
