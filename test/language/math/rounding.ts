// floor, ceil, round and trunc.
export function main() {
  const values = [1.5, 2.5, -1.5, -0.4, 0.49999999999999994, 4503599627370495.5, -2.5, 1e300];
  console.log(values.map(Math.floor).join(), values.map(Math.ceil).join()); // expect: 1,2,-2,-1,0,4503599627370495,-3,1e+300 2,3,-1,0,1,4503599627370496,-2,1e+300
  console.log(values.map(Math.round).join(), values.map(Math.trunc).join()); // expect: 2,3,-1,0,0,4503599627370496,-2,1e+300 1,2,-1,0,0,4503599627370495,-2,1e+300
  console.log(
    Object.is(Math.round(-0.4), -0),
    Object.is(Math.ceil(-0.5), -0),
    Object.is(Math.trunc(-0.9), -0),
    Math.round(NaN),
    Object.is(Math.floor(-0), -0),
  ); // expect: true true true NaN true
}
