// @check: off
// A comparison of mixed types compares numbers.
export function main() {
  console.log('10' < 9, '10' > 9, null < 1, null >= 0, undefined < 1, undefined >= undefined); // expect: false true true true false false
  console.log('a' < 1, 'a' > 1, true > false, [2] > 1, '' < 1, NaN <= NaN); // expect: false false true true true false
}
