import { describe, expect, it } from 'vitest';
import {
  BUILTIN_BYTES,
  BUILTIN_PROPERTY_BYTES,
  DIR_BUILTIN_COUNT,
  DIR_BUILTINS,
  DIR_SYMBOLS,
  FLAG_CONSTRUCTOR,
  FLAG_DERIVED,
  FLAG_LIBRARY,
  FLAG_NATIVE,
  TEMPLATE_CODE,
  TEMPLATE_FLAGS,
  TEMPLATE_FRAME_BYTES,
  TEMPLATE_LENGTH,
  TEMPLATE_NAME,
  TEMPLATE_NATIVE,
} from '../../assembly/memory-map';
import { coreBuiltins } from '../../assembly/names';
import type { BuiltinObject } from '../../src/bytecode/builtin-table';
import { link } from '../../src/bytecode/linker';
import type { Unit } from '../../src/bytecode/unit';
import { assemble, bareBuiltins } from '../core/assemble';
import { ImageReader } from './image-reader';

const natives = new Map([
  ['push', { id: 107, parameters: 1, slots: 0 }],
  ['sort', { id: 120, parameters: 1, slots: 6 }],
]);

const read = (units: readonly Unit[], builtins: readonly BuiltinObject[]) =>
  new ImageReader(link(units, { builtins, natives }));
const boxed = (tag: number, address: number) => (BigInt(tag) << 32n) | BigInt(address);

