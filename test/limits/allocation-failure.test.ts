/**
 * Allocation number n fails, for every n of a program that uses a bit of everything: it ends as RULES 13 says, and the Vm can still be
 * inspected, used and terminated.
 */
import { Vm, VmError } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { expect, test } from 'vitest';
import { testKnobs } from '../../src/vm/test-knobs';
import { makeRuntime } from '../vm/support';

const source = `
  import { pass, later } from 'host:';
  class Animal { constructor(name) { this.name = name; } speak() { return this.name + '!'; } }
  class Dog extends Animal { tricks = []; learn(trick) { this.tricks.push(trick); return this; } }
  async function work(n) { const list = await later([n]); return list[0] * 2; }
  export async function main(input) {
    const dogs = [1, 2, 3].map((n) => new Dog('dog' + n).learn({ n }));
    const map = new Map(dogs.map((dog) => [dog.name, { ...dog }]));
    const text = [...map.keys()].join(',') + dogs[0].speak();
    let caught = '';
    try { null.x } catch (error) { caught = error.message.length }
    try { pass(undefined, true) } catch (error) { caught += error.name }
    const sums = await Promise.all([work(1), work(2)]);
    return { text, caught, sums, passed: pass({ input, at: [1, , 3] }), set: new Set([text]) };
  }
  export function ok() { return [1, 2].map((n) => n + 1); }
`;

const capabilities = {
  pass(value: unknown, fail?: boolean) {
    if (fail) throw new RangeError('asked for');
    return value;
  },
  later: async (value: unknown) => value,
};

test('every allocation fails once', { timeout: 120_000 }, async () => {
  const program = new Compiler({ check: 'off' }).compileString(source);
  const runtime = makeRuntime();
  const input = { a: 'text', b: [1.5, { c: null }] };
  const attempt = async (failAllocation: number) => {
    const vm = new Vm({ runtime, capabilities });
    vm.loadBytecode(program);
    testKnobs(vm, { failAllocation });
    let result: unknown;
    let error: any;
    try {
      result = await vm.runEntry('main', [input], { maxSteps: 1e7, timeoutMs: 2000 });
    } catch (thrown) {
      error = thrown;
    }
    const stats = vm.getStats({ exact: true });
    expect(stats.heapBytesUsed).toBeGreaterThan(0);
    if (stats.state !== 'terminated') {
      testKnobs(vm, { failAllocation: 0 });
      const again = await vm.runEntry('ok').catch((thrown) => thrown);
      // The evaluation of the modules is kept as it ended.
      if (again instanceof Error) expect(again).toMatchObject({ code: 'OUT_OF_MEMORY' });
      else expect(again).toEqual([2, 3]);
    }
    vm.terminate();
    return { result, error };
  };
  const { result: expected } = await attempt(0);
  expect(expected).toMatchObject({ sums: [2, 4], text: 'dog1,dog2,dog3dog1!' });
  let failures = 0;
  let survived = 0;
  let last = 0;
  for (let n = 1; n - last < 40; n++) {
    const { result, error } = await attempt(n);
    if (error === undefined) {
      // Beyond the last allocation, or caught by the program itself.
      if (n - last < 40) expect(typeof result).toBe('object');
      survived++;
    } else {
      last = n;
      failures++;
      expect(error).toBeInstanceOf(VmError);
      expect(error.code).toBe('OUT_OF_MEMORY');
    }
  }
  expect(failures).toBeGreaterThan(50);
  expect(survived).toBeGreaterThan(30);
});
