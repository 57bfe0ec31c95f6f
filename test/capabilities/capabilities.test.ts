import { capability, foreign, GuestError, MarshalError, Vm, VmError } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { describe, expect, test } from 'vitest';
import { failure, load, makeRuntime, turn } from '../vm/support';

describe('calls', () => {
  test('of functions and nested maps, sync and async, with `this`', async () => {
    const db = {
      factor: 3,
      query(n: number) {
        return n * this.factor;
      },
    };
    const vm = load(
      `import { add, later } from 'host:'; import { query } from 'host:db'; import { drop } from 'host:db/admin';
      export async function main() { return [add(1, 2), await later(4), query(5), drop(), typeof add, add.length] }`,
      {
        capabilities: {
          add: (a: number, b: number) => a + b,
          later: async (n: number) => n * 10,
          db: { ...db, admin: { drop: () => 'dropped' } },
        },
      },
    );
    expect(await vm.runEntry('main')).toEqual([3, 40, 15, 'dropped', 'function', 0]);
    expect(vm.getStats().hostCalls).toEqual({ pending: 0, total: 4, dropped: 0 });
  });

  test('every kind of value, both ways', async () => {
    const seen: unknown[] = [];
    const values = [
      undefined,
      null,
      true,
      -0,
      1.5,
      Number.NaN,
      'x',
      '\ud800',
      'long '.repeat(100),
      [1, [2]],
      { a: { b: 1 } },
      new Map([[1, new Set(['x'])]]),
    ];
    const vm = load(
      `import { pass } from 'host:'; export function main(values) { return values.map((v) => pass(v, v)) }`,
      {
        capabilities: {
          pass: (one: unknown, two: unknown) => {
            seen.push(one);
            return two;
          },
        },
      },
    );
    expect(await vm.runEntry('main', [values])).toStrictEqual(values);
    expect(seen).toStrictEqual(values);
  });

  test('a promise can be awaited, any number in flight', async () => {
    const vm = load(
      `import { wait } from 'host:'; export async function main() {
        const order = []; await Promise.all([30, 5, 15].map(async (ms) => { order.push(await wait(ms)) })); return order }`,
      { capabilities: { wait: (ms: number) => new Promise((r) => setTimeout(r, ms, ms)) } },
    );
    expect(await vm.runEntry('main')).toEqual([5, 15, 30]);
  });

  test('a thenable is a promise', async () => {
    const vm = load(
      `import { odd } from 'host:'; export async function main() { return await odd() }`,
      {
        // biome-ignore lint/suspicious/noThenProperty: that is what is tested
        capabilities: { odd: () => ({ then: (resolve: (n: number) => void) => resolve(7) }) },
      },
    );
    expect(await vm.runEntry('main')).toBe(7);
  });

  test('calls start in program order', async () => {
    const started: string[] = [];
    const vm = load(
      `import { a, b, c } from 'host:'; export async function main() { const x = a(); b(); const y = c(); await x; await y }`,
      {
        capabilities: {
          a: capability(() => void started.push('a'), { async: true }),
          b: () => void started.push('b'),
          c: async () => void started.push('c'),
        },
      },
    );
    await vm.runEntry('main');
    expect(started).toEqual(['a', 'b', 'c']);
  });
});

