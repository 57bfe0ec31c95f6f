// Every method of Array on every kind of receiver with many arguments.
import { apply, line } from './support';

const receivers: [string, () => any][] = [
  ['[]', () => []],
  ['[1,2,3]', () => [1, 2, 3]],
  ['[1,,3]', () => [1, , 3]],
  ['mixed', () => [3, 'b', undefined, null, Number.NaN, -0, true, 'a', 10, 9]],
  ['nested', () => [1, [2, [3, [4]]], 5]],
  ['array-like', () => ({ length: 3, 0: 'x', 2: 'z' })],
  ['string', () => 'héllo'],
  ['frozen', () => Object.freeze([1, 2, 3])],
  ['twenty', () => Array.from({ length: 20 }, (_, i) => (i * 7) % 11)],
  ['length as text', () => ({ length: '2', 0: 1, 1: 2 })],
  ['negative length', () => ({ length: -5 })],
  ['number', () => 5],
  ['undefined', () => undefined],
  ['null', () => null],
];

const argumentLists: any[][] = [
  [],
  [0],
  [1],
  [-1],
  [1, 2],
  [0, 1],
  [-2, -1],
  [undefined],
  [Number.NaN],
  ['1'],
  [1, undefined],
  [0, 0, 'n'],
  [1, 1, 'p', 'q'],
  [Number.POSITIVE_INFINITY],
  [Number.NEGATIVE_INFINITY, 2],
  [2.7],
  [null],
  [{ valueOf: () => 1 }],
  ['b'],
  [3],
  [undefined, 1],
  [true],
];

const methods = [
  'at',
  'concat',
  'fill',
  'includes',
  'indexOf',
  'lastIndexOf',
  'join',
  'pop',
  'push',
  'reverse',
  'shift',
  'slice',
  'splice',
  'unshift',
  'toReversed',
  'toSpliced',
  'with',
  'copyWithin',
  'flat',
  'keys',
  'entries',
  'values',
  'sort',
  'toSorted',
  'toString',
];

const callbacks: [string, any][] = [
  ['identity', (x: any) => x],
  ['more than 1', (x: any) => x > 1],
  ['index', (_x: any, index: any) => index],
  [
    'throws',
    () => {
      throw new RangeError('thrown');
    },
  ],
  ['no function', 5],
  ['undefined', undefined],
  ['joins', (a: any, b: any) => String(a) + b],
  ['doubles', (x: any) => [x, x]],
];

const withCallback = [
  'map',
  'filter',
  'forEach',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'reduce',
  'reduceRight',
  'flatMap',
];

export function main() {
  for (const method of methods) {
    for (const [name, make] of receivers) {
      for (const [index, values] of argumentLists.entries()) {
        line(`${name}.${method} #${index}`, () => {
          const receiver = make();
          const result = apply(Array.prototype, method, receiver, values);
          const given = result && typeof result.next === 'function' ? [...result] : result;
          return [given === receiver ? 'itself' : given, receiver];
        });
      }
    }
  }
  for (const method of withCallback) {
    for (const [name, make] of receivers) {
      for (const [kind, callback] of callbacks) {
        line(`${name}.${method}(${kind})`, () =>
          apply(Array.prototype, method, make(), [callback]),
        );
        line(`${name}.${method}(${kind}, 1)`, () =>
          apply(Array.prototype, method, make(), [callback, 1]),
        );
      }
    }
  }
  for (const comparator of [5, undefined, null]) {
    line(`sort(${comparator})`, () => [2, 1].sort(comparator as any));
    line(`toSorted(${comparator})`, () => [2, 1].toSorted(comparator as any));
  }
  const sources: any[] = [
    'abc',
    [1, , 2],
    { length: 2, 0: 'a' },
    new Set([1, 2]),
    new Map([[1, 2]]),
    5,
    true,
    { length: -1 },
    { [Symbol.iterator]: () => [7, 8][Symbol.iterator]() },
    { length: 2.9 },
  ];
  for (const [index, source] of sources.entries()) {
    line(`from #${index}`, () => Array.from(source));
    line(`from with a function #${index}`, () => Array.from(source, (x: any, i: any) => [x, i]));
  }
  line('Array(3)', () => Array(3));
  line('Array(-1)', () => Array(-1));
  line('new Array(1.5)', () => new Array(1.5));
  line('Array of a text', () => Array('3' as any));
  line('new Array(1, 2)', () => new Array(1, 2));
  line('of', () => Array.of(1, undefined, 3));
  for (const length of [1, -1, '2', { valueOf: () => 1 }, Number.NaN, 4294967296]) {
    line(`length = ${String(length)}`, () => {
      const list: any = [1, 2, 3];
      list.length = length;
      return list;
    });
  }
}
