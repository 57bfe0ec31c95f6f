/** Forks of a program whose top-level code has run once. */
import { GuestError, Runtime, Template, type Vm, VmError } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { afterAll, expect, test } from 'vitest';
import { H_EPOCH } from '../../assembly/memory-map';
import { engineOf } from '../../src/vm/vm';

const compiler = new Compiler({ check: 'off' });
const runtime = new Runtime();
afterAll(() => runtime.close());

const counter = compiler.compileString(`
  import { log } from 'host:';
  const table = new Map();
  for (let i = 0; i < 2000; i++) table.set('key' + i, i * i);
  log('warm');
  let calls = 0;
  export const main = (key) => [++calls, table.get(key)];
  export const random = () => Math.random();
`);

function capabilities() {
  const lines: unknown[] = [];
  return { lines, log: (line: unknown) => void lines.push(line) };
}

const using = async <T>(vm: Vm, action: (vm: Vm) => Promise<T>): Promise<T> => {
  try {
    return await action(vm);
  } finally {
    vm.terminate();
  }
};

test('top-level code runs once, and forks go their own ways', async () => {
  const { lines, log } = capabilities();
  const template = await counter.prepare({ runtime, capabilities: { log } });
  expect(template).toBeInstanceOf(Template);
  expect(template.program).toBe(counter);
  expect(runtime.vms.size).toBe(0);
  const [first, second] = [template.start(), template.start()];
  expect(await first.runEntry('main', ['key7'])).toEqual([1, 49]);
  expect(await first.runEntry('main', ['key8'])).toEqual([2, 64]);
  expect(await second.runEntry('main', ['key9'])).toEqual([1, 81]);
  expect(lines).toEqual(['warm']);
  first.terminate();
  second.terminate();
});

test('steps and heap go on from where the template stopped', async () => {
  const { log } = capabilities();
  const template = await counter.prepare({ runtime, capabilities: { log } });
  const stats = await using(template.start(), async (vm) => {
    const before = vm.getStats();
    await vm.runEntry('main', ['key1']);
    return [before, vm.getStats()];
  });
  expect(stats[0]!.stepsExecuted).toBeGreaterThan(10_000);
  expect(stats[1]!.stepsExecuted).toBeGreaterThan(stats[0]!.stepsExecuted);
  const again = await using(template.start(), async (vm) => {
    await vm.runEntry('main', ['key1']);
    return vm.getStats();
  });
  expect(again.stepsExecuted).toBe(stats[1]!.stepsExecuted);
  expect(again.heapBytesUsed).toBe(stats[1]!.heapBytesUsed);
});

test('a fork may have a seed and a clock of its own; without them all go on alike', async () => {
  const { log } = capabilities();
  const template = await counter.prepare({ runtime, capabilities: { log }, seed: 5, now: 1000 });
  const ask = (name: string, options: object) =>
    using(template.start(options), (vm) => vm.runEntry<number>(name));
  const [same, alike] = [await ask('random', {}), await ask('random', {})];
  expect(same).toBe(alike);
  const [other, seeded] = [await ask('random', { seed: 6 }), await ask('random', { seed: 6 })];
  expect(other).toBe(seeded);
  expect(other).not.toBe(same);
  // Guests have no Date yet: the clock is looked at where the core keeps it.
  const clockOf = (vm: Vm) => engineOf(vm).header()!.f64(H_EPOCH);
  expect(await using(template.start(), async (vm) => clockOf(vm))).toBe(1000);
  expect(await using(template.start({ now: 86_400_000 }), async (vm) => clockOf(vm))).toBe(
    86_400_000,
  );
});

test('a fork may have limits and capabilities of its own', async () => {
  const program = compiler.compileString(`
    import { name } from 'host:';
    export const main = () => name();
    export const spin = () => { for (;;); };
  `);
  const template = await program.prepare({ runtime, capabilities: { name: () => 'first' } });
  const answer = (options: object) => using(template.start(options), (vm) => vm.runEntry('main'));
  expect(await answer({})).toBe('first');
  expect(await answer({ capabilities: { name: () => 'second' } })).toBe('second');
  expect(() => template.start({ capabilities: {} })).toThrow(/NO_CAPABILITY|does not have.*name/);
  const limited = template.start({ maxStepBudget: 100_000 });
  await expect(limited.runEntry('spin')).rejects.toMatchObject({ code: 'STEP_BUDGET' });
  expect(runtime.vms.size).toBe(0);
});

test('top-level code may wait for the host', async () => {
  const program = compiler.compileString(`
    import { load } from 'host:';
    const settings = await load();
    export const main = () => settings.name;
  `);
  const load = () => new Promise((resolve) => setTimeout(() => resolve({ name: 'loaded' }), 5));
  const template = await program.prepare({ runtime, capabilities: { load } });
  expect(await using(template.start(), (vm) => vm.runEntry('main'))).toBe('loaded');
});

test('what top-level code throws is what prepare rejects with', async () => {
  const program = compiler.compileString(
    `throw new RangeError('not today'); export const main = 1;`,
  );
  const failure = await program.prepare({ runtime }).catch((error) => error);
  expect(failure).toBeInstanceOf(GuestError);
  expect(failure.message).toBe('not today');
  const endless = compiler.compileString('for (;;); export const main = 1;');
  const limited = endless.prepare({ runtime, maxStepBudget: 50_000 });
  await expect(limited).rejects.toThrow(VmError);
  expect(runtime.vms.size).toBe(0);
});

test('under a manual Runtime prepare steps by itself', async () => {
  const manual = new Runtime({ manual: true });
  const { lines, log } = capabilities();
  const template = await counter.prepare({ runtime: manual, capabilities: { log } });
  expect(lines).toEqual(['warm']);
  const vm = template.start();
  const task = vm.runEntry('main', ['key3']);
  vm.step(10_000);
  expect(await task).toEqual([1, 9]);
  await manual.close();
});
