import { GuestError, MarshalError, Runtime, Task, Vm, VmError } from 'raya-vm';
import { Compiler, run } from 'raya-vm/compiler';
import { describe, expect, test } from 'vitest';
import { failure, load, makeRuntime, turn } from './support';

const program = new Compiler({ check: 'off' }).compileString(`
  export function double(n) { return n * 2; }
  export function echo(...values) { return values; }
  export async function later(n) { await null; return n + 1; }
  export const notCallable = 5;
  let calls = 0;
  export function count() { return ++calls; }
`);

const make = () => {
  const vm = new Vm({ runtime: makeRuntime() });
  vm.loadBytecode(program);
  return vm;
};

describe('running', () => {
  test('entries, spawn, call', async () => {
    const vm = make();
    expect(await vm.runEntry('double', [21])).toBe(42);
    expect(await vm.spawn('later', [1])).toBe(2);
    expect(await vm.call.double!(4)).toBe(8);
    expect(await vm.runEntry('echo')).toEqual([]);
  });

  test('values go in and come back', async () => {
    const vm = make();
    const value = { a: [1, null, 'x', { b: new Map([['k', new Set([1, 2])]]) }], u: undefined };
    expect(await vm.runEntry('echo', [value, 'ü', -0])).toStrictEqual([value, 'ü', -0]);
  });

  test('state lives between calls, and in one Vm only', async () => {
    const [one, two] = [make(), make()];
    expect(await one.runEntry('count')).toBe(1);
    expect(await one.runEntry('count')).toBe(2);
    expect(await two.runEntry('count')).toBe(1);
  });

  test('a Program loads into many Vms, bytes too', async () => {
    const vm = new Vm({ runtime: makeRuntime() });
    vm.loadBytecode(program.bytecode);
    expect(await vm.runEntry('double', [1])).toBe(2);
  });

  test('run() in one call', async () => {
    expect(await run('export function main(n: number) { return n * 2 }', { args: [21] })).toBe(42);
  });

  test('modules from several files', async () => {
    const vm = new Vm({ runtime: makeRuntime(), compiler: new Compiler({ check: 'off' }) });
    vm.loadModule('./lib.ts', 'export const base = 40; export function add(n) { return base + n }');
    vm.loadModule('main', `import { add } from './lib'; export function main(n) { return add(n) }`);
    expect(await vm.runEntry('main', [2])).toBe(42);
    expect(() => vm.loadModule('lib', 'export {}')).toThrow(VmError);
  });
});

describe('what is wrong with a call rejects the Task', () => {
  test.each([
    ['NO_ENTRY', 'nothing'],
    ['NO_ENTRY', 'toString'],
    ['NO_ENTRY', '__proto__'],
  ])('%s for %s', async (code, name) => {
    expect(await failure(make().runEntry(name))).toMatchObject({ name: 'VmError', code });
  });

  test('an export that is no function', async () => {
    const error = await failure(make().runEntry('notCallable'));
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toMatch(/function/);
  });

  test('nothing loaded', async () => {
    const vm = new Vm({ runtime: makeRuntime() });
    expect(await failure(vm.runEntry('main'))).toMatchObject({ code: 'NO_ENTRY' });
  });

  test('a missing module names importer and specifier', async () => {
    const vm = load(`import { x } from './missing'; export function main() { return x }`);
    const error = await failure(vm.runEntry('main'));
    expect(error).toMatchObject({ code: 'NO_MODULE' });
    expect(error.message).toContain('./missing');
  });

  test('arguments that cannot cross', async () => {
    const vm = make();
    const error = await failure(vm.runEntry('echo', [{ user: { onClick: () => 1 } }]));
    expect(error).toBeInstanceOf(MarshalError);
    expect(error.path).toBe('args[0].user.onClick');
    expect(await vm.runEntry('double', [1])).toBe(2);
  });

  test('misuse throws at once', () => {
    const vm = make();
    expect(() => vm.runEntry(5 as never)).toThrow(TypeError);
    expect(() => vm.runEntry('echo', 'no' as never)).toThrow(TypeError);
    expect(() => vm.loadBytecode('text' as never)).toThrow(TypeError);
    expect(() => vm.loadBytecode(new Uint8Array(10))).toThrow(/./);
    expect(() => vm.step(1)).toThrow(/manual/);
    expect(() => vm.on('nothing' as 'exit', () => {})).toThrow(RangeError);
  });
});

