/** Host calls in flight when a snapshot is taken: made again, rejected, or held for the host to answer by their ids. */
import { foreign, type PendingCall, type RestoreOptions, type Snapshot, type Vm } from 'raya-vm';
import { describe, expect, test } from 'vitest';
import { compile, failure, from, makeRuntime, never, start, thrown, turn } from './support';

const program = compile(`
  import { ask, one } from 'host:';
  const tell = (outcome) => outcome.reason ? outcome.reason.name + ': ' + outcome.reason.message : outcome.value;
  export async function both(a, b) { return (await Promise.allSettled([ask(a), ask(b)])).map(tell); }
  export function sync(value) { try { return one(value); } catch (error) { return error.name + ': ' + error.message; } }
  export function loud() { console.log('loud'); return 'said'; }
`);

const calls = (vm: Vm): [number, string, unknown, string][] =>
  vm.pendingCalls().map(({ id, name, args, kind }) => [id, name, args[0], kind]);

describe('promises', () => {
  /** Calls 1 and 2 are in flight. */
  async function inFlight(): Promise<Snapshot> {
    const vm = start(program, { capabilities: { ask: never, one: never } });
    vm.runEntry('both', ['tea', 'milk']).catch(() => {});
    await turn();
    return vm.snapshot();
  }

  test('are made again, in their order', async () => {
    const asked: string[] = [];
    const ask = async (text: string) => {
      asked.push(text);
      return `${text}!`;
    };
    const vm = from(await inFlight(), { capabilities: { ask, one: never } });
    expect(calls(vm)).toEqual([
      [1, 'ask', 'tea', 'promise'],
      [2, 'ask', 'milk', 'promise'],
    ]);
    expect(asked).toEqual([]);
    expect(await vm.tasks()[0]).toEqual(['tea!', 'milk!']);
    expect(asked).toEqual(['tea', 'milk']);
    expect(vm.getStats().hostCalls).toEqual({ pending: 0, total: 2, dropped: 0 });
  });

  test('may be answered at once the second time, or throw', async () => {
    const ask = (text: string) => {
      if (text === 'milk') throw new RangeError('none left');
      return 7;
    };
    const vm = from(await inFlight(), { capabilities: { ask, one: never } });
    expect(await vm.tasks()[0]).toEqual([7, 'RangeError: none left']);
  });

  test('are rejected with an error of their own', async () => {
    const ask = () => {
      throw new Error('asked again');
    };
    const options: RestoreOptions = { pendingCalls: 'reject', capabilities: { ask, one: never } };
    const lost = 'HostCallLostError: ask was in flight when the snapshot was taken';
    expect(await from(await inFlight(), options).tasks()[0]).toEqual([lost, lost]);
  });

  test('are held until the host answers them by id, in any order', async () => {
    const options: RestoreOptions = {
      pendingCalls: 'hold',
      capabilities: { ask: async () => 'called', one: never },
    };
    const vm = from(await inFlight(), options);
    const [task] = vm.tasks();
    await turn();
    expect(vm.getStats().state).toBe('idle');
    expect(vm.pendingCalls()).toEqual([
      { id: 1, name: 'ask', args: ['tea'], kind: 'promise' },
      { id: 2, name: 'ask', args: ['milk'], kind: 'promise' },
    ] satisfies PendingCall[]);
    vm.fail(2, new TypeError('spilt'));
    expect(calls(vm)).toEqual([[1, 'ask', 'tea', 'promise']]);
    for (const id of [0, 2, 3, Number.NaN]) {
      expect(thrown(() => vm.answer(id, 1))).toBeInstanceOf(RangeError);
      expect(thrown(() => vm.fail(id, 1))).toBeInstanceOf(RangeError);
    }
    vm.answer(1, { sweet: new Map([['sugar', 2]]) });
    expect(await task).toEqual([{ sweet: new Map([['sugar', 2]]) }, 'TypeError: spilt']);
  });

  test('whose answers are on the way are neither made again nor lost', async () => {
    const asked: string[] = [];
    const ask = async (text: string) => `${text} ${asked.push(text)}`;
    const held = from(await inFlight(), {
      pendingCalls: 'hold',
      capabilities: { ask: never, one: never },
    });
    await held.pause();
    held.answer(1, 'answered');
    const snapshot = held.snapshot();
    expect(snapshot.info.pendingCalls.map(({ id }) => id)).toEqual([2]);
    const vm = from(snapshot, { capabilities: { ask, one: never } });
    expect(calls(vm)).toEqual([[2, 'ask', 'milk', 'promise']]);
    expect(await vm.tasks()[0]).toEqual(['answered', 'milk 1']);
  });

  test('that became promises a moment ago are in flight', async () => {
    const ask = () => {
      // Stops the Vm before it has made the guest's Promise.
      vm.pause();
      return never();
    };
    const vm = start(program, { capabilities: { ask, one: never } });
    vm.runEntry('both', ['tea', 'milk']).catch(() => {});
    await turn();
    const snapshot = vm.snapshot();
    expect(snapshot.info.pendingCalls).toEqual([
      { id: 1, name: 'ask', args: ['tea'], kind: 'promise' },
    ]);
    const restored = from(snapshot, { capabilities: { ask: async (s: string) => s, one: never } });
    expect(await restored.tasks()[0]).toEqual(['tea', 'milk']);
  });

  test('are held across snapshots, days in between', async () => {
    const options: RestoreOptions = {
      pendingCalls: 'hold',
      capabilities: { ask: never, one: never },
    };
    const first = from(await inFlight(), options);
    first.answer(1, 'one');
    // With the answer on its way, before anything has run.
    const second = from(first.snapshot(), options);
    expect(calls(second)).toEqual([[2, 'ask', 'milk', 'promise']]);
    await turn();
    const third = from(second.snapshot().bytes, options);
    third.answer(2, 'two');
    expect(await third.tasks()[0]).toEqual(['one', 'two']);
  });

  test('that are answered before the Vm runs are not made again', async () => {
    const asked: string[] = [];
    const ask = async (text: string) => `${text} asked, ${asked.push(text)}`;
    for (const pendingCalls of ['reissue', 'reject'] as const) {
      const vm = from(await inFlight(), { pendingCalls, capabilities: { ask, one: never } });
      vm.answer(2, 'by hand');
      expect(await vm.tasks()[0]).toEqual([
        expect.stringMatching(/tea asked, 1|^HostCall/),
        'by hand',
      ]);
    }
    expect(asked).toEqual(['tea']);
  });

  test('answer what cannot cross with the error that says so', async () => {
    const options: RestoreOptions = {
      pendingCalls: 'hold',
      capabilities: { ask: never, one: never },
    };
    const vm = from(await inFlight(), options);
    vm.answer(1, () => 1);
    vm.fail(2, 'a text');
    expect(await vm.tasks()[0]).toEqual([
      expect.stringMatching(/^MarshalError: result: /),
      'Error: a text',
    ]);
  });
});

