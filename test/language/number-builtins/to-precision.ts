// toPrecision picks plain or exponential form.
export function main() {
  console.log(
    (123.456).toPrecision(4),
    (0.000123).toPrecision(2),
    (1e21).toPrecision(3),
    (123456).toPrecision(2),
    (1.25).toPrecision(2),
  );
  console.log(
    (1.35).toPrecision(2),
    (0).toPrecision(3),
    (-1.5e-9).toPrecision(3),
    (35).toPrecision(1),
    (99.99).toPrecision(3),
  );
  console.log(
    (5).toPrecision(),
    (1e-7).toPrecision(21),
    NaN.toPrecision(3),
    (0.00001).toPrecision(1),
  );
  for (const d of [0, 101]) {
    try {
      (1).toPrecision(d);
    } catch (error) {
      console.log((error as Error).name);
    }
  }
  // expect: 123.5 0.00012 1.00e+21 1.2e+5 1.3
  // expect: 1.4 0.00 -1.50e-9 4e+1 100
  // expect: 5 9.99999999999999954748e-8 NaN 0.00001
  // expect: RangeError
  // expect: RangeError
}
