/** Reading objects of a region, wherever its bytes are now: in a lease, or in a parked image. */
import {
  CHUNK_NEXT,
  CHUNK_SLOTS,
  CHUNK_USED,
  FUNCTION_TEMPLATE,
  HEADER_SIZE,
  KIND_MASK,
  QUEUE_COUNT,
  QUEUE_ENTRY_SLOTS,
  QUEUE_FIRST,
  QUEUE_TAKEN,
  SHAPE_BYTES,
  SHAPE_LAYOUT,
} from '../../assembly/layouts';
import { H_HEAP_BASE, H_HEAP_TOP, HEADER, R_SHAPES, SCRATCH } from '../../assembly/memory-map';
import type { ClassId } from '../../assembly/names';
import { TAG_FUNCTION, TAG_INTERNAL, TAG_OBJECT } from '../../assembly/value';
import type { CodeImage, LinkedFunction } from '../bytecode/code-image';
import type { Lease } from '../runtime/leases';

/**
 * Believes nothing of what it reads: an address outside of header and heap reads as 0, and 0 stands for "no such object". No object may
 * be on the move.
 */
export class RegionReader {
  readonly #fields: DataView;
  readonly #headerShift: number;
  readonly #view: DataView;
  readonly #heapShift: number;
  readonly #heapBase: number;
  readonly #heapTop: number;

  /**
   * @param fields, view hold the header and the heap
   * @param headerShift, heapShift what an address of the header, or the heap, lies beyond its place in its view
   */
  constructor(fields: DataView, headerShift: number, view: DataView, heapShift: number) {
    this.#fields = fields;
    this.#headerShift = headerShift;
    this.#view = view;
    this.#heapShift = heapShift;
    this.#heapBase = Math.max(this.#header(H_HEAP_BASE), heapShift);
    this.#heapTop = Math.min(this.#header(H_HEAP_TOP), view.byteLength + heapShift);
  }

  static ofLease(lease: Lease): RegionReader {
    return new RegionReader(lease.view, 0, lease.view, 0);
  }

  #header(address: number): number {
    return this.#fields.getUint32(address - this.#headerShift, true);
  }

  u32(address: number): number {
    if (address >= HEADER && address + 4 <= SCRATCH) return this.#header(address);
    if (address < this.#heapBase || address + 4 > this.#heapTop) return 0;
    return this.#view.getUint32(address - this.#heapShift, true);
  }

  /** A number in a slot; NaN outside of the region. */
  f64(address: number): number {
    if (address < this.#heapBase || address + 8 > this.#heapTop) return Number.NaN;
    return this.#view.getFloat64(address - this.#heapShift, true);
  }

  /** The heap object that the value at an address points to, when the value has this tag. */
  object(at: number, tag: number): number {
    if (this.u32(at + 4) !== tag) return 0;
    const address = this.u32(at);
    return this.size(address) > 0 ? address : 0;
  }

  /** Address of a slot of a slot array, 0 when it has no such slot. */
  slot(object: number, index: number): number {
    const offset = HEADER_SIZE + index * 8;
    return offset + 8 <= this.size(object) ? object + offset : 0;
  }

  /** The slot array in a slot of a slot array. */
  internal(object: number, index: number): number {
    return this.object(this.slot(object, index), TAG_INTERNAL);
  }

  /** The low half of a slot: what a raw slot holds. */
  raw(object: number, index: number): number {
    return this.u32(this.slot(object, index));
  }

  /** Addresses of the first entries of a queue (heap/queue.ts), at most so many. */
  *entries(queue: number, most: number): Generator<number> {
    let chunk = this.internal(queue, QUEUE_FIRST);
    let index = this.raw(queue, QUEUE_TAKEN);
    for (let left = Math.min(this.raw(queue, QUEUE_COUNT), most); left > 0; left--, index++) {
      if (index >= this.raw(chunk, CHUNK_USED)) {
        chunk = this.internal(chunk, CHUNK_NEXT);
        index = 0;
      }
      const last = CHUNK_SLOTS + (index + 1) * QUEUE_ENTRY_SLOTS - 1;
      if (this.slot(chunk, last) === 0) return;
      yield this.slot(chunk, CHUNK_SLOTS + index * QUEUE_ENTRY_SLOTS);
    }
  }

  /** Bytes of the object that begins here, 0 when none can. */
  size(address: number): number {
    if (address % 8 !== 0 || address < this.#heapBase) return 0;
    const size = this.u32(address) & ~KIND_MASK;
    return size >>> 0 <= this.#heapTop - address ? size >>> 0 : 0;
  }

  /** The object of a class that the value at an address is. */
  instance(at: number, classId: ClassId): number {
    const object = this.object(at, TAG_OBJECT);
    if (object === 0) return 0;
    const shapes = this.object(R_SHAPES, TAG_INTERNAL);
    const layout = HEADER_SIZE + this.u32(object + 4) * SHAPE_BYTES + SHAPE_LAYOUT;
    if (layout >= this.size(shapes)) return 0;
    return (this.u32(shapes + layout) & 0xff) === classId ? object : 0;
  }

  /** The bytes [start, start + length) of an object, as far as the region has them. */
  bytes(start: number, length: number): Uint8Array {
    const end = Math.min(start + length, this.#heapTop);
    if (start < this.#heapBase || start > end) return new Uint8Array(0);
    return new Uint8Array(
      this.#view.buffer,
      this.#view.byteOffset + start - this.#heapShift,
      end - start,
    );
  }

  /** What runs when the function at an address is called. */
  functionAt(at: number, image: CodeImage): LinkedFunction | undefined {
    const closure = this.object(at, TAG_FUNCTION);
    return closure === 0 ? undefined : image.functionAt(this.u32(closure + FUNCTION_TEMPLATE));
  }
}
