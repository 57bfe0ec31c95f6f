// Texts of numbers, and the functions of Math that must be exact.
import { line, show } from './support';

const numbers = [
  0,
  -0,
  1,
  -1,
  0.1,
  1 / 3,
  123.456,
  -123.456,
  1e21,
  1e-7,
  123456789012345680000,
  5e-324,
  Number.MAX_VALUE,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0.5,
  1.5,
  2.5,
  -0.5,
  255,
  1e100,
  4294967296.5,
  0.000001234,
  1.0005,
  0.0005,
  999.9995,
];

const exact = ['abs', 'ceil', 'floor', 'round', 'trunc', 'sign', 'sqrt', 'fround', 'clz32'];

const operands: any[] = [
  ...numbers,
  '3',
  null,
  undefined,
  true,
  [],
  [7],
  {},
  'x',
  { valueOf: () => 2 },
];

export function main() {
  for (const number of numbers) {
    for (const digits of [undefined, 0, 1, 2, 5, 20, 100, 101, -1, '3', Number.NaN, null]) {
      line(`${show(number)}.toFixed(${digits})`, () => number.toFixed(digits as any));
      line(`${show(number)}.toPrecision(${digits})`, () => number.toPrecision(digits as any));
      line(`${show(number)}.toExponential(${digits})`, () => number.toExponential(digits as any));
      line(`${show(number)}.toString(${digits})`, () => number.toString(digits as any));
    }
    for (const radix of [2, 3, 8, 16, 36])
      line(`${show(number)} in ${radix}`, () => number.toString(radix));
    line(`${show(number)}.toLocaleString()`, () => number.toLocaleString());
    line(`tests of ${show(number)}`, () => [
      Number.isInteger(number),
      Number.isSafeInteger(number),
      Number.isNaN(number),
      Number.isFinite(number),
    ]);
    line(`parseInt(${show(number)})`, () => Number.parseInt(number as any));
    line(`JSON of ${show(number)}`, () => JSON.stringify(number));
  }
  for (const name of exact) {
    for (const operand of operands)
      line(`${name}(${show(operand)})`, () => (Math as any)[name](operand));
  }
  const lists: any[][] = [
    [],
    [1],
    [1, 2],
    [-0, 0],
    [0, -0],
    [Number.NaN, 1],
    ['3', 2],
    [3, 4, 12],
    [Number.POSITIVE_INFINITY, Number.NaN],
    [{}, 1],
    [1, undefined],
    [[2], 3],
    [-1, 0.5],
    [2, 10],
  ];
  for (const name of ['max', 'min', 'pow', 'imul']) {
    for (const list of lists) line(`${name}(${show(list)})`, () => (Math as any)[name](...list));
  }
}
