/** Every limit of a Vm: the host is unharmed, the error is typed, other Vms are untouched. */
import { type CallOptions, type Vm, VmError, type VmOptions } from 'raya-vm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failure, load, makeRuntime, turn } from '../vm/support';

const MB = 1024 * 1024;
let bystander: Vm;

/** A program beside the one that misbehaves, in the same Runtime. */
beforeEach(async () => {
  bystander = load('let n = 0; export function next() { return ++n }');
  expect(await bystander.runEntry('next')).toBe(1);
});

afterEach(async () => {
  expect(await bystander.runEntry('next')).toBe(2);
});

const beside = (source: string, options: VmOptions = {}) =>
  load(source, { runtime: bystander.runtime, ...options });

/** How `main` of a program fails. */
const fails = (source: string, options?: VmOptions, call?: CallOptions) =>
  failure(beside(source, options).runEntry('main', [], call));

describe('steps', () => {
  const spin = 'export function main() { while (true) {} } export function ok() { return 1 }';

  test('maxStepBudget ends the Vm', async () => {
    const vm = beside(spin, { maxStepBudget: 1e5 });
    const exits: unknown[] = [];
    vm.on('exit', (error) => exits.push(error));
    const other = vm.runEntry('ok');
    await other;
    const error = await failure(vm.runEntry('main'));
    expect(error).toBeInstanceOf(VmError);
    expect(error.code).toBe('STEP_BUDGET');
    expect(vm.getStats().state).toBe('terminated');
    expect(vm.getStats().stepsExecuted).toBeGreaterThanOrEqual(1e5);
    expect(vm.getStats().stepsExecuted).toBeLessThan(1e5 + 2000);
    expect(exits).toMatchObject([{ code: 'STEP_BUDGET' }]);
    expect(await failure(vm.runEntry('ok'))).toMatchObject({ code: 'TERMINATED' });
  });

  test("onStepBudget: 'pause' loses nothing; addSteps goes on", async () => {
    const source = 'export function main() { let n = 0; while (n < 50000) n++; return n }';
    const vm = beside(source, { maxStepBudget: 20_000, onStepBudget: 'pause' });
    let budgets = 0;
    vm.on('budget', () => {
      budgets++;
      vm.addSteps(20_000);
    });
    expect(await vm.runEntry('main')).toBe(50_000);
    expect(budgets).toBeGreaterThan(3);
    const straight = beside(source);
    await straight.runEntry('main');
    expect(vm.getStats().stepsExecuted).toBe(straight.getStats().stepsExecuted);
  });

  test('a paused Vm stays paused until it is given steps', async () => {
    const vm = beside(spin, { maxStepBudget: 20_000, onStepBudget: 'pause' });
    const task = vm.runEntry('main');
    for (let i = 0; i < 10; i++) await turn();
    expect(vm.getStats().state).toBe('paused');
    const { stepsExecuted } = vm.getStats();
    for (let i = 0; i < 5; i++) await turn();
    expect(vm.getStats().stepsExecuted).toBe(stepsExecuted);
    vm.setLimits({ maxStepBudget: 40_000 });
    for (let i = 0; i < 10; i++) await turn();
    expect(vm.getStats().stepsExecuted).toBeGreaterThanOrEqual(40_000);
    task.cancel();
    vm.addSteps(1e6);
    expect(await failure(task)).toMatchObject({ code: 'CANCELLED' });
  });

  test("limitScope: 'task' ends the Tasks only", async () => {
    const vm = beside(spin, { maxStepBudget: 1e5, limitScope: 'task' });
    expect(await failure(vm.runEntry('main'))).toMatchObject({ code: 'STEP_BUDGET' });
    expect(vm.getStats().state).toBe('idle');
    vm.addSteps(1e5);
    expect(await vm.runEntry('ok')).toBe(1);
  });

  test('maxSteps of a call ends that call; the Vm and its other Tasks live', async () => {
    const vm = beside(`${spin} export async function waits() { await null; return 2 }`);
    const other = vm.runEntry('waits');
    const error = await failure(vm.runEntry('main', [], { maxSteps: 50_000 }));
    expect(error).toMatchObject({ code: 'STEP_BUDGET' });
    expect(await other).toBe(2);
    expect(await vm.runEntry('ok', [], { maxSteps: 50_000 })).toBe(1);
  });

  test('maxSteps counts what the call starts', async () => {
    const source = `async function work() { for (let i = 0; i < 1e6; i++) await null }
      export async function main() { await Promise.all([work(), work()]) }`;
    const error = await fails(source, {}, { maxSteps: 50_000 });
    expect(error).toMatchObject({ code: 'STEP_BUDGET' });
  });
});

