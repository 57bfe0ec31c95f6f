// @check: off
// The other arithmetic operators always convert to numbers.
export function main() {
  console.log('6' * '7', '10' / 4, '3' - 1, '7' % '4', true * 3); // expect: 42 2.5 2 3 3
  console.log([] * 1, [5] * 2, [1, 2] * 1, null - 1, undefined - 1, 'x' * 1); // expect: 0 10 NaN -1 NaN NaN
  console.log(' 12 ' * 1, '0x1f' * 1, '0b101' * 1, '0o17' * 1, '1e3' * 1, '' * 1, '-' * 1); // expect: 12 31 5 15 1000 0 NaN
}
