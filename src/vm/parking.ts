/**
 * Parking: a Vm as plain bytes. An image is the header (without its scratch area), the globals and the heap up to its top;
 * code and caches are put in again from the code image when the Vm becomes resident.
 */
import {
  H_CACHE_POOL,
  H_GC_PHASE,
  H_HEAP_LIMIT,
  H_HEAP_TOP,
  HEADER,
  SCRATCH,
} from '../../assembly/memory-map';
import type { CodeImage } from '../bytecode/code-image';
import type { Lease } from '../runtime/leases';
import type { CollectionTime } from './collection-time';
import { RegionReader } from './region-reader';

/** Phases of heap/collector-tables.ts up to this one: idle, wanted, demanded. */
const LAST_PHASE_AT_REST = 2;
/** Bytes of the header that an image holds. */
const KEPT_HEADER = SCRATCH - HEADER;
/** A heap above this size is parked as it is, without a collection before. */
const COLLECT_BELOW = 256 * 1024;

export class ParkedImage {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get byteLength(): number {
    return this.#bytes.byteLength;
  }

  /** A field of the parked header, by its address. */
  u32(address: number): number {
    return this.#view().getUint32(address - HEADER, true);
  }

  f64(address: number): number {
    return this.#view().getFloat64(address - HEADER, true);
  }

  setU32(address: number, value: number): void {
    this.#view().setUint32(address - HEADER, value, true);
  }

  setF64(address: number, value: number): void {
    this.#view().setFloat64(address - HEADER, value, true);
  }

  #view(): DataView {
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset);
  }

  /** Looks at what lies in it. */
  reader(image: CodeImage): RegionReader {
    const below = KEPT_HEADER + image.globalsEnd - image.globalsBase;
    return new RegionReader(this.#view(), HEADER, image.heapBase - below);
  }

  /** Puts the bytes into a clean lease that holds the code image. @throws RangeError when its memory cannot grow so far */
  restore(lease: Lease, image: CodeImage): void {
    const top = this.u32(H_HEAP_TOP);
    // The limit of the last memory must lie inside of this one.
    if (!lease.ensure(Math.max(top, this.u32(H_HEAP_LIMIT)))) {
      throw new RangeError('no memory is left for the Vm');
    }
    const bytes = this.#bytes;
    const globals = image.globalsEnd - image.globalsBase;
    lease.bytes.set(bytes.subarray(0, KEPT_HEADER), HEADER);
    lease.bytes.set(bytes.subarray(KEPT_HEADER, KEPT_HEADER + globals), image.globalsBase);
    lease.bytes.set(bytes.subarray(KEPT_HEADER + globals), image.heapBase);
    lease.u32[H_CACHE_POOL >>> 2] = image.cachePool;
  }
}

/**
 * Is a collection open? Then its tables lie where the next object would: nothing may be allocated, and the region must not be moved
 * (RULES 8). One that is only wanted has not begun.
 */
export function isCollecting(lease: Lease): boolean {
  return lease.u32[H_GC_PHASE >>> 2]! > LAST_PHASE_AT_REST;
}

/** May the region be moved now? */
export function canPark(lease: Lease): boolean {
  return !isCollecting(lease);
}

/** Copies the bytes of a region out, after a collection when `collections` is given and the heap is small. */
export function parkRegion(
  lease: Lease,
  image: CodeImage,
  collections: CollectionTime | undefined,
): ParkedImage {
  let top = lease.u32[H_HEAP_TOP >>> 2]!;
  if (collections !== undefined && top - image.heapBase < COLLECT_BELOW) {
    collections.finish(lease);
    top = lease.u32[H_HEAP_TOP >>> 2]!;
  }
  if (top < image.heapBase || top > lease.bytes.length) {
    throw new RangeError('the heap of the region has no end');
  }
  const globals = image.globalsEnd - image.globalsBase;
  const bytes = new Uint8Array(KEPT_HEADER + globals + top - image.heapBase);
  bytes.set(lease.bytes.subarray(HEADER, SCRATCH), 0);
  bytes.set(lease.bytes.subarray(image.globalsBase, image.globalsEnd), KEPT_HEADER);
  bytes.set(lease.bytes.subarray(image.heapBase, top), KEPT_HEADER + globals);
  return new ParkedImage(bytes);
}

/** Makes an empty region on a clean lease that holds the code image. */
export function initializeRegion(lease: Lease, image: CodeImage, maxHeapBytes: number): void {
  const failed = lease.core.initialize(
    image.codeEnd,
    image.cacheBase,
    image.cacheEnd,
    image.globalsBase,
    image.globalsEnd,
    image.heapBase,
    maxHeapBytes,
  );
  lease.check();
  if (failed !== 0) throw new RangeError('no memory is left for the Vm');
  lease.u32[H_CACHE_POOL >>> 2] = image.cachePool;
}
