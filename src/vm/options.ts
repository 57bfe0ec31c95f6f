/** Options of a Vm and of a call: their defaults, and the check that names a bad one. */
import type { Capabilities } from '../capabilities/capability';
import { DEFAULT_MESSAGE_LIMITS } from '../marshal/limits';
import type { Runtime } from '../runtime/runtime';
import type { Program } from './program';
import type { RestoreOptions, SnapshotOptions } from './snapshots';

/** Bounds of a Vm that may change while it lives. */
export interface Limits {
  /** Bytes of live objects, judged at checkpoints. Default 64 MiB. */
  maxHeapBytes: number;
  /** Bytes of frames of one Task. Default 1 MiB. */
  maxStackBytes: number;
  /** Root Tasks and suspended async calls. Default 10,000. */
  maxTasks: number;
  /** Steps in all, over the life of the Vm. Default Infinity. */
  maxStepBudget: number;
  /** Milliseconds in which the Vm had something to run. Default Infinity. */
  timeoutMs: number;
  /** Bytes of one message, either way. Default 4 MiB. */
  maxMessageBytes: number;
  /** Values of one message, either way. Default 1,000,000. */
  maxMessageValues: number;
}

/** Compiles source for `loadModule`; a `Compiler` of `raya-vm/compiler` is one. */
export interface SourceCompiler {
  compileString(source: string, options?: { fileName?: string }): Program;
}

export interface VmOptions extends Partial<Limits> {
  /** What happens when the steps are used up: the Vm ends, or pauses until `addSteps`. Default 'end'. */
  onStepBudget?: 'end' | 'pause';
  /** What a violated limit ends. Default: 'vm' for steps and time, 'task' for heap and stack. */
  limitScope?: 'task' | 'vm';
  /** Steps after which other root Tasks of the Vm have their turn. Default 1,000,000; Infinity: never. */
  stepsPerSlice?: number;
  /** Share of the steps against other Vms of the same Runtime. Default 1. */
  weight?: number;
  /** Functions, nested maps of functions, or `capability(...)` descriptors. Default: none. */
  capabilities?: Capabilities;
  /** 'bump': never collected, for short runs. Default 'gc'. */
  heap?: 'gc' | 'bump';
  /** Start of Math.random. Default 0. */
  seed?: number;
  /** The clock guests see: one that jumps from timer to timer, or the host's. Default 'virtual'. */
  clock?: 'virtual' | 'host';
  /** Milliseconds since 1970 at which the clock starts. Default 0. */
  now?: number;
  /** Who schedules the Vm. Default `Runtime.default`. */
  runtime?: Runtime;
  /** Needed to load modules from source. */
  compiler?: SourceCompiler;
}

export interface CallOptions {
  /** Cancels the Task when it aborts. */
  signal?: AbortSignal;
  /** Steps of this call and what it starts; beyond, it is cancelled with 'STEP_BUDGET'. Default Infinity. */
  maxSteps?: number;
  /** Milliseconds from the call to its end; beyond, it is cancelled with 'TIMEOUT'. Default Infinity. */
  timeoutMs?: number;
  /** Calls of capabilities; beyond, it is cancelled with 'THROTTLED'. Default Infinity. */
  maxHostCalls?: number;
}

/** Options with every default filled in. */
export type VmSettings = Required<Omit<VmOptions, 'runtime' | 'compiler' | 'limitScope'>> &
  Pick<VmOptions, 'runtime' | 'compiler' | 'limitScope'>;

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;
/** What the core can address, less what lies below the heap. */
const MAX_HEAP_BYTES = 2048 * MEGABYTE;

const defaults = {
  maxHeapBytes: 64 * MEGABYTE,
  maxStackBytes: MEGABYTE,
  maxTasks: 10_000,
  maxStepBudget: Number.POSITIVE_INFINITY,
  timeoutMs: Number.POSITIVE_INFINITY,
  ...DEFAULT_MESSAGE_LIMITS,
  onStepBudget: 'end',
  stepsPerSlice: 1_000_000,
  weight: 1,
  capabilities: {},
  heap: 'gc',
  seed: 0,
  clock: 'virtual',
  now: 0,
} as const;

/** Least and greatest value of each number; `whole` numbers may be Infinity only where the greatest is. */
const numbers: Record<string, readonly [least: number, greatest: number, whole: boolean]> = {
  maxHeapBytes: [64 * KILOBYTE, MAX_HEAP_BYTES, true],
  maxStackBytes: [4 * KILOBYTE, 64 * MEGABYTE, true],
  maxTasks: [1, 1_000_000, true],
  maxStepBudget: [0, Number.POSITIVE_INFINITY, true],
  timeoutMs: [0, Number.POSITIVE_INFINITY, false],
  maxMessageBytes: [16, 64 * MEGABYTE, true],
  maxMessageValues: [1, 64 * MEGABYTE, true],
  stepsPerSlice: [1, Number.POSITIVE_INFINITY, true],
  weight: [0.01, 100, false],
  seed: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, true],
  now: [-8.64e15, 8.64e15, false],
  maxSteps: [0, Number.POSITIVE_INFINITY, true],
  maxHostCalls: [0, Number.POSITIVE_INFINITY, true],
};

const choices: Record<string, readonly string[]> = {
  onStepBudget: ['end', 'pause'],
  limitScope: ['task', 'vm'],
  heap: ['gc', 'bump'],
  clock: ['virtual', 'host'],
};

