/** Options of snapshot, restore and Vm.from: what each does, and what a restored Vm keeps. */
import { type RestoreOptions, Snapshot, type SnapshotOptions, Vm } from 'raya-vm';
import { describe, expect, test } from 'vitest';
import { H_CLOCK, H_EPOCH } from '../../assembly/memory-map';
import { engineOf } from '../../src/vm/vm';
import {
  badSnapshot,
  compile,
  compiler,
  failure,
  from,
  makeRuntime,
  never,
  start,
  thrown,
  turn,
} from './support';

const program = compile(`
  import { ask } from 'host:';
  let calls = 0;
  export async function main(text) {
    calls++;
    const drawn = Math.random();
    const answer = await ask(text);
    return [answer, calls, drawn === Math.random()];
  }
  export const count = () => calls;
  export const random = () => Math.random();
  export async function wait(ms) { await new Promise((resolve) => setTimeout(resolve, ms)); return calls; }
`);
const other = compile('export const main = () => 1');

/** A Vm whose Task 1 waits for the answer to ask('tea'). */
async function waiting(): Promise<Vm> {
  const vm = start(program, { capabilities: { ask: never } });
  vm.runEntry('main', ['tea']).catch(() => {});
  await turn();
  return vm;
}

const echo = { ask: async (text: string) => `${text}!` };

describe('the program', () => {
  test('comes with the snapshot', async () => {
    const vm = await waiting();
    const { bytes } = vm.snapshot();
    const restored = from(bytes, { capabilities: echo });
    expect(await restored.tasks()[0]).toEqual(['tea!', 1, false]);
  });

  test('by reference is what the Vm has loaded, or what is given', async () => {
    const vm = await waiting();
    const embedded = vm.snapshot();
    const { bytes } = vm.snapshot({ code: 'reference' });
    expect(bytes.length).toBeLessThan(embedded.bytes.length - 500);

    const loaded = start(program, { capabilities: echo });
    loaded.restore(bytes);
    expect(await loaded.tasks()[0]).toEqual(['tea!', 1, false]);
    for (const given of [program, program.bytecode, new Uint8Array(program.bytecode)]) {
      const restored = from(bytes, { program: given, capabilities: echo });
      expect(await restored.tasks()[0]).toEqual(['tea!', 1, false]);
    }

    const needed = badSnapshot(`the SHA-256 ${program.hash}`);
    expect(thrown(() => from(bytes, { capabilities: echo }))).toMatchObject(needed);
    const another = start(other);
    expect(thrown(() => another.restore(bytes))).toMatchObject(needed);
    expect(await another.runEntry('main')).toBe(1);
    expect(thrown(() => from(bytes, { program: other }))).toMatchObject(
      badSnapshot('of another program'),
    );
    // Also when it brings its own.
    expect(thrown(() => from(embedded, { program: other }))).toMatchObject(
      badSnapshot('of another program'),
    );
    expect(thrown(() => from(bytes, { program: new Uint8Array(9) }))).toMatchObject({
      code: 'BAD_BYTECODE',
    });
  });

  test('of before is replaced, with its modules', async () => {
    const vm = start(other);
    expect(await vm.runEntry('main')).toBe(1);
    vm.restore((await waiting()).snapshot(), { capabilities: echo });
    expect(await vm.runEntry('count')).toBe(1);
    expect(thrown(() => vm.loadBytecode(other))).toMatchObject({ code: 'VM_BUSY' });
  });

  test('loaded in parts is one program', async () => {
    const vm = new Vm({ runtime: makeRuntime(), compiler });
    vm.loadModule('counter', 'let n = 0; export const next = () => ++n');
    expect(await vm.runEntry('next')).toBe(1);
    vm.loadModule(
      'pairs',
      `import { next } from './counter'; export const pair = () => [next(), next()]`,
    );
    // What waits to be linked is in the snapshot, as if it had been called.
    const unlinked = vm.snapshot();
    expect(await vm.runEntry('pair')).toEqual([2, 3]);
    const linked = vm.snapshot();
    for (const [snapshot, pair] of [
      [unlinked, [2, 3]],
      [linked, [4, 5]],
    ] as const) {
      const restored = from(snapshot, { compiler });
      expect(await restored.runEntry('pair')).toEqual(pair);
      restored.loadModule('last', `export { pair } from './pairs'; export * from './counter'`);
      expect(await restored.runEntry('next')).toBe(pair[1] + 1);
    }
    // By reference it is what the same Vm has.
    vm.restore(vm.snapshot({ code: 'reference' }));
    expect(await vm.runEntry('pair')).toEqual([4, 5]);
    const fresh = new Vm({ runtime: makeRuntime() });
    expect(thrown(() => fresh.restore(vm.snapshot({ code: 'reference' })))).toMatchObject(
      badSnapshot('it needs the program'),
    );
  });
});

