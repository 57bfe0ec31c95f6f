import { GuestError, MarshalError, ThrottledError, TimeoutError, VmError } from 'raya-vm';
import { describe, expect, test } from 'vitest';
import { guestError } from '../../src/vm/failures';

describe('every error', () => {
  const errors = [
    new VmError('STEP_BUDGET', 'in main', { cause: new TypeError('why') }),
    new MarshalError('NOT_MARSHALLABLE', 'args[0].f', 'is a function'),
    new GuestError({ name: 'RangeError', message: 'm', stack: '    at f (a.ts:1:2)', value: [1] }),
    new ThrottledError('slow down'),
    new TimeoutError('too late'),
  ];

  test.each(errors.map((error) => [error.name, error]))(
    '%s has toJSON, is an Error',
    (_n, error) => {
      expect(error).toBeInstanceOf(Error);
      const data = JSON.parse(JSON.stringify(error));
      expect(data.name).toBe(error.name);
      expect(data.message).toBe(error.message);
      expect(data.stack).toContain(error.message);
    },
  );

  test.each(errors.map((error) => [error.name, error]))('%s survives postMessage', (_n, error) => {
    expect(structuredClone(error.toJSON())).toEqual(error.toJSON());
  });
});

test('a VmError says what happened and what to do', () => {
  const error = new VmError('NO_ENTRY', "'main'");
  expect(error.message).toBe("The entry module exports no function of this name: 'main'");
  expect(error.hint).toContain('program.exports');
  expect(error.toJSON()).toMatchObject({ code: 'NO_ENTRY', hint: error.hint });
});

test('causes are kept, eight deep', () => {
  let error = new Error('0');
  for (let i = 1; i <= 20; i++) error = new Error(String(i), { cause: error });
  let data = new VmError('TERMINATED', undefined, { cause: error }).toJSON().cause;
  let depth = 0;
  for (; data !== undefined; data = data.cause) depth++;
  expect(depth).toBe(8);
});

describe('GuestError', () => {
  test('is bounded', () => {
    const error = new GuestError({
      name: 'N'.repeat(1000),
      message: 'm'.repeat(100_000),
      stack: Array.from({ length: 500 }, (_, i) => `    at f${i} (a.ts:1:1)`).join('\n'),
      value: undefined,
    });
    expect(error.name.length).toBe(256);
    expect(error.message.length).toBe(8192);
    expect(error.stack?.split('\n').length).toBe(101);
  });

  test('from a thrown Error: name, message, guest stack, value', () => {
    const thrown = new RangeError('no');
    thrown.stack = 'RangeError: no\n    at main (main.ts:3:4)';
    const error = guestError(thrown);
    expect(error).toBeInstanceOf(GuestError);
    expect([error.name, error.message]).toEqual(['RangeError', 'no']);
    expect(error.stack).toBe('RangeError: no\n    at main (main.ts:3:4)');
    expect(error.value).toBe(thrown);
  });

  test('from a thrown value that is no Error', () => {
    expect(guestError('text').message).toBe('Uncaught text');
    expect(guestError({ a: 1 }).message).toBe('Uncaught [object]');
    expect(guestError({ a: 1 }).value).toEqual({ a: 1 });
    expect(guestError(undefined).message).toBe('Uncaught undefined');
  });

  test('a value that JSON cannot hold does not break toJSON', () => {
    const error = guestError(10n);
    expect(JSON.parse(JSON.stringify(error)).value).toBe('10');
  });
});