describe('errors of the guest', () => {
  const source = `
    class Refusal extends Error { constructor(m) { super(m, { cause: new TypeError('deep') }); this.name = 'Refusal'; this.at = [1]; } }
    function inner() { throw new Refusal('no'); }
    export function outer() { inner(); }
    export function plain() { throw { code: 7 } }
    export function text() { throw 'just text' }
    export async function rejects() { await null; throw new RangeError('late') }
    export function strange() { const e = new Error('odd'); e.f = () => 1; throw e }
    export function value() { return new RangeError('as a value') }
  `;

  test('name, message, cause, own properties, stack with places', async () => {
    const error = await failure(load(source).runEntry('outer'));
    expect(error).toBeInstanceOf(GuestError);
    expect([error.name, error.message]).toEqual(['Refusal', 'no']);
    expect(error.value.at).toEqual([1]);
    expect(error.cause).toBeInstanceOf(TypeError);
    const lines = error.stack.split('\n');
    expect(lines[0]).toBe('Refusal: no');
    expect(error.stack).toMatch(/at inner \(main\.ts:3:\d+\)\n\s+at outer \(main\.ts:4:\d+\)/);
    expect(error.stack).not.toMatch(/runRoot|tasks\.ts/);
  });

  test('thrown values that are no errors', async () => {
    const vm = load(source);
    expect((await failure(vm.runEntry('plain'))).value).toEqual({ code: 7 });
    expect((await failure(vm.runEntry('text'))).value).toBe('just text');
  });

  test('rejections, errors that cannot be marshalled whole, errors as values', async () => {
    const vm = load(source);
    expect(await failure(vm.runEntry('rejects'))).toMatchObject({ name: 'RangeError' });
    expect(await failure(vm.runEntry('strange'))).toMatchObject({ name: 'Error', message: 'odd' });
    const value = await vm.runEntry<Error>('value');
    expect(value).toBeInstanceOf(RangeError);
    expect(value.message).toBe('as a value');
  });

  test('a result that cannot cross names its path', async () => {
    const vm =
      load(`export function main() { return { a: [1, { 'odd key': new Map([[1, () => 1]]) }] } }
      export class C { x = 1 } export function instance() { return [new C()] }
      export function getter() { return { get g() { return 1 } } }`);
    const error = await failure(vm.runEntry('main'));
    expect(error).toBeInstanceOf(MarshalError);
    expect(error.path).toBe('result.a[1]["odd key"][0][1]');
    expect((await failure(vm.runEntry('instance'))).path).toBe('result[0]');
    expect((await failure(vm.runEntry('getter'))).path).toBe('result.g');
  });
});

describe('Tasks', () => {
  test('are promises that are made when first asked for', async () => {
    const vm = make();
    const task = vm.runEntry<number>('double', [1]);
    expect(task).toBeInstanceOf(Task);
    expect(task.vm).toBe(vm);
    expect(['ready', 'running', 'blocked']).toContain(task.status);
    expect(await Promise.all([task, task.then((n) => n + 1), task.finally(() => {})])).toEqual([
      2, 3, 2,
    ]);
    expect(task.status).toBe('completed');
    expect(await task).toBe(2);
  });

  test('a failure nobody awaits is told by the event, and is no unhandledRejection', async () => {
    let unhandled = 0;
    const count = () => {
      unhandled++;
    };
    process.on('unhandledRejection', count);
    const vm = load('export function main() { throw new Error("quiet") }');
    const heard: unknown[] = [];
    vm.on('task', (task, error) => heard.push([task.id, (error as Error).message]));
    const task = vm.runEntry('main');
    for (let i = 0; i < 20; i++) await turn();
    process.off('unhandledRejection', count);
    expect(unhandled).toBe(0);
    expect(heard).toEqual([[task.id, 'quiet']]);
    expect(task.status).toBe('failed');
    expect(await failure(task)).toBeInstanceOf(GuestError);
  });

  test('many at once, each with its own result', async () => {
    const vm = make();
    const results = await Promise.all(
      Array.from({ length: 500 }, (_, i) => vm.spawn('later', [i])),
    );
    expect(results).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
    expect(vm.getStats().tasks).toBe(0);
  });

  test('cancel', async () => {
    const vm = load(`export async function main() { await new Promise(() => {}) }
      export let log = []; export async function withFinally() { try { await new Promise(() => {}) } finally { log.push('finally') } }
      export function read() { return log }
      export function spin() { try { while (true) {} } finally { log.push('spun') } }`);
    const task = vm.runEntry('main');
    for (let i = 0; i < 3; i++) await turn();
    expect(task.status).toBe('blocked');
    task.cancel();
    expect(await failure(task)).toMatchObject({ code: 'CANCELLED' });
    expect(task.status).toBe('cancelled');
    const second = vm.runEntry('withFinally');
    for (let i = 0; i < 3; i++) await turn();
    second.cancel();
    expect(await failure(second)).toMatchObject({ code: 'CANCELLED' });
    const third = vm.runEntry('spin');
    for (let i = 0; i < 3; i++) await turn();
    third.cancel();
    expect(await failure(third)).toMatchObject({ code: 'CANCELLED' });
    expect(await vm.runEntry('read')).toEqual(['finally', 'spun']);
    // Before it has begun, and after it has ended.
    const early = vm.runEntry('read');
    early.cancel();
    expect(await failure(early)).toMatchObject({ code: 'CANCELLED' });
    const done = vm.runEntry('read');
    await done;
    done.cancel();
    expect(done.status).toBe('completed');
  });

  test('the stack of a running Task', () => {
    const vm = load(
      'function inner() { while (true) Math.abs(1) }\nexport function main() { return [1].map(() => inner()) }',
      { runtime: makeRuntime({ manual: true }) },
    );
    const task = vm.runEntry('main');
    task.catch(() => {});
    vm.step(5000);
    expect(task.status).toBe('running');
    const lines = task.stack().split('\n');
    expect(lines[0]).toMatch(/^ {4}at inner \(main\.ts:1:\d+\)$/);
    expect(lines.at(-1)).toMatch(/^ {4}at main \(main\.ts:2:\d+\)$/);
    expect(lines).toHaveLength(3);
    vm.terminate();
    expect(task.stack()).toBe('');
  });

  test('an AbortSignal cancels', async () => {
    const vm = load('export async function main() { await new Promise(() => {}) }');
    const controller = new AbortController();
    const task = vm.runEntry('main', [], { signal: controller.signal });
    await turn();
    controller.abort();
    expect(await failure(task)).toMatchObject({ code: 'CANCELLED' });
    const late = vm.runEntry('main', [], { signal: controller.signal });
    expect(await failure(late)).toMatchObject({ code: 'CANCELLED' });
  });
});