describe('synchronous calls', () => {
  /** Taken from inside of one('x'), call 1. */
  async function inside(): Promise<Snapshot> {
    let taken: Snapshot | undefined;
    const vm = start(program, {
      capabilities: {
        ask: never,
        one(value: string) {
          taken = vm.snapshot();
          return `${value} as if nothing had happened`;
        },
      },
    });
    expect(await vm.runEntry('sync', ['x'], { maxHostCalls: 1 })).toBe(
      'x as if nothing had happened',
    );
    return taken!;
  }

  const one = (value: string) => `${value} again`;
  const ask = never;

  test('say that the Vm waits in them', async () => {
    expect((await inside()).info.pendingCalls).toEqual([
      { id: 1, name: 'one', args: ['x'], kind: 'call' },
    ]);
  });

  test('are made again, and counted once', async () => {
    const vm = from(await inside(), { capabilities: { ask, one } });
    expect(await vm.tasks()[0]).toBe('x again');
    expect(vm.getStats().hostCalls).toEqual({ pending: 0, total: 1, dropped: 0 });
  });

  test('may give a promise the second time', async () => {
    const vm = from(await inside(), { capabilities: { ask, one: async () => 1 } });
    expect(await vm.tasks()[0]).toBe(1);
  });

  test('are rejected with an error of their own', async () => {
    const vm = from(await inside(), { pendingCalls: 'reject', capabilities: { ask, one } });
    expect(await vm.tasks()[0]).toBe(
      'HostCallLostError: one was in flight when the snapshot was taken',
    );
  });

  test('are held: nothing of the Vm runs until the answer', async () => {
    const held: RestoreOptions = { pendingCalls: 'hold', capabilities: { ask, one } };
    const vm = from(await inside(), held);
    const [task] = vm.tasks();
    const next = vm.runEntry('loud');
    await turn();
    expect(vm.getStats()).toMatchObject({ state: 'idle', hostCalls: { pending: 1 } });
    expect(next.status).toBe('ready');
    expect(calls(vm)).toEqual([[1, 'one', 'x', 'call']]);
    expect(thrown(() => vm.answer(2, 0))).toBeInstanceOf(RangeError);
    vm.answer(1, 'by hand');
    expect(thrown(() => vm.answer(1, 'twice'))).toBeInstanceOf(RangeError);
    expect(await task).toBe('by hand');
    expect(await next).toBe('said');

    const failing = from(await inside(), held);
    failing.fail(1, new RangeError('no'));
    expect(await failing.tasks()[0]).toBe('RangeError: no');
    const large = from(await inside(), held);
    large.answer(1, new Array(100_000).fill('long'));
    expect(await large.tasks()[0]).toHaveLength(100_000);
  });

  test.each(['reissue', 'reject', 'hold'] as const)(
    'answered before the Vm runs are over: %s',
    async (pendingCalls) => {
      const vm = from(await inside(), {
        pendingCalls,
        capabilities: { ask, one: () => 'called' },
      });
      vm.answer(1, 'by hand');
      expect(await vm.tasks()[0]).toBe('by hand');
    },
  );

  test.each(['reissue', 'reject', 'hold'] as const)(
    'are in a snapshot taken before the Vm runs: %s',
    async (pendingCalls) => {
      const first = from(await inside(), { pendingCalls, capabilities: { ask, one } });
      const second = from(first.snapshot(), { capabilities: { ask, one } });
      expect(calls(second)).toEqual([[1, 'one', 'x', 'call']]);
      expect(await second.tasks()[0]).toBe('x again');
    },
  );

  test('to the console are like the others', async () => {
    let taken: Snapshot | undefined;
    const log = () => {
      taken = vm.snapshot();
    };
    const vm = start(program, { capabilities: { ask, one, console: { log } } });
    expect(await vm.runEntry('loud')).toBe('said');
    expect(taken?.info.pendingCalls).toMatchObject([{ name: 'console', kind: 'call' }]);
    const heard: string[] = [];
    const again = from(taken!, {
      capabilities: { ask, one, console: { log: (text: string) => void heard.push(text) } },
    });
    expect(await again.tasks()[0]).toBe('said');
    expect(heard).toEqual(['loud']);
    const held = from(taken!, { pendingCalls: 'hold', capabilities: { ask, one } });
    held.answer(held.pendingCalls()[0]!.id, undefined);
    expect(await held.tasks()[0]).toBe('said');
  });
});

