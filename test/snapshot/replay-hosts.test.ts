/** Hosts that do all that a host may do, at random: what they did to a Vm is replayed to the same bytes. */
import { type Capabilities, capability, foreign, type Task, Vm, type VmOptions } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { describe, expect, test } from 'vitest';
import { makeRuntime } from '../vm/support';
import { expectSame, type Random, type Recorded, randomly, record } from './recorded';

const compiler = new Compiler({ check: 'off' });

/** Tasks that wait, compute, allocate, throw, run for ever; each ends or is cancelled. */
const program = compiler.compileString(`
  import { ask, now, spawn, fail, later, hand, log } from 'host:';
  const kept = new Map();
  let count = 0;

  export async function waits(n) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += await ask({ i, text: 'x'.repeat(i * 7) });
    return { sum, count: ++count };
  }
  export async function together(n) {
    const all = await Promise.allSettled(Array.from({ length: n }, (_, i) => (i % 3 === 2 ? fail(i) : ask(i))));
    return all.map(({ status }) => status);
  }
  export function calls(n) {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      try { sum += now(i, [i, 'a', { deep: [i] }]).value; } catch (error) { sum += error.message.length; }
    }
    console.log('sum', sum, new Map([[1, 2]]));
    return sum;
  }
  export function keeps(n) {
    for (let i = 0; i < n; i++) kept.set(Math.random(), { i, text: 'abc' + i, list: [i, i, i] });
    return kept.size;
  }
  export function forgets() { kept.clear(); return count; }
  export function burns(n) {
    let list = [];
    for (let i = 0; i < n; i++) { list.push({ i, s: 'k' + (i % 97) }); if (list.length > 200) list = []; }
    return list.length;
  }
  export function eats() {
    const all = [];
    try { for (;;) all.push(new Array(100).fill(all.length)); } catch (error) { return error.name + all.length; }
  }
  export function recurses(n) { return n === 0 ? 0 : 1 + recurses(n - 1); }
  export async function spins() {
    try { for (;;) await null; } finally { for (let i = 0; i < 20; i++) count++; }
  }
  export function loops() { try { for (;;) ; } finally { count++; } }
  export async function timers(n) {
    const seen = [];
    for (let i = 0; i < n; i++) setTimeout(() => seen.push(i), (i * 37) % 11);
    await new Promise((resolve) => setTimeout(resolve, 12));
    return seen.length;
  }
  export async function holds() { const thing = await hand(); log(thing); return thing; }
  export function sums(...lists) { return lists.flat().reduce((a, b) => a + b, 0); }
  export function throws(text) { throw new TypeError(text, { cause: new Error('deeper') }); }
  export async function nested(n) { spawn(n); return (await later(n)) + n; }
`);

const later = (n: number) =>
  compiler.compileString(`
    import { ask } from 'host:';
    import { extra${n} } from 'host:more/of';
    export const words${n} = ['abc${n}', 'text', 'deep', 'k${n}'];
    export async function more${n}() { return [await ask(${n}), extra${n}(words${n}), { deep: words${n}.join() }]; }
  `).bytecode;

/** The capabilities, and what they were made of. */
function hostOf(random: Random, vm: () => Vm, start: () => void): Capabilities {
  const some = (n: unknown): unknown =>
    [
      n,
      null,
      1.5,
      Number.NaN,
      -0,
      'ä'.repeat(random(40)),
      [1, { n }],
      new Map([[n, new Set([n])]]),
    ][random(8)];
  return {
    console: { log: () => random(2) === 0 && start() },
    log: () => {},
    ask: async (n: any) => {
      for (let turns = random(3); turns > 0; turns--) await new Promise((r) => setImmediate(r));
      return typeof n === 'number' ? some(n) : n.text.length;
    },
    now: (n: number) => {
      if (random(4) === 0) throw new RangeError(`not ${n}`);
      if (random(6) === 0) vm().snapshot({ code: 'reference' });
      return { value: n, some: some(n) };
    },
    spawn: () => {
      start();
      return 'ok';
    },
    fail: capability(async (n: number) => Promise.reject(new Error(`no ${n}`)), {
      maxConcurrent: 2,
    }),
    later: async (n: number) => n,
    hand: async () => foreign({ secret: random(100) }),
    more: { of: Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`extra${n}`, some])) },
  };
}

