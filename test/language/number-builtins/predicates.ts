// @check: off
// isInteger, isSafeInteger, isFinite and isNaN do not convert.
export function main() {
  const values = [1, 1.5, '1', NaN, Infinity, 2 ** 53, 2 ** 53 - 1, -0, null, undefined, 5e-324];
  for (const f of ['isInteger', 'isSafeInteger', 'isFinite', 'isNaN'])
    console.log(f, values.map((v) => (Number[f](v) ? 1 : 0)).join(''));
  // expect: isInteger 10000111000
  // expect: isSafeInteger 10000011000
  // expect: isFinite 11000111001
  // expect: isNaN 00010000000
}