describe('time', () => {
  const spin = 'export function main() { while (true) {} } export function ok() { return 1 }';

  test('timeoutMs of the Vm', async () => {
    const vm = beside(spin, { timeoutMs: 30 });
    expect(await failure(vm.runEntry('main'))).toMatchObject({ code: 'TIMEOUT' });
    expect(vm.getStats().state).toBe('terminated');
  });

  test('waiting does not count', async () => {
    const source = `import { sleep } from 'host:'; export async function main() { await sleep(); return 1 }`;
    const sleep = () => new Promise((resolve) => setTimeout(resolve, 60));
    const vm = beside(source, { timeoutMs: 30, capabilities: { sleep } });
    expect(await vm.runEntry('main')).toBe(1);
  });

  test('nor does time spent in capabilities', async () => {
    const source = `import { work } from 'host:'; export function main() { work(); let n = 0; while (n < 50000) n++; return n }`;
    const work = () => {
      const end = performance.now() + 60;
      while (performance.now() < end);
    };
    const vm = beside(source, { timeoutMs: 40, capabilities: { work } });
    expect(await vm.runEntry('main')).toBe(50_000);
  });

  test('timeoutMs of a call cancels it, also when it only waits', async () => {
    const source = `${spin} export async function never() { await new Promise(() => {}) }`;
    const vm = beside(source);
    for (const name of ['main', 'never']) {
      const error = await failure(vm.runEntry(name, [], { timeoutMs: 20 }));
      expect(error).toMatchObject({ code: 'TIMEOUT' });
    }
    expect(await vm.runEntry('ok', [], { timeoutMs: 1000 })).toBe(1);
  });
});

describe('the stack', () => {
  const source = `export function main() { return main() + 1 }
    export function deep(n) { return n === 0 ? 0 : deep(n - 1) + 1 }
    export function caught() { try { main() } catch (e) { return [e instanceof RangeError, e.message] } }`;

  test('recursion without end', async () => {
    const vm = beside(source);
    expect(await failure(vm.runEntry('main'))).toMatchObject({ code: 'STACK_OVERFLOW' });
    expect(await vm.runEntry('caught')).toEqual([true, 'Maximum call stack size exceeded']);
    expect(await vm.runEntry('deep', [5000])).toBe(5000);
  });

  test('maxStackBytes is the bound', async () => {
    const small = beside(source, { maxStackBytes: 16 * 1024 });
    expect(await failure(small.runEntry('deep', [5000]))).toMatchObject({ code: 'STACK_OVERFLOW' });
    expect(await small.runEntry('deep', [50])).toBe(50);
    small.setLimits({ maxStackBytes: MB });
    expect(await small.runEntry('deep', [5000])).toBe(5000);
  });

  test("limitScope: 'vm' ends the Vm", async () => {
    const vm = beside(source, { limitScope: 'vm' });
    expect(await failure(vm.runEntry('main'))).toMatchObject({ code: 'STACK_OVERFLOW' });
    expect(vm.getStats().state).toBe('terminated');
  });
});

