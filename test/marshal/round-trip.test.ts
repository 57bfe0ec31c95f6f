import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { decodeMessage } from '../../src/marshal/decode';
import { encodeMessage } from '../../src/marshal/encode';
import { ForeignTable, foreign } from '../../src/marshal/foreign';
import { DEFAULT_MESSAGE_LIMITS as limits } from '../../src/marshal/limits';
import { MarshalError } from '../../src/vm/errors';
import { randomValue } from './random-value';

const copy = (value: unknown) => decodeMessage(encodeMessage(value, limits, 'value'), limits);

const refused = (value: unknown): MarshalError => {
  try {
    encodeMessage(value, limits, 'args');
  } catch (error) {
    expect(error).toBeInstanceOf(MarshalError);
    return error as MarshalError;
  }
  throw new Error('was not refused');
};

describe('values come back as they went', () => {
  const values: unknown[][] = [
    [undefined],
    [null],
    [true],
    [false],
    [0],
    [-0],
    [1],
    [-128],
    [127],
    [128],
    [-129],
    [2 ** 31 - 1],
    [-(2 ** 31)],
    [2 ** 31],
    [1.5],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [5e-324],
    [''],
    ['a'],
    ['é\0ÿ'],
    ['\ufeff\ud800x'],
    ['x'.repeat(24)],
    ['é'.repeat(10_000)],
    [`${'x'.repeat(100)}\u{1f600}`],
    ['\udc00'.repeat(9000)],
    [0n],
    [-1n],
    [2n ** 200n],
    [-(255n ** 31n)],
    [[]],
    [[1, 'two', [3], {}]],
    [{}],
    [{ a: 1, b: { c: [null] } }],
    [
      new Map<unknown, unknown>([
        [1, 'a'],
        [{}, new Map()],
      ]),
    ],
    [new Set([1, 'x', undefined])],
    [new Date(1e12)],
    [new Date(Number.NaN)],
    [new Uint8Array([1, 2, 255])],
    [new Uint8Array(0)],
  ];
  test.each(values.map(([value]) => [inspect(value).slice(0, 60), value]))('%s', (_name, value) => {
    expect(copy(value)).toStrictEqual(value);
  });

  test('holes are holes', () => {
    // biome-ignore lint/suspicious/noSparseArray: that is what is tested
    const array = [1, , undefined, ,];
    expect(copy(array)).toStrictEqual(array);
    expect(Object.keys(copy(array) as object)).toEqual(['0', '2']);
    expect((copy(new Array(5)) as unknown[]).length).toBe(5);
  });

  test('identity and cycles within a message', () => {
    const shared = { x: 1 };
    const value: any = { a: shared, b: [shared], date: new Date(0) };
    value.self = value;
    value.sameDate = value.date;
    value.map = new Map([[shared, value]]);
    const result = copy(value) as any;
    expect(result.self).toBe(result);
    expect(result.b[0]).toBe(result.a);
    expect(result.sameDate).toBe(result.date);
    expect(result.map.get(result.a)).toBe(result);
  });

  test('keys are data, whatever their names', () => {
    const value = JSON.parse('{"__proto__":{"polluted":1},"constructor":2,"toString":3,"a":4}');
    const result = copy(value) as object;
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(Object.getOwnPropertyNames(result)).toEqual(Object.getOwnPropertyNames(value));
    expect(Object.getOwnPropertyDescriptor(result, '__proto__')?.value).toEqual({ polluted: 1 });
    expect(({} as any).polluted).toBeUndefined();
  });

  test('many records of the same and of alternating shapes', () => {
    const records = Array.from({ length: 1000 }, (_, i) =>
      i % 3 === 0
        ? { id: i, name: `n${i}` }
        : i % 3 === 1
          ? { name: 'x', id: i }
          : { [`k${i}`]: i },
    );
    expect(copy(records)).toStrictEqual(records);
  });

  test('errors, with name, message, cause and own properties', () => {
    class Refusal extends Error {
      override name = 'Refusal';
    }
    const error = Object.assign(new Refusal('no', { cause: new TypeError('deep') }), { at: [1] });
    const result = copy(error) as any;
    expect(result).toBeInstanceOf(Error);
    expect([result.name, result.message, result.at]).toEqual(['Refusal', 'no', [1]]);
    expect(result.cause).toBeInstanceOf(TypeError);
    expect(result.cause.message).toBe('deep');
    expect(result.stack).toBe('Refusal: no');
    expect(Object.keys(result)).toEqual(['at']);
  });

  test('no depth overflows', () => {
    let value: unknown = 'bottom';
    for (let i = 0; i < 400_000; i++) value = i % 2 ? [value] : { value };
    let result: any = copy(value);
    for (let i = 0; i < 400_000; i++) result = i % 2 ? result.value : result[0];
    expect(result).toBe('bottom');
  });

  test('foreign objects come back as themselves', () => {
    const table = new ForeignTable();
    class Connection {}
    const connection = new Connection();
    const bytes = encodeMessage([foreign(connection), foreign(connection)], limits, 'args', table);
    const [one, two] = decodeMessage(bytes, limits, { foreign: table }) as object[];
    expect(one).toBe(connection);
    expect(two).toBe(connection);
    expect(table.size).toBe(1);
  });

  test('objects without prototype and of other realms', async () => {
    const { runInNewContext } = await import('node:vm');
    expect(copy(Object.assign(Object.create(null), { a: 1 }))).toStrictEqual({ a: 1 });
    const other = runInNewContext('({ a: [1, new Map([[1, new Set([2])]])], d: new Date(5) })');
    expect(copy(other)).toStrictEqual({ a: [1, new Map([[1, new Set([2])]])], d: new Date(5) });
  });

  test('random values, against structuredClone', () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const value = randomValue(seed);
      expect(copy(value)).toStrictEqual(structuredClone(value));
    }
  });
});

