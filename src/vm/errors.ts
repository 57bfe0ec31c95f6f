/**
 * Every error this package makes, with one meaning and one hint each. All of them have `toJSON()`, so that
 * they survive postMessage, logs and process borders.
 */

/** What an error looks like as data. */
export interface ErrorData {
  name: string;
  message: string;
  stack?: string;
  code?: string;
  hint?: string;
  path?: string;
  value?: unknown;
  cause?: ErrorData;
}

/** Codes of {@link VmError}: why a Vm, a Task or a call was refused or ended. */
export type VmErrorCode = keyof typeof vmErrors;

/** code → what happened, what to do about it. */
const vmErrors = {
  OUT_OF_MEMORY: [
    'The program needs more memory than maxHeapBytes allows.',
    'Raise maxHeapBytes, or let the program keep less alive at once.',
  ],
  STEP_BUDGET: [
    'The step budget is used up.',
    "Raise maxStepBudget or maxSteps, or use onStepBudget: 'pause' and addSteps to go on.",
  ],
  TASK_LIMIT: [
    'There are more Tasks and suspended async calls than maxTasks allows.',
    'Raise maxTasks, or await some calls before starting more.',
  ],
  STACK_OVERFLOW: [
    'The call stack exceeds maxStackBytes.',
    'The program recurses without end, or maxStackBytes must be raised.',
  ],
  TERMINATED: ['The Vm was terminated.', 'Make a new Vm; a terminated one never runs again.'],
  CANCELLED: ['The Task was cancelled.', 'It was asked for: by task.cancel() or an AbortSignal.'],
  TIMEOUT: ['The time limit is used up.', 'Raise timeoutMs, or let the program do less.'],
  BAD_BYTECODE: [
    'The bytes are not bytecode of this version, or were changed.',
    'Compile the source again with this version of the package.',
  ],
  BAD_SNAPSHOT: [
    'The bytes are not a snapshot of this version, or were changed.',
    'Take the snapshot again with this version of the package.',
  ],
  BAD_RECORDING: [
    'The bytes are not a recording of this version, or were changed.',
    'Make the recording again with this version of the package.',
  ],
  NO_CAPABILITY: [
    'The program imports a capability that this Vm does not have.',
    'Give it in VmOptions.capabilities, or remove the import.',
  ],
  NO_MODULE: [
    'A module imports another one that is not loaded.',
    'Load it with loadModule before the first runEntry or spawn.',
  ],
  NO_ENTRY: [
    'The entry module exports no function of this name.',
    'Export the function, or look at program.exports for the names there are.',
  ],
  THROTTLED: ['The quota of the call is used up.', 'Call less often, or raise the quota.'],
  VM_BUSY: [
    'The Vm is running and cannot do this now.',
    'Do it after the running call has returned, not from inside a capability.',
  ],
  CORE_FAULT: [
    'The core of the Vm failed; its memory was dropped.',
    'This is a defect of raya-vm: other Vms are not affected; please report it.',
  ],
  NOT_SUPPORTED: ['This is not supported yet.', 'See docs/limitations.md.'],
} as const;

/** Is it a code of {@link VmError}? */
export const isVmErrorCode = (text: string): text is VmErrorCode => Object.hasOwn(vmErrors, text);

/** A Vm, a Task or a call was refused or ended; `code` says why and `hint` what to do. */
export class VmError extends Error {
  override readonly name = 'VmError';
  readonly code: VmErrorCode;
  /** One sentence: what to do about it. */
  readonly hint: string;

  constructor(code: VmErrorCode, detail?: string, options?: ErrorOptions) {
    const [what, hint] = vmErrors[code];
    super(detail === undefined ? what : `${what.slice(0, -1)}: ${detail}`, options);
    this.code = code;
    this.hint = hint;
  }

  toJSON(): ErrorData {
    return { ...describe(this), code: this.code, hint: this.hint };
  }
}

/** Codes of {@link MarshalError}. */
export type MarshalErrorCode =
  /** A function, symbol, class instance, accessor or Proxy. */
  | 'NOT_MARSHALLABLE'
  /** More bytes than maxMessageBytes or more values than maxMessageValues. */
  | 'MESSAGE_TOO_LARGE'
  /** A `foreign` handle from before a restore, for which the host gave no object. */
  | 'DEAD_FOREIGN'
  /** The bytes of a message contradict themselves: the region that gave them is damaged. */
  | 'BAD_MESSAGE';