describe('the heap', () => {
  const growth: [name: string, source: string][] = [
    ['an array', 'const a = []; while (true) a.push(1)'],
    ['nested arrays', 'let a = []; while (true) a = [a]'],
    ['strings kept', 'const a = []; let i = 0; while (true) a.push("text" + i++)'],
    [
      'strings doubled and kept',
      'const a = []; while (true) { let s = "ab" + a.length; for (let i = 0; i < 12; i++) s += s; s.charCodeAt(1); a.push(s) }',
    ],
    [
      'a string appended to',
      'let s = ""; while (true) { s += "abcdefghij"; if (s.length % 100000 === 0) s.charCodeAt(5); }',
    ],
    ['a Map', 'const m = new Map(); let i = 0; while (true) m.set(i, i++)'],
    ['a Set of objects', 'const s = new Set(); while (true) s.add({})'],
    ['closures', 'let f = () => 0; while (true) { const g = f; f = () => g }'],
    ['objects with ever new keys', 'const o = {}; let i = 0; while (true) o["k" + i++] = i'],
    ['one huge string', '"x".repeat(2 ** 28).charCodeAt(5)'],
    ['promises that wait', 'const never = new Promise(() => {}); while (true) never.then(() => 1)'],
  ];

  test.each(growth)('%s', async (_name, body) => {
    const vm = beside(
      `export function main() { ${body} } export function ok() { return [1, 2, 3].map((n) => n * 2) }`,
      { maxHeapBytes: 4 * MB, maxStepBudget: 1e9 },
    );
    const error = await failure(vm.runEntry('main'));
    expect(error).toMatchObject({ code: 'OUT_OF_MEMORY' });
    expect(vm.getStats({ exact: true }).heapBytesUsed).toBeLessThanOrEqual(4 * MB);
    // The Vm lives on: what was grown is garbage.
    expect(await vm.runEntry('ok')).toEqual([2, 4, 6]);
  });

  test.each([
    ['a string doubled without end', 'let s = "ab"; while (true) s += s', 'Invalid string length'],
    ['an array longer than can be', 'new Array(2 ** 31).fill(0)', /array/i],
  ])('%s is a RangeError as in any engine', async (_name, body, message) => {
    const vm = beside(`export function main() { ${body} }`, { maxHeapBytes: 4 * MB });
    expect(await failure(vm.runEntry('main'))).toMatchObject({
      name: 'RangeError',
      message: expect.stringMatching(message),
    });
  });

  test('a guest can catch it and go on', async () => {
    const vm = beside(
      `export function main() { let caught = 0;
        for (let i = 0; i < 5; i++) { try { const a = []; while (true) a.push({ i }) } catch (e) { caught += e instanceof RangeError ? 1 : 100 } }
        return caught }`,
      { maxHeapBytes: 2 * MB },
    );
    expect(await vm.runEntry('main')).toBe(5);
  });

  test('physical memory stays in proportion', async () => {
    const vm = beside('export function main() { const a = []; while (true) a.push([1]) }', {
      maxHeapBytes: 8 * MB,
    });
    await failure(vm.runEntry('main'));
    const { bytes, held, free } = bystander.runtime.getStats().leases;
    expect(bytes).toBeLessThan(8 * MB * 1.54 + (held + free) * 2 * MB);
  });

  test('churn far beyond the cap is collected', async () => {
    const vm = beside(
      'export function main() { let last; for (let i = 0; i < 3e5; i++) last = { i, s: "x" + i }; return last.i }',
      { maxHeapBytes: MB },
    );
    expect(await vm.runEntry('main')).toBe(3e5 - 1);
    expect(vm.getStats().gc.bytesFreed).toBeGreaterThan(10 * MB);
  });

  test('the cap can be raised while the program runs', async () => {
    const vm = beside(
      'const kept = []; export function main(n) { while (kept.length < n) kept.push([1, 2]); return kept.length }',
      { maxHeapBytes: MB },
    );
    expect(await failure(vm.runEntry('main', [50_000]))).toMatchObject({ code: 'OUT_OF_MEMORY' });
    vm.setLimits({ maxHeapBytes: 64 * MB });
    expect(await vm.runEntry('main', [200_000])).toBe(200_000);
  });

  test('arguments and results that do not fit reject that Task', async () => {
    const vm = beside(
      'export function main(x) { return x.length } export function big() { return "x".repeat(3e6) }',
      { maxHeapBytes: 2 * MB },
    );
    const error = await failure(vm.runEntry('main', ['y'.repeat(3e6)]));
    expect(error).toMatchObject({ code: 'OUT_OF_MEMORY' });
    expect(await failure(vm.runEntry('big'))).toMatchObject({ code: 'OUT_OF_MEMORY' });
    expect(await vm.runEntry('main', ['abc'])).toBe(3);
  });

  test("heap: 'bump' ends where a collection would be needed", async () => {
    const source =
      'export function main(n) { let s = 0; for (let i = 0; i < n; i++) s += [i].length; return s }';
    const vm = beside(source, { heap: 'bump', maxHeapBytes: MB });
    expect(await vm.runEntry('main', [1000])).toBe(1000);
    expect(await failure(vm.runEntry('main', [1e6]))).toMatchObject({ code: 'OUT_OF_MEMORY' });
  });
});

