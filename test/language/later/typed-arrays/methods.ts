// needs: typed-arrays
// The methods of typed arrays.
export function main() {
  const a = new Int32Array([3, 1, 2]);
  console.log(
    a.sort().join(),
    a.map((n) => n * 2).join(),
    a.indexOf(2),
    a.reduce((x, y) => x + y),
    a.toReversed().join(),
    a.with(0, 9).join(),
  ); // expect: 1,2,3 2,4,6 1 6 3,2,1 9,2,3
  a.set([7, 8], 1);
  console.log(
    a.join(),
    a.fill(5, 0, 1).join(),
    a.at(-1),
    [...a.entries()].join(),
    Array.isArray(a),
  ); // expect: 1,7,8 5,7,8 8 0,5,1,7,2,8 false
}