describe('control', () => {
  const spin = 'export function main() { let n = 0; while (n < 3e6) n++; return n }';

  test('terminate rejects every Task and gives the memory back', async () => {
    const vm = load('export async function main() { await new Promise(() => {}) }');
    const tasks = [vm.runEntry('main'), vm.runEntry('main')];
    await turn();
    const exits: unknown[] = [];
    vm.on('exit', (error) => exits.push(error));
    vm.terminate();
    vm.terminate();
    for (const task of tasks) expect(await failure(task)).toMatchObject({ code: 'TERMINATED' });
    expect(await failure(vm.runEntry('main'))).toMatchObject({ code: 'TERMINATED' });
    expect(vm.getStats()).toMatchObject({ state: 'terminated', tasks: 0 });
    expect(exits).toEqual([undefined]);
    expect(vm.runtime.getStats().leases.held).toBe(0);
    expect(() => vm.loadBytecode(program)).toThrow(/terminated/);
  });

  test('pause and resume', async () => {
    const vm = load(spin);
    const task = vm.runEntry('main');
    await turn();
    await vm.pause();
    expect(vm.getStats().state).toBe('paused');
    const { stepsExecuted } = vm.getStats();
    for (let i = 0; i < 5; i++) await turn();
    expect(vm.getStats().stepsExecuted).toBe(stepsExecuted);
    vm.resume();
    expect(await task).toBe(3e6);
  });

  test('two Vms and the event loop take turns', async () => {
    const runtime = makeRuntime();
    const vms = [load(spin, { runtime }), load(spin, { runtime })];
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const begun = performance.now();
    expect(await Promise.all(vms.map((vm) => vm.runEntry('main')))).toEqual([3e6, 3e6]);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan((performance.now() - begun) / 20);
  });

  test('steps are the same whatever the slices', async () => {
    const source = `export async function main() { let s = ''; for (let i = 0; i < 300; i++) { s += await Promise.resolve(i); } return s.length }`;
    const straight = load(source);
    await straight.runEntry('main');
    const { stepsExecuted } = straight.getStats();
    for (const size of [1, 7, 1000]) {
      const vm = load(source, { runtime: makeRuntime({ manual: true }) });
      const task = vm.runEntry('main');
      let ran = 0;
      while (vm.getStats().state === 'ready') ran += vm.step(size).ran;
      expect(await task).toBe(790);
      expect(ran).toBe(stepsExecuted);
      expect(vm.getStats().stepsExecuted).toBe(stepsExecuted);
    }
  });

  test('step runs to the first boundary at or beyond n', () => {
    const vm = load(spin, { runtime: makeRuntime({ manual: true }) });
    vm.runEntry('main').catch(() => {});
    expect(vm.step(0)).toEqual({ ran: 0, state: 'ready' });
    for (const n of [1, 10, 12_345, 100_000]) {
      const { ran, state } = vm.step(n);
      expect(state).toBe('ready');
      expect(ran).toBeGreaterThanOrEqual(n);
      expect(ran).toBeLessThan(n + 2000);
    }
  });

  test('statistics', async () => {
    const vm = load('let kept; export function main(n) { kept = new Array(n).fill(1); return 0 }');
    expect(vm.getStats()).toMatchObject({ stepsExecuted: 0, state: 'idle', heapBytesUsed: 0 });
    await vm.runEntry('main', [10]);
    const before = vm.getStats({ exact: true }).heapBytesUsed;
    await vm.runEntry('main', [10_010]);
    const after = vm.getStats({ exact: true }).heapBytesUsed;
    expect(after - before).toBeGreaterThanOrEqual(80_000);
    expect(after - before).toBeLessThan(84_000);
    expect(vm.getStats().gc.collections).toBeGreaterThan(0);
  });

  test('close ends all Vms of a Runtime', async () => {
    const runtime = new Runtime();
    const vm = load(spin, { runtime });
    const task = vm.runEntry('main');
    await runtime.close();
    expect(await failure(task)).toMatchObject({ code: 'TERMINATED' });
    expect(() => new Vm({ runtime })).toThrow(VmError);
  });

  test('the same default Runtime serves Vms that name none', () => {
    const vm = new Vm();
    expect(vm.runtime).toBe(Runtime.default);
    vm.terminate();
  });
});