describe('what goes wrong', () => {
  const source = `import { act } from 'host:';
    export function sync() { try { return act() } catch (e) { return [e.name, e.message, e instanceof Error, Object.keys(e)] } }
    export async function async() { try { return await act() } catch (e) { return [e.name, e.message, e instanceof Error] } }
    export function uncaught() { return act() }
    export function pass(f) { try { return act({ deep: [1, () => 1] }) } catch (e) { return [e.name, e.message] } }`;
  const withAct = (act: (...args: any[]) => unknown) => load(source, { capabilities: { act } });

  test('a throw arrives with name and message, and no host stack', async () => {
    class Custom extends RangeError {
      override name = 'Custom';
      secret = 'host';
    }
    const vm = withAct(() => {
      throw new Custom('no');
    });
    expect(await vm.runEntry('sync')).toEqual(['Custom', 'no', true, []]);
    const error = await failure(vm.runEntry('uncaught'));
    expect(error).toBeInstanceOf(GuestError);
    expect(error.stack).toContain('at uncaught (main.ts:4:');
    expect(error.stack).not.toContain('capabilities.test');
  });

  test('known kinds of error keep their class', async () => {
    const vm = load(
      `import { act } from 'host:'; export function main() { try { act() } catch (e) { return e instanceof TypeError } }`,
      {
        capabilities: {
          act() {
            throw new TypeError('x');
          },
        },
      },
    );
    expect(await vm.runEntry('main')).toBe(true);
  });

  test.each([
    ['a text', 'just text', ['Error', 'just text', true]],
    ['nothing', undefined, ['Error', 'undefined', true]],
    ['an object', { a: 1 }, ['Error', '[object Object]', true]],
  ])('%s is thrown', async (_name, thrown, expected) => {
    const vm = withAct(() => {
      throw thrown;
    });
    expect((await vm.runEntry<unknown[]>('sync')).slice(0, 3)).toEqual(expected);
  });

  test('a rejection', async () => {
    const vm = withAct(async () => {
      throw new RangeError('later');
    });
    expect(await vm.runEntry('async')).toEqual(['RangeError', 'later', true]);
  });

  test('a result that cannot be marshalled', async () => {
    const vm = withAct(() => ({ a: [() => 1] }));
    expect(await vm.runEntry('sync')).toEqual([
      'MarshalError',
      expect.stringContaining('result.a[0]'),
      true,
      [],
    ]);
    const later = withAct(async () => Symbol('s'));
    expect((await later.runEntry<string[]>('async'))[0]).toBe('MarshalError');
  });

  test('arguments that cannot be marshalled: the function is not called', async () => {
    let calls = 0;
    const vm = withAct(() => calls++);
    expect(await vm.runEntry('pass')).toEqual([
      'MarshalError',
      'args[0].deep[1]: is a function, which cannot be marshalled',
    ]);
    expect(calls).toBe(0);
  });

  test('never answered: the Vm is idle, terminable, and late answers are dropped', async () => {
    let settle!: (value: number) => void;
    const vm = withAct(() => new Promise((resolve) => (settle = resolve)));
    const task = vm.runEntry('async');
    for (let i = 0; i < 5; i++) await turn();
    expect(vm.getStats()).toMatchObject({ state: 'idle', hostCalls: { pending: 1, total: 1 } });
    expect(vm.pendingCalls()).toMatchObject([{ name: 'act', args: [], kind: 'promise' }]);
    vm.terminate();
    expect(await failure(task)).toMatchObject({ code: 'TERMINATED' });
    settle(1);
    await turn();
  });

  test('an import that the Vm does not have', () => {
    const program = new Compiler({ check: 'off' }).compileString(
      `import { query } from 'host:db'; export function main() { return query() }`,
    );
    const load = (capabilities: object) => () =>
      new Vm({ runtime: makeRuntime(), capabilities: capabilities as never }).loadBytecode(program);
    expect(load({})).toThrow(VmError);
    expect(load({})).toThrow(/db\.query/);
    expect(load({ db: { other: () => 1 } })).toThrow(/db\.query/);
    expect(load({ db: { query: 5 } })).toThrow(/db\.query/);
    expect(load({ db: { query: () => 1 } })).not.toThrow();
  });

  test('maxHostCalls of a call', async () => {
    const vm = load(
      `import { act } from 'host:'; export function main() { for (let i = 0; i < 10; i++) act() } export function ok() { return act() }`,
      { capabilities: { act: () => 1 } },
    );
    const error = await failure(vm.runEntry('main', [], { maxHostCalls: 5 }));
    expect(error).toMatchObject({ code: 'THROTTLED' });
    expect(await vm.runEntry('ok', [], { maxHostCalls: 1 })).toBe(1);
  });
});

describe('answering in the place of a function', () => {
  test('answer and fail', async () => {
    const vm = load(
      `import { ask } from 'host:'; export async function main(x) { try { return await ask(x) } catch (e) { return e.message } }`,
      { capabilities: { ask: () => new Promise(() => {}) } },
    );
    const tasks = [vm.runEntry('main', ['one']), vm.runEntry('main', ['two'])];
    for (let i = 0; i < 3; i++) await turn();
    const [one, two] = vm.pendingCalls();
    expect(one!.args).toEqual(['one']);
    vm.answer(one!.id, { yes: [1] });
    vm.fail(two!.id, new Error('refused'));
    expect(await Promise.all(tasks)).toEqual([{ yes: [1] }, 'refused']);
    expect(() => vm.answer(one!.id, 1)).toThrow(RangeError);
  });
});

