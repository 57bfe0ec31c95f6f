/** A snapshot: the whole state of a Vm as bytes, and what can be said of them without restoring. */
import {
  H_ALLOCATED,
  H_FOUND_DEAD,
  H_HEAP_BASE,
  H_HEAP_TOP,
  H_STEPS,
} from '../../assembly/memory-map';
import type { PendingCall } from '../vm/host-calls';
import { decodeHead, decodeSnapshot, type SnapshotContent } from './format';
import { readPendingCalls } from './pending';
import { ImageHeader } from './verify/image-header';

/** What a snapshot says of itself. It is read, not verified: `restore` verifies. */
export interface SnapshotInfo {
  formatVersion: number;
  /** SHA-256 of the program, as `program.hash`; of several modules together, a hash of theirs. */
  programHash: string;
  /** `heapBytesUsed` of the Vm. */
  heapBytes: number;
  /** Root Tasks that were alive. */
  tasks: number;
  /** Host calls in flight, in the order in which they were made. */
  pendingCalls: PendingCall[];
  stepsExecuted: number;
}

export class Snapshot {
  /** The format of docs/snapshot.md. */
  readonly bytes: Uint8Array;
  #info: SnapshotInfo | undefined;
  #key: Uint8Array | undefined;

  /**
   * From bytes kept somewhere. Nothing is verified before `restore`.
   * @param key of a signed snapshot, to read its `info`
   * @throws VmError BAD_SNAPSHOT when the bytes do not begin as a snapshot of this version
   */
  constructor(bytes: Uint8Array, key?: Uint8Array) {
    decodeHead(bytes);
    this.bytes = bytes;
    this.#key = key;
  }

  /** What the snapshot says of itself. @throws VmError BAD_SNAPSHOT when it contradicts itself */
  get info(): SnapshotInfo {
    this.#info ??= infoOf(
      decodeSnapshot(this.bytes, this.#key),
      decodeHead(this.bytes).formatVersion,
    );
    return this.#info;
  }
}

function infoOf(content: SnapshotContent, formatVersion: number): SnapshotInfo {
  const header = new ImageHeader(content.header);
  const inHeap = header.u32(H_HEAP_TOP) - header.u32(H_HEAP_BASE);
  return {
    formatVersion,
    programHash: content.programHash,
    heapBytes: header.f64(H_ALLOCATED) + inHeap - header.f64(H_FOUND_DEAD),
    tasks: content.host.tasks.length,
    pendingCalls: readPendingCalls(content),
    stepsExecuted: header.f64(H_STEPS),
  };
}