describe('clocks and timers', () => {
  const source = `export async function main(ms) { const order = [];
    const wait = (n) => new Promise((resolve) => setTimeout(() => { order.push(n); resolve() }, n));
    await Promise.all([wait(ms * 3), wait(ms), wait(ms * 2)]); return order }`;

  test('the virtual clock jumps: an hour takes no time', async () => {
    expect(await load(source).runEntry('main', [1_200_000])).toEqual([
      1_200_000, 2_400_000, 3_600_000,
    ]);
  });

  test("the host's clock does not", async () => {
    const begun = performance.now();
    const vm = load(source, { clock: 'host' });
    const task = vm.runEntry('main', [20]);
    for (let i = 0; i < 3; i++) await turn();
    expect(vm.getStats().state).toBe('idle');
    expect(await task).toEqual([20, 40, 60]);
    expect(performance.now() - begun).toBeGreaterThan(55);
  });

  test('an endless setInterval ends with the budget', async () => {
    const vm = load('export function main() { setInterval(() => {}, 1000); return 1 }', {
      maxStepBudget: 1e6,
    });
    expect(await vm.runEntry('main')).toBe(1);
    const exit = new Promise((resolve) => vm.on('exit', resolve));
    expect(await exit).toMatchObject({ code: 'STEP_BUDGET' });
  });
});

describe('more Vms than leases', () => {
  test('parked Vms keep their state and their step counts', async () => {
    const runtime = makeRuntime({ maxLeases: 2 });
    const source = `const seen = new Map(); export function visit(key) { const n = (seen.get(key) ?? 0) + 1; seen.set(key, n); return [...seen].join(';') }`;
    const vms = Array.from({ length: 7 }, () => load(source, { runtime }));
    const alone = load(source);
    for (const key of ['a', 'b', 'a']) {
      for (const vm of vms) await vm.runEntry('visit', [key]);
      await alone.runEntry('visit', [key]);
    }
    const expected = await alone.runEntry('visit', ['c']);
    for (const vm of vms) expect(await vm.runEntry('visit', ['c'])).toBe(expected);
    for (const vm of vms) {
      expect(vm.getStats().stepsExecuted).toBe(alone.getStats().stepsExecuted);
      expect(vm.getStats().heapBytesUsed).toBe(alone.getStats().heapBytesUsed);
    }
    const stats = runtime.getStats();
    expect(stats.resident).toBeLessThanOrEqual(2);
    expect(stats.parked).toBe(5);
    expect(stats.leases.evictions).toBeGreaterThan(10);
  });

  test('running ones take turns too', async () => {
    const runtime = makeRuntime({ maxLeases: 2 });
    const source =
      'export function main(n) { let s = 0; for (let i = 0; i < 2e5; i++) s += i % n; return s }';
    const vms = Array.from({ length: 6 }, () => load(source, { runtime }));
    const results = await Promise.all(vms.map((vm, i) => vm.runEntry('main', [i + 2])));
    expect(new Set(results).size).toBe(6);
    expect(new Set(vms.map((vm) => vm.getStats().stepsExecuted)).size).toBe(1);
  });
});
