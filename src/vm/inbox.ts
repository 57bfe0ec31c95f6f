/**
 * What the host has for a Vm and the region has not yet: entries of the inbox, cancels, the answer of a host call.
 * They go in as soon as the region is at rest, and memory for them is made a chunk of collection at a time.
 */
import { H_HOST_REQUEST } from '../../assembly/memory-map';
import { Answer, Inbox } from '../../assembly/messages';
import type { Lease } from '../runtime/leases';
import type { CollectionTime } from './collection-time';
import { VmError } from './errors';
import type { RegionObserver } from './observer';
import { isCollecting } from './parking';
import * as region from './region';
import type { Task } from './task';

export interface InboxEntry {
  kind: Inbox;
  id: number;
  extra: number;
  message: Uint8Array | undefined;
}

/** What became of something that was to be put in. */
export const enum Placed {
  DONE,
  /** A chunk of collection was done for it: once more. */
  COLLECTING,
  REFUSED,
}

/** Room for what is to be put in next. */
const enum Room {
  UNKNOWN,
  /** It was refused: room is being made. */
  WANTED,
  /** All that can be done was done. */
  MADE,
}

export type AnswerKind = Answer.MESSAGE | Answer.THROW;

/** Ending.CANCELLED of assembly/tasks.ts: why it is, the Task itself knows. */
const CANCELLED = 1;

/** What the inbox asks of its Vm. */
export interface InboxOwner {
  readonly tasks: ReadonlyMap<number, Task<any>>;
  readonly observer: RegionObserver | undefined;
  /** Takes out what the region has to say. */
  deliver(lease: Lease): void;
  /** There is no memory for the arguments of a Task. */
  startRefused(task: Task<any>): void;
  /** There is no memory even for the smallest message. */
  end(error: VmError): void;
}

export class HostInbox {
  readonly #owner: InboxOwner;
  readonly #collections: CollectionTime;
  #entries: InboxEntry[] = [];
  /** Tasks to cancel: RULES 18, a cancel waits for nobody. */
  #cancels: number[] = [];
  #answer: { kind: AnswerKind; bytes: Uint8Array } | undefined;
  #room = Room.UNKNOWN;

  constructor(owner: InboxOwner, collections: CollectionTime) {
    this.#owner = owner;
    this.#collections = collections;
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0 && this.#cancels.length === 0 && this.#answer === undefined;
  }

  /** Was something refused for which memory is being made? */
  get makesRoom(): boolean {
    return this.#room !== Room.UNKNOWN;
  }

  /** Is the start of this Task still here? */
  holdsStart(id: number): boolean {
    return this.#entries.some((entry) => entry.kind === Inbox.START && entry.id === id);
  }

  /** Takes the start of a Task out again; false when the region has it. */
  withdrawStart(id: number): boolean {
    const index = this.#entries.findIndex((entry) => entry.kind === Inbox.START && entry.id === id);
    if (index >= 0) this.#entries.splice(index, 1);
    return index >= 0;
  }

  cancel(id: number): void {
    this.#cancels.push(id);
  }

  /** Puts an entry in at once if the region, at rest, has room and nothing waits before it. */
  postNow(lease: Lease, entry: InboxEntry): boolean {
    if (!this.isEmpty || isCollecting(lease)) return false;
    const done = this.put(lease, entry) !== 0;
    lease.check();
    if (!done) this.#room = Room.WANTED;
    return done;
  }

  /** Keeps an entry until `flush`; its bytes must be its own. */
  post(entry: InboxEntry): void {
    this.#entries.push(entry);
  }

  /** Answers the host call that the region waits in; when memory must be made first, `flush` goes on with it. */
  answer(lease: Lease, kind: AnswerKind, bytes: Uint8Array): void {
    if (isCollecting(lease) || this.putAnswer(lease, kind, bytes) === 0) {
      this.#answer = { kind, bytes: bytes.slice() };
    }
  }

  clear(): void {
    this.#entries = [];
    this.#cancels = [];
    this.#answer = undefined;
  }

