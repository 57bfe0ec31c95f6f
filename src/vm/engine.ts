/**
 * The engine of a Vm: drives its region. It puts inbox entries in, calls `run` for the steps it is given, serves host calls,
 * takes the outbox out, and keeps the limits that are judged on the host (steps, time, host calls).
 */

import { H_DETAIL, H_FP, H_PC, H_TASK_ID, Status } from '../../assembly/memory-map';
import { Failure, Inbox, Outbox } from '../../assembly/messages';
import type { CodeImage } from '../bytecode/code-image';
import type { HostFunction } from '../capabilities/resolve';
import type { DecodeContext } from '../marshal/decode';
import { encodeArguments } from '../marshal/encode';
import { ForeignTable } from '../marshal/foreign';
import { Queueing, type Runnable } from '../runtime/fair-queue';
import { type Lease, type LeaseOwner, type LeasePool, maximumPagesFor } from '../runtime/leases';
import { type CallOwner, CapabilityCalls } from './capability-calls';
import { MarshalError, VmError, type VmErrorCode } from './errors';
import { failureError } from './failures';
import { HostClock } from './host-clock';
import { type AnswerKind, HostInbox, type InboxOwner, Placed } from './inbox';
import type { Limits, VmSettings } from './options';
import { canPark, initializeRegion, type ParkedImage, parkRegion } from './parking';
import * as region from './region';
import { RunningTime } from './running-time';
import {
  type HeaderAccess,
  heapBytesUsed,
  leaseHeader,
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

export class Engine implements LeaseOwner, Runnable, TaskHost, CallOwner, InboxOwner {
  credit = 0;
  queueing = Queueing.OUT;
  /** Steps of one entry into the core at most, 0 = no bound; a knob of tests. */
  sliceSteps = 0;
  /** Steps executed and bytes used when the region was given up. */
  lastSteps = 0;
  lastHeapBytes = 0;
  readonly settings: VmSettings;
  readonly tasks = new Map<number, Task<any>>();
  readonly foreign = new ForeignTable();
  readonly calls: CapabilityCalls;
  /** What numbers in messages of the guest stand for. */
  context: DecodeContext = {};
  readonly #time = new RunningTime();
  readonly #inbox = new HostInbox(this);
  /** With `clock: 'host'`. */
  readonly #clock: HostClock | undefined;
  readonly #pool: LeasePool;
  readonly #events: EngineEvents;
  #image: CodeImage | undefined;
  #lease: Lease | undefined;
  #parked: ParkedImage | undefined;
  /** The core may have something to run. */
  #active = false;
  #running = false;
  #paused: 'no' | 'host' | 'budget' = 'no';
  #over = false;
  #overReason: VmError | undefined;
  /** The lease is too small for a new cap: move to another at the next rest. */
  #moving = false;
  #pauseMsMax = 0;
  #waiters: (() => void)[] = [];

  constructor(settings: VmSettings, pool: LeasePool, events: EngineEvents) {
    this.settings = settings;
    this.#pool = pool;
    this.#events = events;
    this.calls = new CapabilityCalls(this, this.#time);
    this.#clock = settings.clock === 'host' ? new HostClock() : undefined;
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
    return this.calls.isInside;
  }

  get image(): CodeImage | undefined {
    return this.#image;
  }

  get isResident(): boolean {
    return this.#lease !== undefined;
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

  get isIdle(): boolean {
    return !this.#running && !this.isReady();
  }

  isReady(): boolean {
    if (this.#over || this.#paused !== 'no' || this.#image === undefined) return false;
    return this.#active || !this.#inbox.isEmpty;
  }

  /** The header where it is now; undefined before the first run. */
  header(): HeaderAccess | undefined {
    if (this.#lease !== undefined) {
      this.#lease.check();
      return leaseHeader(this.#lease);
    }
    return this.#parked;
  }

  /** The lease, made resident first; undefined when there is nothing to run yet. @throws VmError CORE_FAULT */
  resident(): Lease | undefined {
    if (this.#image === undefined || this.#over) return undefined;
    const lease = this.#resident(this.#image);
    this.#atRest();
    return lease;
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
    this.calls.functions = functions;
    this.context = {
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
      message = encodeArguments(args, this.settings, this.foreign);
    } catch (error) {
      task.fail(error);
      return;
    }
    this.tasks.set(task.id, task);
    this.post(Inbox.START, task.id, slot, message);
  }

  cancelTask(task: Task<any>, code: VmErrorCode): void {
    if (task.cancelCode !== undefined || task.isOver) return;
    if (this.#inbox.withdrawStart(task.id)) {
      this.#taskOver(task);
      task.fail(new VmError(code));
      return;
    }
    task.cancelCode = code;
    this.#inbox.cancel(task.id);
    this.#woken();
  }

  stackOf(task: Task<any>): string {
    const image = this.#image;
    if (image === undefined || this.#runningTask() !== task.id) return '';
    const lease = this.#residentOrOver(image);
    if (lease === undefined) return '';
    this.#atRest();
    return guestStack(lease, image);
  }

  statusOf(task: Task<any>): 'ready' | 'running' | 'blocked' {
    if (this.#inbox.holdsStart(task.id)) return 'ready';
    const header = this.header();
    if (header === undefined || header.u32(H_PC) === 0) return 'blocked';
    return this.#active && header.u32(H_FP) !== 0 && this.#runningTask() === task.id
      ? 'running'
      : 'blocked';
  }

  #runningTask(): number {
    return this.header()?.u32(H_TASK_ID) ?? -1;
  }

  failedUnheard(task: Task<any>, error: unknown): void {
    this.#events.taskFailedUnheard(task, error);
  }

  // ---- Pause, limits, end ----

  /** Stops scheduling; resolves when nothing of the Vm is on the JavaScript stack. */
  pause(): Promise<void> {
    if (!this.#over && this.#paused === 'no') {
      this.#paused = 'host';
      this.#time.stop();
      this.#atRest();
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
    if (tasks.length > 0) this.tasks.clear();
    this.#inbox.clear();
    this.calls.clear();
    this.#clock?.stop();
    this.foreign.clear();
    const code = error?.code ?? 'TERMINATED';
    const cause = error?.cause === undefined ? undefined : { cause: error.cause };
    for (const task of tasks) task.fail(new VmError(code, undefined, cause));
    if (!this.#running) this.#release();
    this.#events.over(error);
  }

  #release(): void {
    const lease = this.#lease;
    if (this.#parked !== undefined) this.#remember(this.#parked);
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

  /** Idle, it will be parked before long. */
  #atRest(): void {
    if (this.#lease !== undefined && this.isIdle) this.#pool.atRest();
  }

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

  /** The lease; undefined when the platform has no memory for it, which ends the Vm. */
  #residentOrOver(image: CodeImage): Lease | undefined {
    try {
      return this.#resident(image);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const detail = 'the platform has no memory left';
      this.end(new VmError('OUT_OF_MEMORY', detail, { cause: error }));
      return undefined;
    }
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
      const lease = this.#residentOrOver(this.#image!);
      if (lease !== undefined) work = this.#drive(lease, Math.min(Math.floor(steps), MAX_RUN));
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
    if (!this.isReady()) this.#time.stop();
    this.#atRest();
    if (this.#waiters.length > 0) {
      for (const waiter of this.#waiters.splice(0)) waiter();
    }
  }

  #drive(lease: Lease, steps: number): number {
    this.#clock?.tick(lease);
    const begun = region.steps(lease);
    let collections = 0;
    let collecting = 0;
    while (!this.#over && this.#paused === 'no' && !this.#moving) {
      const done = region.steps(lease) - begun;
      const left = steps - done - collections * COLLECTION_CHUNK_STEPS;
      if (left <= 0) break;
      if (!this.#inbox.isEmpty) {
        this.#active = true;
        if (this.#inbox.flush(lease) === Placed.COLLECTING) {
          collections++;
          continue;
        }
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
      if (status === Status.HOST_CALL) this.calls.serve(lease);
      else {
        this.#deliver(lease);
        if (status === Status.IDLE) {
          this.#active = false;
          if (this.#inbox.isEmpty) break;
        } else if (status === Status.TASK_OUT_OF_MEMORY) this.#outOfMemory(lease);
        else if (status === Status.OUT_OF_MEMORY) this.end(new VmError('OUT_OF_MEMORY'));
        else if (status === Status.FAULT) throw new Error('the region contradicts itself');
      }
    }
    // While a collection is open, messages are on the move.
    if (!this.#over && collecting === 0) this.#deliver(lease);
    if (!this.#over && !this.#active) this.#clock?.setAlarm(lease, this.#wakeForTimer);
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
    if (this.settings.timeoutMs !== Number.POSITIVE_INFINITY) this.#time.start();
    this.#events.wake();
  }

  readonly #wakeForTimer = (): void => {
    this.#active = true;
    this.#woken();
  };

  #checkTime(): void {
    if (!this.#time.isRunning || this.#time.total() <= this.settings.timeoutMs) return;
    if (this.settings.limitScope !== 'task') {
      this.end(new VmError('TIMEOUT'));
      return;
    }
    this.#time.reset();
    for (const task of [...this.tasks.values()]) this.cancelTask(task, 'TIMEOUT');
  }

  // ---- Into the region ----

  /** Puts an entry into the region at once when that is at rest, else queues it with a copy of its bytes. */
  post(kind: Inbox, id: number, extra: number, message: Uint8Array): void {
    const lease = this.#lease;
    try {
      lease?.check();
      if (
        lease !== undefined &&
        !this.#running &&
        this.#inbox.postNow(lease, { kind, id, extra, message })
      ) {
        this.#active = true;
      } else this.#inbox.post({ kind, id, extra, message: message.slice() });
    } catch (error) {
      this.#fault(error);
      return;
    }
    this.#woken();
  }

  answerWith(lease: Lease, kind: AnswerKind, bytes: Uint8Array): void {
    this.#inbox.answer(lease, kind, bytes);
  }

  startRefused(task: Task<any>): void {
    this.#taskOver(task);
    task.fail(new VmError('OUT_OF_MEMORY', 'the arguments do not fit'));
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
    return region.readMessage(lease, tag, address, this.settings, this.context);
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
