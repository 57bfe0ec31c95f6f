// @check: off
// Operators bind as the grammar says.
export function main() {
  console.log(2 + 3 * 4, (2 + 3) * 4, 10 - 4 - 3, 100 / 10 / 5); // expect: 14 20 3 2
  console.log(!0 + 1, -2 + 3, typeof 1 + 1, -(2 ** 2), 2 ** -1); // expect: 2 1 number1 -4 0.5
  console.log((1 + 2 === 3 && 4 > 3) || false, 1 | (2 ^ (3 & 4)), (1 + 1) << 2); // expect: true 3 8
  console.log((6 % 4) * 2, (2 * 6) % 4, 7 & (3 === 3), 1 < 2 === true, true || (false && false)); // expect: 4 0 1 true true
}
