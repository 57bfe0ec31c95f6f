/** Errors, figures and the progress line as text. */
import { GuestError, MarshalError, VmError, type VmStats } from 'raya-vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProgressLine, progressText } from '../../src/cli/progress';
import {
  describeError,
  exitCodeOf,
  formatBytes,
  formatCount,
  formatStats,
  formatTime,
} from '../../src/cli/report';
import { ImportError } from '../../src/cli/sources';
import { printable, type Terminal } from '../../src/cli/terminal';
import { UsageError } from '../../src/cli/usage';

const stats: VmStats = {
  heapBytesUsed: 12_595,
  maxHeapBytes: 16 * 1024 * 1024,
  tasks: 0,
  maxTasks: 10_000,
  stepsExecuted: 1_234_567,
  state: 'idle',
  gc: { collections: 3, bytesFreed: 2_097_152, pauseMsMax: 0.42 },
  hostCalls: { pending: 0, total: 12, dropped: 0 },
};

const guestError = (message: string, cause?: unknown) =>
  new GuestError({
    name: 'TypeError',
    message,
    stack: '    at main (main.ts:3:9)',
    value: undefined,
    cause,
  });

describe('exit codes', () => {
  it.each([
    ['what the guest threw', guestError('bad'), 1],
    ['a limit', new VmError('STEP_BUDGET'), 3],
    ['another limit', new VmError('STACK_OVERFLOW'), 3],
    ['bad bytecode', new VmError('BAD_BYTECODE'), 1],
    ['a value that cannot cross', new MarshalError('NOT_MARSHALLABLE', 'result', 'a function'), 1],
    ['an import that leads nowhere', new ImportError('no'), 1],
    ['wrong usage', new UsageError('no'), 2],
  ])('%s', (_name, error, code) => expect(exitCodeOf(error)).toBe(code));
});

describe('errors', () => {
  it('of the guest come with its stack and its causes', () => {
    const error = guestError('bad', guestError('worse'));
    expect(describeError(error)).toBe(
      [
        'TypeError: bad',
        '    at main (main.ts:3:9)',
        'caused by TypeError: worse',
        '    at main (main.ts:3:9)',
      ].join('\n'),
    );
  });

  it('of the machine come with a hint', () => {
    const text = describeError(new VmError('NO_MODULE', "'./lib'"));
    expect(text).toMatch(/^NO_MODULE: .*'\.\/lib'\n {2}Load it/);
    expect(describeError(new VmError('TIMEOUT'), 'Wait longer.')).toMatch(/\n {2}Wait longer\.$/);
  });

  it('cannot steer the terminal', () => {
    const text = describeError(guestError('\u001b[2Jgone\u009b1m\u0007'));
    expect(text).toContain('\\x1b[2Jgone\\x9b1m\\x07');
  });
});

it('control characters are escapes, line breaks and tabs stay', () =>
  expect(printable('a\tb\nc\rd\u001b[31m\u007fé')).toBe('a\tb\nc\\x0dd\\x1b[31m\\x7fé'));

describe('figures', () => {
  it('counts', () => expect(formatCount(1_234_567)).toBe('1,234,567'));
  it.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1024, '1 KB'],
    [12_595, '12.3 KB'],
    [16 * 1024 * 1024, '16 MB'],
    [123.4 * 1024 * 1024, '123 MB'],
  ])('%d bytes', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
  it.each([
    [0.42, '0.4 ms'],
    [12.3, '12 ms'],
    [3210, '3.2 s'],
  ])('%d ms', (time, text) => expect(formatTime(time)).toBe(text));

  it('the table', () =>
    expect(formatStats(stats, { loading: 12.3, running: 3210 })).toBe(
      [
        'steps        1,234,567',
        'heap         12.3 KB of 16 MB',
        'collections  3, 2 MB freed, longest pause 0.4 ms',
        'host calls   12',
        'loading      12 ms',
        'running      3.2 s',
        '',
      ].join('\n'),
    ));
});

describe('progress', () => {
  afterEach(() => void vi.useRealTimers());

  it('says how far it is', () =>
    expect(progressText(stats, 2500)).toBe('1,234,567 steps · 12.3 KB heap · 2.5 s'));

  function watch(showsProgress: boolean) {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    let error = '';
    const terminal: Terminal = {
      out: () => {},
      error: (text) => {
        error += text;
      },
      hasColours: false,
      showsProgress,
      onIdle: () => () => {},
    };
    return { line: new ProgressLine(terminal, () => stats), written: () => error };
  }

  it('comes only on a long run, and goes without a trace', () => {
    const { line, written } = watch(true);
    vi.advanceTimersByTime(600);
    expect(written()).toBe('');
    vi.advanceTimersByTime(600);
    expect(written()).toContain('1,234,567 steps');
    line.stop();
    expect(written().endsWith('\r\u001b[K')).toBe(true);
    const before = written();
    vi.advanceTimersByTime(5000);
    expect(written()).toBe(before);
  });

  it('never comes where nobody looks', () => {
    const { line, written } = watch(false);
    vi.advanceTimersByTime(5000);
    line.stop();
    expect(written()).toBe('');
  });
});
