import { capability, ThrottledError, TimeoutError } from 'raya-vm';
import { describe, expect, test } from 'vitest';
import { isAlwaysAsync } from '../../src/capabilities/capability';
import { Quota } from '../../src/capabilities/quota';
import { resolveCapability } from '../../src/capabilities/resolve';

const deferred = () => {
  let resolve!: (value?: unknown) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
};

describe('capability()', () => {
  test('checks what it is given', () => {
    expect(() => capability(5 as never)).toThrow(TypeError);
    expect(() => capability(() => 1, { maxConcurrent: 0 })).toThrow(/maxConcurrent/);
    expect(() => capability(() => 1, { ratePerSecond: Number.NaN })).toThrow(/ratePerSecond/);
    expect(() => capability(() => 1, { timeoutMs: -1 })).toThrow(/timeoutMs/);
    expect(capability(() => 1, { maxQueue: 0 }).options).toEqual({ maxQueue: 0 });
  });

  test('any quota makes it always asynchronous', () => {
    expect(isAlwaysAsync({})).toBe(false);
    expect(isAlwaysAsync({ async: true })).toBe(true);
    expect(isAlwaysAsync({ timeoutMs: 5 })).toBe(true);
  });
});

describe('names of imports', () => {
  const capabilities = {
    log: () => 1,
    db: { query: () => 2, admin: { drop: () => 3 } },
    send: capability(() => 4, { maxConcurrent: 1 }),
  };
  const find = (namespace: string, name: string) =>
    resolveCapability(capabilities, { namespace, name });

  test('lead to functions, nested ones too', () => {
    expect(find('', 'log')?.fn()).toBe(1);
    expect(find('db', 'query')).toMatchObject({ name: 'db.query', holder: capabilities.db });
    expect(find('db/admin', 'drop')?.fn()).toBe(3);
    expect(find('', 'send')).toMatchObject({ asynchronous: true });
  });

  test.each([
    ['', 'nothing'],
    ['', 'db'],
    ['db', 'constructor'],
    ['', 'toString'],
    ['', '__proto__'],
    ['__proto__', 'toString'],
    ['log', 'name'],
    ['nowhere/deep', 'x'],
  ])("'%s' '%s' leads nowhere", (namespace, name) => {
    expect(find(namespace, name)).toBeUndefined();
  });
});

describe('a quota', () => {
  test('bounds calls at once, in order', async () => {
    const quota = new Quota('send', { maxConcurrent: 2 });
    const jobs = [deferred(), deferred(), deferred()];
    const started: number[] = [];
    const calls = jobs.map((job, i) =>
      quota.call(() => {
        started.push(i);
        return job.promise;
      }),
    );
    expect(started).toEqual([0, 1]);
    expect(quota.waiting).toBe(1);
    jobs[1]!.resolve('b');
    expect(await calls[1]).toBe('b');
    expect(started).toEqual([0, 1, 2]);
    jobs[0]!.reject(new Error('a'));
    await expect(calls[0]).rejects.toThrow('a');
    jobs[2]!.resolve('c');
    expect(await calls[2]).toBe('c');
    expect(quota.active).toBe(0);
  });

  test('refuses when the queue is full', async () => {
    const quota = new Quota('send', { maxConcurrent: 1, maxQueue: 1 });
    const job = deferred();
    const first = quota.call(() => job.promise);
    const second = quota.call(() => 2);
    await expect(quota.call(() => 3)).rejects.toBeInstanceOf(ThrottledError);
    job.resolve(1);
    expect(await Promise.all([first, second])).toEqual([1, 2]);
  });

  test('bounds the rate', async () => {
    const quota = new Quota('send', { ratePerSecond: 20 });
    const begun = performance.now();
    const at: number[] = [];
    const calls = Promise.all(
      Array.from({ length: 24 }, () => quota.call(() => at.push(performance.now() - begun))),
    );
    // A second's worth at once, in this very turn of the event loop, then one each 50 ms.
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    expect(at).toHaveLength(20);
    await calls;
    expect(at[23]).toBeGreaterThan(150);
  });

  test('gives up after its time, also in the queue', async () => {
    const quota = new Quota('send', { maxConcurrent: 1, timeoutMs: 20 });
    const never = new Promise(() => {});
    const calls = [quota.call(() => never), quota.call(() => 1)];
    for (const call of calls) await expect(call).rejects.toBeInstanceOf(TimeoutError);
    expect(quota.waiting).toBe(0);
  });

  test('what throws at once is a rejection', async () => {
    const quota = new Quota('send', { async: true });
    const call = quota.call(() => {
      throw new TypeError('now');
    });
    await expect(call).rejects.toThrow('now');
  });
});
