// toExponential with and without digits.
export function main() {
  console.log(
    (123456).toExponential(),
    (0.00015).toExponential(),
    (123456).toExponential(2),
    (0).toExponential(),
    (-1.5).toExponential(0),
  ); // expect: 1.23456e+5 1.5e-4 1.23e+5 0e+0 -2e+0
  console.log(
    (1e300).toExponential(5),
    (5e-324).toExponential(),
    (99.9).toExponential(1),
    NaN.toExponential(),
    Infinity.toExponential(200),
  ); // expect: 1.00000e+300 5e-324 1.0e+2 NaN Infinity
}
