/**
 * Who is told of everything that goes into a region from outside, at the moment when it goes in and not when the host queued it: nothing
 * else decides what the guest does (RULES 18). A recorder listens; an engine without one pays a comparison each time.
 */
import type { Lease } from '../runtime/leases';
import type { CancelCode } from '../snapshot/host-state';
import type { VmErrorCode } from './errors';
import type { AnswerKind, InboxEntry, Placed } from './inbox';
import type { Limits } from './options';

/**
 * What became of something that needs memory: Placed.COLLECTING, there was no room, memory is made for it by a whole collection, and it is tried
 * again; Placed.REFUSED, that has brought none.
 */
export interface RegionObserver {
  /** An entry of the inbox; its message is the region's own after this. */
  entry(entry: InboxEntry, placed: Placed): void;
  /** The call that the region waited in is answered: H_ANSWER and R_ANSWER say how. */
  answered(lease: Lease): void;
  /** There was no room for the answer of the call that the region waits in. */
  answerWanted(kind: AnswerKind, bytes: Uint8Array, placed: Placed): void;
  cancelled(task: number, code: CancelCode, placed: Placed): void;
  /** The Vm's clock was set. */
  clock(value: number): void;
  /** Limits that the core knows; `maxHeapBytes` undefined: that one was not named. */
  limits(limits: Limits, maxHeapBytes: number | undefined): void;
  /** The region has moved to code that holds more modules. */
  grown(): void;
  /** The start of a Task was withdrawn, or refused for want of memory. */
  startGone(task: number): void;
  /** An image is about to be made. */
  image(): void;
  /** The Vm has ended with this code, or (undefined) goes on from another image. */
  over(code: VmErrorCode | undefined): void;
}
