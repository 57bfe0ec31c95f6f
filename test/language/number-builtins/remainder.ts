// The remainder has the sign of the dividend and is exact.
export function main() {
  console.log(5.5 % 2, -5.5 % 2, 5.5 % -2, 1e308 % 3, 5 % Infinity, Infinity % 5, 5 % 0, 0.3 % 0.1); // expect: 1.5 -1.5 1.5 2 5 NaN NaN 0.09999999999999998
  console.log(
    Object.is(-4 % 2, -0),
    Object.is(0 % 5, 0),
    5e-324 % 3,
    123456789012 % 1000,
    2 ** 60 % 1000,
  ); // expect: true true 5e-324 12 976
}
