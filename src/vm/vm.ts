/** The Vm: one sandbox, with its program, its limits and its Tasks. */
import { NO_ENTRY } from '../../assembly/messages';
import type { CodeImage } from '../bytecode/code-image';
import { resolveCapabilities } from '../capabilities/resolve';
import { type Member, Runtime } from '../runtime/runtime';
import type { TaskState } from '../snapshot/host-state';
import type { Snapshot } from '../snapshot/snapshot';
import type { Calls } from './calls';
import { Engine } from './engine';
import { VmError } from './errors';
import { EventListeners, type VmEventName, type VmEvents } from './events';
import type { PendingCall } from './host-calls';
import { type FoundCode, LoadedModules } from './modules';
import {
  type CallOptions,
  checkCallOptions,
  checkLimits,
  checkRestoreOptions,
  checkSnapshotOptions,
  type Limits,
  splitOptions,
  type VmOptions,
  vmSettings,
} from './options';
import type { Program } from './program';
import {
  type RestoreOptions,
  restoredCalls,
  type SnapshotOptions,
  takeSnapshot,
  takeVerified,
  type VerifiedSnapshot,
  verifySnapshot,
} from './snapshots';
import { type VmStats, vmStats } from './stats';
import { Task } from './task';

/** Largest step count of one `step` call between two looks at the clock and the limits. */
const STEP_QUANTUM = 20_000;

let vmCount = 0;

/**
 * The engine behind a Vm. Not by a WeakMap: what that holds outlives the young collections of the host, each Vm with all its objects.
 * @internal
 */
export let engineOf: (vm: Vm) => Engine;

/** The program of a Vm that has no other modules. @internal */
export let programOf: (vm: Vm) => Program | undefined;

/** What a Vm has loaded. @internal */
export let modulesOf: (vm: Vm) => LoadedModules;

/** Puts linked code, which holds what the Vm has, in the place of that. @internal */
export let replaceCode: (vm: Vm, code: FoundCode) => void;

/** Evaluates the modules of what is loaded, and calls nothing. @internal */
export let evaluateModules: (vm: Vm) => Task<void>;

/** The state of a Vm, to be put into others of this process without being verified again. @internal */
export let takeState: (vm: Vm) => VerifiedSnapshot;

/** Puts a verified state into a Vm. @internal */
export let restoreState: (vm: Vm, state: VerifiedSnapshot, options: RestoreOptions) => void;

/**
 * A sandbox for one program: its own memory, limits and capabilities. Runs between turns of the event loop,
 * side by side with the other Vms of its Runtime.
 * @typeParam Exports the exported functions of the entry module, which type `call`; `any`: not known
 */
export class Vm<Exports = any> {
  readonly id: number;
  readonly runtime: Runtime;
  readonly #engine: Engine;
  readonly #modules: LoadedModules;
  readonly #events = new EventListeners();
  readonly #member: Member;
  #calls: Calls<Exports> | undefined;

