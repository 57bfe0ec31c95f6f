/** When snapshots may be taken and restored: at any moment the host runs, in whatever state the Vm is. */
import { type Snapshot, Vm, VmError } from 'raya-vm';
import { describe, expect, test } from 'vitest';
import { H_CLOCK } from '../../assembly/memory-map';
import { engineOf } from '../../src/vm/vm';
import { compile, failure, from, makeRuntime, never, start, thrown, turn } from './support';

const loop = compile(`
  export function main(n) { let sum = 0; for (let i = 0; i < n; i++) sum += i; return sum; }
`);
const SUM = 4_999_950_000;

/** Steps of main(100_000), undisturbed. */
async function loopSteps(): Promise<number> {
  const vm = start(loop);
  expect(await vm.runEntry('main', [100_000])).toBe(SUM);
  return vm.getStats().stepsExecuted;
}

describe('the moment', () => {
  test('before the first call, and after the last', async () => {
    const vm = start(loop);
    const fresh = vm.snapshot();
    expect(fresh.info).toMatchObject({ tasks: 0, stepsExecuted: 0, pendingCalls: [] });
    await vm.runEntry('main', [100_000]);
    const done = vm.snapshot();
    expect(done.info.stepsExecuted).toBe(await loopSteps());
    for (const snapshot of [fresh, done]) {
      const restored = from(snapshot);
      expect(restored.tasks()).toEqual([]);
      expect(await restored.runEntry('main', [100_000])).toBe(SUM);
    }
  });

  test('with a call that has not begun', async () => {
    const vm = start(loop, { runtime: makeRuntime({ manual: true }) });
    vm.runEntry('main', [100_000]).catch(() => {});
    const restored = from(vm.snapshot());
    expect(await restored.tasks()[0]).toBe(SUM);
    expect(restored.getStats().stepsExecuted).toBe(await loopSteps());
  });

  test('between any two steps, again and again', async () => {
    const runtime = makeRuntime({ manual: true });
    let vm = start(loop, { runtime });
    vm.runEntry('main', [1000]).catch(() => {});
    for (let step = 0; step < 200; step++) {
      vm.step(1 + (step % 7));
      const { bytes } = vm.snapshot({ compress: step % 2 === 0 });
      vm.terminate();
      vm = from(bytes, { runtime });
    }
    const [task] = vm.tasks();
    while (vm.getStats().state === 'ready') vm.step(1e6);
    expect(await task).toBe(499_500);
    const { stepsExecuted } = vm.getStats();
    const straight = start(loop);
    await straight.runEntry('main', [1000]);
    expect(stepsExecuted).toBe(straight.getStats().stepsExecuted);
  });

  test('with host calls of both kinds, and answers on their way', async () => {
    const runtime = makeRuntime({ manual: true });
    const calling = compile(`
      import { ask, one } from 'host:';
      export async function main(n) {
        const seen = [];
        for (let i = 0; i < n; i++) { const asked = ask(i); seen.push(one(i), await asked); }
        return seen.join();
      }
    `);
    const capabilities = { ask: async (n: number) => `a${n}`, one: (n: number) => `o${n}` };
    const run = async (slice: number, moves: boolean) => {
      let vm = start(calling, { runtime, capabilities });
      let task = vm.runEntry('main', [4]);
      do {
        vm.step(slice);
        await turn();
        if (!moves || task.status === 'completed') continue;
        const { bytes } = vm.snapshot();
        const [running] = vm.tasks();
        if (running === undefined) continue;
        vm.terminate();
        task.catch(() => {});
        vm = from(bytes, { runtime, capabilities });
        [task] = vm.tasks() as [typeof task];
      } while (vm.getStats().state === 'ready' || vm.pendingCalls().length > 0);
      const { stepsExecuted, hostCalls } = vm.getStats();
      return [await task, stepsExecuted, hostCalls.total];
    };
    const straight = await run(1e6, false);
    expect(straight[0]).toBe('o0,a0,o1,a1,o2,a2,o3,a3');
    for (const slice of [1, 2, 3, 5, 7, 11]) expect(await run(slice, true)).toEqual(straight);
  });

  test('while it is paused; what is restored is not', async () => {
    const vm = start(loop);
    const task = vm.runEntry('main', [100_000]);
    await vm.pause();
    const snapshot = vm.snapshot();
    expect(vm.getStats().state).toBe('paused');
    expect(await from(snapshot).tasks()[0]).toBe(SUM);
    expect(task.status).not.toBe('completed');
    // In place, who has paused it has not resumed it.
    vm.restore(snapshot);
    await turn();
    expect(vm.getStats().state).toBe('paused');
    const [again] = vm.tasks();
    vm.resume();
    expect(await again).toBe(SUM);
    expect(await failure(task)).toMatchObject({ code: 'TERMINATED' });
  });

  test('with its budget used up', async () => {
    const budget = { maxStepBudget: 10_000, onStepBudget: 'pause' } as const;
    const vm = start(loop, budget);
    const task = vm.runEntry('main', [100_000]);
    await new Promise<void>((resolve) => vm.on('budget', resolve));
    const snapshot = vm.snapshot();
    expect(snapshot.info.stepsExecuted).toBeGreaterThanOrEqual(10_000);

    const total = await loopSteps();
    const free = from(snapshot);
    expect(await free.tasks()[0]).toBe(SUM);
    expect(free.getStats().stepsExecuted).toBe(total);
    const spent = from(snapshot, { maxStepBudget: 10_000 });
    expect(await failure(spent.tasks()[0]!)).toMatchObject({ code: 'STEP_BUDGET' });
    const paused = from(snapshot, budget);
    const [again] = paused.tasks();
    await turn();
    expect(paused.getStats().state).toBe('paused');
    paused.addSteps(1e6);
    expect(await again).toBe(SUM);

    // The Vm itself goes on unharmed, and in place too.
    vm.addSteps(1e6);
    expect(await task).toBe(SUM);
    expect(vm.getStats().stepsExecuted).toBe(total);
    vm.restore(snapshot, { limits: { maxStepBudget: 10_000 } });
    await turn();
    expect(vm.getStats().state).toBe('paused');
    vm.setLimits({ maxStepBudget: 1e6 });
    const [last] = vm.tasks();
    expect(await last).toBe(SUM);
  });

  test('when it is parked: the image is taken from where it lies', async () => {
    const runtime = makeRuntime({ maxLeases: 1 });
    const asking = compile(`
      import { ask } from 'host:';
      export async function main(n) { const seen = new Map([[n, await ask(n)]]); return [...seen]; }
    `);
    const vms = [1, 2, 3].map((n) => {
      const vm = start(asking, { runtime, capabilities: { ask: never } });
      vm.runEntry('main', [n]).catch(() => {});
      return vm;
    });
    while (runtime.getStats().ready > 0) await turn();
    expect(runtime.getStats()).toMatchObject({ resident: 1, parked: 2 });
    const snapshots = vms.map((vm) => vm.snapshot());
    expect(new Set(snapshots.map(({ info }) => info.stepsExecuted)).size).toBe(1);
    for (const [index, vm] of vms.entries()) {
      vm.restore(snapshots[(index + 1) % 3]!, {
        capabilities: { ask: async (n: number) => n * 10 },
      });
    }
    const results = await Promise.all(vms.map((vm) => vm.tasks()[0]));
    expect(results).toEqual([[[2, 20]], [[3, 30]], [[1, 10]]]);
  });
});

