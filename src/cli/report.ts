/** Errors and statistics as the command line shows them. */
import { GuestError, MarshalError, VmError, type VmErrorCode, type VmStats } from '../index';
import { ImportError } from './sources';
import { printable } from './terminal';
import { UsageError } from './usage';

/** How a command ended. */
export const ExitCode = {
  done: 0,
  /** The guest threw, or its source was refused. */
  failed: 1,
  /** The command cannot be carried out as it was given. */
  usage: 2,
  /** The guest met one of its limits. */
  limit: 3,
  /** The guest waits for its host, and a snapshot of it was written. */
  blocked: 4,
} as const;

const limitCodes: ReadonlySet<VmErrorCode> = new Set([
  'OUT_OF_MEMORY',
  'STEP_BUDGET',
  'TASK_LIMIT',
  'STACK_OVERFLOW',
  'TIMEOUT',
  'THROTTLED',
]);

/** The program waits for something that cannot happen any more. */
export class StuckError extends Error {
  override readonly name = 'StuckError';
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return ExitCode.usage;
  if (error instanceof VmError && limitCodes.has(error.code)) return ExitCode.limit;
  return ExitCode.failed;
}

/** What the user reads of an error, several lines maybe. `hint` replaces the error's own. */
export function describeError(error: unknown, hint?: string): string {
  if (error instanceof GuestError) return printable(guestText(error));
  if (error instanceof VmError) {
    return printable(`${error.code}: ${error.message}\n  ${hint ?? error.hint}`);
  }
  if (error instanceof MarshalError) return printable(`${error.code}: ${error.message}`);
  if (isCompileError(error)) return printable(error.message);
  if (error instanceof UsageError) return `raya: ${error.message}`;
  if (error instanceof StuckError || error instanceof ImportError) return printable(error.message);
  if (error instanceof Error) return printable(error.stack ?? String(error));
  return printable(String(error));
}

/** By name: `raya-vm/compiler` is loaded only when something is compiled. */
function isCompileError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'CompileError';
}

const MAX_CAUSES = 8;

function guestText(error: GuestError): string {
  const parts = [error.stack ?? String(error)];
  let { cause } = error as { cause?: unknown };
  for (let depth = 0; cause instanceof Error && depth < MAX_CAUSES; depth++) {
    parts.push(`caused by ${cause.stack ?? String(cause)}`);
    cause = cause.cause;
  }
  return parts.join('\n');
}

/** `12,345,678` */
export const formatCount = (count: number): string => Math.round(count).toLocaleString('en-US');

const MEGABYTE = 1024 ** 2;

/** `640 bytes`, `12.3 KB`, `1.5 MB`; powers of 1,024 as in `--max-heap`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const [value, unit] = bytes < MEGABYTE ? [bytes / 1024, 'KB'] : [bytes / MEGABYTE, 'MB'];
  return `${value.toFixed(value < 100 ? 1 : 0).replace(/\.0$/, '')} ${unit}`;
}

/** `0.4 ms`, `12 ms`, `3.2 s` */
export function formatTime(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
}

export interface RunTimes {
  /** Milliseconds of reading and compiling, or of reading bytecode. */
  readonly loading: number;
  /** Milliseconds from the new Vm to the end. */
  readonly running: number;
}

/** The table of `--stats`. */
export function formatStats(stats: VmStats, times: RunTimes): string {
  const { gc, hostCalls } = stats;
  const collected =
    gc.collections === 0
      ? '0'
      : `${formatCount(gc.collections)}, ${formatBytes(gc.bytesFreed)} freed, longest pause ${formatTime(gc.pauseMsMax)}`;
  const rows = [
    ['steps', formatCount(stats.stepsExecuted)],
    ['heap', `${formatBytes(stats.heapBytesUsed)} of ${formatBytes(stats.maxHeapBytes)}`],
    ['collections', collected],
    ['host calls', formatCount(hostCalls.total)],
    ['loading', formatTime(times.loading)],
    ['running', formatTime(times.running)],
  ];
  return rows.map(([name, value]) => `${name!.padEnd(12)} ${value}\n`).join('');
}
