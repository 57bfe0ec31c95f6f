/** Values through a guest and back: what the core reads is what it writes, whatever happens in between. */
import type { Vm } from 'raya-vm';
import { describe, expect, test } from 'vitest';
import { testKnobs } from '../../src/vm/test-knobs';
import { failure, load, makeRuntime } from '../vm/support';
import { randomValue } from './random-value';

const echo =
  'export function main(...values) { return values } export function one(v) { return v }';

/** Without what guests cannot have yet. */
const plain = (seed: number) => randomValue(seed, { dates: false, bytes: false, bigints: false });

describe('random values come back as they went', () => {
  test('straight', async () => {
    const vm = load(echo);
    for (let seed = 1; seed <= 400; seed++) {
      const value = plain(seed);
      expect(await vm.runEntry('one', [value])).toStrictEqual(structuredClone(value));
    }
  });

  test.each([
    ['collecting before every allocation', { collectEvery: 1 }],
    ['leaving the core after every step', { sliceSteps: 1 }],
    ['leaving after every seventh', { sliceSteps: 7 }],
  ])('%s, in as many steps', async (_name, knobs) => {
    const straight = load(echo);
    const vm = load(echo);
    testKnobs(vm, knobs);
    const stepsOf = async (each: Vm, args: unknown[]) => {
      const before = each.getStats().stepsExecuted;
      const result = await each.runEntry('main', args);
      return { steps: each.getStats().stepsExecuted - before, result };
    };
    // The first call also makes what the program needs once.
    for (const each of [straight, vm]) await stepsOf(each, [{ a: [new Map(), new Set()] }]);
    for (let seed = 1; seed <= 40; seed++) {
      const value = plain(seed);
      const expected = await stepsOf(straight, [value, [value]]);
      const found = await stepsOf(vm, [value, [value]]);
      expect(found.result).toStrictEqual(structuredClone([value, [value]]));
      expect(found.steps).toBe(expected.steps);
    }
  });

  test('parked between every two calls', async () => {
    const runtime = makeRuntime({ maxLeases: 1 });
    const vms = [load(echo, { runtime }), load(echo, { runtime })];
    for (let seed = 1; seed <= 30; seed++) {
      const value = plain(seed);
      for (const vm of vms) {
        expect(await vm.runEntry('one', [value])).toStrictEqual(structuredClone(value));
      }
    }
  });
});

describe('shapes of values', () => {
  const same = async (value: unknown, source = echo) => {
    const vm = load(source);
    expect(await vm.runEntry('one', [value])).toStrictEqual(value);
  };

  test('keys of every kind', () =>
    same({ '': 1, '0': 2, '10': 3, a: 4, 'ü\u1234': 5, constructor: 6, ['k'.repeat(5000)]: 7 }));

  test('an own __proto__ stays data', async () => {
    const vm = load(echo);
    const value = JSON.parse('{"__proto__":{"x":1},"a":2}');
    const result = await vm.runEntry<object>('one', [value]);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(result, '__proto__')?.value).toEqual({ x: 1 });
  });

  test('many keys, many shapes', async () => {
    await same(Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`key${i}`, i])));
    await same(Array.from({ length: 6000 }, (_, i) => ({ [`k${i}`]: i, common: 1 })));
  });

  test('deep nesting, both ways', async () => {
    let value: unknown = 'bottom';
    for (let i = 0; i < 100_000; i++) value = i % 2 ? [value] : { value };
    const vm = load(echo);
    let result: any = await vm.runEntry('one', [value]);
    let depth = 0;
    for (; typeof result === 'object'; depth++)
      result = Array.isArray(result) ? result[0] : result.value;
    expect([depth, result]).toEqual([100_000, 'bottom']);
  });

  test('objects the guest makes: dictionaries, deleted keys, numbers as keys, ropes', async () => {
    const vm = load(`export function main() {
      const dictionary = {}; for (let i = 0; i < 500; i++) dictionary['k' + i] = i; for (let i = 0; i < 500; i += 2) delete dictionary['k' + i];
      let rope = ''; for (let i = 0; i < 20000; i++) rope = i % 2 ? rope + i : i + rope;
      let wide = 'a'; for (let i = 0; i < 200; i++) wide += 'xyz\u1234'[i % 4];
      const shared = { s: 1 };
      return { dictionary, rope, wide, mixed: { 5: 'five', a: 1, 1: 'one' }, shared: [shared, shared],
        map: new Map([[shared, 1], ['x', new Set([1])]]), hidden: Object.defineProperty({ v: 1 }, 'h', { value: 2 }), holes: [, 1, ,] };
    }`);
    const result = await vm.runEntry<any>('main');
    expect(Object.keys(result.dictionary)).toHaveLength(250);
    expect(result.dictionary.k499).toBe(499);
    let rope = '';
    for (let i = 0; i < 20000; i++) rope = i % 2 ? rope + i : i + rope;
    expect(result.rope).toBe(rope);
    expect(result.wide).toHaveLength(201);
    expect(result.mixed).toStrictEqual({ 1: 'one', 5: 'five', a: 1 });
    expect(result.shared[0]).toBe(result.shared[1]);
    expect(result.map.get(result.shared[0])).toBe(1);
    expect(result.hidden).toStrictEqual({ v: 1 });
    expect(Object.keys(result.holes)).toEqual(['1']);
    expect(result.holes).toHaveLength(3);
  });

  test('cycles', async () => {
    const vm = load(
      'export function main(v) { v.back = v; v.map = new Map([[v, v]]); return [v, v] }',
    );
    const [one, two] = await vm.runEntry<any[]>('main', [{ a: 1 }]);
    expect(one).toBe(two);
    expect(one.back).toBe(one);
    expect(one.map.get(one)).toBe(one);
  });

  test('a hundred thousand objects, with collections in between', async () => {
    const vm = load(
      'export function main(n) { const a = []; for (let i = 0; i < n; i++) a.push({ i, n: [i] }); a.push(a[0]); return a }',
      { maxHeapBytes: 64 * 1024 * 1024 },
    );
    const result = await vm.runEntry<any[]>('main', [100_000]);
    expect(result).toHaveLength(100_001);
    expect(result[100_000]).toBe(result[0]);
    expect(result[99_999]).toEqual({ i: 99_999, n: [99_999] });
  });

  test.each([
    ['a Date', new Date(0)],
    ['bytes', new Uint8Array(1)],
    ['a big integer', 1n],
  ])('%s is refused, for now', async (_name, value) => {
    const error = await failure(load(echo).runEntry('one', [{ value }]));
    expect(error).toMatchObject({ name: 'MarshalError', path: 'args[0].value' });
  });
});
