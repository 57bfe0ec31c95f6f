/**
 * Modules were loaded later: the code has grown, and everything behind it moves up.
 *
 *   code │ caches │ globals │ heap            code, grown │ caches, empty │ globals, more │ heap
 *
 * It is done on the parked image, by the host. Code keeps its addresses, so what changes is what the collector forwards too: every slot that
 * points into the heap, by one and the same distance, and the few addresses in the header. The image is read as a stranger's: every object
 * must end inside of the heap and every pointer lead into heap or code.
 *
 * Keys of properties are compared by address, and a string has one address as a key (assembly/heap/intern.ts). A string that the program has
 * made itself and used as a key may now be a constant of the new code as well: then the constant takes its place everywhere, and is
 * charged like the string it takes the place of (H_CONSTANTS_END).
 */
import {
  INTERN_SLOTS,
  JOB_FRAME_BYTES,
  KIND_FREE,
  KIND_MASK,
  KIND_RAW,
  KIND_SLOTS,
  KIND_STACK,
  KIND_TABLE,
  MAX_HEAP_TOP,
  STRING_16_BIT,
  STRING_HASH,
  STRING_INTERNED,
} from '../../assembly/layouts';
import {
  CODE,
  FRAME_FUNCTION,
  FRAME_LINK,
  H_CACHE_BASE,
  H_CACHE_END,
  H_CACHE_POOL,
  H_FP,
  H_GLOBALS_BASE,
  H_GLOBALS_END,
  H_HEAP_BASE,
  H_HEAP_LIMIT,
  H_HEAP_TOP,
  H_ROOTS,
  H_ROOTS_END,
  H_STACK_LIMIT,
  HEADER,
  LINK_DISTANCE_MASK,
  LINK_DISTANCE_SHIFT,
  R_INTERN,
  R_STACK,
  TEMPLATE_FRAME_BYTES,
} from '../../assembly/memory-map';
import {
  SPECIAL_HOLE,
  SPECIAL_UNINITIALISED,
  TAG_INTERNAL,
  TAG_SPECIAL,
  TAG_STRING,
} from '../../assembly/value';
import type { CodeImage } from '../bytecode/code-image';
import { ParkedImage } from './parking';
import type { RegionReader } from './region-reader';

/** Words of an object's header, and of a slot. */
const SLOT_WORDS = 2;
/** Fields of the header that are 0 or an address in the heap or at its end. */
const ADDRESSES = [H_HEAP_TOP, H_HEAP_LIMIT, H_FP, H_STACK_LIMIT];

/**
 * The parked image for the grown code image.
 * @throws Error when the image contradicts itself
 */
export function relocate(parked: ParkedImage, from: CodeImage, to: CodeImage): ParkedImage {
  return new Relocation(parked, from, to).run();
}

class Relocation {
  readonly #from: CodeImage;
  readonly #to: CodeImage;
  readonly #reader: RegionReader;
  /** The new image: its header, and globals and heap. */
  readonly #header: Uint32Array;
  readonly #body: Uint32Array;
  readonly #distance: number;
  readonly #heapBytes: number;
  /** Words of the globals that there were, and index of the heap's first word. */
  readonly #kept: number;
  readonly #heap: number;
  /** Strings of the heap and the constants that take their place, both by address. */
  readonly #replaced = new Map<number, number>();
  readonly #stack: number;

