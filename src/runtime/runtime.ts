/** A Runtime: the Vms of an application, and when each of them runs. */

import { VmError } from '../vm/errors';
import type { RestoreRuntimeOptions } from '../vm/process-snapshot';
import type { SnapshotOptions } from '../vm/snapshots';
import type { Vm } from '../vm/vm';
import { type Core, coreFrom, defaultCore } from './core';
import { FairQueue, type Runnable } from './fair-queue';
import { IdleParking } from './idle';
import { LeasePool, type LeaseStats } from './leases';
import { Link, Ring } from './ring';
import { type TurnTaker, threadTurns } from './turns';

export interface RuntimeOptions {
  /** Worker threads; only 0 is built: Vms run in the calling thread, between turns of its event loop. Default 0. */
  workers?: number;
  /** Milliseconds that Vms run before the event loop has its turn. Default 1. */
  sliceMs?: number;
  /** Steps a Vm runs before the next one has its turn. Default 20,000. */
  quantumSteps?: number;
  /** Nothing happens by itself: `vm.step(n)` runs a Vm, and idle Vms stay in their memories. Default false. */
  manual?: boolean;
  /** Memories kept at once; Vms beyond are parked as bytes, and so are, unless `manual`, those that were idle for 0.1 to 0.2 s. Default 64. */
  maxLeases?: number;
  /** A core of the caller's own instead of the one in the package. */
  wasm?: BufferSource | WebAssembly.Module;
}

export interface RuntimeStats {
  vms: number;
  /** Vms that have something to run. */
  ready: number;
  /** Vms whose bytes lie in a memory, and those that are parked. */
  resident: number;
  parked: number;
  parkedBytes: number;
  leases: LeaseStats;
}

/** What a Runtime needs of a Vm's engine. @internal */
export interface Schedulable extends Runnable {
  readonly isResident: boolean;
  readonly parkedBytes: number;
}

/** A Vm in its Runtime. @internal */
export class Member extends Link {
  readonly vm: Vm;
  readonly engine: Schedulable;

  constructor(vm: Vm, engine: Schedulable) {
    super();
    this.vm = vm;
    this.engine = engine;
  }
}

interface NumberOption {
  least: number;
  greatest: number;
  otherwise: number;
}

const numbers: Record<'sliceMs' | 'quantumSteps' | 'maxLeases', NumberOption> = {
  sliceMs: { least: 0.1, greatest: 1000, otherwise: 1 },
  quantumSteps: { least: 1, greatest: 10_000_000, otherwise: 20_000 },
  maxLeases: { least: 1, greatest: 10_000, otherwise: 64 },
};
const known = ['workers', 'sliceMs', 'quantumSteps', 'manual', 'maxLeases', 'wasm'];

function numberOption(options: RuntimeOptions, name: keyof typeof numbers): number {
  const { least, greatest, otherwise } = numbers[name];
  const value = options[name];
  if (value === undefined) return otherwise;
  if (typeof value === 'number' && value >= least && value <= greatest) return value;
  throw new RangeError(
    `option ${name} must be a number from ${least} to ${greatest}, not ${String(value)}`,
  );
}

let shared: Runtime | undefined;

/** Schedules Vms. `Runtime.default` is used when a Vm names none. */
export class Runtime implements TurnTaker {
  /** The Runtime of Vms that name none. */
  static get default(): Runtime {
    shared ??= new Runtime();
    return shared;
  }

  readonly sliceMs: number;
  readonly quantumSteps: number;
  readonly manual: boolean;
  readonly #members = new Ring<Member>();
  readonly #queue = new FairQueue<Schedulable>();
  readonly #maxLeases: number;
  readonly #wasm: BufferSource | WebAssembly.Module | undefined;
  #pool: LeasePool | undefined;
  #idle: IdleParking | undefined;
  #requested = false;
  /** Snapshots being taken: nothing runs meanwhile. */
  #held = 0;
  #closed = false;

  /** @throws RangeError that names a bad option, VmError NOT_SUPPORTED for workers */
  constructor(options: RuntimeOptions = {}) {
    for (const name of Object.keys(options)) {
      if (!known.includes(name)) throw new RangeError(`there is no Runtime option ${name}`);
    }
    if (options.workers !== undefined && options.workers !== 0) {
      throw new VmError('NOT_SUPPORTED', 'Runtime option workers other than 0');
    }
    this.sliceMs = numberOption(options, 'sliceMs');
    this.quantumSteps = numberOption(options, 'quantumSteps');
    this.#maxLeases = numberOption(options, 'maxLeases');
    this.manual = options.manual === true;
    this.#wasm = options.wasm;
  }

