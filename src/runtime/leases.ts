/**
 * Leases: a few (Memory, Instance) pairs that many Vms take turns with.
 *
 * A Vm that runs holds a lease; when there are more Vms than leases, the one that has not run for longest is parked (its
 * bytes are copied out, src/vm/parking.ts) and its lease passes on. What passes on is cleaned (RULES 12): the bytes below the
 * code area and the code itself are written again from the host's own copies, everything above is zeroed up to the end of the memory.
 */
import { CODE, FIRST_HEAP_BYTES } from '../../assembly/memory-map';
import type { CodeImage } from '../bytecode/code-image';
import type { Core, CoreExports } from './core';

export const PAGE_BYTES = 65536;
const MAX_PAGES = 65536;
const SMALLEST_CLASS_PAGES = 64;
/** A memory that grew beyond this is given up rather than kept: it never shrinks. */
const KEPT_BYTES = 2 * 1024 * 1024;
/** Free leases that are kept however long nobody needs them. */
export const KEPT_FREE = 8;

/** Who holds a lease. */
export interface LeaseOwner {
  /** It has nothing to run. */
  readonly isIdle: boolean;
  /** May its bytes be moved out now? */
  canPark(): boolean;
  /** Copies its bytes out; afterwards it no longer touches the lease. */
  park(): void;
}

/** A memory with the core on it. The views are taken again whenever the memory has grown. */
export class Lease {
  readonly memory: WebAssembly.Memory;
  /** What it is an instance of. */
  readonly origin: Core;
  readonly core: CoreExports;
  /** Size class: the memory's maximum. */
  readonly maximumPages: number;
  bytes!: Uint8Array;
  u32!: Uint32Array;
  f64!: Float64Array;
  view!: DataView;
  owner: LeaseOwner | undefined;
  /** When it was last used, in uses of the pool. */
  lastUse = 0;
  /** Nobody has held it yet: its memory is zero but for what the module itself wrote. */
  isFresh = true;

  constructor(core: Core, initialPages: number, maximumPages: number) {
    this.memory = new WebAssembly.Memory({ initial: initialPages, maximum: maximumPages });
    this.origin = core;
    this.core = core.instantiate(this.memory);
    this.maximumPages = maximumPages;
    this.refresh();
  }

  /** Takes the views again if the memory has grown since. */
  check(): void {
    if (this.u32.length === 0) this.refresh();
  }

  refresh(): void {
    const { buffer } = this.memory;
    this.bytes = new Uint8Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.f64 = new Float64Array(buffer);
    this.view = new DataView(buffer);
  }

  /** Grows the memory to at least so many bytes; false when it cannot. */
  ensure(bytes: number): boolean {
    const missing = Math.ceil((bytes - this.bytes.length) / PAGE_BYTES);
    if (missing <= 0) return true;
    try {
      this.memory.grow(missing);
    } catch {
      return false;
    }
    this.refresh();
    return true;
  }
}

/** Pages that a Vm with this image and this cap may need in all (RULES 10). */
export function maximumPagesFor(image: CodeImage, maxHeapBytes: number): number {
  const bytes = image.heapBase + maxHeapBytes * 1.54 + 4 * 1024 * 1024;
  let pages = SMALLEST_CLASS_PAGES;
  while (pages < MAX_PAGES && pages * PAGE_BYTES < bytes) pages *= 2;
  return pages;
}

export interface LeaseStats {
  /** Leases that a Vm holds. */
  held: number;
  /** Clean leases kept for the next Vm. */
  free: number;
  /** Bytes of all their memories. */
  bytes: number;
  /** Times a Vm was parked to make room. */
  evictions: number;
}

export class LeasePool {
  readonly #core: Core;
  readonly #maxLeases: number;
  /** Those that a Vm holds, and the free ones. */
  readonly #leases = new Set<Lease>();
  /** By size class. */
  readonly #free = new Map<number, Lease[]>();
  #freeCount = 0;
  /** Fewest free leases since the last `trim`. */
  #leastFree = 0;
  #uses = 0;
  #evictions = 0;
  readonly #onRest: () => void;

  /** @param onRest is called when a Vm that holds a lease has nothing more to run */
  constructor(core: Core, maxLeases: number, onRest: () => void = () => {}) {
    this.#core = core;
    this.#maxLeases = maxLeases;
    this.#onRest = onRest;
  }

  /** SHA-256 of the core that the leases have. */
  get coreHash(): string {
    return this.#core.hash;
  }

  /** Counts the uses of leases: what `Lease.lastUse` is told in. */
  get uses(): number {
    return this.#uses;
  }

