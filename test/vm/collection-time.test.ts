/** `gc.pauseMsMax`: whoever asks for a collection, and however many turns it takes, its time counts. */
import type { Vm } from 'raya-vm';
import { expect, test } from 'vitest';
import { H_GC_PHASE } from '../../assembly/memory-map';
import { engineOf } from '../../src/vm/vm';
import { load, makeRuntime } from './support';

const source = `
  let kept = [];
  export function keep(count) { for (let i = 0; i < count; i++) kept.push([i]); return kept.length }
  export function churn() { for (;;) [] }
  export function echo(text) { return text.length }
`;

const pause = (vm: Vm) => vm.getStats().gc.pauseMsMax;
const phase = (vm: Vm) => engineOf(vm).header()!.u32(H_GC_PHASE);

async function loaded(options = {}): Promise<Vm> {
  const vm = load(source, { runtime: makeRuntime({ manual: true }), ...options });
  const task = vm.runEntry('keep', [20_000]);
  vm.step(1e7);
  expect(await task).toBe(20_000);
  expect(pause(vm)).toBe(0);
  return vm;
}

test('exact statistics', async () => {
  const vm = await loaded();
  vm.getStats({ exact: true });
  expect(pause(vm)).toBeGreaterThan(0);
});

test('a collection that begins in one turn and ends in a later one', async () => {
  const vm = await loaded();
  vm.runEntry('churn');
  const engine = engineOf(vm);
  while (phase(vm) <= 2) engine.runSteps(1000);
  let turns = 0;
  for (; phase(vm) !== 0; turns++) {
    expect(pause(vm)).toBe(0);
    engine.runSteps(1);
  }
  expect(turns).toBeGreaterThan(2);
  expect(pause(vm)).toBeGreaterThan(0);
});

test('before parking', async () => {
  const vm = load(source, { runtime: makeRuntime({ manual: true }) });
  vm.runEntry('keep', [10]);
  vm.step(1e6);
  engineOf(vm).park();
  expect(vm.getStats().gc.collections).toBe(1);
  expect(pause(vm)).toBeGreaterThan(0);
});

test('to make room for a message', async () => {
  const vm = await loaded({ maxHeapBytes: 2 * 1024 * 1024 });
  for (let call = 0; vm.getStats().gc.collections === 0; call++) {
    expect(call).toBeLessThan(50);
    const task = vm.runEntry('echo', ['x'.repeat(300_000)]);
    vm.step(1e6);
    expect(await task).toBe(300_000);
  }
  expect(pause(vm)).toBeGreaterThan(0);
});
