// Number() of every kind of value.
export function main() {
  console.log(
    Number('42'),
    Number(' 4.5\n'),
    Number(''),
    Number('4x'),
    Number('0x1F'),
    Number('1e2'),
  ); // expect: 42 4.5 0 NaN 31 100
  console.log(Number(true), Number(false), Number(null), Number(undefined)); // expect: 1 0 0 NaN
  console.log(
    Number([]),
    Number([7]),
    Number([1, 2]),
    Number({}),
    Number('Infinity'),
    Number('-Infinity'),
  ); // expect: 0 7 NaN NaN Infinity -Infinity
  console.log(
    Number('+5'),
    Number('--5'),
    Number('1_000'),
    Number('.5'),
    Number('5.'),
    Number('.'),
    Number('infinity'),
  ); // expect: 5 NaN NaN 0.5 5 NaN NaN
}