const entries: readonly ((random: Random) => [string, unknown[]])[] = [
  (r) => ['waits', [r(6)]],
  (r) => ['together', [r(7)]],
  (r) => ['calls', [r(9)]],
  (r) => ['keeps', [r(300)]],
  () => ['forgets', []],
  (r) => ['burns', [r(3000)]],
  () => ['eats', []],
  (r) => ['recurses', [r(2) === 0 ? 1e6 : r(300)]],
  () => ['spins', []],
  () => ['loops', []],
  (r) => ['timers', [r(8)]],
  () => ['holds', []],
  (r) => ['sums', [Array.from({ length: r(2000) }, (_, i) => i), [1, 2]]],
  (r) => ['throws', ['t'.repeat(r(50))]],
  (r) => ['nested', [r(50)]],
  () => ['missing', []],
];

interface Host extends VmOptions {
  /** What the host does; by default all. */
  readonly only?: readonly string[];
}

async function live(seed: number, { only, ...options }: Host): Promise<Recorded> {
  const random = randomly(seed);
  const tasks: Task[] = [];
  let loaded = 0;
  const start = (): void => {
    if (tasks.length > 30) return;
    const [name, args] = entries[random(entries.length)]!(random);
    const endless = name === 'spins' || name === 'loops';
    const limits = {
      ...(endless || random(4) === 0 ? { maxSteps: 1 + random(4000) } : {}),
      ...(random(4) === 0 ? { maxHostCalls: random(4) } : {}),
    };
    const task = vm.spawn(name, args, limits);
    task.catch(() => {});
    tasks.push(task);
  };
  const vm: Vm = new Vm({
    ...options,
    capabilities: hostOf(random, () => vm, start),
  });
  vm.loadBytecode(program);
  const actions: Record<string, () => void> = {
    start,
    cancel: () => tasks[random(tasks.length)]?.cancel(),
    limits: () =>
      vm.setLimits({
        maxHeapBytes: (options.maxHeapBytes ?? 1 << 20) + random(1 << 17),
        maxStackBytes: 8192 + random(60_000),
        maxTasks: 8 + random(60),
        maxMessageBytes: 5000 + random(9000),
      }),
    modules: () => {
      if (loaded >= 6 || vm.getStats().state === 'terminated') return;
      vm.loadModule(`later${loaded}`, later(loaded));
      vm.loadModule(`entry${loaded}`, later(loaded + 1));
      loaded += 2;
      if (random(2) === 0) start();
    },
    answer: () => {
      const [call] = vm.pendingCalls();
      if (call?.kind === 'promise') vm.answer(call.id, 5);
    },
  };
  const names = only ?? Object.keys(actions);
  return record(vm, random, start, {
    slice: random(3) === 0 ? 40 : 3000,
    places: 20,
    patience: 2,
    between: (_, round) => {
      if (round > 300) vm.terminate();
      else if (random(3) === 0) actions[names[random(names.length)]!]!();
    },
  });
}

const hosts: Record<string, Host> = {
  'Tasks and answers': { only: ['start', 'answer'] },
  'with cancels': { only: ['start', 'start', 'cancel'] },
  'little memory': { maxHeapBytes: 96 * 1024, only: ['start', 'start', 'limits', 'cancel'] },
  'memory for a while': { maxHeapBytes: 512 * 1024 },
  'turns of a few steps': { stepsPerSlice: 7, only: ['start', 'start', 'cancel', 'answer'] },
  'many Tasks': { maxTasks: 5, stepsPerSlice: 500, only: ['start', 'start', 'start', 'cancel'] },
  'later modules': { only: ['start', 'modules', 'cancel'] },
  'the clock of the host': { clock: 'host', now: 1e12 },
  'a budget that ends Tasks': { maxStepBudget: 9000, limitScope: 'task' },
  'a budget that ends it': { maxStepBudget: 20_000, seed: 7 },
  'a heap that is never collected': { heap: 'bump', maxHeapBytes: 1 << 20 },
  'a limit that ends it': { limitScope: 'vm', maxHeapBytes: 256 * 1024 },
  all: {},
};

const SEEDS = process.env.RAYA_TEST_FULL === '1' ? 400 : 6;

describe.each(Object.entries(hosts))('%s', (name, options) => {
  test.each(Array.from({ length: SEEDS }, (_, seed) => [seed + 1]))('%i', async (seed) => {
    const runtime = makeRuntime({ manual: true });
    const recorded = await live(seed * 31 + name.length, { ...options, runtime });
    expect(recorded.seen.length).toBeGreaterThan(0);
    expectSame(recorded, { program, runtime });
  });
});