  constructor(parked: ParkedImage, from: CodeImage, to: CodeImage) {
    this.#from = from;
    this.#to = to;
    this.#reader = parked.reader(from);
    this.#distance = to.heapBase - from.heapBase;
    const kept = from.globalsEnd - from.globalsBase;
    const globals = to.globalsEnd - to.globalsBase;
    this.#kept = kept >>> 2;
    this.#heap = globals >>> 2;
    this.#heapBytes = parked.body.length - kept;
    const top = from.heapBase + this.#heapBytes;
    const fits = this.#heapBytes >= 0 && this.#heapBytes % 8 === 0;
    if (!fits || parked.u32(H_HEAP_BASE) !== from.heapBase || parked.u32(H_HEAP_TOP) !== top) {
      throw damaged('its heap is not where it should be');
    }
    if (top + this.#distance > MAX_HEAP_TOP) throw new RangeError('no memory is left for the Vm');
    const body = new Uint8Array(globals + this.#heapBytes);
    body.set(parked.body.subarray(0, kept), 0);
    body.set(parked.body.subarray(kept), globals);
    this.#body = new Uint32Array(body.buffer);
    this.#header = new Uint32Array(parked.header.slice().buffer);
    this.#stack = this.#reader.object(R_STACK, TAG_INTERNAL);
  }

  run(): ParkedImage {
    this.#findReplaced();
    this.#moveHeader();
    this.#moveSlots(this.#header, field(H_ROOTS), field(H_ROOTS_END));
    this.#moveSlots(this.#body, 0, this.#kept);
    for (let word = this.#kept; word < this.#heap; word += SLOT_WORDS) {
      this.#body[word] = SPECIAL_UNINITIALISED;
      this.#body[word + 1] = TAG_SPECIAL;
    }
    this.#moveObjects();
    return new ParkedImage(new Uint8Array(this.#header.buffer), new Uint8Array(this.#body.buffer));
  }

  #moveHeader(): void {
    const { heapBase, cacheBase, cachePool, cacheEnd, globalsBase, globalsEnd } = this.#to;
    const words = this.#header;
    words[field(H_HEAP_BASE)] = heapBase;
    words[field(H_CACHE_BASE)] = cacheBase;
    words[field(H_CACHE_POOL)] = cachePool;
    words[field(H_CACHE_END)] = cacheEnd;
    words[field(H_GLOBALS_BASE)] = globalsBase;
    words[field(H_GLOBALS_END)] = globalsEnd;
    for (const address of ADDRESSES) {
      const word = field(address);
      if (words[word] !== 0) words[word]! += this.#distance;
    }
  }

  /** What the collector scans of each object, and nothing else. */
  #moveObjects(): void {
    const words = this.#body;
    const end = words.length;
    for (let word = this.#heap; word < end; ) {
      const size = (words[word]! & ~KIND_MASK) >>> 2;
      const kind = words[word]! & KIND_MASK;
      if (size < SLOT_WORDS || size > end - word || kind > KIND_FREE) {
        throw damaged('an object ends nowhere');
      }
      const slots = word + SLOT_WORDS;
      if (kind === KIND_SLOTS) this.#moveSlots(words, slots, word + size);
      else if (kind === KIND_STACK) this.#moveSlots(words, slots, word + this.#used(word, size));
      else if (kind === KIND_TABLE) {
        this.#forget(slots, word + size);
        this.#moveSlots(words, slots, word + size);
      }
      word += size;
    }
  }

  /** Forwards slots in place, [start, end) by words. */
  #moveSlots(words: Uint32Array, start: number, end: number): void {
    const { heapBase: base } = this.#from;
    const extent = this.#heapBytes;
    const distance = this.#distance;
    for (let word = start; word < end; word += SLOT_WORDS) {
      const tag = words[word + 1]!;
      if (tag < TAG_INTERNAL) continue;
      const address = words[word]!;
      const offset = address - base;
      if (offset >= 0 && offset < extent) {
        const constant = tag === TAG_STRING ? this.#replaced.get(address) : undefined;
        words[word] = constant ?? address + distance;
      } else if (address < CODE || address >= this.#from.unitsEnd) {
        throw damaged('a value points to nothing');
      }
    }
  }

  /** Words of a stack in use. The one in use says it in the registers of the machine, the others themselves. */
  #used(word: number, size: number): number {
    const address = (word - this.#heap) * 4 + this.#from.heapBase;
    const used = address === this.#stack ? this.#usedNow(address) : this.#body[word + 1]!;
    return Math.max(SLOT_WORDS, Math.min(size, (used & ~7) >>> 2));
  }

  /** Up to the furthest end of its frames (assembly/heap/stack-extent.ts). */
  #usedNow(stack: number): number {
    const { bytes } = this.#from;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let end = 0;
    let frame = this.#reader.u32(H_FP);
    while (frame > stack) {
      const running = this.#reader.functionAt(frame + FRAME_FUNCTION, this.#from);
      if (running === undefined) return Math.max(end, frame + JOB_FRAME_BYTES) - stack;
      const frameBytes = view.getUint16(running.template + TEMPLATE_FRAME_BYTES - CODE, true);
      end = Math.max(end, frame + frameBytes);
      const distance =
        ((this.#reader.u32(frame + FRAME_LINK + 4) >>> LINK_DISTANCE_SHIFT) & LINK_DISTANCE_MASK) *
        8;
      if (distance === 0) break;
      frame -= distance;
    }
    return end === 0 ? 0 : end - stack;
  }

  // ---- Strings that are constants now ----

  #findReplaced(): void {
    const reader = this.#reader;
    const table = reader.object(R_INTERN, TAG_INTERNAL);
    if (table === 0) return;
    const constants = this.#newConstants();
    if (constants.size === 0) return;
    // An intern table: the number of live entries, then the entries.
    const end = table + reader.size(table);
    for (let entry = table + INTERN_SLOTS; entry < end; entry += 8) {
      const string = reader.object(entry, TAG_STRING);
      if (string === 0) continue;
      for (const constant of constants.get(reader.u32(string + STRING_HASH)) ?? []) {
        if (!this.#isEqual(string, constant)) continue;
        this.#replaced.set(string, constant);
        // What still leads to it, if anything, leads to a string like any other.
        this.#body[this.#heap + ((string - this.#from.heapBase) >>> 2) + 1]! &= ~STRING_INTERNED;
      }
    }
  }

  /** Strings of the code area that are new, by their hash. */
  #newConstants(): Map<number, number[]> {
    const constants = new Map<number, number[]>();
    for (const address of this.#to.stringsSince(this.#from)) {
      const hash = this.#constantWord(address + STRING_HASH);
      const known = constants.get(hash);
      if (known === undefined) constants.set(hash, [address]);
      else known.push(address);
    }
    return constants;
  }

  #constantWord(address: number): number {
    const { bytes } = this.#to;
    const at = address - CODE;
    return (
      (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
    );
  }

  /** Flat strings, length and width included: the same bytes from the length on, padding too. */
  #isEqual(string: number, constant: number): boolean {
    const reader = this.#reader;
    const size = reader.size(string);
    if ((reader.u32(string) & KIND_MASK) !== KIND_RAW) return false;
    if (size !== (this.#constantWord(constant) & ~KIND_MASK)) return false;
    const flags = reader.u32(string + 4) ^ this.#constantWord(constant + 4);
    if ((flags & STRING_16_BIT) !== 0) return false;
    for (let offset = 8; offset < size; offset += 4) {
      if (reader.u32(string + offset) !== this.#constantWord(constant + offset)) return false;
    }
    return true;
  }

  /** Takes strings that are constants now out of an intern table. */
  #forget(count: number, end: number): void {
    const words = this.#body;
    for (let word = count + SLOT_WORDS; word < end; word += SLOT_WORDS) {
      if (words[word + 1] !== TAG_STRING || !this.#replaced.has(words[word]!)) continue;
      words[word] = SPECIAL_HOLE;
      words[word + 1] = TAG_SPECIAL;
      words[count]!--;
    }
  }
}

/** Index of a header field in the image. */
const field = (address: number): number => (address - HEADER) >>> 2;

const damaged = (reason: string): Error => new Error(`the region is damaged: ${reason}`);