describe('bytes', () => {
  test('are compressed if that is wanted', async () => {
    const vm = await waiting();
    const plain = vm.snapshot();
    const packed = vm.snapshot({ compress: true });
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 3);
    expect(packed.info).toEqual(plain.info);
    expect(await from(packed.bytes, { capabilities: echo }).tasks()[0]).toEqual(['tea!', 1, false]);
  });

  test('say what they hold', async () => {
    const vm = await waiting();
    const { info } = new Snapshot(vm.snapshot().bytes);
    const { stepsExecuted, heapBytesUsed } = vm.getStats();
    expect(info).toEqual({
      formatVersion: 1,
      programHash: program.hash,
      heapBytes: heapBytesUsed,
      tasks: 1,
      pendingCalls: [{ id: 1, name: 'ask', args: ['tea'], kind: 'promise' }],
      stepsExecuted,
    });
    expect(info.pendingCalls).toEqual(vm.pendingCalls());
  });

  test('are the same for the same state', async () => {
    const { bytes } = (await waiting()).snapshot();
    expect((await waiting()).snapshot({ code: 'embed' }).bytes).toEqual(bytes);
    expect((await (await waiting()).snapshotAsync()).bytes).toEqual(bytes);
  });
});

describe('signatures', () => {
  const key = new TextEncoder().encode('a secret of the host');
  const wrong = new TextEncoder().encode('a secret of the most');

  test.each([{}, { compress: true }, { code: 'reference' }] as SnapshotOptions[])(
    'are checked first: %j',
    async (options) => {
      const vm = await waiting();
      const { bytes, info } = vm.snapshot({ ...options, sign: key });
      expect(info.tasks).toBe(1);
      const given = { program, capabilities: echo };
      const restored = from(bytes, { ...given, key });
      expect(await restored.tasks()[0]).toEqual(['tea!', 1, false]);

      const refused = (changed: Uint8Array, more: RestoreOptions, reason: string) =>
        expect(thrown(() => from(changed, { ...given, ...more }))).toMatchObject(
          badSnapshot(reason),
        );
      refused(bytes, { key: wrong }, 'its signature is wrong');
      refused(bytes, {}, 'it is signed: give the key');
      refused(vm.snapshot(options).bytes, { key }, 'it is not signed');
      for (const at of [0, 8, 12, 40, 100, bytes.length - 1]) {
        const changed = bytes.slice();
        changed[at]! ^= 1;
        refused(changed, { key }, 'its signature is wrong');
      }
      refused(bytes.subarray(0, bytes.length - 1), { key }, 'its signature is wrong');
      // Nobody makes a signed snapshot unsigned.
      const stripped = bytes.slice(0, bytes.length - 32);
      stripped[10]! &= ~2;
      refused(stripped, { key }, 'it is not signed');
    },
  );

  test('hide nothing from whoever has the key', async () => {
    const { bytes } = (await waiting()).snapshot({ sign: key });
    expect(new Snapshot(bytes, key).info.pendingCalls).toHaveLength(1);
    expect(thrown(() => new Snapshot(bytes).info)).toMatchObject(badSnapshot('give the key'));
    expect(thrown(() => new Snapshot(bytes, wrong).info)).toMatchObject(badSnapshot('signature'));
  });
});