describe('Tasks', () => {
  test('a million async calls that wait', async () => {
    const source = `async function never() { await new Promise(() => {}) }
      export function main() { for (let i = 0; i < 1e6; i++) never() }
      export function caught() { try { main() } catch (e) { return [e instanceof RangeError, e.message] } }`;
    const vm = beside(source, { maxTasks: 100 });
    expect(await failure(vm.runEntry('main'))).toMatchObject({ code: 'TASK_LIMIT' });
    expect(await vm.runEntry('caught')).toEqual([true, expect.stringMatching(/task/i)]);
    expect(vm.getStats().tasks).toBeLessThanOrEqual(100);
  });

  test('a million calls that end at once are free', async () => {
    const source = `async function quick(n) { return n } export function main() { for (let i = 0; i < 1e5; i++) quick(i); return 1 }`;
    expect(await beside(source, { maxTasks: 10 }).runEntry('main')).toBe(1);
  });

  test('Tasks of the host count too', async () => {
    const source =
      'export async function main() { await new Promise(() => {}) } export function ok() {}';
    const vm = beside(source, { maxTasks: 50 });
    await vm.runEntry('ok');
    const tasks = Array.from({ length: 60 }, () => vm.spawn('main'));
    for (let i = 0; i < 5; i++) await turn();
    // A root Task whose function waits counts twice: as a Task and as a suspended call.
    const alive = new Set(vm.tasks());
    expect(alive.size).toBe(25);
    for (const task of tasks.filter((each) => !alive.has(each))) {
      expect(await failure(task)).toMatchObject({ code: 'TASK_LIMIT' });
    }
    expect(vm.getStats().tasks).toBe(50);
  });

  test('an await that never resolves leaves the Vm idle and terminable', async () => {
    const vm = beside('export async function main() { await new Promise(() => {}) }');
    const task = vm.runEntry('main');
    for (let i = 0; i < 5; i++) await turn();
    expect(vm.getStats().state).toBe('idle');
    vm.terminate();
    expect(await failure(task)).toMatchObject({ code: 'TERMINATED' });
  });
});

describe('messages', () => {
  const echo =
    'export function main(x) { return x } export function make(n) { return new Array(n).fill(1) } export function text(n) { return "x".repeat(n) }';

  test('both ways, bytes and values', async () => {
    const vm = beside(echo, { maxMessageBytes: 1000, maxMessageValues: 100 });
    for (const value of ['x'.repeat(2000), new Array(200).fill(0)]) {
      expect(await failure(vm.runEntry('main', [value]))).toMatchObject({
        name: 'MarshalError',
        code: 'MESSAGE_TOO_LARGE',
      });
    }
    expect(await failure(vm.runEntry('make', [200]))).toMatchObject({ code: 'MESSAGE_TOO_LARGE' });
    expect(await failure(vm.runEntry('text', [2000]))).toMatchObject({ code: 'MESSAGE_TOO_LARGE' });
    expect(await vm.runEntry('make', [50])).toHaveLength(50);
    vm.setLimits({ maxMessageValues: 1000 });
    expect(await vm.runEntry('make', [200])).toHaveLength(200);
  });

  test('large ones pass whole', async () => {
    const vm = beside(echo);
    const records = Array.from({ length: 20_000 }, (_, i) => ({
      id: i,
      name: `n${i}`,
      on: i % 2 === 0,
    }));
    expect(await vm.runEntry('main', [records])).toStrictEqual(records);
    const long = `${'wide \u1234 '.repeat(100_000)}`;
    expect(await vm.runEntry('main', [long])).toBe(long);
    expect(await vm.runEntry('make', [500_000])).toHaveLength(500_000);
  });
});

describe('a fault of the core', () => {
  test('ends one Vm with CORE_FAULT and nothing else', async () => {
    const { engineOf } = await import('../../src/vm/vm');
    const vm = beside('export async function main() { await new Promise(() => {}) }');
    const task = vm.runEntry('main');
    await turn();
    const lease = engineOf(vm).resident()!;
    const run = () => {
      lease.core.fault();
      return 0;
    };
    const { core } = lease;
    Object.assign(lease, { core: { ...core, run, fault: core.fault } });
    const second = vm.runEntry('main');
    for (const each of [task, second]) {
      expect(await failure(each)).toMatchObject({ code: 'CORE_FAULT' });
    }
    expect(vm.getStats().state).toBe('terminated');
    // Its memory is not used again.
    const held = bystander.runtime.getStats().leases;
    expect(held.free).toBe(0);
  });
});

test('limits can be used in any number of Vms at once', async () => {
  const runtime = makeRuntime();
  const source = 'export function main() { const a = []; while (true) a.push({}) }';
  const vms = Array.from({ length: 10 }, () => load(source, { runtime, maxHeapBytes: MB }));
  const errors = await Promise.all(vms.map((vm) => failure(vm.runEntry('main'))));
  expect(errors.map(({ code }) => code)).toEqual(new Array(10).fill('OUT_OF_MEMORY'));
  expect(new Set(vms.map((vm) => vm.getStats().stepsExecuted)).size).toBe(1);
});
