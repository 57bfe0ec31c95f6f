// toString with a radix, for integers and fractions.
export function main() {
  console.log(
    (255).toString(16),
    (255).toString(2),
    (-255).toString(36),
    (0).toString(2),
    (35).toString(36),
  );
  console.log(
    (0.5).toString(2),
    (0.1).toString(3),
    (3.75).toString(8),
    (1e21).toString(7),
    (255.5).toString(16),
  );
  console.log(
    NaN.toString(2),
    Infinity.toString(16),
    (-0).toString(2),
    (2 ** 53).toString(2).length,
    (1 / 3).toString(2),
  );
  for (const r of [1, 37, 0, NaN]) {
    try {
      (1).toString(r);
    } catch (error) {
      console.log((error as Error).name);
    }
  }
  console.log((10).toString(undefined), (10).toString(2.9));
  // expect: ff 11111111 -73 0 z
  // expect: 0.1 0.0022002200220022002200220022002201 3.6 5135235413265003022600000 ff.8
  // expect: NaN Infinity 0 54 0.010101010101010101010101010101010101010101010101010101
  // expect: RangeError
  // expect: RangeError
  // expect: RangeError
  // expect: RangeError
  // expect: 10 1010
}
