// Every method of String that needs no regular expression, on many texts with many arguments.
import { apply, line } from './support';

const texts = [
  '',
  'abc',
  'aXbXc',
  '  pad ',
  'ΑΒΓσς',
  'I\u0307ß',
  '😀x',
  '\ud800',
  'a'.repeat(50),
  'true',
  '12.5e3',
  '0x1f',
  ' 42 ',
  '-0',
  'Infinity',
];

const argumentLists: any[][] = [
  [],
  ['X'],
  [''],
  ['a'],
  [1],
  [-1],
  [0, 2],
  [2, 0],
  [-3, -1],
  ['b', 2],
  [undefined],
  [null],
  [Number.NaN],
  ['c', -5],
  ['X', 2],
  [5, 'ab'],
  [10, ''],
  [3.9],
  [Number.POSITIVE_INFINITY],
  ['X', '$&$$$`'],
  [['a']],
  [true],
  [undefined, 2],
];

const methods = [
  'at',
  'charAt',
  'charCodeAt',
  'codePointAt',
  'concat',
  'endsWith',
  'includes',
  'indexOf',
  'lastIndexOf',
  'padEnd',
  'padStart',
  'repeat',
  'replace',
  'replaceAll',
  'slice',
  'split',
  'startsWith',
  'substr',
  'substring',
  'toLowerCase',
  'toUpperCase',
  'trim',
  'trimEnd',
  'trimStart',
  'isWellFormed',
  'toWellFormed',
  'toString',
  'valueOf',
];

export function main() {
  for (const method of methods) {
    for (const text of texts) {
      for (const [index, values] of argumentLists.entries()) {
        line(`${JSON.stringify(text)}.${method} #${index}`, () =>
          apply(String.prototype, method, text, values),
        );
      }
      line(`${JSON.stringify(text)}.${method} function`, () =>
        method === 'replace' || method === 'replaceAll'
          ? (text as any)[method]('X', (x: any) => `<${x}>`)
          : 0,
      );
    }
    for (const receiver of [5, true, [1, 2], {}, null, undefined]) {
      line(`${JSON.stringify(receiver)}.${method}`, () =>
        apply(String.prototype, method, receiver, ['1']),
      );
    }
  }
  for (const text of texts) {
    line(`Number(${text})`, () => Number(text));
    line(`parseFloat(${text})`, () => Number.parseFloat(text));
    for (const radix of [undefined, 2, 8, 10, 16, 36, 1, 37, '10', -1, Number.NaN]) {
      line(`parseInt(${text}, ${radix})`, () => Number.parseInt(text, radix as any));
    }
    line(`code points of ${JSON.stringify(text)}`, () => [...text]);
    line(`JSON of ${JSON.stringify(text)}`, () => JSON.stringify(text));
    line(`encodeURIComponent(${JSON.stringify(text)})`, () => encodeURIComponent(text));
    line(`encodeURI(${JSON.stringify(text)})`, () => encodeURI(`${text};/?#[]%`));
  }
  for (const text of [
    '%',
    '%E4%B8%AD',
    '%zz',
    '%F0%9F%98%80',
    '%C0%80',
    '%41%2f',
    'a%',
    '%ED%A0%80',
  ]) {
    line(`decodeURIComponent(${text})`, () => decodeURIComponent(text));
    line(`decodeURI(${text})`, () => decodeURI(text));
  }
}
