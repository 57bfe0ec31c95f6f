// Every kind of value through every conversion and the functions that take anything.
import { line, show } from './support';

const values: any[] = [
  undefined,
  null,
  true,
  '12',
  '',
  [],
  [5],
  [1, 2],
  {},
  { valueOf: () => 9 },
  { toString: () => '8' },
  { valueOf: () => ({}), toString: () => ({}) },
  { [Symbol.toPrimitive]: (hint: any) => (hint === 'number' ? 1 : hint) },
  Symbol('s'),
  new Number(4),
  new String('q'),
  new Boolean(false),
];

const conversions: [string, (value: any) => any][] = [
  ['Number', (v) => Number(v)],
  ['String', (v) => String(v)],
  ['template', (v) => `${v}`],
  ['+ 1', (v) => v + 1],
  ["+ 's'", (v) => `${v}s` && v + 's'],
  ['- 1', (v) => v - 1],
  ['== 1', (v) => v == 1],
  ["== ''", (v) => v == ''],
  ['< 2', (v) => v < 2],
  ['-', (v) => -v],
  ['~', (v) => ~v],
  ['as key', (v) => ({ [v]: 1 })],
  ['Boolean', (v) => Boolean(v)],
  ['typeof', (v) => typeof v],
  ['Object', (v) => show(Object(v))],
  ['JSON', (v) => JSON.stringify(v)],
  ['JSON inside', (v) => JSON.stringify({ a: v, b: [v] })],
  ['toString', (v) => Object.prototype.toString.call(v)],
  ['keys', (v) => Object.keys(v)],
  ['entries', (v) => Object.entries(v)],
  ['values', (v) => Object.values(v)],
  ['names', (v) => Object.getOwnPropertyNames(v)],
  ['assign', (v) => Object.assign({}, v)],
  ['spread', (v) => ({ ...v })],
  ['frozen', (v) => [Object.isFrozen(v), Object.isSealed(v), Object.isExtensible(v)]],
  ['instanceof', (v) => v instanceof Object],
  ['in', (v) => 'a' in v],
  ['concat', (v) => [0].concat(v)],
  ['Map', (v) => new Map(v)],
  ['hasOwn', (v) => Object.hasOwn(v, 'length')],
  ['Error', (v) => new Error(v).message],
  ['isNaN', (v) => isNaN(v)],
  ['parseInt', (v) => parseInt(v)],
];

export function main() {
  for (const [index, value] of values.entries()) {
    for (const [name, convert] of conversions) line(`${name} #${index}`, () => convert(value));
  }
}