describe('from inside a capability', () => {
  const source = `import { act } from 'host:'; export async function main(n) { const r = act(n); await null; return [r, n] } export function other() { return 'other' }`;

  test('spawn, cancel, getStats are served; step and loading are busy', async () => {
    const results: unknown[] = [];
    let spawned: Promise<unknown> | undefined;
    const vm: Vm = load(source, {
      runtime: makeRuntime({ manual: true }),
      capabilities: {
        act: () => {
          spawned = Promise.resolve(vm.spawn('other'));
          results.push(vm.getStats().state, vm.pendingCalls()[0]!.kind);
          for (const busy of [() => vm.step(1), () => vm.loadBytecode(new Uint8Array(1))]) {
            try {
              busy();
            } catch (error) {
              results.push((error as VmError).code);
            }
          }
          return 5;
        },
      },
    });
    const task = vm.runEntry('main', [1]);
    while (vm.getStats().state === 'ready') vm.step(1000);
    expect(await task).toEqual([5, 1]);
    expect(await spawned).toBe('other');
    expect(results).toEqual(['running', 'call', 'VM_BUSY', 'VM_BUSY']);
  });

  test('terminate ends the Vm when the function returns', async () => {
    const vm: Vm = load(source, {
      capabilities: {
        act: () => {
          vm.terminate();
          expect(vm.getStats().state).toBe('terminated');
          return 1;
        },
      },
    });
    expect(await failure(vm.runEntry('main', [1]))).toMatchObject({ code: 'TERMINATED' });
    expect(vm.runtime.getStats().leases.held).toBe(0);
  });

  test('cancel of the calling Task', async () => {
    const vm: Vm = load(source, {
      capabilities: {
        act: () => {
          for (const task of vm.tasks()) task.cancel();
          return 1;
        },
      },
    });
    expect(await failure(vm.runEntry('main', [1]))).toMatchObject({ code: 'CANCELLED' });
  });

  test('another Vm of the same Runtime can be driven', async () => {
    const runtime = makeRuntime({ manual: true });
    const inner = load('export function main(n) { return n + 1 }', { runtime });
    const outer = load(source, {
      runtime,
      capabilities: {
        act: (n: number) => {
          inner.runEntry('main', [n]);
          return inner.step(1e6).state;
        },
      },
    });
    const task = outer.runEntry('main', [1]);
    while (outer.getStats().state === 'ready') outer.step(1000);
    expect(await task).toEqual(['idle', 1]);
  });

  test('pause waits for the function to return', async () => {
    let atRest = false;
    const vm: Vm = load(source, {
      capabilities: {
        act: () => {
          vm.pause().then(() => {
            atRest = true;
          });
          return 1;
        },
      },
    });
    const task = vm.runEntry('main', [1]);
    for (let i = 0; i < 5; i++) await turn();
    expect(atRest).toBe(true);
    expect(vm.getStats().state).toBe('paused');
    vm.resume();
    expect(await task).toEqual([1, 1]);
  });
});

describe('foreign objects', () => {
  test('are held and handed back, never seen', async () => {
    class Connection {
      closed = false;
    }
    const connection = new Connection();
    const vm = load(
      `import { open, close } from 'host:'; let kept;
      export function main() { kept = open(); return [typeof kept, Object.keys(kept), kept.closed, close(kept), kept === open()] }
      export function result() { return { kept } }`,
      {
        capabilities: {
          open: () => foreign(connection),
          close: (c: Connection) => {
            c.closed = true;
            return c === connection;
          },
        },
      },
    );
    expect(await vm.runEntry('main')).toEqual(['object', [], undefined, true, false]);
    expect(connection.closed).toBe(true);
    expect((await vm.runEntry<{ kept: Connection }>('result')).kept).toBe(connection);
  });
});

describe('console', () => {
  const source = `export function main() { console.log('hello', 1, { a: [1] }); console.error('bad'); return 1 }`;

  test('goes to capabilities.console', async () => {
    const heard: unknown[] = [];
    const console = {
      log: (...values: unknown[]) => heard.push(['log', ...values]),
      error: (...values: unknown[]) => heard.push(['error', ...values]),
    };
    expect(await load(source, { capabilities: { console } }).runEntry('main')).toBe(1);
    expect(heard).toEqual([
      ['log', 'hello', 1, { a: [1] }],
      ['error', 'bad'],
    ]);
  });

  test('is for people to read: nothing is refused', async () => {
    const heard: unknown[][] = [];
    const console = { log: (...values: unknown[]) => heard.push(values) };
    const vm = load(
      `class Point { constructor() { this.x = 1 } get y() { return 2 } }
      export function main() { console.log(() => 1, Symbol('s'), new Point(), { get a() { return 1 } }, Promise.resolve()); return 'done' }`,
      { capabilities: { console } },
    );
    expect(await vm.runEntry('main')).toBe('done');
    expect(heard).toEqual([
      [
        expect.stringContaining('function'),
        'symbol',
        { x: 1 },
        { a: undefined },
        '[object Object]',
      ],
    ]);
  });

  test('is dropped without', async () => {
    expect(await load(source).runEntry('main')).toBe(1);
  });
});

test('quotas are refusals the guest can catch', async () => {
  const slow = () => new Promise((resolve) => setTimeout(resolve, 30, 'ok'));
  const vm = load(
    `import { send } from 'host:'; export async function main() {
      const calls = [1, 2, 3].map(async () => { try { return await send() } catch (e) { return e.name } }); return Promise.all(calls) }`,
    { capabilities: { send: capability(slow, { maxConcurrent: 1, maxQueue: 1 }) } },
  );
  expect(await vm.runEntry('main')).toEqual(['ok', 'ok', 'ThrottledError']);
  const timed = load(
    `import { send } from 'host:'; export async function main() { try { return await send() } catch (e) { return e.name } }`,
    { capabilities: { send: capability(() => new Promise(() => {}), { timeoutMs: 20 }) } },
  );
  expect(await timed.runEntry('main')).toBe('TimeoutError');
});

test('a MarshalError of the guest is one for the host too', async () => {
  const vm = load(`import { act } from 'host:'; export function main() { act(() => 1) }`, {
    capabilities: { act: () => 1 },
  });
  const error = await failure(vm.runEntry('main'));
  expect(error).toBeInstanceOf(GuestError);
  expect(error).not.toBeInstanceOf(MarshalError);
  expect(error.name).toBe('MarshalError');
});