  /** Puts in what waits: the answer, then cancels, then the entries in order. */
  flush(lease: Lease): Placed.DONE | Placed.COLLECTING {
    const answer = this.#answer;
    if (answer !== undefined) {
      const { kind, bytes } = answer;
      const placed = this.#try(lease, () => this.putAnswer(lease, kind, bytes));
      if (placed === Placed.COLLECTING) return placed;
      this.#answer = undefined;
      if (placed === Placed.REFUSED) {
        region.answerKind(lease, Answer.REFUSED);
        this.#owner.observer?.answered(lease);
      }
    }
    while (this.#cancels.length > 0) {
      const placed = this.#try(lease, () => this.putCancel(lease, this.#cancels[0]!));
      if (placed === Placed.COLLECTING) return placed;
      this.#cancels.shift();
      // What cannot even be cancelled for want of memory ends with the Vm.
      if (placed === Placed.REFUSED) this.#owner.end(new VmError('OUT_OF_MEMORY'));
    }
    while (this.#entries.length > 0) {
      const entry = this.#entries[0]!;
      const placed = this.#try(lease, () => this.put(lease, entry));
      if (placed === Placed.COLLECTING) return placed;
      this.#entries.shift();
      if (placed === Placed.REFUSED) this.#refused(entry);
    }
    return Placed.DONE;
  }

  // ---- Into the region, or 0: memory must be made first ----

  /** An entry. */
  put(lease: Lease, entry: InboxEntry): number {
    const done = this.#put(lease, entry);
    this.#owner.observer?.entry(entry, this.#outcome(done));
    return done;
  }

  /** The record of a Task comes before its START. */
  #put(lease: Lease, { kind, id, extra, message }: InboxEntry): number {
    const task = kind === Inbox.START ? this.#owner.tasks.get(id) : undefined;
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

  /** The answer of the call that the region waits in. */
  putAnswer(lease: Lease, kind: AnswerKind, bytes: Uint8Array): number {
    const { observer } = this.#owner;
    const address = lease.core.messageAlloc(bytes.length) >>> 0;
    lease.check();
    if (address === 0) {
      observer?.answerWanted(kind, bytes, this.#outcome(0));
      return 0;
    }
    region.fillMessage(lease, address, bytes);
    region.answerMessage(lease, kind, address);
    observer?.answered(lease);
    return 1;
  }

  /** A cancel. A Task that has not begun is over at once: whether there is room to say so must not depend on what else was taken out when. */
  putCancel(lease: Lease, id: number): number {
    this.#owner.deliver(lease);
    const done = lease.core.cancelTask(id, CANCELLED);
    lease.check();
    const code = this.#owner.tasks.get(id)?.cancelCode;
    if (code !== undefined) this.#owner.observer?.cancelled(id, code, this.#outcome(done));
    this.#owner.deliver(lease);
    return done;
  }

  /** What is wanted no more must not be judged by the next collection. */
  forgetRequest(lease: Lease): void {
    lease.u32[H_HOST_REQUEST >>> 2] = 0;
  }

  #outcome(done: number): Placed {
    if (done !== 0) return Placed.DONE;
    return this.#room === Room.MADE ? Placed.REFUSED : Placed.COLLECTING;
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
        this.forgetRequest(lease);
        return Placed.REFUSED;
      }
      this.#room = Room.WANTED;
    }
    // A collection that is open goes on; else room is made for what was just refused.
    if (!this.#collections.chunk(lease) && this.#room === Room.WANTED) this.#room = Room.MADE;
    return Placed.COLLECTING;
  }

  /** A message that does not fit the heap: the Task or the call fails, nothing else. */
  #refused({ kind, id, message }: InboxEntry): void {
    if (kind === Inbox.START) {
      const task = this.#owner.tasks.get(id);
      if (task !== undefined) this.#owner.startRefused(task);
    } else if (message === undefined) {
      this.#owner.end(new VmError('OUT_OF_MEMORY'));
    } else {
      // Without a message the core rejects with its own out-of-memory error.
      this.#entries.unshift({ kind: Inbox.ANSWER_THROW, id, extra: 0, message: undefined });
    }
  }
}
