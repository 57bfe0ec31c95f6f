/**
 * The code area while it is being laid out: bytes at absolute addresses from CODE on, only ever appended to.
 */
import {
  HEADER_SIZE,
  KIND_RAW,
  KIND_SLOTS,
  STRING_16_BIT,
  STRING_CHARACTERS,
  STRING_HASH,
  STRING_INTERNED,
  STRING_LENGTH,
} from '../../assembly/layouts';
import { CHARACTER_BYTES, CODE, DIR_INTERN_WINDOW } from '../../assembly/memory-map';
import { CANONICAL_NAN_HIGH } from '../../assembly/value';
import { VmError } from '../vm/errors';
import { MAX_CODE_AREA_BYTES } from './limits';
import { hashOfString, isWide } from './strings';

/** The next multiple of a power of two. */
export const alignUp = (value: number, alignment: number): number =>
  Math.ceil(value / alignment) * alignment;

export class CodeWriter {
  /** The next free address. */
  end: number;
  private buffer: Uint8Array<ArrayBuffer>;
  private view: DataView;

  /** Starts with a copy of bytes that were laid out before. */
  constructor(prefix: Uint8Array = new Uint8Array()) {
    this.end = CODE + prefix.length;
    this.buffer = new Uint8Array(alignUp(prefix.length + 1, 1 << 16));
    this.buffer.set(prefix);
    this.view = new DataView(this.buffer.buffer);
  }

  /** Takes so many zeroed bytes (rounded up to 8) and returns their address. */
  allocate(bytes: number): number {
    const address = this.end;
    this.end += alignUp(bytes, 8);
    const used = this.end - CODE;
    if (used > MAX_CODE_AREA_BYTES) {
      throw new VmError(
        'BAD_BYTECODE',
        `the linked code takes more than ${MAX_CODE_AREA_BYTES} bytes`,
      );
    }
    if (used > this.buffer.length) {
      const larger = new Uint8Array(Math.max(this.buffer.length * 2, alignUp(used, 1 << 16)));
      larger.set(this.buffer);
      this.buffer = larger;
      this.view = new DataView(larger.buffer);
    }
    return address;
  }

  setU16(address: number, value: number): void {
    this.view.setUint16(address - CODE, value, true);
  }

  setU32(address: number, value: number): void {
    this.view.setUint32(address - CODE, value, true);
  }

  getU32(address: number): number {
    return this.view.getUint32(address - CODE, true);
  }

  getU8(address: number): number {
    return this.view.getUint8(address - CODE);
  }

  /** A 64-bit slot by its halves. */
  setSlot(address: number, high: number, low: number): void {
    this.view.setUint32(address - CODE, low, true);
    this.view.setUint32(address - CODE + 4, high, true);
  }

  setNumber(address: number, value: number): void {
    if (Number.isNaN(value)) this.setSlot(address, CANONICAL_NAN_HIGH, 0);
    else this.view.setFloat64(address - CODE, value, true);
  }

  setBytes(address: number, bytes: Uint8Array): void {
    this.buffer.set(bytes, address - CODE);
  }

  /** Takes an object of so many slots and writes its header; slots begin 8 bytes after the address. */
  allocateSlots(count: number): number {
    const size = HEADER_SIZE + 8 * count;
    const address = this.allocate(size);
    this.setU32(address, size | KIND_SLOTS);
    return address;
  }

  /** Everything written, from CODE on. */
  finish(): Uint8Array {
    return this.buffer.slice(0, this.end - CODE);
  }
}

/** Where the intern table lies, and the list beside it. */
export interface InternTable {
  table: number;
  mask: number;
  rest: number;
  restCount: number;
}

/**
 * The strings of the code area, each once. All of them are interned:
 *
 *   +0 u32 size | RAW   +4 u32 flags   +8 u32 length   +12 u32 hash   +16 characters, zero padded to 8
 */
export class StringPool {
  /** Address of the 256 one-character strings. */
  readonly characters: number;
  private readonly addresses = new Map<string, number>();

