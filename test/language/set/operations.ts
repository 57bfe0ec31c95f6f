// Union, intersection and difference by hand.
export function main() {
  const a = new Set([1, 2, 3, 4]);
  const b = new Set([3, 4, 5]);
  console.log(
    [...new Set([...a, ...b])].join(),
    [...a].filter((x) => b.has(x)).join(),
    [...a].filter((x) => !b.has(x)).join(),
  ); // expect: 1,2,3,4,5 3,4 1,2
}
