// The constants of Number.
export function main() {
  console.log(
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    Number.MAX_VALUE,
    Number.MIN_VALUE,
    Number.EPSILON,
  ); // expect: 9007199254740991 -9007199254740991 1.7976931348623157e+308 5e-324 2.220446049250313e-16
  console.log(
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
    Number.MIN_VALUE / 2,
    Number.MAX_VALUE * 2,
  ); // expect: Infinity -Infinity NaN 0 Infinity
}
