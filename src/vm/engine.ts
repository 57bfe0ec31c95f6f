/**
 * The engine of a Vm: drives its region. It puts inbox entries in, calls `run` for the steps it is given, serves host calls,
 * takes the outbox out, and keeps the limits that are judged on the host (steps, time, host calls).
 */

import {
  H_CLOCK,
  H_CLOCK_MODE,
  H_COLLECTIONS,
  H_DETAIL,
  H_EPOCH,
  H_FP,
  H_PC,
  H_TASK_ID,
  Status,
} from '../../assembly/memory-map';
import { Failure, Inbox, Outbox } from '../../assembly/messages';
import type { CodeImage } from '../bytecode/code-image';
import type { HostFunction } from '../capabilities/resolve';
import type { DecodeContext } from '../marshal/decode';
import { encodeArguments } from '../marshal/encode';
import { ForeignTable } from '../marshal/foreign';
import { Queueing, type Runnable } from '../runtime/fair-queue';
import { type Lease, type LeaseOwner, type LeasePool, maximumPagesFor } from '../runtime/leases';
import type { CancelCode } from '../snapshot/host-state';
import { type CallOwner, CapabilityCalls } from './capability-calls';
import { CollectionTime } from './collection-time';
import { MarshalError, VmError } from './errors';
import { failureError } from './failures';
import type { Call } from './host-calls';
import { HostClock } from './host-clock';
import { type AnswerKind, HostInbox, type InboxOwner, Placed } from './inbox';
import type { RegionObserver } from './observer';
import type { Limits, VmSettings } from './options';
import { canPark, initializeRegion, isCollecting, type ParkedImage, parkRegion } from './parking';
import * as region from './region';
import { RegionReader } from './region-reader';
import { relocate } from './relocate';
import { RunningTime } from './running-time';
import {
  type HeaderAccess,
  heapBytesUsed,
  leaseHeader,
  writeLimits,
  writeMaxHeapBytes,
  writeSettings,
} from './settings';
import type { Task, TaskHost } from './task';
import { stackLine, taskStack } from './task-stacks';

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

/** A host call that was in flight when an image was made. */
export interface RestoredCall {
  readonly call: Call;
  readonly kind: 'call' | 'promise';
  /** Index of its function. */
  readonly capability: number;
  /** It is made again, fails, or is the host's to answer. */
  readonly fate: 'reissue' | 'reject' | 'hold';
  /** Its arguments cannot be read: why it fails. */
  readonly failure: unknown;
}

/** What goes with an image into the engine. */
export interface Adoption {
  readonly calls: readonly RestoredCall[];
  readonly seed: number | undefined;
  readonly tasks: readonly Task<any>[];
  readonly hostCalls: number;
  /** What the clock of the guest shows now, in milliseconds since 1970. */
  readonly now: number | undefined;
}

/** Steps that a chunk of collection counts as in the fair queue: it takes about as long. */
const COLLECTION_CHUNK_STEPS = 20_000;
/** Steps that a cancelled Task may still run (RULES 21), when the whole Vm has none left. */
const CANCEL_GRACE_STEPS = 100_000;
const MAX_RUN = 0x7fffffff;

