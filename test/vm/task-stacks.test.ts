/** `task.stack()` in every state a Task can be in, against V8's own stacks where V8 has one, and on regions that are damaged. */
import { runInThisContext } from 'node:vm';
import type { Task, Vm } from 'raya-vm';
import { describe, expect, test } from 'vitest';
import { H_GC_PHASE, H_HEAP_BASE, H_HEAP_TOP, H_ROOTS, HEADER } from '../../assembly/memory-map';
import { RegionReader } from '../../src/vm/region-reader';
import { taskStack } from '../../src/vm/task-stacks';
import { engineOf } from '../../src/vm/vm';
import { randomIntegers } from '../harness/random';
import { load, makeRuntime, turn } from './support';

/** `async main`, `inner`…: the calls without their places. */
const calls = (stack: string): string[] =>
  stack === '' ? [] : stack.split('\n').map((line) => /^ +at (.*) \(.*\)$/.exec(line)![1]!);

const never = () => new Promise<void>(() => {});

describe('a Task that waits', () => {
  const source = `
    import { ask } from 'host:';
    async function leaf() {
      return await ask();
    }
    async function middle(n) { if (n > 0) return await middle(n - 1); const r = await leaf(); return r }
    export async function main(n) {
      await null;
      return await middle(n);
    }
    const both = async () => await Promise.all([leaf(), leaf()]);
    export async function all() { return await both() }
    export function plain() { return leaf() }
    export function chained() { return leaf().then((r) => r) }
    export function pause() { return new Promise((resolve) => setTimeout(resolve, 5)) }
  `;

  test('shows its async calls, innermost first, with their places', async () => {
    const vm = load(source, { capabilities: { ask: never } });
    const task = vm.runEntry('main', [1]);
    expect(task.stack()).toBe('');
    await turn();
    expect(task.status).toBe('blocked');
    expect(task.stack().split('\n')).toEqual([
      expect.stringMatching(/^ {4}at async leaf \(main\.ts:4:\d+\)$/),
      expect.stringMatching(/^ {4}at async middle \(main\.ts:6:\d+\)$/),
      expect.stringMatching(/^ {4}at async middle \(main\.ts:6:\d+\)$/),
      expect.stringMatching(/^ {4}at async main \(main\.ts:9:\d+\)$/),
    ]);
    vm.terminate();
    expect(task.stack()).toBe('');
  });

  test('as deep as 100 lines, from the innermost on', async () => {
    const vm = load(source, { capabilities: { ask: never } });
    const task = vm.runEntry('main', [2000]);
    await turn();
    expect(calls(task.stack())).toEqual(['async leaf', ...Array(99).fill('async middle')]);
  });

  test('where async calls cannot be followed, those above are shown', async () => {
    const vm = load(source, { capabilities: { ask: never } });
    const tasks = ['all', 'plain', 'chained', 'pause'].map((name) => vm.runEntry(name));
    await turn();
    expect(tasks.map((task) => calls(task.stack()))).toEqual([
      ['async both', 'async all'],
      ['async leaf'],
      [],
      [],
    ]);
  });

  test('Tasks of one Vm are told apart', async () => {
    const vm = load(source, { capabilities: { ask: never } });
    const tasks = [0, 1, 2].map((n) => vm.runEntry('main', [n]));
    await turn();
    expect(tasks.map((task) => calls(task.stack()).length)).toEqual([3, 4, 5]);
  });

  test('calls that wait for each other end where they meet', async () => {
    const vm = load(`
      let one, two;
      async function first() { await null; await two }
      async function second() { await null; await one }
      export async function main() { one = first(); two = second(); await one }
    `);
    const task = vm.runEntry('main');
    await turn();
    expect(calls(task.stack())).toEqual(['async second', 'async first', 'async main']);
  });
});

describe('a Task that runs', () => {
  // look() is called with the guest on the stack, in the machine and in V8 alike.
  const source = `
    async function start(look) { inner(look); }
    function inner(look) { look(); }
    async function resumed(look) { await null; inner(look); }
    async function outer(look) { await resumed(look); }
    async function twice(look) { await null; await outer(look); }
    async function chained(look) { await Promise.resolve().then(function callback() { look(); }); }
    async function sorted(look) { await null; [2, 1].sort(function compare() { look(); return 0; }); }
  `;
  const names = ['start', 'resumed', 'outer', 'twice', 'chained'];

  async function inVm(name: string): Promise<string[]> {
    let task: Task | undefined;
    let stack = '';
    const look = () => {
      stack = task!.stack();
    };
    const vm = load(
      `import { look } from 'host:'; ${source} export async function main() { await ${name}(look) }`,
      { capabilities: { look } },
    );
    task = vm.runEntry('main');
    await task;
    return calls(stack);
  }

  async function inNode(name: string): Promise<string[]> {
    let shown: string[] = [];
    const { prepareStackTrace } = Error;
    const look = () => {
      Error.prepareStackTrace = (_error, sites) =>
        sites.map((site: any) => (site.isAsync() ? 'async ' : '') + site.getFunctionName());
      shown = new Error().stack as unknown as string[];
      Error.prepareStackTrace = prepareStackTrace;
    };
    const main = runInThisContext(`(() => { ${source}
      return async function main(look) { await ${name}(look) } })()`);
    await main(look);
    // From the caller of look to main.
    const last = shown.findIndex((name) => /\bmain$/.test(name));
    return shown.slice(1, last + 1);
  }

  test.each(names)('%s: the calls that V8 shows', async (name) => {
    const shown = await inVm(name);
    expect(shown).toEqual(await inNode(name));
    expect(shown.at(-1)).toMatch(/main$/);
  });

  test('calls of the library are not shown', async () => {
    expect(await inVm('sorted')).toEqual(['compare', 'sorted', 'async main']);
  });
});

