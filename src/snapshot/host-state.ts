/** What the host keeps of a Vm and an image does not hold: numbers given out, and what Tasks were started with. JSON in a snapshot. */

/** Codes of VmError that a Task may be cancelled with. */
export const cancelCodes = ['CANCELLED', 'STEP_BUDGET', 'TIMEOUT', 'THROTTLED'] as const;

export type CancelCode = (typeof cancelCodes)[number];

/** A live Task. */
export interface TaskState {
  readonly id: number;
  /** Capabilities it may still call; absent: any number. */
  readonly hostCallsLeft?: number;
  /** Milliseconds it may still take; absent: any number. */
  readonly timeoutMs?: number;
  /** Why it is being cancelled. */
  readonly cancelCode?: CancelCode;
}

export interface HostState {
  /** Number of the last Task. */
  readonly lastTask: number;
  readonly tasks: readonly TaskState[];
  /** Foreign objects that the guest was given, ever. */
  readonly foreign: number;
  /** Capability calls made so far. */
  readonly hostCalls: number;
  /** Ids of calls whose answers the guest has not read yet; absent: none. */
  readonly answered?: readonly number[];
  /** Capabilities by index: names of pending calls. */
  readonly imports: readonly string[];
}

const MAX_ID = 0x7fffffff;

/** @throws TypeError that says what is wrong */
export function parseHostState(text: string): HostState {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new TypeError('the state of the host is no JSON');
  }
  const { lastTask, tasks, foreign, hostCalls, answered = [], imports } = record(parsed);
  if (!Array.isArray(tasks) || !Array.isArray(imports) || !Array.isArray(answered)) {
    throw new TypeError('a list is missing');
  }
  return {
    lastTask: count(lastTask, MAX_ID),
    tasks: tasks.map(parseTask),
    foreign: count(foreign, MAX_ID),
    hostCalls: count(hostCalls, Number.MAX_SAFE_INTEGER),
    answered: answered.map((id) => count(id, MAX_ID)),
    imports: imports.map((name) => {
      if (typeof name !== 'string') throw new TypeError('a capability has no name');
      return name;
    }),
  };
}

function parseTask(value: unknown): TaskState {
  const { id, hostCallsLeft, timeoutMs, cancelCode } = record(value);
  if (cancelCode !== undefined && !cancelCodes.includes(cancelCode as CancelCode)) {
    throw new TypeError('a Task is cancelled for no reason');
  }
  return {
    id: count(id, MAX_ID),
    ...(hostCallsLeft === undefined
      ? {}
      : { hostCallsLeft: count(hostCallsLeft, Number.MAX_SAFE_INTEGER) }),
    ...(timeoutMs === undefined ? {} : { timeoutMs: count(timeoutMs, Number.MAX_SAFE_INTEGER) }),
    ...(cancelCode === undefined ? {} : { cancelCode: cancelCode as CancelCode }),
  };
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('an object is missing');
  }
  return value as Record<string, unknown>;
}

function count(value: unknown, most: number): number {
  if (typeof value === 'number' && value >= 0 && value <= most && Number.isInteger(value)) {
    return value;
  }
  throw new TypeError(`${JSON.stringify(value)} is no number of something`);
}