const contradiction = () => new Error('the region contradicts itself');

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
  /** Number of the last Task. */
  lastTask = 0;
  /** Told of what goes into the region. */
  observer: RegionObserver | undefined;
  readonly #time = new RunningTime();
  readonly #collections = new CollectionTime();
  readonly #inbox = new HostInbox(this, this.#collections);
  /** With `clock: 'host'`. */
  #clock: HostClock | undefined;
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
  /** The core was left in the middle of an instruction, for memory or long work: nothing goes in before it has ended. */
  #midway = false;
  /** The region has left a synchronous call whose function has not run yet. */
  #unserved = false;
  /** Limits were changed and are not in the region yet; the greatest heap, when it was named. */
  #newLimits: { maxHeapBytes: number | undefined } | undefined;
  /** The lease is too small for a new cap, or the code has grown: move to another at the next rest. */
  #moving = false;
  /** Calls of a restored region that are to be made again, or fail, when it runs. */
  #restoredCalls: readonly RestoredCall[] | undefined;
  /** Of a restored region that is in no memory yet. */
  #newSeed: number | undefined;
  /** The region waits in a synchronous host call that was in flight when its image was made, and that the host holds. */
  #held = false;
  /** The code image to move to. */
  #grown: CodeImage | undefined;
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

  /** Longest time that one collection kept the Vm from running, in milliseconds. */
  get pauseMsMax(): number {
    return this.#collections.longest;
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
    if (this.#over || this.#paused !== 'no' || this.#image === undefined || this.#held)
      return false;
    return this.#active || !this.#inbox.isEmpty;
  }

  /** @internal For a replay, which puts in what was recorded. */
  get inbox(): HostInbox {
    return this.#inbox;
  }

  /** The header where it is now; undefined before the first run. */
  header(): HeaderAccess | undefined {
    if (this.#lease !== undefined) {
      this.#lease.check();
      return leaseHeader(this.#lease);
    }
    return this.#parked;
  }

  /** Has the region left a synchronous call to the host, which has not answered yet? */
  get waitsForHost(): boolean {
    return this.inCapability || this.#unserved || this.calls.pending.current !== undefined;
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
      this.#collections.finish(lease);
    } catch (error) {
      this.fault(error);
    }
  }

  // ---- The program ----

  /** The code to run: another image than before holds the same program, and modules that were loaded since. */
  load(image: CodeImage, functions: readonly HostFunction[]): void {
    if (image === (this.#grown ?? this.#image)) return;
    this.#refersTo(image, functions);
    if (this.#lease === undefined && this.#parked === undefined) {
      this.#image = image;
      return;
    }
    this.#grown = image;
    this.#moveWhenAtRest();
  }

  /** What numbers in messages of the region stand for. */
  #refersTo(image: CodeImage, functions: readonly HostFunction[]): void {
    this.calls.functions = functions;
    this.context = {
      foreign: this.foreign,
      frame: (address) => stackLine(image, address),
    };
  }

  /** Queues the start of a Task; the arguments are marshalled now. @param global offset of the function among the globals */
  startTask(task: Task<any>, global: number, args: readonly unknown[]): void {
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
    this.post(Inbox.START, task.id, global, message);
  }

  cancelTask(task: Task<any>, code: CancelCode): void {
    if (task.cancelCode !== undefined || task.isOver) return;
    if (this.#inbox.withdrawStart(task.id)) {
      this.observer?.startGone(task.id);
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
    const reader = image === undefined ? undefined : this.#reader(image);
    return reader === undefined ? '' : taskStack(reader, image!, task.id);
  }

  /** What lies in the region; a parked Vm is looked at where it is, and takes nobody's lease for it. */
  #reader(image: CodeImage): RegionReader | undefined {
    if (this.#parked !== undefined) return this.#parked.reader(image);
    const lease = this.#lease;
    if (lease === undefined) return undefined;
    lease.check();
    if (isCollecting(lease)) this.collectAll();
    return this.#lease === lease ? RegionReader.ofLease(lease) : undefined;
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
    const maxHeapBytes = limits.maxHeapBytes ?? this.#newLimits?.maxHeapBytes;
    this.#newLimits = this.header() === undefined ? undefined : { maxHeapBytes };
    if (this.#isBetween) this.#writeLimits();
    const lease = this.#lease;
    if (lease !== undefined && this.#image !== undefined) {
      const pages = maximumPagesFor(this.#image, this.settings.maxHeapBytes);
      if (pages > lease.maximumPages) this.#moveWhenAtRest();
    }
    if (this.#paused === 'budget' && this.#budgetLeft() > 0) this.resume();
  }

  /** Limits that were changed go into the region. */
  #writeLimits(): void {
    const changed = this.#newLimits;
    const header = this.header();
    this.#newLimits = undefined;
    if (changed === undefined || header === undefined) return;
    const { maxHeapBytes } = changed;
    writeLimits(header, this.settings);
    if (maxHeapBytes !== undefined) this.resident()?.core.setMaxHeapBytes(maxHeapBytes);
    this.observer?.limits(this.settings, maxHeapBytes);
  }

  #moveWhenAtRest(): void {
    this.#moving = true;
    if (!this.#running && this.#isBetween) this.#move();
  }

  #move(): void {
    this.#moving = false;
    this.park();
    const [image, grown, parked] = [this.#image, this.#grown, this.#parked];
    if (image === undefined || grown === undefined || parked === undefined) return;
    try {
      this.#parked = relocate(parked, image, grown);
      this.#image = grown;
      this.#grown = undefined;
      this.observer?.grown();
    } catch (error) {
      this.fault(error);
    }
  }

  /** Are objects on the move? Then nothing is put in, and nothing is moved as a whole. */
  #isCollecting(): boolean {
    return this.#lease !== undefined && isCollecting(this.#lease);
  }

  /** Stands the region between two instructions, with nothing on the move? What goes into it goes in here. */
  get #isBetween(): boolean {
    return !this.#midway && !this.#isCollecting() && !this.#inbox.makesRoom;
  }

  #budgetLeft(): number {
    const header = this.header();
    return this.settings.maxStepBudget - (header?.steps() ?? 0);
  }

  /** Ends the Vm: every Task rejects. `error` undefined: it was terminated. */
  end(error: VmError | undefined): void {
    if (this.#over) return;
    this.observer?.over(error?.code ?? 'TERMINATED');
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
      this.#parked = parkRegion(lease, image, this.isReady() ? undefined : this.#collections);
    } catch (error) {
      this.fault(error);
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
    // A heap may lie above a cap that was lowered: it is judged at its next checkpoint.
    const bytes = Math.max(this.settings.maxHeapBytes, this.#parked?.byteLength ?? 0);
    const lease = this.#pool.acquire(this, image, maximumPagesFor(image, bytes));
    this.#lease = lease;
    if (this.#parked !== undefined) {
      this.#parked.restore(lease, image);
      this.#parked = undefined;
      if (this.#newSeed !== undefined) lease.core.seedRandom(this.#newSeed);
      this.#newSeed = undefined;
    } else {
      initializeRegion(lease, image, this.settings.maxHeapBytes);
      writeSettings(lease, this.settings);
    }
    lease.check();
    return lease;
  }

  // ---- Images ----

  /**
   * The whole state as bytes, collected, with nothing of it left on the host but what `HostState` says.
   * @throws VmError VM_BUSY, TERMINATED, CORE_FAULT
   */
  takeImage(): ParkedImage {
    if (this.#running && !this.inCapability) throw new VmError('VM_BUSY', 'snapshot');
    const image = this.#image;
    const lease = this.resident();
    if (image === undefined || lease === undefined) throw this.#gone();
    try {
      this.#finishInstruction(lease);
      if (!this.#over) {
        if (isCollecting(lease)) this.#collections.finish(lease);
        this.deliver(lease);
        if (!this.#inbox.isEmpty) this.#active = true;
      }
      while (!this.#inbox.isEmpty && !this.#over) this.#inbox.flush(lease);
      if (!this.#over) {
        this.#writeLimits();
        if (this.#clock !== undefined && !this.#running) this.#setClock(lease, this.#clock.read());
        this.observer?.image();
        this.#collections.finish(lease);
        // The collector has found what it cannot go through.
        if (isCollecting(lease)) throw contradiction();
        lease.core.settle();
        const parked = parkRegion(lease, image, undefined);
        return this.#grown === undefined ? parked : relocate(parked, image, this.#grown);
      }
    } catch (error) {
      this.fault(error);
    }
    throw this.#gone();
  }

  /** Of a place in the middle of an instruction there is more than one image: the instruction goes on to its end. */
  #finishInstruction(lease: Lease): void {
    while (this.#midway && !this.#over) {
      if (isCollecting(lease)) this.#collections.finish(lease);
      if (this.enter(lease, 1) === Status.HOST_CALL) this.#unserved = true;
    }
  }

  #gone(): VmError {
    return new VmError('TERMINATED', undefined, this.#overReason && { cause: this.#overReason });
  }

  /** Ends an epoch: its Tasks reject, its answers are dropped. The next one begins with `adopt`. */
  begin(
    image: CodeImage,
    functions: readonly HostFunction[],
    foreignCount: number,
    foreign: ((id: number) => object) | undefined,
  ): void {
    const old = [...this.tasks.values()];
    this.observer?.over(undefined);
    this.tasks.clear();
    this.#inbox.clear();
    this.calls.clear();
    this.#clock?.stop();
    this.#release();
    this.#midway = false;
    this.#unserved = false;
    this.#newLimits = undefined;
    this.#image = image;
    this.#grown = undefined;
    this.#refersTo(image, functions);
    this.foreign.restart(foreignCount, foreign);
    for (const task of old) task.fail(new VmError('TERMINATED', 'the Vm was restored'));
  }

  /** Goes on from an image, which has been verified. @param parked its header is this engine's own */
  adopt(parked: ParkedImage, restored: Adoption): void {
    this.calls.total = restored.hostCalls;
    for (const task of restored.tasks) this.tasks.set(task.id, task);
    writeLimits(parked, this.settings);
    writeMaxHeapBytes(parked, this.settings.maxHeapBytes);
    // Addresses are new to whoever has kept any: a restored region counts as collected.
    parked.setF64(H_COLLECTIONS, parked.f64(H_COLLECTIONS) + 1);
    if (restored.now !== undefined) parked.setF64(H_EPOCH, restored.now - parked.f64(H_CLOCK));
    this.#clock = parked.u32(H_CLOCK_MODE) === 0 ? undefined : new HostClock(parked.f64(H_CLOCK));
    this.#parked = parked;
    this.#newSeed = restored.seed;
    this.#restoredCalls = restored.calls;
    this.#held = false;
    this.#moving = false;
    for (const { call, kind, fate } of restored.calls) {
      this.calls.hold(call, kind);
      if (kind === 'call') this.#held = fate === 'hold';
    }
    this.#active = true;
    if (this.#paused === 'budget') this.#paused = 'no';
    this.#woken();
  }

  /** Calls that were in flight are made again, or fail. */
  #settleRestored(lease: Lease, calls: readonly RestoredCall[]): void {
    this.#restoredCalls = undefined;
    for (const restored of calls) {
      if (this.#over) return;
      if (restored.fate !== 'hold') this.calls.goOn(lease, restored);
    }
  }

  /** Answers a call in flight in the place of its function. False when there is no such call. */
  answerCall(id: number, value: unknown, failed: boolean): boolean {
    if (this.#over) return false;
    if (!this.calls.holds(id)) return this.calls.settleById(id, value, failed);
    const lease = this.resident();
    if (lease === undefined) return false;
    this.calls.answerHeld(lease, value, failed);
    this.#held = false;
    this.#woken();
    return true;
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
      this.fault(error);
    } finally {
      this.#running = false;
      this.#settleDown();
    }
    return work;
  }

  #settleDown(): void {
    if (this.#over) this.#release();
    else if (this.#moving && this.#isBetween) this.#move();
    else this.#checkTime();
    if (!this.isReady()) this.#time.stop();
    this.#atRest();
    if (this.#waiters.length > 0) {
      for (const waiter of this.#waiters.splice(0)) waiter();
    }
  }

  #drive(lease: Lease, steps: number): number {
    if (this.#unserved) this.#serve(lease);
    if (this.#restoredCalls !== undefined) this.#settleRestored(lease, this.#restoredCalls);
    if (this.#clock !== undefined && !this.#midway) this.#setClock(lease, this.#clock.tick());
    const begun = region.steps(lease);
    let collections = 0;
    while (!this.#over && this.#paused === 'no' && !(this.#moving && this.#isBetween)) {
      const done = region.steps(lease) - begun;
      const left = steps - done - collections * COLLECTION_CHUNK_STEPS;
      if (left <= 0) break;
      if (!this.#midway && !this.#inbox.isEmpty) {
        this.#active = true;
        if (this.#inbox.flush(lease) === Placed.COLLECTING) {
          collections++;
          continue;
        }
      }
      if (this.#newLimits !== undefined && this.#isBetween) this.#writeLimits();
      const fuel = this.#fuel(lease, left);
      if (fuel <= 0) break;
      if (isCollecting(lease)) {
        collections++;
        if (!this.#collections.chunk(lease) && isCollecting(lease)) throw contradiction();
        continue;
      }
      const status = this.enter(lease, fuel);
      if (status === Status.GC_WORK) collections++;
      else if (status === Status.HOST_CALL) this.#serve(lease);
      else if (status === Status.IDLE && this.#inbox.isEmpty) break;
    }
    // While a collection is open, messages are on the move.
    if (!this.#over && !isCollecting(lease)) this.deliver(lease);
    if (!this.#over && !this.#active) this.#clock?.setAlarm(lease, this.#wakeForTimer);
    return region.steps(lease) - begun + collections * COLLECTION_CHUNK_STEPS;
  }

  /** One entry into the core, and what it leaves for the host except for a call. */
  enter(lease: Lease, fuel: number): Status {
    const begun = region.steps(lease);
    const status: Status = lease.core.run(fuel);
    lease.check();
    const endedEarly = status === Status.FUEL && region.steps(lease) - begun < fuel;
    this.#midway = status === Status.GC_WORK || endedEarly;
    if (status === Status.GC_WORK || status === Status.HOST_CALL) return status;
    this.deliver(lease);
    if (status === Status.IDLE) this.#active = false;
    else if (status === Status.TASK_OUT_OF_MEMORY) this.#outOfMemory(lease);
    else if (status === Status.OUT_OF_MEMORY) this.end(new VmError('OUT_OF_MEMORY'));
    else if (status === Status.FAULT) throw contradiction();
    return status;
  }

  #serve(lease: Lease): void {
    this.#unserved = false;
    this.calls.serve(lease);
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

  /** The core has failed: the Vm is over. */
  fault(cause: unknown): void {
    const detail = cause instanceof Error ? cause.message : String(cause);
    this.end(new VmError('CORE_FAULT', detail, { cause }));
  }

  // ---- Time ----

  #woken(): void {
    if (!this.isReady()) return;
    if (this.settings.timeoutMs !== Number.POSITIVE_INFINITY) this.#time.start();
    this.#events.wake();
  }

  #setClock(lease: Lease, value: number): void {
    lease.f64[H_CLOCK >>> 3] = value;
    this.observer?.clock(value);
  }

  /** The clock of the host stands at this time, and goes on from it when the Vm next runs by itself. */
  stopClock(lease: Lease, value: number): void {
    this.#clock?.stop();
    this.#clock = new HostClock(value);
    this.#setClock(lease, value);
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
        !this.#midway &&
        this.#inbox.postNow(lease, { kind, id, extra, message })
      ) {
        this.#active = true;
      } else this.#inbox.post({ kind, id, extra, message: message.slice() });
    } catch (error) {
      this.fault(error);
      return;
    }
    this.#woken();
  }

  answerWith(lease: Lease, kind: AnswerKind, bytes: Uint8Array): void {
    this.#inbox.answer(lease, kind, bytes);
  }

  startRefused(task: Task<any>): void {
    this.observer?.startGone(task.id);
    this.#taskOver(task);
    task.fail(new VmError('OUT_OF_MEMORY', 'the arguments do not fit'));
  }

  // ---- Outbox ----

  /** Takes out what the region has to say of its Tasks. */
  deliver(lease: Lease): void {
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
