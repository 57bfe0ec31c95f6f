// Transcendental functions to twelve digits.
export function main() {
  const near = (x: number) => x.toPrecision(12);
  console.log(near(Math.sin(1)), near(Math.cos(1)), near(Math.tan(1)), near(Math.sin(1e6))); // expect: 0.841470984808 0.540302305868 1.55740772465 -0.349993502171
  console.log(near(Math.exp(1)), near(Math.log(10)), near(Math.log2(10)), near(Math.log10(2))); // expect: 2.71828182846 2.30258509299 3.32192809489 0.301029995664
  console.log(
    near(Math.atan2(1, 2)),
    near(Math.asin(0.5)),
    near(Math.acos(0.5)),
    near(Math.atan(3)),
  ); // expect: 0.463647609001 0.523598775598 1.04719755120 1.24904577240
  console.log(
    near(Math.sinh(1)),
    near(Math.cosh(1)),
    near(Math.tanh(0.5)),
    near(Math.cbrt(2)),
    near(Math.pow(2.5, 3.7)),
  ); // expect: 1.17520119364 1.54308063482 0.462117157260 1.25992104989 29.6741325364
}
