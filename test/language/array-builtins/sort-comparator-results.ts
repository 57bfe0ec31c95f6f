// @check: off
// Results of the comparison are converted to numbers; NaN counts as 0.
export function main() {
  console.log(
    [1, 2, 3].sort(() => NaN).join(),
    [1, 2, 3].sort(() => undefined).join(),
    [3, 1, 2].sort((a, b) => (a > b ? '1' : '-1')).join(),
  );
  console.log([3, 1, 2].sort((a, b) => ({ valueOf: () => a - b })).join());
  console.log([2, 1, 3].sort((a, b) => (a - b) * Infinity || 0).join());
  for (const f of [null, 5, 'x', {}]) {
    try {
      [1, 2].sort(f);
      console.log('sorted');
    } catch (error) {
      console.log(error.name);
    }
  }
  // expect: 1,2,3 1,2,3 1,2,3
  // expect: 1,2,3
  // expect: 1,2,3
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
}