describe('capabilities', () => {
  const several = compile(`
    import { log, ask } from 'host:';
    import { query } from 'host:db';
    export const main = async () => [log('here'), await ask('?'), query()];
  `);
  const all = { log: () => 1, ask: never, db: { query: () => 2 } };

  test('bind again by name', async () => {
    const vm = start(several, { capabilities: all });
    vm.runEntry('main').catch(() => {});
    await turn();
    const capabilities = {
      db: { query: () => 'db' },
      ask: async () => 'yes',
      log: () => 0,
      more: () => 0,
    };
    expect(await from(vm.snapshot(), { capabilities }).tasks()[0]).toEqual([1, 'yes', 'db']);
  });

  test('that are missing are all named, and nothing has changed', async () => {
    const vm = start(several, { capabilities: all });
    const task = vm.runEntry('main');
    await turn();
    const snapshot = vm.snapshot();
    const missing = (names: string) => ({
      code: 'NO_CAPABILITY',
      message: expect.stringContaining(`: ${names}`),
    });
    const runtime = makeRuntime();
    expect(thrown(() => Vm.from(snapshot, { runtime }))).toMatchObject(
      missing('log, ask, db.query'),
    );
    expect(runtime.vms.size).toBe(0);
    expect(
      thrown(() =>
        vm.restore(snapshot, { limits: { maxTasks: 5 }, capabilities: { ask: never, db: {} } }),
      ),
    ).toMatchObject(missing('log, db.query'));
    expect(task.status).toBe('blocked');
    expect(vm.getStats().maxTasks).toBe(10_000);
    vm.answer(2, 'still here');
    expect(await task).toEqual([1, 'still here', 2]);
  });

  test('given to restore stay for later modules; without, those of the Vm do', async () => {
    const vm = start(several, { capabilities: all, compiler });
    await vm.runEntry('main', [], { maxHostCalls: 0 }).catch(() => {});
    const snapshot = vm.snapshot();
    vm.restore(snapshot);
    vm.restore(snapshot, { capabilities: { ...all, extra: () => 'extra' } });
    vm.loadModule('more', `import { extra } from 'host:'; export const more = () => extra()`);
    vm.loadModule('last', `export { more } from './more'; export { main } from './main'`);
    expect(
      thrown(() => vm.loadModule('none', `import { none } from 'host:'; none()`)),
    ).toMatchObject({
      code: 'NO_CAPABILITY',
    });
  });
});

describe('forks', () => {
  test('diverge', async () => {
    const snapshot = (await waiting()).snapshot();
    const forks = ['yes', 'no', 'maybe'].map((word) =>
      from(snapshot, { capabilities: { ask: async () => word } }),
    );
    const results = await Promise.all(forks.map((vm) => vm.tasks()[0]));
    expect(results.map(([word]: any) => word)).toEqual(['yes', 'no', 'maybe']);
    const [first, second] = forks;
    first.runEntry('main', ['x']).catch(() => {});
    await turn();
    expect([await first.runEntry('count'), await second.runEntry('count')]).toEqual([2, 1]);
  });

  test('go on with the same random numbers, or begin with a seed of their own', async () => {
    const vm = start(program, { capabilities: echo, seed: 7 });
    const first = await vm.runEntry('random');
    const snapshot = vm.snapshot();
    const next = await vm.runEntry('random');
    const drawn = (seed?: number) =>
      from(snapshot, { capabilities: echo, ...(seed === undefined ? {} : { seed }) }).runEntry(
        'random',
      );
    expect(await drawn()).toBe(next);
    expect(await drawn(7)).toBe(first);
    expect(await drawn(8)).toBe(
      await start(program, { capabilities: echo, seed: 8 }).runEntry('random'),
    );
    expect(await drawn(0)).not.toBe(next);
  });

  test('show the time they are given, or the time goes on', async () => {
    const sleeper = compile(`
      export async function main() {
        for (let i = 0; i < 3; i++) await new Promise((resolve) => setTimeout(resolve, 500));
      }
    `);
    const vm = start(sleeper, { now: 1_000_000 });
    await vm.runEntry('main');
    const snapshot = vm.snapshot();
    const shown = (now: { now?: number }) => {
      const header = engineOf(from(snapshot, now)).header()!;
      return [header.f64(H_CLOCK), header.f64(H_EPOCH) + header.f64(H_CLOCK)];
    };
    expect(shown({})).toEqual([1500, 1_001_500]);
    expect(shown({ now: 5e12 })).toEqual([1500, 5e12]);
  });

  test('have limits of their own: of the Vm, of the restore, never of the snapshot', async () => {
    const vm = start(program, {
      capabilities: { ask: never },
      maxTasks: 3,
      maxStepBudget: 1e6,
      maxHeapBytes: 1 << 20,
    });
    vm.runEntry('main', ['tea']).catch(() => {});
    await turn();
    const snapshot = vm.snapshot();
    const free = from(snapshot, { capabilities: echo });
    expect(free.getStats()).toMatchObject({ maxTasks: 10_000, maxHeapBytes: 64 << 20 });
    const bound = from(snapshot, {
      capabilities: echo,
      maxTasks: 2,
      limits: { maxHeapBytes: 1 << 21 },
    });
    expect(bound.getStats()).toMatchObject({ maxTasks: 2, maxHeapBytes: 1 << 21 });
    // Steps of before count.
    const used = snapshot.info.stepsExecuted;
    const spent = from(snapshot, { capabilities: echo, limits: { maxStepBudget: used } });
    expect(await failure(spent.tasks()[0])).toMatchObject({ code: 'STEP_BUDGET' });
    expect(spent.getStats().stepsExecuted).toBeLessThan(used + 10);
  });

  test('may have a cap below what they hold: it is judged at the next checkpoint', async () => {
    const hoard = compile(`
      const kept = [];
      export const fill = (n) => { while (n-- > 0) kept.push(new Array(1000).fill(n)); return kept.length };
    `);
    const vm = start(hoard);
    await vm.runEntry('fill', [100]);
    const low = from(vm.snapshot(), { maxHeapBytes: 1 << 18 });
    expect(await low.runEntry('fill', [0])).toBe(100);
    expect(await failure(low.runEntry('fill', [1000]))).toMatchObject({ code: 'OUT_OF_MEMORY' });
  });
});