describe('inside a capability', () => {
  const calling = compile(`
    import { act, later } from 'host:';
    let n = 0;
    export function main() { const kept = [++n, { deep: 'yes' }]; const got = act('x'); return [kept, got, ++n]; }
    export async function other() { return [await later(), ++n]; }
  `);

  test('a snapshot is taken, restore is refused, another Vm may begin', async () => {
    const runtime = makeRuntime();
    let taken: Snapshot | undefined;
    let refused: unknown;
    let fork: Vm | undefined;
    const act = () => {
      taken = vm.snapshot();
      refused = thrown(() => vm.restore(taken!));
      fork = from(taken, { runtime, capabilities: { act: () => 'fork', later: async () => 1 } });
      return 'original';
    };
    const vm = start(calling, { runtime, capabilities: { act, later: never } });
    vm.runEntry('other').catch(() => {});
    expect(await vm.runEntry('main')).toEqual([[1, { deep: 'yes' }], 'original', 2]);
    expect(refused).toMatchObject({ code: 'VM_BUSY' });
    expect(taken!.info.pendingCalls.map(({ kind }) => kind)).toEqual(['promise', 'call']);
    const [other, main] = fork!.tasks();
    expect(await main).toEqual([[1, { deep: 'yes' }], 'fork', 2]);
    expect(await other).toEqual([1, 3]);
  });

  test('a Vm that ends there is in no state to be taken', async () => {
    let refused: unknown;
    const act = () => {
      vm.terminate();
      refused = thrown(() => vm.snapshot());
    };
    const vm = start(calling, { capabilities: { act, later: never } });
    expect(await failure(vm.runEntry('main'))).toMatchObject({ code: 'TERMINATED' });
    expect(refused).toMatchObject({ code: 'TERMINATED' });
  });

  test('nothing is loaded and moved', async () => {
    let refused: unknown;
    const act = () => {
      refused = thrown(() => vm.loadModule('late', new ArrayBuffer(0)));
      return vm.snapshot().info.tasks;
    };
    const vm = start(calling, { capabilities: { act, later: never } });
    expect(await vm.runEntry('main')).toEqual([[1, { deep: 'yes' }], 1, 2]);
    expect(refused).toMatchObject({ code: 'VM_BUSY' });
  });
});

