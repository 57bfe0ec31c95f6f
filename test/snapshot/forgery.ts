/** An image that is told lies: words of a real one changed by address, as the core names them. */
import { HEADER_SIZE, KIND_MASK } from '../../assembly/layouts';
import { H_GLOBALS_BASE, H_GLOBALS_END, H_HEAP_BASE, HEADER } from '../../assembly/memory-map';
import { TAG_INTERNAL, TAG_SPECIAL } from '../../assembly/value';
import { decodeSnapshot } from '../../src/snapshot/format';
import type { ImageParts } from '../../src/snapshot/verify/index';

export class Forgery {
  readonly #header: Uint8Array;
  readonly #body: Uint8Array;
  readonly #headerView: DataView;
  readonly #bodyView: DataView;

  constructor(snapshot: Uint8Array) {
    const { header, body } = decodeSnapshot(snapshot, undefined);
    this.#header = header.slice();
    this.#body = body.slice();
    this.#headerView = new DataView(this.#header.buffer);
    this.#bodyView = new DataView(this.#body.buffer);
  }

  get parts(): ImageParts {
    const words = new Uint32Array(this.#body.buffer);
    const globals = this.#globals >>> 2;
    return {
      header: this.#header,
      globals: words.subarray(0, globals),
      heap: words.subarray(globals),
    };
  }

  /** Bytes of the globals, which the heap follows here but not in the region. */
  get #globals(): number {
    return this.#headerField(H_GLOBALS_END) - this.#headerField(H_GLOBALS_BASE);
  }

  #headerField(address: number): number {
    return this.#headerView.getUint32(address - HEADER, true);
  }

  #at(address: number): [DataView, number] {
    const inHeap = address - this.#headerField(H_HEAP_BASE);
    if (inHeap >= 0) return [this.#bodyView, this.#globals + inHeap];
    const inGlobals = address - this.#headerField(H_GLOBALS_BASE);
    return inGlobals >= 0 ? [this.#bodyView, inGlobals] : [this.#headerView, address - HEADER];
  }

  u32(address: number): number {
    const [view, offset] = this.#at(address);
    return view.getUint32(offset, true);
  }

  f64(address: number): number {
    const [view, offset] = this.#at(address);
    return view.getFloat64(offset, true);
  }

  setU32(address: number, value: number): void {
    const [view, offset] = this.#at(address);
    view.setUint32(offset, value, true);
  }

  setF64(address: number, value: number): void {
    const [view, offset] = this.#at(address);
    view.setFloat64(offset, value, true);
  }

  /** Adds to a word. */
  add(address: number, amount: number): void {
    this.setU32(address, this.u32(address) + amount);
  }

  setSlot(address: number, low: number, high: number): void {
    this.setU32(address, low);
    this.setU32(address + 4, high);
  }

  setUndefined(address: number): void {
    this.setSlot(address, 0, TAG_SPECIAL);
  }

  /** The object that a slot refers to, of whatever kind. */
  pointer(slot: number): number {
    if (this.u32(slot + 4) < TAG_INTERNAL) throw new Error(`the slot at ${slot} holds no pointer`);
    return this.u32(slot);
  }

  /** Address of a slot of an array of slots. */
  slot(list: number, index: number): number {
    return list + HEADER_SIZE + 8 * index;
  }

  size(object: number): number {
    return (this.u32(object) & ~KIND_MASK) >>> 0;
  }

  /** The first object for which a test holds. */
  find(isIt: (object: number, kind: number) => boolean): number {
    const { heap } = this.parts;
    const base = this.u32(H_HEAP_BASE);
    for (
      let address = base;
      address < base + 4 * heap.length;
      address += Math.max(HEADER_SIZE, this.size(address))
    ) {
      if (isIt(address, this.u32(address) & KIND_MASK)) return address;
    }
    throw new Error('there is no such object in the sample');
  }
}
