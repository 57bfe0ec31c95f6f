/**
 * Parking: a Vm as plain bytes. An image is the header (without its scratch area), the globals and the heap up to its top;
 * code and caches are put in again from the code image when the Vm becomes resident.
 */
import { PHASE_DEMANDED } from '../../assembly/layouts';
import {
  H_CACHE_POOL,
  H_GC_PHASE,
  H_HEAP_LIMIT,
  H_HEAP_TOP,
  H_STEPS,
  HEADER,
  SCRATCH,
} from '../../assembly/memory-map';
import type { CodeImage } from '../bytecode/code-image';
import type { Core } from '../runtime/core';
import type { Lease } from '../runtime/leases';
import type { CollectionTime } from './collection-time';
import { RegionReader } from './region-reader';
import type { HeaderAccess } from './settings';

/** A heap above this size is parked as it is, without a collection before. */
const COLLECT_BELOW = 256 * 1024;
/** A collection must always find room for its tables: more than the 4 % and 17 KB of assembly/heap/collector-tables.ts. */
const collectorRoom = (heapBytes: number): number => (heapBytes >>> 4) + 20 * 1024;

export class ParkedImage implements HeaderAccess {
  /** From HEADER up to SCRATCH; this image's own. */
  readonly header: Uint8Array;
  /** Globals, then the heap; never written to, so that images may share it. */
  readonly body: Uint8Array;
  #view: DataView | undefined;

  constructor(header: Uint8Array, body: Uint8Array) {
    this.header = header;
    this.body = body;
  }

  /** Another image of the same state, whose header can be changed apart. */
  fork(): ParkedImage {
    return new ParkedImage(this.header.slice(), this.body);
  }

  get byteLength(): number {
    return this.header.length + this.body.length;
  }

  /** A field of the parked header, by its address. */
  u32(address: number): number {
    return this.#fields.getUint32(address - HEADER, true);
  }

  f64(address: number): number {
    return this.#fields.getFloat64(address - HEADER, true);
  }

  setU32(address: number, value: number): void {
    this.#fields.setUint32(address - HEADER, value, true);
  }

  setF64(address: number, value: number): void {
    this.#fields.setFloat64(address - HEADER, value, true);
  }

  steps(): number {
    return this.f64(H_STEPS);
  }

  get #fields(): DataView {
    this.#view ??= viewOf(this.header);
    return this.#view;
  }

  /** Looks at what lies in it. */
  reader(image: CodeImage): RegionReader {
    const globals = image.globalsEnd - image.globalsBase;
    return new RegionReader(this.#fields, HEADER, viewOf(this.body), image.heapBase - globals);
  }

  /** Puts the bytes into a clean lease that holds the code image. @throws RangeError when its memory cannot grow so far */
  restore(lease: Lease, image: CodeImage): void {
    const globals = image.globalsEnd - image.globalsBase;
    const heap = this.body.length - globals;
    if (!lease.ensure(image.heapBase + heap + collectorRoom(heap))) {
      throw new RangeError('no memory is left for the Vm');
    }
    lease.bytes.set(this.header, HEADER);
    lease.bytes.set(this.body.subarray(0, globals), image.globalsBase);
    lease.bytes.set(this.body.subarray(globals), image.heapBase);
    const { u32 } = lease;
    u32[H_CACHE_POOL >>> 2] = image.cachePool;
    forgetLimit(u32);
  }
}

const viewOf = (bytes: Uint8Array) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The limit says how large another memory was: the next allocation finds that of this one. 0 is a test knob's and stays. */
function forgetLimit(u32: Uint32Array): void {
  if (u32[H_HEAP_LIMIT >>> 2] !== 0) u32[H_HEAP_LIMIT >>> 2] = u32[H_HEAP_TOP >>> 2]!;
}

/**
 * Is a collection open? Then its tables lie where the next object would: nothing may be allocated, and the region must not be moved
 * (RULES 8). One that is only wanted has not begun.
 */
export function isCollecting(lease: Lease): boolean {
  return lease.u32[H_GC_PHASE >>> 2]! > PHASE_DEMANDED;
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
  const body = new Uint8Array(globals + top - image.heapBase);
  body.set(lease.bytes.subarray(image.globalsBase, image.globalsEnd), 0);
  body.set(lease.bytes.subarray(image.heapBase, top), globals);
  return new ParkedImage(lease.bytes.slice(HEADER, SCRATCH), body);
}

/** What a region of an image is before its first step, with the core that made it and the cap it was made for. */
interface InitialRegion {
  readonly core: Core;
  readonly maxHeapBytes: number;
  readonly region: ParkedImage;
}

/** The last one made for each image. `initialize` gives the same bytes each time, so they are taken once and put in afterwards. */
const initialRegions = new WeakMap<CodeImage, InitialRegion>();

/** Makes an empty region on a clean lease that holds the code image. @throws RangeError when its memory cannot grow so far */
export function initializeRegion(lease: Lease, image: CodeImage, maxHeapBytes: number): void {
  const known = initialRegions.get(image);
  if (known?.core === lease.origin && known.maxHeapBytes === maxHeapBytes) {
    known.region.restore(lease, image);
    return;
  }
  const failed = lease.core.initialize(
    image.unitsEnd,
    image.cacheBase,
    image.cachePool,
    image.cacheEnd,
    image.globalsBase,
    image.globalsEnd,
    image.heapBase,
    maxHeapBytes,
  );
  lease.check();
  if (failed !== 0) throw new RangeError('no memory is left for the Vm');
  forgetLimit(lease.u32);
  const region = parkRegion(lease, image, undefined);
  initialRegions.set(image, { core: lease.origin, maxHeapBytes, region });
}