describe('what cannot cross is refused, with its path', () => {
  const path = (value: unknown) => refused(value).path;

  test('paths', () => {
    expect(path([{ user: { onClick: () => 1 } }])).toBe('args[0].user.onClick');
    expect(path([1, { 'odd key': Symbol('s') }])).toBe('args[1]["odd key"]');
    expect(path([new Map([['k', class {}]])])).toBe('args[0].entries()[0][1]');
    expect(path([new Set([1, () => 1])])).toBe('args[0].values()[1]');
    class User {}
    expect(refused([new User()]).message).toContain('an instance of User');
    expect(path([new WeakMap()])).toBe('args[0]');
    expect(path([new ArrayBuffer(1)])).toBe('args[0]');
    expect(path([new (class extends Map {})()])).toBe('args[0]');
    expect(path([Promise.resolve()])).toBe('args[0]');
    expect(refused([foreign({})]).path).toBe('args[0]');
  });

  test('accessors are never called', () => {
    let calls = 0;
    const object = {
      get secret() {
        calls++;
        return 1;
      },
    };
    const array = [1];
    Object.defineProperty(array, 0, { get: () => calls++, enumerable: true });
    const error = new Error('x');
    Object.defineProperty(error, 'message', { get: () => calls++ });
    expect(path([object])).toBe('args[0].secret');
    expect(path([array])).toBe('args[0][0]');
    expect(path([error])).toBe('args[0]');
    expect(calls).toBe(0);
  });

  test('proxies', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    expect(path([new Proxy({}, {})])).toBe('args[0]');
    expect(path([{ a: new Proxy([], {}) }])).toBe('args[0].a');
    revoke();
    expect(path([proxy])).toBe('args[0]');
  });

  test('limits, before anything is sent', () => {
    const small = { maxMessageBytes: 1000, maxMessageValues: 100 };
    const encode = (value: unknown) => () => encodeMessage(value, small, 'args');
    expect(encode(['x'.repeat(900)])).not.toThrow();
    expect(encode(['x'.repeat(1100)])).toThrow(/args\[0\].*maxMessageBytes \(1000\)/);
    expect(encode(new Array(99).fill(1))).not.toThrow();
    expect(encode(new Array(100).fill(1))).toThrow(/maxMessageValues \(100\)/);
    expect(encode(new Array(4_000_000_000))).toThrow(/maxMessageValues/);
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [i, i]));
    expect(encode(many)).toThrow(/maxMessageValues/);
    const text = 'x'.repeat(40_000);
    expect(() => encodeMessage(new Array(200).fill(text), limits, 'r')).toThrow(/maxMessageBytes/);
  });

  test('the encoder is fit for use after every refusal', () => {
    for (let i = 0; i < 50; i++) {
      refused([{ a: [i, { b: () => 1 }] }]);
      expect(copy({ a: [i, { b: 1 }] })).toStrictEqual({ a: [i, { b: 1 }] });
    }
  });
});
