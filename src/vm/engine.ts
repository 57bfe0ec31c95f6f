/**
 * The engine of a Vm: drives its region. It puts inbox entries in, calls `run` for the steps it is given, serves host calls,
 * takes the outbox out, and keeps the limits that are judged on the host (steps, time, host calls).
 */

import { H_CLOCK, H_DETAIL, H_FP, H_PC, H_TIMER_DUE, Status } from '../../assembly/memory-map';
import { Answer, CONSOLE_CALL, Failure, Inbox, Outbox } from '../../assembly/messages';
import type { CodeImage } from '../bytecode/code-image';
import type { HostFunction } from '../capabilities/resolve';
import type { DecodeContext } from '../marshal/decode';
import { encodeMessage } from '../marshal/encode';
import { ForeignTable } from '../marshal/foreign';
import { encodeThrown } from '../marshal/thrown';
import { Queueing, type Runnable } from '../runtime/fair-queue';
import { type Lease, type LeaseOwner, type LeasePool, maximumPagesFor } from '../runtime/leases';
import { MarshalError, VmError, type VmErrorCode } from './errors';
import { failureError } from './failures';
import { Call, isThenable, PendingCalls } from './host-calls';
import type { Limits, VmSettings } from './options';
import { canPark, initializeRegion, isCollecting, type ParkedImage, parkRegion } from './parking';
import * as region from './region';
import {
  type HeaderAccess,
  heapBytesUsed,
  leaseHeader,
  parkedHeader,
  writeLimits,
  writeSettings,
} from './settings';
import { guestStack, stackLine } from './stack';
import type { Task, TaskHost } from './task';

/** What the engine tells its Vm. */
export interface EngineEvents {
  /** It has something to run: schedule it. */
  wake(): void;
  /** It is over; `error` is undefined when it was terminated. */
  over(error: VmError | undefined): void;
  budget(): void;
  taskFailedUnheard(task: Task<any>, error: unknown): void;
  /** Links what is loaded and calls `start`. */
  prepare(): void;
}

/** Steps that a chunk of collection counts as in the fair queue: it takes about as long. */
const COLLECTION_CHUNK_STEPS = 20_000;
/** Steps that a cancelled Task may still run (RULES 21), when the whole Vm has none left. */
const CANCEL_GRACE_STEPS = 100_000;
const MAX_RUN = 0x7fffffff;
/** Ending.CANCELLED of assembly/tasks.ts: why it is, the Task itself knows. */
const CANCELLED = 1;

interface InboxEntry {
  kind: Inbox;
  id: number;
  extra: number;
  message: Uint8Array | undefined;
}

const enum Placed {
  DONE,
  COLLECTING,
  REFUSED,
}

/** Room for what is to be placed in the region next. */
const enum Room {
  UNKNOWN,
  /** It was refused: room is being made. */
  WANTED,
  /** All that can be done was done. */
  MADE,
}