  /** The Vms that live here. */
  get vms(): ReadonlySet<Vm> {
    return new Set([...this.#members].map((member) => member.vm));
  }

  getStats(): RuntimeStats {
    let resident = 0;
    let parkedBytes = 0;
    let parked = 0;
    let ready = 0;
    for (const { engine } of this.#members) {
      if (engine.isReady()) ready++;
      if (engine.isResident) resident++;
      else if (engine.parkedBytes > 0) parked++;
      parkedBytes += engine.parkedBytes;
    }
    return {
      vms: this.#members.size,
      ready,
      resident,
      parked,
      parkedBytes,
      leases: this.#pool?.getStats() ?? { held: 0, free: 0, bytes: 0, evictions: 0 },
    };
  }

  /**
   * All Vms with their state, each program once, and the order in which they have their turns.
   * @param options as of `vm.snapshot`
   * @throws VmError as `vm.snapshot` does
   */
  async snapshot(options?: SnapshotOptions): Promise<Uint8Array> {
    // What is to be in it is what is now.
    this.#held++;
    try {
      const { snapshotRuntime } = await import('../vm/process-snapshot');
      return snapshotRuntime(this, options);
    } finally {
      this.#held--;
      if (this.#queue.size > 0) this.#request();
    }
  }

  /**
   * A new Runtime that goes on from a snapshot of one: the same Vms with the limits they had, in the same order.
   * @throws VmError BAD_SNAPSHOT with the reason, NO_CAPABILITY, BAD_BYTECODE
   */
  static async restore(bytes: Uint8Array, options?: RestoreRuntimeOptions): Promise<Runtime> {
    const { restoreRuntime } = await import('../vm/process-snapshot');
    return restoreRuntime(bytes, options);
  }

  /** @throws VmError NOT_SUPPORTED */
  tenant(): never {
    throw new VmError('NOT_SUPPORTED', 'Runtime.tenant');
  }

  /** Terminates all Vms and gives up their memories. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { vm } of [...this.#members]) vm.terminate();
    this.#idle?.stop();
    this.#pool?.clear();
    if (this.#requested) threadTurns().cancel(this);
    this.#requested = false;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  // ---- For its Vms ----

  /** @internal */
  get pool(): LeasePool {
    if (this.#pool === undefined) {
      const core: Core = this.#wasm === undefined ? defaultCore() : coreFrom(this.#wasm);
      this.#pool = new LeasePool(core, this.#maxLeases, () => this.#idle?.notice());
      if (!this.manual) this.#idle = new IdleParking(this.#pool, this.sliceMs);
    }
    return this.#pool;
  }

  /** @internal */
  register(vm: Vm, engine: Schedulable): Member {
    if (this.#closed) throw new VmError('TERMINATED', 'the Runtime is closed');
    const member = new Member(vm, engine);
    this.#members.add(member);
    return member;
  }

  /** @internal */
  unregister(member: Member): void {
    if (this.#members.remove(member)) this.#queue.remove(member.engine);
  }

  /** Vms that have something to run, in the order of their turns. @internal */
  turnOrder(): Vm[] {
    const vms = new Map([...this.#members].map(({ engine, vm }) => [engine, vm]));
    return this.#queue.order().map((engine) => vms.get(engine)!);
  }

  /** These Vms have their turns first, in this order. @internal */
  arrange(vms: readonly Vm[]): void {
    const engines = new Map([...this.#members].map(({ engine, vm }) => [vm, engine]));
    const first = vms.map((vm) => engines.get(vm)!).filter((engine) => engine.isReady());
    const order = new Set([...first, ...this.#queue.order()]);
    this.#queue.clear();
    for (const engine of order) this.schedule(engine);
  }

  /** The Vm has something to run. @internal */
  schedule(engine: Schedulable): void {
    if (this.manual || this.#closed) return;
    this.#queue.add(engine);
    this.#request();
  }

  #request(): void {
    if (this.#requested || this.#held > 0 || this.#closed) return;
    this.#requested = true;
    threadTurns().request(this);
  }

  /** @internal */
  runQuantum(): boolean {
    this.#requested = this.#held === 0 && this.#queue.runNext(this.quantumSteps);
    return this.#requested;
  }
}
