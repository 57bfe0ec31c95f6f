// pow at its corners.
export function main() {
  console.log(
    Math.pow(2, 0.5),
    Math.pow(0, 0),
    Math.pow(-8, 1 / 3),
    Math.pow(NaN, 0),
    Math.pow(1, Infinity),
    Math.pow(-1, Infinity),
    Math.pow(2, -1074),
  ); // expect: 1.4142135623730951 1 NaN 1 NaN NaN 5e-324
  console.log(
    Math.pow(-0, -1),
    Math.pow(-0, -2),
    Math.pow(-2, 3),
    Math.pow(0, -1),
    Math.pow(Infinity, -1),
    Math.pow(-Infinity, 3),
    Math.pow(0.5, -Infinity),
  ); // expect: -Infinity Infinity -8 Infinity 0 -Infinity Infinity
  console.log(10 ** 2, 10 ** -2, 10 ** 15, 3 ** 20, 1.5 ** 2, (-3) ** 2, 7 ** 1); // expect: 100 0.01 1000000000000000 3486784401 2.25 9 7
}