  /**
   * @param base the pool of what was laid out before, whose strings this one has too; it must not grow any more
   */
  constructor(
    private readonly writer: CodeWriter,
    private readonly base?: StringPool,
  ) {
    if (base) {
      this.characters = base.characters;
      return;
    }
    this.characters = writer.allocate(256 * CHARACTER_BYTES);
    for (let unit = 0; unit < 256; unit++) {
      const text = String.fromCharCode(unit);
      const address = this.characters + unit * CHARACTER_BYTES;
      this.write(address, CHARACTER_BYTES, text, false);
      this.addresses.set(text, address);
    }
  }

  /** The address of a string, which is laid out when it is new. */
  add(text: string): number {
    const known = this.find(text);
    if (known !== undefined) return known;
    const wide = isWide(text);
    const size = STRING_CHARACTERS + alignUp(text.length * (wide ? 2 : 1), 8);
    const address = this.writer.allocate(size);
    this.write(address, size, text, wide);
    this.addresses.set(text, address);
    return address;
  }

  find(text: string): number | undefined {
    return this.base?.find(text) ?? this.addresses.get(text);
  }

  /** Texts and addresses, without the base's. */
  own(): Iterable<[text: string, address: number]> {
    return this.addresses;
  }

  /**
   * Lays out the intern table: u32 addresses, open addressing, at most half full. A string lies in one of the DIR_INTERN_WINDOW slots from
   * `hash & mask` on; those for which others left no room are a list of addresses beside it, sorted by hash, length, width and bytes.
   * (Nobody can make that slow by choosing strings for their hashes.)
   */
  layInternTable(): InternTable {
    let capacity = 512;
    while (capacity < 2 * this.size) capacity *= 2;
    const mask = capacity - 1;
    const table = this.writer.allocate(4 * capacity);
    const homeless: number[] = [];
    this.intern(this.writer, table, mask, homeless);
    homeless.sort((a, b) => this.compare(a, b));
    const rest = this.writer.allocate(alignUp(4 * homeless.length, 8));
    for (const [index, address] of homeless.entries())
      this.writer.setU32(rest + 4 * index, address);
    return { table, mask, rest, restCount: homeless.length };
  }

  private get size(): number {
    return this.addresses.size + (this.base?.size ?? 0);
  }

  /** Enters the strings in the order they were laid out. The base's writer no longer matters: `writer` has its bytes. */
  private intern(writer: CodeWriter, table: number, mask: number, homeless: number[]): void {
    this.base?.intern(writer, table, mask, homeless);
    for (const address of this.addresses.values()) {
      const hash = writer.getU32(address + STRING_HASH);
      let index = 0;
      const slot = () => table + 4 * ((hash + index) & mask);
      while (index < DIR_INTERN_WINDOW && writer.getU32(slot()) !== 0) index++;
      if (index < DIR_INTERN_WINDOW) writer.setU32(slot(), address);
      else homeless.push(address);
    }
  }

  /** The order of the list beside the intern table. */
  private compare(a: number, b: number): number {
    const { writer } = this;
    for (const field of [STRING_HASH, STRING_LENGTH, 4]) {
      const difference = writer.getU32(a + field) - writer.getU32(b + field);
      if (difference !== 0) return difference;
    }
    const size = writer.getU32(a) & ~7;
    for (let offset = STRING_CHARACTERS; offset < size; offset++) {
      const difference = writer.getU8(a + offset) - writer.getU8(b + offset);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  private write(address: number, size: number, text: string, wide: boolean): void {
    const { writer } = this;
    writer.setU32(address, size | KIND_RAW);
    writer.setU32(address + 4, STRING_INTERNED | (wide ? STRING_16_BIT : 0));
    writer.setU32(address + STRING_LENGTH, text.length);
    writer.setU32(address + STRING_HASH, hashOfString(text));
    const characters = new Uint8Array(text.length * (wide ? 2 : 1));
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (wide) {
        characters[2 * index] = unit & 0xff;
        characters[2 * index + 1] = unit >>> 8;
      } else {
        characters[index] = unit;
      }
    }
    writer.setBytes(address + STRING_CHARACTERS, characters);
  }
}