describe('foreign objects', () => {
  const keeper = compile(`
    import { open, wait, read } from 'host:';
    let kept;
    export async function main() {
      const [a, b] = [open('a'), open('b')];
      kept = a;
      await wait();
      const tell = (handle) => { try { return read(handle); } catch (error) { return error.name + ': ' + error.message; } };
      return [tell(a), tell(b), a === kept, tell(open('c'))];
    }
    export const give = () => kept;
  `);
  const capabilities = {
    open: (name: string) => foreign({ name }),
    wait: async () => 1,
    read: ({ name }: { name: string }) => name,
  };

  async function kept(): Promise<Snapshot> {
    const vm = start(keeper, { capabilities: { ...capabilities, wait: never } });
    vm.runEntry('main').catch(() => {});
    await turn();
    return vm.snapshot();
  }

  test('are found by whoever restores, each once, when they are first asked for', async () => {
    const asked: number[] = [];
    const objects = [{ name: 'A' }, { name: 'B' }];
    const vm = from(await kept(), {
      capabilities,
      foreign(id) {
        asked.push(id);
        return objects[id]!;
      },
    });
    const [task] = vm.tasks();
    expect(asked).toEqual([]);
    expect(await task).toEqual(['A', 'B', true, 'c']);
    expect(await vm.runEntry('give')).toBe(objects[0]);
    expect(asked).toEqual([0, 1]);
  });

  test.each([
    ['without anybody', undefined, 'was not bound again when the Vm was restored'],
    ['by nothing', () => undefined as never, 'was not bound again when the Vm was restored'],
    ['by what is no object', () => 5 as never, 'was not bound again when the Vm was restored'],
    [
      'by a function that throws',
      () => {
        throw new Error('the file is gone');
      },
      'could not be found after the restore',
    ],
  ])('found %s are dead, and say so when they are used', async (_how, resolver, message) => {
    const vm = from(await kept(), { capabilities, ...(resolver ? { foreign: resolver } : {}) });
    const [task] = vm.tasks();
    const dead = (id: number) => `MarshalError: foreign object ${id} ${message}`;
    // New ones work, and have numbers of their own.
    expect(await task).toEqual([dead(0), dead(1), true, 'c']);
    expect(await failure(vm.runEntry('give'))).toMatchObject({
      code: 'DEAD_FOREIGN',
      message: expect.stringContaining(message),
    });
    expect(vm.getStats().state).toBe('idle');
  });

  test('are objects of the Vm no more after a restore in place', async () => {
    const vm = start(keeper, { capabilities, runtime: makeRuntime() });
    await vm.runEntry('main');
    vm.restore(vm.snapshot());
    expect(await failure(vm.runEntry('give'))).toMatchObject({ code: 'DEAD_FOREIGN' });
  });
});