describe('builtins', () => {
  const library = assemble(
    'export function find(x) length=1\nRET x\nexport function makeMap(x) constructor\nRET x',
    { library: true },
  );
  const table: BuiltinObject[] = [
    ...bareBuiltins(),
    {
      name: 'List',
      global: true,
      kind: 'function',
      prototype: 'Object.prototype',
      classId: 8,
      call: { native: 'sort', name: 'List', length: 2, construct: true },
      properties: [
        { key: 'push', value: { function: { native: 'push', name: 'push', length: 1 } } },
        { key: 'find', value: { function: { library: 'find' } } },
        { key: 'other', value: { function: { library: 'find', name: 'other', length: 3 } } },
        { key: 'Maker', value: { function: { library: 'makeMap', construct: false } } },
        { key: 'prototype', value: { builtin: 'Array.prototype' }, attributes: 0 },
        { key: 'size', value: { getter: { native: 'push', name: 'get size', length: 0 } } },
        { key: '@@iterator', value: { function: { library: 'find' } } },
        { key: 'PI', value: { constant: Math.PI } },
        { key: 'NaN', value: { constant: Number.NaN } },
        { key: 'text', value: { constant: 'a text' }, attributes: 5 },
        { key: 'nothing', value: { constant: undefined } },
        { key: 'yes', value: { constant: true } },
      ],
    },
  ];
  const reader = read([library, assemble('')], table);
  const list = reader.u32(DIR_BUILTINS) + (table.length - 1) * BUILTIN_BYTES;
  const property = (index: number) => reader.u32(list + 20) + index * BUILTIN_PROPERTY_BYTES;

  it('have descriptors', () => {
    expect(reader.u32(DIR_BUILTIN_COUNT)).toBe(table.length);
    expect(reader.u32(list)).toBe(1);
    expect(reader.u32(list + 4)).toBe(8);
    expect(reader.u32(list + 8)).toBe(1);
    expect(reader.u32(list + 16)).toBe(12);
    expect(reader.string(reader.u32(list + 28))).toBe('List');
    expect(reader.u32(reader.u32(DIR_BUILTINS) + 8)).toBe(0);
  });

  it('have key lists with attributes', () => {
    const slots = reader.slots(reader.u32(list + 24));
    const keys = slots.filter((_, index) => index % 2 === 0);
    const attributes = slots.filter((_, index) => index % 2 === 1).map(Number);
    expect(keys[0]).toBe(boxed(0xfffb0000, reader.intern('push')));
    expect(keys[6]).toBe(boxed(0xfffc0000, reader.u32(reader.u32(DIR_SYMBOLS))));
    expect(attributes).toEqual([5, 5, 5, 5, 0, 12, 5, 0, 0, 5, 0, 0]);
  });

  it('have natives with a template of their own', () => {
    const template = reader.u32(property(0) + 4);
    expect(reader.u16(template + TEMPLATE_FLAGS)).toBe(FLAG_NATIVE | FLAG_LIBRARY);
    expect(reader.u16(template + TEMPLATE_NATIVE)).toBe(107);
    expect(reader.u16(template + TEMPLATE_FRAME_BYTES)).toBe(16 + 8 * 2);
    expect(reader.string(reader.u32(template + TEMPLATE_NAME))).toBe('push');
    expect(reader.extra(template, 'NATIVE')).toEqual([107, 0]);
    const call = reader.u32(list + 12);
    expect(reader.u16(call + TEMPLATE_FLAGS)).toBe(
      FLAG_NATIVE | FLAG_LIBRARY | FLAG_CONSTRUCTOR | FLAG_DERIVED,
    );
    expect(reader.u16(call + TEMPLATE_FRAME_BYTES)).toBe(16 + 8 * 8);
    expect(reader.u16(call + TEMPLATE_LENGTH)).toBe(2);
    expect(reader.image.functionAt(call)).toMatchObject({ name: 'List', unit: 0, library: true });
  });

  it('have library functions, with another name where one is given', () => {
    const find = reader.u32(property(1) + 4);
    const other = reader.u32(property(2) + 4);
    const maker = reader.u32(property(3) + 4);
    expect(reader.image.functionAt(find)).toMatchObject({ name: 'find', index: 0 });
    expect(reader.u32(property(6) + 4)).toBe(find);
    expect(reader.string(reader.u32(other + TEMPLATE_NAME))).toBe('other');
    expect(reader.u16(other + TEMPLATE_LENGTH)).toBe(3);
    expect(reader.u32(other + TEMPLATE_CODE)).toBe(reader.u32(find + TEMPLATE_CODE));
    expect(reader.u16(maker + TEMPLATE_FLAGS) & FLAG_CONSTRUCTOR).toBe(0);
    const location = reader.image.resolveLocation(reader.u32(other + TEMPLATE_CODE));
    expect(location).toMatchObject({ functionName: 'find', library: true });
    const indices = [find, other, maker].map(
      (template) => reader.image.functionAt(template)!.index,
    );
    expect(new Set(indices).size).toBe(3);
  });

  it('have constants, builtins and accessors', () => {
    expect([4, 5, 7].map((index) => reader.u32(property(index)))).toEqual([1, 3, 2]);
    expect(reader.u32(property(4) + 4)).toBe(coreBuiltins().indexOf('Array.prototype'));
    const getter = reader.u32(property(5) + 8);
    expect(reader.string(reader.u32(getter + TEMPLATE_NAME))).toBe('get size');
    expect(reader.u32(property(5) + 12)).toBe(0);
    expect(reader.u64(property(7) + 8)).toBe(0x400921fb54442d18n);
    expect(reader.u64(property(8) + 8)).toBe(0x7ff8000000000000n);
    expect(reader.u64(property(9) + 8)).toBe(boxed(0xfffb0000, reader.intern('a text')));
    expect(reader.u64(property(10) + 8)).toBe(0xfff9000000000000n);
    expect(reader.u64(property(11) + 8)).toBe(0xfff9000000000003n);
  });

  const refused: [string, RegExp, (rows: BuiltinObject[]) => unknown][] = [
    [
      'a native that does not exist',
      /native 'gone'/,
      (rows) => (rows.at(-1)!.call = { native: 'gone', name: '', length: 0 }),
    ],
    [
      'a library function that does not exist',
      /'gone', which the library/,
      (rows) => (rows.at(-1)!.call = { library: 'gone' }),
    ],
    [
      'a builtin that does not exist',
      /refers to 'gone'/,
      (rows) => (rows.at(-1)!.prototype = 'gone'),
    ],
    [
      'a symbol that does not exist',
      /symbol '@@gone'/,
      (rows) => (rows.at(-1)!.properties[0].key = '@@gone'),
    ],
    ['a key twice', /the same key twice/, (rows) => (rows.at(-1)!.properties[0].key = 'find')],
    [
      'a name twice',
      /names 'Set.prototype' twice/,
      (rows) => (rows.at(-1)!.name = 'Set.prototype'),
    ],
    [
      'a function that runs nothing',
      /must say what 'List' runs/,
      (rows) => delete rows.at(-1)!.call,
    ],
    ['the core’s builtins in another order', /at place 0/, (rows) => rows.reverse()],
  ];
  it.each(refused)('refuse %s', (_name, message, change) => {
    const rows = structuredClone(table);
    change(rows);
    expect(() => read([library, assemble('')], rows)).toThrow(message);
  });
});
