// The five arithmetic operators on numbers.
export function main() {
  console.log(7 + 2, 7 - 2, 7 * 2, 7 / 2, 7 % 2); // expect: 9 5 14 3.5 1
  console.log(-7 % 3, 7 % -3, 5.5 % 2); // expect: -1 1 1.5
  console.log(1 / 0, -1 / 0, 0 / 0); // expect: Infinity -Infinity NaN
  console.log(0.1 + 0.2, 0.1 * 3, 1 - 0.9); // expect: 0.30000000000000004 0.30000000000000004 0.09999999999999998
}