/** A value cannot cross the boundary; `path` says which, for instance `args[0].user.onClick`. */
export class MarshalError extends Error {
  override readonly name = 'MarshalError';
  readonly code: MarshalErrorCode;
  readonly path: string;

  constructor(code: MarshalErrorCode, path: string, reason: string, options?: ErrorOptions) {
    super(path === '' ? reason : `${path}: ${reason}`, options);
    this.code = code;
    this.path = path;
  }

  toJSON(): ErrorData {
    return { ...describe(this), code: this.code, path: this.path };
  }
}

/** What a {@link GuestError} is built from. */
export interface GuestErrorParts {
  name: string;
  message: string;
  /** Guest frames, one `    at function (file:line:column)` a line. */
  stack: string;
  value: unknown;
  cause?: unknown;
}

/** Largest parts of a GuestError (RULES 26). */
const MAX_MESSAGE_UNITS = 8192;
const MAX_STACK_LINES = 100;
const MAX_NAME_UNITS = 256;

/** What guest code threw and did not catch. `stack` is the guest's, `value` the thrown value by copy. */
export class GuestError extends Error {
  /** The thrown value, marshalled; undefined when it cannot be. */
  readonly value: unknown;

  constructor(parts: GuestErrorParts) {
    super(parts.message.slice(0, MAX_MESSAGE_UNITS));
    hidden(this, 'name', parts.name.slice(0, MAX_NAME_UNITS));
    const lines = parts.stack === '' ? [] : parts.stack.split('\n', MAX_STACK_LINES);
    const head = this.message === '' ? this.name : `${this.name}: ${this.message}`;
    hidden(this, 'stack', [head, ...lines].join('\n'));
    if (parts.cause !== undefined) hidden(this, 'cause', parts.cause);
    this.value = parts.value;
  }

  toJSON(): ErrorData {
    return { ...describe(this), value: plain(this.value) };
  }
}

/** A call was refused because the quota of its capability is used up; guests see it as a rejection. */
export class ThrottledError extends Error {
  override readonly name = 'ThrottledError';
  readonly code = 'THROTTLED';

  toJSON(): ErrorData {
    return { ...describe(this), code: this.code };
  }
}

/** A call took longer than its capability's `timeoutMs`; guests see it as a rejection. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
  readonly code = 'TIMEOUT';

  toJSON(): ErrorData {
    return { ...describe(this), code: this.code };
  }
}

/** A replay has come to a place that the recording does not have: program, core or recording are not those that were recorded. */
export class DivergenceError extends Error {
  override readonly name = 'DivergenceError';
  readonly code = 'DIVERGED';
  /** Steps of the Vm. */
  readonly step: number;
  /** Number of inputs that had gone in. */
  readonly sequence: number;

  constructor(step: number, sequence: number, reason: string, options?: ErrorOptions) {
    super(`at step ${step}, after ${sequence} inputs: ${reason}`, options);
    this.step = step;
    this.sequence = sequence;
  }

  toJSON(): ErrorData & { step: number; sequence: number } {
    const { code, step, sequence } = this;
    return { ...describe(this), code, step, sequence };
  }
}

/** Causes deeper than this are left out (RULES 26). */
const MAX_CAUSE_DEPTH = 8;

function describe(error: Error, depth = 0): ErrorData {
  const data: ErrorData = { name: String(error.name), message: String(error.message) };
  if (typeof error.stack === 'string') data.stack = error.stack;
  const { cause } = error;
  if (cause !== undefined && depth < MAX_CAUSE_DEPTH) {
    data.cause =
      cause instanceof Error
        ? describe(cause, depth + 1)
        : { name: 'Error', message: String(plain(cause)) };
  }
  return data;
}

/** The value if JSON can hold it, else its text. */
function plain(value: unknown): unknown {
  try {
    return JSON.stringify(value) === undefined ? String(value) : value;
  } catch {
    return String(value);
  }
}

/** Defines a writable property that listings do not show, as those of built-in errors are. */
export function hidden(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}
