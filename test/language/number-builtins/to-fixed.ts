// toFixed rounds the exact value of the double.
export function main() {
  console.log(
    (1.005).toFixed(2),
    (1.255).toFixed(2),
    (2.5).toFixed(0),
    (-2.5).toFixed(0),
    (0.5).toFixed(0),
    (1.45).toFixed(1),
  );
  console.log(
    (0).toFixed(2),
    (-0).toFixed(2),
    (-0.0000001).toFixed(2),
    (1e20).toFixed(2),
    (1e21).toFixed(2),
    (0.000001).toFixed(7),
  );
  console.log(
    (123.456).toFixed(),
    (1234.5678).toFixed(10),
    (0.1).toFixed(20),
    NaN.toFixed(2),
    (1.23e-10).toFixed(2),
  );
  for (const d of [-1, 101]) {
    try {
      (1).toFixed(d);
    } catch (error) {
      console.log((error as Error).name);
    }
  }
  // expect: 1.00 1.25 3 -3 1 1.4
  // expect: 0.00 0.00 -0.00 100000000000000000000.00 1e+21 0.0000010
  // expect: 123 1234.5678000000 0.10000000000000000555 NaN 0.00
  // expect: RangeError
  // expect: RangeError
}