describe('refused', () => {
  test('of a Vm without a program', () => {
    const empty = new Vm({ runtime: makeRuntime() });
    expect(thrown(() => empty.snapshot())).toMatchObject({ code: 'NO_ENTRY' });
    expect(empty.getStats().state).toBe('idle');
  });

  test('of and into a terminated Vm, with the reason', async () => {
    const vm = start(loop, { maxStepBudget: 1000 });
    const snapshot = vm.snapshot();
    await vm.runEntry('main', [1e9]).catch(() => {});
    for (const action of [() => vm.snapshot(), () => vm.restore(snapshot)]) {
      const error = thrown(action);
      expect(error).toMatchObject({ code: 'TERMINATED', cause: { code: 'STEP_BUDGET' } });
      expect(error).toBeInstanceOf(VmError);
    }
    await expect(vm.snapshotAsync()).rejects.toMatchObject({ code: 'TERMINATED' });
  });
});

describe('what a Vm is made with', () => {
  test("heap: 'bump' stays: nothing is ever collected", async () => {
    const hoard = compile(`
      import { ask } from 'host:';
      export async function main() { const n = [0]; for (let i = 0; i < 2000; i++) n[0] += [i, i].length; return [n[0], await ask()]; }
    `);
    const vm = start(hoard, { heap: 'bump', capabilities: { ask: never } });
    vm.runEntry('main').catch(() => {});
    await turn();
    const { heapBytesUsed, gc } = vm.getStats();
    const snapshot = vm.snapshot();
    expect(gc.bytesFreed).toBe(0);
    expect(vm.getStats()).toMatchObject({ heapBytesUsed, gc: { bytesFreed: 0 } });
    const restored = from(snapshot, { capabilities: { ask: async () => 'ok' } });
    expect(await restored.tasks()[0]).toEqual([4000, 'ok']);
    const collected = start(hoard, { capabilities: { ask: async () => 'ok' } });
    await collected.runEntry('main');
    expect(restored.getStats().heapBytesUsed).toBe(collected.getStats().heapBytesUsed);
    expect(restored.getStats().stepsExecuted).toBe(collected.getStats().stepsExecuted);
  });

  test("clock: 'host': time goes on from the moment of the snapshot", async () => {
    const timer = compile(`
      export const main = () => new Promise((resolve) => setTimeout(() => resolve('rang'), 400));
    `);
    const vm = start(timer, { clock: 'host' });
    vm.runEntry('main').catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 100));
    const snapshot = vm.snapshot();
    const before = engineOf(from(snapshot)).header()!.f64(H_CLOCK);
    expect(before).toBeGreaterThanOrEqual(90);
    // The Vm goes on, and its timer rings; time in which there is no Vm does not count.
    const [task] = vm.tasks();
    expect(await task).toBe('rang');
    const restored = from(snapshot);
    const begun = performance.now();
    expect(await restored.tasks()[0]).toBe('rang');
    expect(performance.now() - begun).toBeGreaterThan(390 - before);
  });

  test("clock: 'virtual': its timers keep their order among those made later", async () => {
    const timers = compile(`
      import { ask } from 'host:';
      export async function main() {
        const order = [];
        const wait = (ms) => new Promise((resolve) => setTimeout(() => { order.push(ms); resolve(); }, ms));
        const early = [wait(300), wait(100)];
        order.push(await ask());
        await Promise.all([...early, wait(200), wait(50)]);
        return order;
      }
    `);
    const vm = start(timers, { capabilities: { ask: never } });
    vm.runEntry('main').catch(() => {});
    await turn();
    const restored = from(vm.snapshot(), { capabilities: { ask: async () => 'asked' } });
    expect(await restored.tasks()[0]).toEqual(['asked', 50, 100, 200, 300]);
  });
});