  static {
    engineOf = (vm) => vm.#engine;
    programOf = (vm) => vm.#modules.onlyProgram;
    modulesOf = (vm) => vm.#modules;
    replaceCode = (vm, code) => vm.#replaceCode(code);
    evaluateModules = (vm) => vm.#evaluate();
    takeState = (vm) => takeVerified(vm.#engine, vm.#modules);
    restoreState = (vm, state, options) => vm.#restore(state, options);
  }

  /** @throws RangeError that names a bad option */
  constructor(options: VmOptions = {}) {
    const settings = vmSettings(options);
    this.id = ++vmCount;
    this.runtime = settings.runtime ?? Runtime.default;
    this.#modules = new LoadedModules(settings);
    const engine = new Engine(settings, this.runtime.pool, {
      wake: () => this.runtime.schedule(engine),
      over: (error) => this.#over(error),
      budget: () => this.#events.emit('budget'),
      taskFailedUnheard: (task, error) => this.#events.emit('task', task, error),
      prepare: () => this.#prepare(),
    });
    this.#engine = engine;
    this.#member = this.runtime.register(this, engine);
  }

  // ---- Programs ----

  /**
   * Loads the program whose exports `runEntry` finds. Bytes are verified first, always.
   * Gives the Vm, typed by the program: `const vm = new Vm().loadBytecode(program)`.
   * @throws VmError BAD_BYTECODE, NO_CAPABILITY, VM_BUSY when there is a program already, TERMINATED
   */
  loadBytecode<E extends Exports = Exports>(bytes: ArrayBuffer | Uint8Array | Program<E>): Vm<E> {
    this.#checkFree();
    this.#modules.loadBytecode(bytes);
    return this as Vm<any>;
  }

  /**
   * Loads a module that others import by this name; the last one is the entry when there is no program of `loadBytecode`. Source needs
   * `VmOptions.compiler`. After the first call modules of new names may still come: their top-level code runs before the next entry.
   * @throws VmError BAD_BYTECODE, NO_CAPABILITY, VM_BUSY when the name is in use since the last call, TERMINATED; CompileError
   */
  loadModule(name: string, sourceOrBytes: string | ArrayBuffer | Uint8Array): void {
    this.#checkFree();
    this.#modules.loadModule(name, sourceOrBytes);
  }

  // ---- Tasks ----

  /**
   * Starts an exported function of the entry module; top-level code runs once before the first.
   * Always gives a Task: what is wrong with the call (NO_ENTRY, NO_MODULE, TERMINATED, a MarshalError of the arguments) rejects it.
   * @throws RangeError that names a bad option
   */
  runEntry<T = unknown>(name: string, args: unknown[] = [], options: CallOptions = {}): Task<T> {
    return this.spawn(name, args, options);
  }

  /** `vm.call.main(1)` is `vm.runEntry('main', [1])`. */
  get call(): Calls<Exports> {
    this.#calls ??= callProxy(this) as Calls<Exports>;
    return this.#calls;
  }

  /** The same as `runEntry`: any number of Tasks run side by side. */
  spawn<T = unknown>(funcName: string, args: unknown[] = [], options: CallOptions = {}): Task<T> {
    if (typeof funcName !== 'string')
      throw new TypeError('the name of a function must be a string');
    if (!Array.isArray(args)) throw new TypeError('arguments must be given as an array');
    checkCallOptions(options);
    const task = new Task<T>(++this.#engine.lastTask, this, this.#engine);
    if (this.#engine.isOver) {
      task.fail(this.#overError());
      return task;
    }
    try {
      const { exports, globalsBase } = this.#prepare();
      const slot = exports.get(funcName);
      if (slot === undefined) throw new VmError('NO_ENTRY', `'${funcName}'`);
      this.#start(task, slot - globalsBase, args, options);
    } catch (error) {
      task.fail(error);
    }
    return task;
  }

  #evaluate(): Task<void> {
    const task = new Task<void>(++this.#engine.lastTask, this, this.#engine);
    try {
      this.#prepare();
      this.#start(task, NO_ENTRY, [], {});
    } catch (error) {
      task.fail(error);
    }
    return task;
  }

  #start(task: Task<any>, global: number, args: unknown[], options: CallOptions): void {
    const { signal, timeoutMs } = options;
    if (signal?.aborted) {
      task.fail(new VmError('CANCELLED'));
      return;
    }
    task.maxSteps = options.maxSteps ?? Number.POSITIVE_INFINITY;
    task.hostCallsLeft = options.maxHostCalls ?? Number.POSITIVE_INFINITY;
    this.#watch(task, signal, timeoutMs);
    this.#engine.startTask(task, global, args);
  }

  /** Cancels a Task when its signal aborts or its time is up. */
  #watch(task: Task<any>, signal: AbortSignal | undefined, timeoutMs: number | undefined): void {
    if (signal === undefined && timeoutMs === undefined) return;
    const onAbort = () => task.cancel();
    signal?.addEventListener('abort', onAbort, { once: true });
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (timeoutMs !== undefined && timeoutMs <= MAX_TIMER_MS) {
      task.deadline = performance.now() + timeoutMs;
      timer = setTimeout(() => this.#engine.cancelTask(task, 'TIMEOUT'), timeoutMs);
    }
    task.onEnd = () => {
      signal?.removeEventListener('abort', onAbort);
      clearTimeout(timer);
    };
  }

  /** Links what was loaded since the last call. */
  #prepare(): CodeImage {
    const image = this.#modules.image();
    this.#engine.load(image, this.#modules.functions(image));
    return image;
  }

  /** Tasks that have not ended. */
  tasks(): Task[] {
    return [...this.#engine.tasks.values()];
  }

  // ---- Control ----

  /** Ends the Vm: every Task rejects with 'TERMINATED', its memory is given back. May be called at any time, and again. */
  terminate(): void {
    this.#engine.end(undefined);
  }

  [Symbol.dispose](): void {
    this.terminate();
  }

  /** Stops the Vm where it is, until `resume`; resolves when it is at rest. */
  pause(): Promise<void> {
    return this.#engine.pause();
  }

  /** Goes on after `pause`, or after `addSteps` when the budget was used up. */
  resume(): void {
    this.#engine.resume();
  }

  /**
   * Runs to the first boundary at or beyond `n` steps, or until nothing is ready.
   * @throws VmError VM_BUSY from inside a capability, TypeError unless the Runtime is manual
   */
  step(n: number): { ran: number; state: VmStats['state'] } {
    if (!this.runtime.manual) throw new TypeError('step needs a Runtime made with manual: true');
    if (!(typeof n === 'number' && n >= 0)) throw new RangeError(`cannot run ${n} steps`);
    if (this.#engine.isRunning) throw new VmError('VM_BUSY', 'step');
    const begun = this.#steps();
    let end = begun;
    // Less than a step is a step: nothing runs a part of one.
    while (end - begun < n && this.#engine.isReady()) {
      this.#engine.runSteps(Math.min(Math.ceil(n - (end - begun)), STEP_QUANTUM));
      if (this.#engine.isOver) {
        end = this.#engine.lastSteps;
        break;
      }
      end = this.#steps();
    }
    return { ran: end - begun, state: this.#engine.state };
  }

  #steps(): number {
    return this.#engine.header()?.steps() ?? this.#engine.lastSteps;
  }

  /** Adds to `maxStepBudget`; a Vm that paused for want of steps goes on. */
  addSteps(n: number): void {
    if (!(typeof n === 'number' && n >= 0)) throw new RangeError(`cannot add ${n} steps`);
    this.#engine.addSteps(n);
  }

  /** Changes limits at any time; a cap below current use takes effect at the next allocation. @throws RangeError */
  setLimits(limits: Partial<Limits>): void {
    checkLimits(limits);
    if (!this.#engine.isOver) this.#engine.setLimits(limits);
  }

  // ---- Looking ----

  /** @param options.exact collects first, so that `heapBytesUsed` is live bytes alone */
  getStats(options: { exact?: boolean } = {}): VmStats {
    return vmStats(this.#engine, options.exact === true);
  }

  /** Host calls that have not been answered. */
  pendingCalls(): PendingCall[] {
    return this.#engine.calls.pending.list();
  }

  /** Answers a pending call in the place of its function; what that gives later is dropped. @throws RangeError when there is no such call */
  answer(id: number, value: unknown): void {
    if (!this.#engine.answerCall(id, value, false)) throw noCall(id);
  }

  /** Makes a pending call fail. @throws RangeError when there is no such call */
  fail(id: number, error: unknown): void {
    if (!this.#engine.answerCall(id, error, true)) throw noCall(id);
  }

  /** Listens to an event; gives a function that stops listening. */
  on<E extends VmEventName>(event: E, listener: VmEvents[E]): () => void {
    return this.#events.on(event, listener);
  }

  // ---- Snapshots ----

  /**
   * The whole state as bytes, at any moment the host runs, also from inside a capability. The Vm goes on unharmed.
   * @throws VmError TERMINATED, NO_ENTRY when nothing is loaded, NO_MODULE, CORE_FAULT; TypeError for a bad option
   */
  snapshot(options: SnapshotOptions = {}): Snapshot {
    checkSnapshotOptions(options);
    if (this.#engine.isOver) throw this.#overError();
    this.#prepare();
    return takeSnapshot(this.#engine, this.#modules, options);
  }

  /** The same as `snapshot`, once the Vm is at rest: at once, since here it never runs while the host does. */
  async snapshotAsync(options: SnapshotOptions = {}): Promise<Snapshot> {
    return this.snapshot(options);
  }

  /**
   * Puts the state of a snapshot in the place of this Vm's: a new epoch, in which every Task goes on where it was. Tasks of before reject
   * with TERMINATED, answers to calls of before are dropped. The limits are this Vm's, changed by `options.limits`; what guest code could notice
   * (`heap`, `clock`, `stepsPerSlice`) is the snapshot's. When it throws, nothing has changed.
   * @throws VmError BAD_SNAPSHOT with the reason, NO_CAPABILITY with all names that are missing, BAD_BYTECODE, TERMINATED, VM_BUSY from inside a capability;
   * TypeError or RangeError for a bad option
   */
  restore(snapshot: Snapshot | Uint8Array, options: RestoreOptions = {}): void {
    checkRestoreOptions(options);
    if (this.#engine.isOver) throw this.#overError();
    if (this.#engine.isRunning) throw new VmError('VM_BUSY', 'restore from inside a capability');
    this.#restore(verifySnapshot(snapshot, this.#modules, options), options);
  }

  /** A new Vm that goes on from a snapshot. @throws as `new Vm` and `restore` do */
  static from<Exports = any>(
    snapshot: Snapshot | Uint8Array,
    options: VmOptions & RestoreOptions = {},
  ): Vm<Exports> {
    const [vmOptions, restoreOptions] = splitOptions(options);
    const vm = new Vm<Exports>(vmOptions);
    try {
      vm.restore(snapshot, restoreOptions);
    } catch (error) {
      vm.terminate();
      throw error;
    }
    return vm;
  }

  #restore(verified: VerifiedSnapshot, options: RestoreOptions): void {
    const { host, parked, code } = verified;
    const engine = this.#engine;
    const capabilities = options.capabilities ?? engine.settings.capabilities;
    const functions = resolveCapabilities(capabilities, code.image.imports);
    Object.assign(engine.settings, options.limits, { capabilities });
    this.#modules.adopt(code, functions);
    engine.lastTask = Math.max(engine.lastTask, host.lastTask);
    engine.begin(code.image, functions, host.foreign, options.foreign);
    engine.adopt(parked, {
      calls: restoredCalls(verified, engine, options.pendingCalls ?? 'reissue'),
      tasks: host.tasks.map((state) => this.#restoredTask(state)),
      hostCalls: host.hostCalls,
      seed: options.seed,
      now: options.now,
    });
  }

  #replaceCode(code: FoundCode): void {
    const functions = resolveCapabilities(this.#engine.settings.capabilities, code.image.imports);
    this.#modules.adopt(code, functions);
    this.#engine.load(code.image, functions);
  }

  #restoredTask({ id, hostCallsLeft, timeoutMs, cancelCode }: TaskState): Task {
    const task = new Task(id, this, this.#engine);
    task.isPrepared = true;
    task.hostCallsLeft = hostCallsLeft ?? Number.POSITIVE_INFINITY;
    task.cancelCode = cancelCode;
    this.#watch(task, undefined, timeoutMs);
    return task;
  }

  #over(error: VmError | undefined): void {
    this.runtime.unregister(this.#member);
    this.#events.emit('exit', error);
  }

  #overError(): VmError {
    const reason = this.#engine.overReason;
    return new VmError('TERMINATED', undefined, reason && { cause: reason });
  }

  #checkFree(): void {
    if (this.#engine.isOver) throw this.#overError();
    if (this.#engine.inCapability) throw new VmError('VM_BUSY', 'loading from inside a capability');
  }
}

/** Timers of the platform go no further; longer ones never end. */
const MAX_TIMER_MS = 0x7fffffff;

const noCall = (id: number) => new RangeError(`there is no pending host call ${id}`);

/** Any name is a function; `then` is not, so that the proxy can be awaited without harm. */
function callProxy<Exports>(vm: Vm<Exports>): Calls<Exports> {
  return new Proxy(Object.create(null), {
    get: (_target, name) =>
      typeof name !== 'string' || name === 'then'
        ? undefined
        : (...args: unknown[]) => vm.runEntry(name, args),
  });
}