const objects = ['capabilities', 'runtime', 'compiler'];

/** Options of API.md that are not built yet: naming them is an error, not a silence. */
const later = [
  'stepQuota',
  'softHeapRatio',
  'onPressure',
  'maxRunnableTasks',
  'priority',
  'nested',
  'tenant',
  'recover',
];

function show(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** @throws RangeError that names the option */
function checkOption(name: string, value: unknown): void {
  const range = numbers[name];
  if (range !== undefined) {
    const [least, greatest, whole] = range;
    const good =
      typeof value === 'number' &&
      value >= least &&
      value <= greatest &&
      (!whole || Number.isInteger(value) || value === Number.POSITIVE_INFINITY);
    if (good) return;
    const kind = whole ? 'a whole number' : 'a number';
    throw new RangeError(
      `option ${name} must be ${kind} from ${least} to ${greatest}, not ${show(value)}`,
    );
  }
  const words = choices[name];
  if (words !== undefined) {
    if (words.includes(value as string)) return;
    const list = words.map((word) => `'${word}'`).join(' or ');
    throw new RangeError(`option ${name} must be ${list}, not ${show(value)}`);
  }
  if (objects.includes(name)) {
    if (typeof value === 'object' && value !== null) return;
    throw new RangeError(`option ${name} must be an object, not ${show(value)}`);
  }
  if (later.includes(name)) throw new RangeError(`option ${name} is not supported yet`);
  throw new RangeError(`there is no option ${name}`);
}

function checkAll(options: object): void {
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) checkOption(name, value);
  }
}

/** Fills in defaults. @throws RangeError that names a bad option */
export function vmSettings(options: VmOptions): VmSettings {
  const settings: Record<string, unknown> & VmSettings = { ...defaults };
  for (const name of Object.keys(options)) {
    const value = (options as Record<string, unknown>)[name];
    if (value === undefined) continue;
    checkOption(name, value);
    settings[name] = value;
  }
  return settings;
}

const callOptions = ['maxSteps', 'timeoutMs', 'maxHostCalls'];

/** @throws RangeError that names a bad option */
export function checkCallOptions(options: CallOptions): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (callOptions.includes(name)) checkOption(name, value);
    else if (name !== 'signal') throw new RangeError(`there is no call option ${name}`);
    else if (typeof value?.addEventListener !== 'function') {
      throw new RangeError('option signal must be an AbortSignal');
    }
  }
}

const snapshotOptionNames = ['code', 'compress', 'sign'];

/** @throws RangeError or TypeError that names a bad option */
export function checkSnapshotOptions(options: SnapshotOptions): void {
  for (const name of Object.keys(options)) {
    if (!snapshotOptionNames.includes(name)) {
      throw new RangeError(`there is no snapshot option ${name}`);
    }
  }
  const { code, compress, sign } = options;
  if (code !== undefined && code !== 'embed' && code !== 'reference') {
    throw new RangeError(`option code must be 'embed' or 'reference', not ${show(code)}`);
  }
  if (compress !== undefined && typeof compress !== 'boolean') {
    throw new TypeError(`option compress must be true or false, not ${show(compress)}`);
  }
  if (sign !== undefined && !(sign instanceof Uint8Array)) {
    throw new TypeError('option sign must be a Uint8Array');
  }
}

const restoreOptionNames = [
  'program',
  'pendingCalls',
  'key',
  'foreign',
  'seed',
  'now',
  'limits',
  'capabilities',
];

/** @throws RangeError or TypeError that names a bad option */
export function checkRestoreOptions(options: RestoreOptions): void {
  for (const name of Object.keys(options)) {
    if (!restoreOptionNames.includes(name))
      throw new RangeError(`there is no restore option ${name}`);
  }
  const { pendingCalls, key, foreign, limits, seed, now, capabilities } = options;
  if (pendingCalls !== undefined && !['reissue', 'reject', 'hold'].includes(pendingCalls)) {
    throw new RangeError(
      `option pendingCalls must be 'reissue', 'reject' or 'hold', not ${show(pendingCalls)}`,
    );
  }
  if (key !== undefined && !(key instanceof Uint8Array)) {
    throw new TypeError('option key must be a Uint8Array');
  }
  if (foreign !== undefined && typeof foreign !== 'function') {
    throw new TypeError('option foreign must be a function');
  }
  if (limits !== undefined) checkLimits(limits);
  checkAll({ seed, now, capabilities });
}

/** Options of a Vm that is restored at once: its own, and those of `restore`. What both have goes to both. */
export function splitOptions(options: VmOptions & RestoreOptions): [VmOptions, RestoreOptions] {
  const own: Record<string, unknown> = {};
  const restored: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    const isRestored = restoreOptionNames.includes(name);
    if (isRestored) restored[name] = value;
    if (!isRestored || name === 'capabilities') own[name] = value;
  }
  return [own, restored];
}

/** All limits. Snapshots of a Runtime keep them in this order. */
export const limitNames = [
  'maxHeapBytes',
  'maxStackBytes',
  'maxTasks',
  'maxStepBudget',
  'timeoutMs',
  'maxMessageBytes',
  'maxMessageValues',
] as const satisfies readonly (keyof Limits)[];

/** @throws RangeError that names a bad limit */
export function checkLimits(limits: Partial<Limits>): void {
  for (const name of Object.keys(limits)) {
    if (!limitNames.includes(name as keyof Limits))
      throw new RangeError(`there is no limit ${name}`);
  }
  checkAll(limits);
}