  /**
   * A lease for the owner: the bytes below the header and the code area are the image's, all else is zero.
   * @throws RangeError when the platform has no memory left and nothing can be parked
   */
  acquire(owner: LeaseOwner, image: CodeImage, maximumPages: number): Lease {
    let lease = this.#take(maximumPages);
    if (lease === undefined) {
      if (this.#leases.size >= this.#maxLeases) this.#makeRoom();
      lease = this.#take(maximumPages) ?? this.#make(image, maximumPages);
    }
    lease.owner = owner;
    this.touch(lease);
    this.#clean(lease, image);
    return lease;
  }

  /** Notes that the lease is in use, so that others are parked first. */
  touch(lease: Lease): void {
    lease.lastUse = ++this.#uses;
  }

  /** The owner of a lease has nothing more to run. */
  atRest(): void {
    this.#onRest();
  }

  /**
   * Leases whose Vms are idle and may be parked. Not those that have grown large: what is not used of them is little beside what is, and
   * copying it would keep the host waiting.
   */
  *idleLeases(): Generator<Lease> {
    for (const lease of this.#leases) {
      const { owner } = lease;
      if (owner?.isIdle && lease.memory.buffer.byteLength <= KEPT_BYTES && owner.canPark()) {
        yield lease;
      }
    }
  }

  /** Gives up free leases that nobody has needed since the last time, all but a few. Are there more to come? */
  trim(): boolean {
    let surplus = this.#leastFree - KEPT_FREE;
    for (const list of this.#free.values()) {
      for (; surplus > 0 && list.length > 0; surplus--) {
        this.#leases.delete(list.shift()!);
        this.#freeCount--;
      }
    }
    this.#leastFree = this.#freeCount;
    return this.#freeCount > KEPT_FREE;
  }

  /** Gives the lease back to be used by another Vm. */
  release(lease: Lease): void {
    lease.owner = undefined;
    lease.check();
    if (lease.bytes.length > KEPT_BYTES || this.#leases.size > this.#maxLeases) {
      this.#leases.delete(lease);
      return;
    }
    const list = this.#free.get(lease.maximumPages);
    if (list === undefined) this.#free.set(lease.maximumPages, [lease]);
    else list.push(lease);
    this.#freeCount++;
  }

  /** Gives up the lease and its memory: it trapped, or failed a check. */
  drop(lease: Lease): void {
    lease.owner = undefined;
    this.#leases.delete(lease);
  }

  getStats(): LeaseStats {
    let bytes = 0;
    for (const { memory } of this.#leases) bytes += memory.buffer.byteLength;
    const held = this.#leases.size - this.#freeCount;
    return { held, free: this.#freeCount, bytes, evictions: this.#evictions };
  }

  /** Gives up all free leases. */
  clear(): void {
    for (const list of this.#free.values()) {
      for (const lease of list) this.#leases.delete(lease);
    }
    this.#free.clear();
    this.#freeCount = 0;
    this.#leastFree = 0;
  }

  #take(maximumPages: number): Lease | undefined {
    const lease = this.#free.get(maximumPages)?.pop();
    if (lease !== undefined) this.#oneFreeLess();
    return lease;
  }

  #oneFreeLess(): void {
    this.#freeCount--;
    if (this.#freeCount < this.#leastFree) this.#leastFree = this.#freeCount;
  }

  #make(image: CodeImage, maximumPages: number): Lease {
    const initial = Math.ceil((image.heapBase + FIRST_HEAP_BYTES) / PAGE_BYTES);
    for (;;) {
      try {
        const lease = new Lease(this.#core, initial, maximumPages);
        this.#leases.add(lease);
        return lease;
      } catch (error) {
        // The platform holds no more memories: fewer must do.
        if (!(error instanceof RangeError) || !this.#makeRoom()) throw error;
      }
    }
  }

  /** Frees a place: a free lease of another class, else that of the Vm that has not run for longest. */
  #makeRoom(): boolean {
    for (const list of this.#free.values()) {
      const lease = list.pop();
      if (lease === undefined) continue;
      this.#oneFreeLess();
      this.#leases.delete(lease);
      return true;
    }
    let oldest: Lease | undefined;
    for (const lease of this.#leases) {
      if (oldest !== undefined && lease.lastUse >= oldest.lastUse) continue;
      if (lease.owner?.canPark()) oldest = lease;
    }
    if (oldest === undefined) return false;
    this.#evictions++;
    oldest.owner!.park();
    return true;
  }

  /**
   * Lease hygiene (RULES 12): what a Vm starts with depends on nothing but its image. What the former owner may have written is the whole
   * memory, up to its present end: how high the heap rose is not asked, since only the core could say it, and hygiene is there for the case
   * that the core is flawed. A guest that wants to reach further must have grown the memory, and that shows in its length. So memories begin
   * small, and the areas below the heap are kept small.
   */
  #clean(lease: Lease, image: CodeImage): void {
    lease.ensure(image.heapBase + FIRST_HEAP_BYTES);
    const { bytes } = lease;
    bytes.set(image.bytes, CODE);
    if (lease.isFresh) {
      lease.isFresh = false;
      return;
    }
    bytes.set(this.#core.pristine, 0);
    bytes.fill(0, CODE + image.bytes.length);
  }
}