describe('Tasks', () => {
  test('have their old ids, new handles, and go on; new ones have new ids', async () => {
    const vm = start(program, { capabilities: { ask: never } });
    const first = vm.runEntry('count');
    const tasks = [vm.runEntry('main', ['a']), vm.runEntry('main', ['b'])];
    await first;
    const restored = from(vm.snapshot(), { capabilities: echo });
    const handles = restored.tasks();
    expect(handles.map(({ id }) => id)).toEqual([2, 3]);
    expect(handles[0]).not.toBe(tasks[0]);
    expect(handles[0]!.vm).toBe(restored);
    expect(handles.map(({ status }) => status)).toEqual(['blocked', 'blocked']);
    expect(handles[1]!.stack()).toBe(tasks[1]!.stack());
    expect(restored.runEntry('count').id).toBe(4);
    expect(await Promise.all(handles)).toEqual([
      ['a!', 2, false],
      ['b!', 2, false],
    ]);
    expect(restored.tasks()).toEqual([]);
  });

  test('of before a restore reject, and their answers are dropped and counted', async () => {
    let answer = (_text: string) => {};
    const ask = () => new Promise<string>((resolve) => (answer = resolve));
    const vm = start(program, { capabilities: { ask } });
    const old = vm.runEntry('main', ['tea']);
    await turn();
    const late = answer;
    const snapshot = vm.snapshot();
    const newest = vm.runEntry('main', ['later']);
    await turn();
    const lost = answer;
    vm.restore(snapshot);
    expect(old.status).toBe('failed');
    expect(await failure(old)).toMatchObject({
      code: 'TERMINATED',
      message: expect.stringContaining('was restored'),
    });
    expect(await failure(newest)).toMatchObject({ code: 'TERMINATED' });
    const [task] = vm.tasks();
    await turn();
    expect(vm.getStats().hostCalls).toEqual({ pending: 1, total: 1, dropped: 0 });
    late('too late');
    lost('lost');
    await turn();
    expect(vm.getStats().hostCalls).toEqual({ pending: 1, total: 1, dropped: 2 });
    expect(task!.status).toBe('blocked');
    answer('in time');
    expect(await task).toEqual(['in time', 1, false]);
    // The numbers go on where the Vm was, so that no id means two Tasks.
    expect(vm.runEntry('count').id).toBe(3);
  });

  test('keep the limits of their call', async () => {
    const spinner = compile(`
      import { ask, note } from 'host:';
      export function spin() { for (;;) {} }
      export async function chat(n) { for (let i = 0; i < n; i++) { note(i); await ask(i); } return n }
    `);
    const runtime = makeRuntime({ manual: true });
    const vm = start(spinner, { runtime, capabilities: { ask: never, note() {} } });
    const spin = vm.runEntry('spin', [], { maxSteps: 50_000 });
    vm.step(20_000);
    const half = vm.snapshot();
    vm.step(1e6);
    expect(await failure(spin)).toMatchObject({ code: 'STEP_BUDGET' });
    const restored = from(half, { runtime, capabilities: { ask: never, note() {} } });
    const [task] = restored.tasks();
    restored.step(1e6);
    expect(await failure(task!)).toMatchObject({ code: 'STEP_BUDGET' });
    expect(restored.getStats().stepsExecuted).toBe(vm.getStats().stepsExecuted);

    // Two of its four calls are made; the one in flight is not counted again.
    const talker = start(spinner, { capabilities: { ask: never, note() {} } });
    talker.runEntry('chat', [3], { maxHostCalls: 4 }).catch(() => {});
    await turn();
    const noted: number[] = [];
    const again = from(talker.snapshot(), {
      capabilities: { ask: async () => 1, note: (n: number) => void noted.push(n) },
    });
    expect(await failure(again.tasks()[0]!)).toMatchObject({ code: 'THROTTLED' });
    expect(noted).toEqual([1]);

    const slow = start(spinner, { capabilities: { ask: never, note() {} } });
    slow.runEntry('chat', [1], { timeoutMs: 40 }).catch(() => {});
    await turn();
    const late = from(slow.snapshot(), { capabilities: { ask: never, note() {} } });
    expect(await failure(late.tasks()[0]!)).toMatchObject({ code: 'TIMEOUT' });
  });

  test('that used up their calls are still cancelled', async () => {
    const ending = compile(`
      import { note, ask } from 'host:';
      export async function main() { try { note(); note(); } finally { await new Promise((resolve) => setTimeout(resolve, 5)); } }
      export const other = () => ask();
    `);
    const vm = start(ending, { capabilities: { ask: never, note() {} } });
    vm.runEntry('other').catch(() => {});
    vm.runEntry('main', [], { maxHostCalls: 1 }).catch(() => {});
    await turn();
    expect(vm.tasks()).toHaveLength(2);
    const restored = from(vm.snapshot(), { capabilities: { ask: async () => 'done', note() {} } });
    const [talk, main] = restored.tasks();
    expect(await failure(main!)).toMatchObject({ code: 'THROTTLED' });
    expect(await talk).toBe('done');
  });
});

