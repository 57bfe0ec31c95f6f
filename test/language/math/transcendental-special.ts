// Transcendental functions at their exact points.
export function main() {
  console.log(
    Math.sin(0),
    Math.cos(0),
    Math.tan(0),
    Math.exp(0),
    Math.log(1),
    Math.log2(8),
    Math.log10(1000),
    Math.atan2(0, 1),
  ); // expect: 0 1 0 1 0 3 3 0
  console.log(
    Math.log(0),
    Math.log(-1),
    Math.exp(-Infinity),
    Math.atan(Infinity) === Math.PI / 2,
    Math.acos(1),
    Math.asin(2),
    Math.sinh(0),
    Math.cosh(0),
    Math.tanh(Infinity),
  ); // expect: -Infinity NaN 0 true 0 NaN 0 1 1
  console.log(
    Object.is(Math.sin(-0), -0),
    Object.is(Math.atan2(-0, 1), -0),
    Math.atan2(0, -1) === Math.PI,
    Math.expm1(0),
    Math.log1p(0),
    Math.sin(Infinity),
    Math.acosh(1),
    Math.atanh(1),
  ); // expect: true true true 0 0 NaN 0 Infinity
}