export class Engine implements LeaseOwner, Runnable, TaskHost {
  credit = 0;
  queueing = Queueing.OUT;
  /** Steps of one entry into the core at most, 0 = no bound; a knob of tests. */
  sliceSteps = 0;
  /** Steps executed and bytes used when the region was given up. */
  lastSteps = 0;
  lastHeapBytes = 0;
  readonly settings: VmSettings;
  readonly tasks = new Map<number, Task<any>>();
  readonly calls = new PendingCalls();
  readonly foreign = new ForeignTable();
  readonly #pool: LeasePool;
  readonly #events: EngineEvents;
  #image: CodeImage | undefined;
  #context: DecodeContext = {};
  #functions: readonly HostFunction[] = [];
  #lease: Lease | undefined;
  #parked: ParkedImage | undefined;
  #inbox: InboxEntry[] = [];
  /** Tasks to cancel: RULES 18, a cancel waits for nobody. */
  #cancels: number[] = [];
  /** The answer of the synchronous host call while memory for it is being made. */
  #answer: { kind: Answer.MESSAGE | Answer.THROW; bytes: Uint8Array } | undefined;
  #room = Room.UNKNOWN;
  /** The core may have something to run. */
  #active = false;
  #running = false;
  #inCapability = false;
  #paused: 'no' | 'host' | 'budget' = 'no';
  #over = false;
  #overReason: VmError | undefined;
  /** The lease is too small for a new cap: move to another at the next rest. */
  #moving = false;
  /** Wall time: spent while runnable, since when it is runnable, and in capabilities since then. */
  #runnableMs = 0;
  #runnableSince = -1;
  #capabilityMs = 0;
  #hostCallsTotal = 0;
  #pauseMsMax = 0;
  #waiters: (() => void)[] = [];
  /** With the host's clock: when it began, and what wakes the Vm for its next timer. */
  #clockOrigin = -1;
  #alarm: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: VmSettings, pool: LeasePool, events: EngineEvents) {
    this.settings = settings;
    this.#pool = pool;
    this.#events = events;
  }

  // ---- What others ask ----

  get weight(): number {
    return this.settings.weight;
  }

  get isOver(): boolean {
    return this.#over;
  }

  get overReason(): VmError | undefined {
    return this.#overReason;
  }

  get isRunning(): boolean {
    return this.#running;
  }

  get inCapability(): boolean {
    return this.#inCapability;
  }

  get image(): CodeImage | undefined {
    return this.#image;
  }

  get isResident(): boolean {
    return this.#lease !== undefined;
  }

  get hostCallsTotal(): number {
    return this.#hostCallsTotal;
  }

  /** Longest stretch of collection without a pause for the host, in milliseconds. */
  get pauseMsMax(): number {
    return this.#pauseMsMax;
  }

  get parkedBytes(): number {
    return this.#parked?.byteLength ?? 0;
  }

  get state(): 'idle' | 'ready' | 'running' | 'paused' | 'terminated' {
    if (this.#over) return 'terminated';
    if (this.#running) return 'running';
    if (this.#paused !== 'no') return 'paused';
    return this.isReady() ? 'ready' : 'idle';
  }

  isReady(): boolean {
    if (this.#over || this.#paused !== 'no' || this.#image === undefined) return false;
    return (
      this.#active ||
      this.#inbox.length > 0 ||
      this.#cancels.length > 0 ||
      this.#answer !== undefined
    );
  }

  /** The header where it is now; undefined before the first run. */
  header(): HeaderAccess | undefined {
    if (this.#lease !== undefined) {
      this.#lease.check();
      return leaseHeader(this.#lease);
    }
    return this.#parked === undefined ? undefined : parkedHeader(this.#parked);
  }

  /** The lease, made resident first; undefined when there is nothing to run yet. @throws VmError CORE_FAULT */
  resident(): Lease | undefined {
    return this.#image === undefined || this.#over ? undefined : this.#resident(this.#image);
  }

  /** Makes the region if there is none yet, so that it can be looked at. */
  prepare(): void {
    this.#events.prepare();
    this.resident();
  }

  /** Runs a whole collection. */
  collectAll(): void {
    const lease = this.resident();
    if (lease === undefined) return;
    try {
      while (lease.core.collect() !== 0);
      lease.check();
    } catch (error) {
      this.#fault(error);
    }
  }

  // ---- The program ----

  start(image: CodeImage, functions: readonly HostFunction[]): void {
    this.#image = image;
    this.#functions = functions;
    this.#context = {
      foreign: this.foreign,
      frame: (address) => stackLine(image, address),
    };
  }

  /** Queues the start of a Task; the arguments are marshalled now. */
  startTask(task: Task<any>, slot: number, args: readonly unknown[]): void {
    if (this.tasks.size >= this.settings.maxTasks) {
      task.fail(new VmError('TASK_LIMIT', `${this.tasks.size} Tasks are alive`));
      return;
    }
    let message: Uint8Array;
    try {
      message = encodeMessage(args, this.settings, 'args', this.foreign);
    } catch (error) {
      task.fail(error);
      return;
    }
    this.tasks.set(task.id, task);
    this.#post(Inbox.START, task.id, slot, message);
  }

  cancelTask(task: Task<any>, code: VmErrorCode): void {
    if (task.cancelCode !== undefined || task.isOver) return;
    const start = this.#inbox.findIndex(({ kind, id }) => kind === Inbox.START && id === task.id);
    if (start >= 0) {
      this.#inbox.splice(start, 1);
      this.#taskOver(task);
      task.fail(new VmError(code));
      return;
    }
    task.cancelCode = code;
    this.#cancels.push(task.id);
    this.#woken();
  }

  stackOf(task: Task<any>): string {
    const lease = this.#lease;
    if (lease === undefined || this.#image === undefined) return '';
    lease.check();
    return region.runningTask(lease) === task.id ? guestStack(lease, this.#image) : '';
  }

  statusOf(task: Task<any>): 'ready' | 'running' | 'blocked' {
    if (this.#inbox.some(({ kind, id }) => kind === Inbox.START && id === task.id)) return 'ready';
    const header = this.header();
    if (header === undefined || header.u32(H_PC) === 0) return 'blocked';
    return this.#active && header.u32(H_FP) !== 0 && this.#runningTask() === task.id
      ? 'running'
      : 'blocked';
  }

  #runningTask(): number {
    return this.#lease === undefined ? -1 : region.runningTask(this.#lease);
  }

  failedUnheard(task: Task<any>, error: unknown): void {
    this.#events.taskFailedUnheard(task, error);
  }

  // ---- Pause, limits, end ----

  /** Stops scheduling; resolves when nothing of the Vm is on the JavaScript stack. */
  pause(): Promise<void> {
    if (!this.#over && this.#paused === 'no') {
      this.#paused = 'host';
      this.#notRunnable();
    }
    if (!this.#running) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
    });
  }

  resume(): void {
    if (this.#paused === 'no') return;
    this.#paused = 'no';
    this.#woken();
  }

  addSteps(steps: number): void {
    this.settings.maxStepBudget += steps;
    if (this.#paused === 'budget') this.resume();
  }

  setLimits(limits: Partial<Limits>): void {
    Object.assign(this.settings, limits);
    const header = this.header();
    if (header !== undefined) writeLimits(header, this.settings);
    if (limits.maxHeapBytes !== undefined && header !== undefined) {
      this.resident()?.core.setMaxHeapBytes(limits.maxHeapBytes);
    }
    const lease = this.#lease;
    if (lease !== undefined && this.#image !== undefined) {
      const pages = maximumPagesFor(this.#image, this.settings.maxHeapBytes);
      if (pages > lease.maximumPages) this.#moving = true;
      if (this.#moving && !this.#running && canPark(lease)) this.#move();
    }
    if (this.#paused === 'budget' && this.#budgetLeft() > 0) this.resume();
  }

  #move(): void {
    this.#moving = false;
    this.park();
  }

  #budgetLeft(): number {
    const header = this.header();
    return this.settings.maxStepBudget - (header?.steps() ?? 0);
  }

  /** Ends the Vm: every Task rejects. `error` undefined: it was terminated. */
  end(error: VmError | undefined): void {
    if (this.#over) return;
    this.#over = true;
    this.#overReason = error;
    const tasks = [...this.tasks.values()];
    this.tasks.clear();
    this.#inbox = [];
    this.#cancels = [];
    this.#answer = undefined;
    this.calls.clear();
    clearTimeout(this.#alarm);
    for (const { quota } of this.#functions) quota?.close();
    this.foreign.clear();
    const code = error?.code ?? 'TERMINATED';
    const cause = error?.cause === undefined ? undefined : { cause: error.cause };
    for (const task of tasks) task.fail(new VmError(code, undefined, cause));
    if (!this.#running) this.#release();
    this.#events.over(error);
  }

  #release(): void {
    const lease = this.#lease;
    if (this.#parked !== undefined) this.#remember(parkedHeader(this.#parked));
    this.#lease = undefined;
    this.#parked = undefined;
    if (lease === undefined) return;
    lease.check();
    this.#remember(leaseHeader(lease));
    if (this.#overReason?.code === 'CORE_FAULT') this.#pool.drop(lease);
    else this.#pool.release(lease);
  }

  /** What the statistics still say when the region is gone. */
  #remember(header: HeaderAccess): void {
    this.lastSteps = header.steps();
    this.lastHeapBytes = heapBytesUsed(header);
  }

  // ---- Residency ----

  canPark(): boolean {
    return !this.#running && this.#lease !== undefined && canPark(this.#lease);
  }

  park(): void {
    const lease = this.#lease;
    if (lease === undefined || this.#image === undefined) return;
    const image = this.#image;
    try {
      this.#parked = parkRegion(lease, image, !this.isReady());
    } catch (error) {
      this.#fault(error);
      return;
    }
    this.#lease = undefined;
    this.#pool.release(lease);
  }

  #resident(image: CodeImage): Lease {
    const held = this.#lease;
    if (held !== undefined) {
      this.#pool.touch(held);
      held.check();
      return held;
    }
    const pages = maximumPagesFor(image, this.settings.maxHeapBytes);
    const lease = this.#pool.acquire(this, image, pages);
    this.#lease = lease;
    if (this.#parked !== undefined) {
      this.#parked.restore(lease, image);
      this.#parked = undefined;
    } else {
      initializeRegion(lease, image, this.settings.maxHeapBytes);
      writeSettings(lease, this.settings);
    }
    lease.check();
    return lease;
  }

  // ---- Running ----

  /** Runs about so many steps; gives the steps charged, collection work included. */
  runSteps(steps: number): number {
    if (!this.isReady() || this.#running) return 0;
    this.#running = true;
    let work = 0;
    try {
      const lease = this.#resident(this.#image!);
      work = this.#drive(lease, Math.min(Math.floor(steps), MAX_RUN));
    } catch (error) {
      this.#fault(error);
    } finally {
      this.#running = false;
      this.#settleDown();
    }
    return work;
  }

  #settleDown(): void {
    if (this.#over) this.#release();
    else if (this.#moving && this.#lease !== undefined && canPark(this.#lease)) this.#move();
    else this.#checkTime();
    if (!this.isReady()) this.#notRunnable();
    for (const waiter of this.#waiters.splice(0)) waiter();
  }

  /** Sets the Vm's clock to the host's; nothing moves it while the core runs. */
  #tick(lease: Lease): void {
    const now = performance.now();
    if (this.#clockOrigin < 0) this.#clockOrigin = now;
    lease.f64[H_CLOCK >>> 3] = Math.floor(now - this.#clockOrigin);
    clearTimeout(this.#alarm);
  }

  /** Nothing is ready: the host's clock wakes the Vm when its next timer is due. */
  #setAlarm(lease: Lease): void {
    const due = lease.f64[H_TIMER_DUE >>> 3]!;
    if (!(due < Number.POSITIVE_INFINITY)) return;
    const wait = Math.min(Math.max(1, this.#clockOrigin + due - performance.now()), MAX_RUN);
    this.#alarm = setTimeout(() => {
      this.#active = true;
      this.#woken();
    }, Math.ceil(wait));
  }

  #drive(lease: Lease, steps: number): number {
    const hostClock = this.settings.clock === 'host';
    if (hostClock) this.#tick(lease);
    const begun = region.steps(lease);
    let collections = 0;
    let collecting = 0;
    while (!this.#over && this.#paused === 'no' && !this.#moving) {
      const done = region.steps(lease) - begun;
      const left = steps - done - collections * COLLECTION_CHUNK_STEPS;
      if (left <= 0) break;
      const placed = this.#flush(lease);
      if (placed === Placed.COLLECTING) {
        collections++;
        continue;
      }
      const fuel = this.#fuel(lease, left);
      if (fuel <= 0) break;
      const status = lease.core.run(fuel);
      lease.check();
      if (status === Status.GC_WORK) {
        if (collecting === 0) collecting = performance.now();
        collections++;
        continue;
      }
      if (collecting !== 0) {
        this.#pauseMsMax = Math.max(this.#pauseMsMax, performance.now() - collecting);
        collecting = 0;
      }
      if (status === Status.HOST_CALL) this.#hostCall(lease);
      else {
        this.#deliver(lease);
        if (status === Status.IDLE) {
          this.#active = false;
          if (this.#inbox.length === 0) break;
        } else if (status === Status.TASK_OUT_OF_MEMORY) this.#outOfMemory(lease);
        else if (status === Status.OUT_OF_MEMORY) this.end(new VmError('OUT_OF_MEMORY'));
        else if (status === Status.FAULT) throw new Error('the region contradicts itself');
      }
    }
    if (!this.#over) this.#deliver(lease);
    if (hostClock && !this.#over && !this.#active) this.#setAlarm(lease);
    return region.steps(lease) - begun + collections * COLLECTION_CHUNK_STEPS;
  }

  /** How many steps may run now; 0 when the budget is used up, which is then dealt with. */
  #fuel(lease: Lease, wanted: number): number {
    let fuel = wanted;
    if (this.settings.maxStepBudget !== Number.POSITIVE_INFINITY) {
      const left = this.settings.maxStepBudget - region.steps(lease);
      if (left <= 0) {
        this.#budgetUsedUp();
        return 0;
      }
      fuel = Math.min(fuel, left);
    }
    if (this.sliceSteps > 0) fuel = Math.min(fuel, this.sliceSteps);
    return fuel;
  }

  #budgetUsedUp(): void {
    if (this.settings.onStepBudget === 'pause') {
      this.#paused = 'budget';
      this.#events.budget();
    } else if (this.settings.limitScope === 'task') {
      const tasks = [...this.tasks.values()].filter((task) => task.cancelCode === undefined);
      if (tasks.length === 0) this.end(new VmError('STEP_BUDGET'));
      else {
        this.settings.maxStepBudget += CANCEL_GRACE_STEPS;
        for (const task of tasks) this.cancelTask(task, 'STEP_BUDGET');
      }
    } else this.end(new VmError('STEP_BUDGET'));
  }

  #fault(cause: unknown): void {
    const detail = cause instanceof Error ? cause.message : String(cause);
    this.end(new VmError('CORE_FAULT', detail, { cause }));
  }

  // ---- Time ----

  #woken(): void {
    if (!this.isReady()) return;
    if (this.#runnableSince < 0 && this.settings.timeoutMs !== Number.POSITIVE_INFINITY) {
      this.#runnableSince = performance.now();
      this.#capabilityMs = 0;
    }
    this.#events.wake();
  }

  #notRunnable(): void {
    if (this.#runnableSince < 0) return;
    this.#runnableMs += performance.now() - this.#runnableSince - this.#capabilityMs;
    this.#runnableSince = -1;
  }

  #checkTime(): void {
    if (this.#runnableSince < 0) return;
    const now = performance.now();
    const spent = this.#runnableMs + now - this.#runnableSince - this.#capabilityMs;
    if (spent <= this.settings.timeoutMs) return;
    if (this.settings.limitScope !== 'task') {
      this.end(new VmError('TIMEOUT'));
      return;
    }
    this.#runnableMs = 0;
    this.#runnableSince = now;
    this.#capabilityMs = 0;
    for (const task of [...this.tasks.values()]) this.cancelTask(task, 'TIMEOUT');
  }

  // ---- Inbox ----

  /** Puts an entry into the region at once when that is at rest, else queues it with a copy of its bytes. */
  #post(kind: Inbox, id: number, extra: number, message: Uint8Array): void {
    const lease = this.#lease;
    const first = this.#inbox.length === 0 && this.#cancels.length === 0;
    if (lease !== undefined && first && !this.#running && !isCollecting(lease)) {
      lease.check();
      try {
        const done = this.#put(lease, { kind, id, extra, message });
        lease.check();
        if (done !== 0) {
          this.#active = true;
          this.#woken();
          return;
        }
        this.#room = Room.WANTED;
      } catch (error) {
        this.#fault(error);
        return;
      }
    }
    this.#inbox.push({ kind, id, extra, message: message.slice() });
    this.#woken();
  }

  /** Puts a waiting answer and all inbox entries into the region. */
  #flush(lease: Lease): Placed {
    const answer = this.#answer;
    if (answer !== undefined) {
      const { kind, bytes } = answer;
      const placed = this.#try(lease, () => this.#answerNow(lease, kind, bytes));
      if (placed === Placed.COLLECTING) return placed;
      this.#answer = undefined;
      if (placed === Placed.REFUSED) region.answerKind(lease, Answer.REFUSED);
    }
    while (this.#cancels.length > 0) {
      const placed = this.#try(lease, () => lease.core.cancelTask(this.#cancels[0]!, CANCELLED));
      if (placed === Placed.COLLECTING) return placed;
      // A Task that cannot even be cancelled for want of memory is over at once.
      if (placed === Placed.REFUSED) this.end(new VmError('OUT_OF_MEMORY'));
      this.#cancels.shift();
      this.#active = true;
    }
    while (this.#inbox.length > 0) {
      const entry = this.#inbox[0]!;
      const placed = this.#try(lease, () => this.#put(lease, entry));
      if (placed === Placed.COLLECTING) return placed;
      this.#inbox.shift();
      this.#active = true;
      if (placed === Placed.REFUSED) this.#refused(entry);
    }
    return Placed.DONE;
  }

  /** Puts one entry into the region; 0 when memory must be made first. The record of a limited Task comes before its START. */
  #put(lease: Lease, { kind, id, extra, message }: InboxEntry): number {
    const task = kind === Inbox.START ? this.tasks.get(id) : undefined;
    if (task !== undefined && !task.isPrepared) {
      if (lease.core.prepareTask(id, task.maxSteps) === 0) return 0;
      task.isPrepared = true;
    }
    let address = 0;
    if (message !== undefined) {
      address = lease.core.messageAlloc(message.length) >>> 0;
      if (address === 0) return 0;
      lease.check();
      region.fillMessage(lease, address, message);
    }
    return lease.core.post(kind, id, address, extra);
  }

  /** Does something that needs memory, which is made a chunk at a time when it gives 0. */
  #try(lease: Lease, action: () => number): Placed {
    if (!isCollecting(lease) && this.#room !== Room.WANTED) {
      const done = action();
      lease.check();
      if (done !== 0) {
        this.#room = Room.UNKNOWN;
        return Placed.DONE;
      }
      if (this.#room === Room.MADE) {
        this.#room = Room.UNKNOWN;
        return Placed.REFUSED;
      }
      this.#room = Room.WANTED;
    }
    // A collection that is open goes on; else room is made for what was just refused.
    if (lease.core.collect() === 0 && this.#room === Room.WANTED) this.#room = Room.MADE;
    lease.check();
    return Placed.COLLECTING;
  }

  /** A message that does not fit the heap: the Task or the call fails, nothing else. */
  #refused({ kind, id, message }: InboxEntry): void {
    if (kind !== Inbox.START) {
      // Without a message the core rejects with its own out-of-memory error; when there is no room even for that, the Vm is over.
      if (message === undefined) this.end(new VmError('OUT_OF_MEMORY'));
      else {
        const kind = Inbox.ANSWER_THROW;
        this.#inbox.unshift({ kind, id, extra: 0, message: undefined });
      }
      return;
    }
    const task = this.tasks.get(id);
    if (task === undefined) return;
    this.#taskOver(task);
    task.fail(new VmError('OUT_OF_MEMORY', 'the arguments do not fit'));
  }

  // ---- Host calls ----

  #hostCall(lease: Lease): void {
    this.#active = true;
    const index = region.calledCapability(lease);
    if (index === CONSOLE_CALL) {
      this.#consoleCall(lease);
      return;
    }
    const called = this.#functions[index];
    if (called === undefined) throw new Error('the region calls a capability that is not there');
    const id = region.lastCallId(lease);
    const { tag, address } = region.argumentSlot(lease);
    const args = region.readMessage(lease, tag, address, this.settings, this.#context);
    if (!Array.isArray(args)) throw new Error('the region gives no list of arguments');
    this.#hostCallsTotal++;
    const call = new Call(id, called.name, args);
    this.calls.begin(call);
    const start = this.#runnableSince < 0 ? 0 : performance.now();
    this.#inCapability = true;
    let result: unknown;
    let threw = false;
    try {
      this.#countHostCall(lease, called);
      const { fn, holder, quota } = called;
      result =
        quota === undefined
          ? Reflect.apply(fn, holder, args)
          : quota.call(() => Reflect.apply(fn, holder, args));
    } catch (error) {
      threw = true;
      result = error;
    }
    this.#inCapability = false;
    this.calls.end();
    if (this.#runnableSince >= 0) this.#capabilityMs += performance.now() - start;
    if (this.#over) return;
    lease.check();
    if (threw) this.#answerWith(lease, Answer.THROW, encodeThrown(result, this.settings));
    else if (isThenable(result)) this.#promised(lease, call, result);
    else this.#answerValue(lease, result);
  }

  /** A console call goes to `capabilities.console`, or nowhere. Its result is nobody's. */
  #consoleCall(lease: Lease): void {
    const { console } = this.settings.capabilities as { console?: Record<string, unknown> };
    let failure: unknown;
    let failed = false;
    if (console !== undefined && console !== null) {
      const { tag, address } = region.argumentSlot(lease);
      const call = region.readMessage(lease, tag, address, this.settings, this.#context);
      if (!Array.isArray(call) || !Array.isArray(call[1])) {
        throw new Error('the region gives no console call');
      }
      const [method, values] = call;
      const fn = Object.hasOwn(console, method) ? console[method] : undefined;
      this.#inCapability = true;
      try {
        if (typeof fn === 'function') Reflect.apply(fn, console, values);
      } catch (error) {
        failed = true;
        failure = error;
      }
      this.#inCapability = false;
      if (this.#over) return;
      lease.check();
    }
    if (failed) this.#answerWith(lease, Answer.THROW, encodeThrown(failure, this.settings));
    else region.answerPrimitive(lease, undefined);
  }

  /** @throws VmError THROTTLED, into the guest, when the Task has used up its calls */
  #countHostCall(lease: Lease, { name }: HostFunction): void {
    const task = this.tasks.get(region.runningTask(lease));
    if (task === undefined || task.hostCallsLeft === Number.POSITIVE_INFINITY) return;
    if (task.hostCallsLeft-- > 0) return;
    this.cancelTask(task, 'THROTTLED');
    throw new VmError('THROTTLED', `${name}: the call has used up its maxHostCalls`);
  }

  #answerValue(lease: Lease, value: unknown): void {
    if (region.answerPrimitive(lease, value)) return;
    let bytes: Uint8Array;
    try {
      bytes = encodeMessage(value, this.settings, 'result', this.foreign);
    } catch (error) {
      this.#answerWith(lease, Answer.THROW, encodeThrown(error, this.settings));
      return;
    }
    this.#answerWith(lease, Answer.MESSAGE, bytes);
  }

  #answerWith(lease: Lease, kind: Answer.MESSAGE | Answer.THROW, bytes: Uint8Array): void {
    // When memory must be made first, `#flush` goes on with it.
    if (isCollecting(lease) || this.#answerNow(lease, kind, bytes) === 0)
      this.#answer = { kind, bytes: bytes.slice() };
  }

  #answerNow(lease: Lease, kind: Answer.MESSAGE | Answer.THROW, bytes: Uint8Array): number {
    const address = lease.core.messageAlloc(bytes.length) >>> 0;
    lease.check();
    if (address === 0) return 0;
    region.fillMessage(lease, address, bytes);
    region.answerMessage(lease, kind, address);
    return 1;
  }

  #promised(lease: Lease, call: Call, promise: PromiseLike<unknown>): void {
    this.calls.promise(call);
    region.answerKind(lease, Answer.PROMISE);
    // A foreign `then` may throw or call back at once; a Promise of ours does neither.
    const own = promise instanceof Promise ? promise : Promise.resolve(promise);
    own.then(
      (value) => this.#settle(call, value, false),
      (reason) => this.#settle(call, reason, true),
    );
  }

  /** Settles a call that is in flight; false when there is none with this id. */
  settleCall(id: number, value: unknown, failed: boolean): boolean {
    const call = this.calls.find(id);
    return call !== undefined && this.#settle(call, value, failed);
  }

  #settle(call: Call, value: unknown, failed: boolean): boolean {
    if (this.#over || !this.calls.settle(call)) return false;
    let kind = failed ? Inbox.ANSWER_THROW : Inbox.ANSWER;
    let message: Uint8Array;
    try {
      message = failed
        ? encodeThrown(value, this.settings)
        : encodeMessage(value, this.settings, 'result', this.foreign);
    } catch (error) {
      kind = Inbox.ANSWER_THROW;
      message = encodeThrown(error, this.settings);
    }
    this.#post(kind, call.id, 0, message);
    return true;
  }

  // ---- Outbox ----

  #deliver(lease: Lease): void {
    if (region.outboxCount(lease) === 0) return;
    for (const entry of region.readOutbox(lease)) {
      const task = this.tasks.get(entry.id);
      if (task === undefined) continue;
      this.#taskOver(task);
      let value: unknown;
      try {
        value = entry.address === 0 || entry.tag === 0 ? undefined : this.#messageOf(lease, entry);
      } catch (error) {
        if (error instanceof MarshalError && error.code === 'BAD_MESSAGE') throw error;
        task.fail(error);
        continue;
      }
      if (entry.kind === Outbox.TASK_DONE) task.complete(value);
      else this.#taskFailed(task, entry.extra, value);
    }
    lease.core.outboxClear();
  }

  /** The core has ended a Task that failed for want of memory twice (RULES 13). */
  #outOfMemory(lease: Lease): void {
    const task = this.tasks.get(lease.u32[H_DETAIL >>> 2]!);
    if (task !== undefined) {
      this.#taskOver(task);
      this.#taskFailed(task, Failure.OUT_OF_MEMORY, undefined);
    }
  }

  #messageOf(lease: Lease, { tag, address }: region.OutboxEntry): unknown {
    return region.readMessage(lease, tag, address, this.settings, this.#context);
  }

  #taskFailed(task: Task<any>, failure: number, value: unknown): void {
    const error = failureError(failure, value, task.cancelCode);
    task.fail(error);
    const limit =
      error instanceof VmError &&
      (error.code === 'OUT_OF_MEMORY' || error.code === 'STACK_OVERFLOW');
    if (limit && this.settings.limitScope === 'vm') this.end(new VmError(error.code));
  }

  #taskOver(task: Task<any>): void {
    this.tasks.delete(task.id);
  }
}