describe('wherever the Vm is', () => {
  const source = `
    import { ask } from 'host:';
    function spin(n) { while (n-- > 0); }
    async function work(n) { await null; spin(n); spin(1e9); }
    export async function main(n) { await work(n); }
    async function leaf() { await ask() }
    export async function wait() { await leaf() }
  `;
  const manual = () =>
    load(source, { runtime: makeRuntime({ manual: true }), capabilities: { ask: never } });
  const running = ['spin', 'work', 'async main'];

  test('switched away from in the middle of a loop', () => {
    const vm = load(source, {
      runtime: makeRuntime({ manual: true }),
      stepsPerSlice: 1000,
      capabilities: { ask: never },
    });
    const tasks = [1, 2, 3].map((n) => vm.runEntry('main', [n]));
    vm.step(100_000);
    expect(tasks.map((task) => calls(task.stack()))).toEqual([running, running, running]);
    const states = tasks.map((task) => task.status);
    expect(states.filter((state) => state === 'running')).toHaveLength(1);
  });

  test('parked, without a lease being taken for it', () => {
    const vm = manual();
    const waiting = vm.runEntry('wait');
    const task = vm.runEntry('main', [5]);
    vm.step(5000);
    const before = [waiting.stack(), task.stack()];
    expect(before.map(calls)).toEqual([['async leaf', 'async wait'], running]);
    engineOf(vm).park();
    expect([waiting.stack(), task.stack()]).toEqual(before);
    expect(engineOf(vm).isResident).toBe(false);
    vm.step(5000);
    expect([waiting.stack(), task.stack()].map(calls)).toEqual(before.map(calls));
  });

  test('while a collection has objects on the move', () => {
    const vm = load(
      `let kept = [];
       function churn() { for (let i = 0; ; i++) kept[i % 50000] = [i]; }
       async function work() { await null; churn() }
       export async function main() { await work() }`,
      { runtime: makeRuntime({ manual: true }) },
    );
    const task = vm.runEntry('main');
    const engine = engineOf(vm);
    // ROOTS and SLIDE: frames and what points to them disagree.
    while (engine.header()?.u32(H_GC_PHASE) !== 8) engine.runSteps(1);
    expect(calls(task.stack())).toEqual(['churn', 'work', 'async main']);
    vm.step(10_000);
    expect(task.status).toBe('running');
  });

  test('a damaged region gives lines or none, and does no harm', () => {
    const vm = manual();
    const tasks = [vm.runEntry('wait'), vm.runEntry('main', [5]), vm.runEntry('main', [6])];
    vm.step(5000);
    const engine = engineOf(vm);
    const lease = engine.resident()!;
    const image = engine.image!;
    const whole = lease.bytes.slice();
    const [base, top] = [lease.u32[H_HEAP_BASE >>> 2]!, lease.u32[H_HEAP_TOP >>> 2]!];
    const draws = randomIntegers(2 ** 30, 500_000, 7);
    let drawn = 0;
    const random = () => draws[drawn++ % draws.length]! / (2 ** 30 + 1);
    const pick = (from: number, to: number) => from + 4 * Math.floor((random() * (to - from)) / 4);
    for (let round = 0; round < 2000; round++) {
      for (let change = 0; change < 40; change++) {
        const at = random() < 0.3 ? pick(HEADER, H_ROOTS + 200) : pick(base, top);
        lease.u32[at >>> 2] =
          random() < 0.5 ? pick(base, top) : Math.floor(random() * 2 ** (1 + random() * 31));
      }
      for (const task of tasks) {
        const stack = taskStack(RegionReader.ofLease(lease), image, task.id);
        expect(stack.split('\n').length).toBeLessThanOrEqual(100);
      }
      lease.bytes.set(whole);
    }
    expect(calls(tasks[0]!.stack())).toEqual(['async leaf', 'async wait']);
    stop(vm);
  });
});

/** Ends a Vm in whose region a test has written. */
function stop(vm: Vm): void {
  vm.terminate();
  expect(vm.tasks()).toEqual([]);
}