describe('wrong options', () => {
  test.each([
    [{ codes: 'embed' }, RangeError, 'there is no snapshot option codes'],
    [{ code: 'none' }, RangeError, 'option code must be'],
    [{ compress: 1 }, TypeError, 'option compress must be true or false'],
    [{ sign: 'secret' }, TypeError, 'option sign must be a Uint8Array'],
  ])('of snapshot: %j', async (options, type, message) => {
    const error = thrown(() => start(other).snapshot(options as SnapshotOptions));
    expect(error).toBeInstanceOf(type);
    expect(error.message).toContain(message);
  });

  test.each([
    [{ calls: 'hold' }, RangeError, 'there is no restore option calls'],
    [{ pendingCalls: 'drop' }, RangeError, 'option pendingCalls must be'],
    [{ key: 'secret' }, TypeError, 'option key must be a Uint8Array'],
    [{ foreign: {} }, TypeError, 'option foreign must be a function'],
    [{ limits: { steps: 1 } }, RangeError, 'there is no limit steps'],
    [{ limits: { maxTasks: 0 } }, RangeError, 'option maxTasks must be'],
    [{ seed: 0.5 }, RangeError, 'option seed must be'],
    [{ now: Number.NaN }, RangeError, 'option now must be'],
    [{ capabilities: 1 }, RangeError, 'option capabilities must be'],
  ])('of restore: %j', (options, type, message) => {
    const vm = start(other);
    const snapshot = vm.snapshot();
    const error = thrown(() => vm.restore(snapshot, options as RestoreOptions));
    expect(error).toBeInstanceOf(type);
    expect(error.message).toContain(message);
  });

  test('of Vm.from leave no Vm behind', () => {
    const runtime = makeRuntime();
    const snapshot = start(other).snapshot();
    for (const options of [{ seed: 0.5 }, { maxTasks: 0 }, { wings: 2 }]) {
      expect(thrown(() => Vm.from(snapshot, { runtime, ...options }))).toBeInstanceOf(RangeError);
    }
    expect(thrown(() => Vm.from([] as never, { runtime }))).toBeInstanceOf(TypeError);
    expect(thrown(() => Vm.from(snapshot.bytes.buffer as never, { runtime }))).toBeInstanceOf(
      TypeError,
    );
    expect(runtime.vms.size).toBe(0);
  });
});
