/**
 * Bytes out and in: little-endian numbers, LEB128 varints, strings. The reader believes nothing: every read is bounded,
 * and every error names the place.
 */
import { VmError } from '../vm/errors';
import { MAX_TABLE_ENTRIES } from './limits';
import { isWide } from './strings';

export class ByteWriter {
  length = 0;
  private buffer = new Uint8Array(1024);

  byte(value: number): void {
    this.room(1);
    this.buffer[this.length++] = value;
  }

  /** An unsigned 32-bit number in 1 to 5 bytes. */
  varint(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** A signed 32-bit number: 0, -1, 1, -2… as 0, 1, 2, 3… */
  signed(value: number): void {
    this.varint((value << 1) ^ (value >> 31));
  }

  u16(value: number): void {
    this.byte(value & 0xff);
    this.byte((value >>> 8) & 0xff);
  }

  u32(value: number): void {
    this.u16(value & 0xffff);
    this.u16(value >>> 16);
  }

  /** A double; the canonical NaN for any NaN. */
  number(value: number): void {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value, true);
    if (Number.isNaN(value)) bytes.set([0, 0, 0, 0, 0, 0, 0xf8, 0x7f]);
    this.bytes(bytes);
  }

  bytes(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** varint (length << 1 | wide), then the units in 8 or 16 bits each. */
  string(text: string): void {
    const wide = isWide(text);
    this.varint(text.length * 2 + (wide ? 1 : 0));
    for (let index = 0; index < text.length; index++) {
      if (wide) this.u16(text.charCodeAt(index));
      else this.byte(text.charCodeAt(index));
    }
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.length);
  }

  private room(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + bytes));
    larger.set(this.buffer);
    this.buffer = larger;
  }
}

export class ByteReader {
  position = 0;
  private readonly view: DataView;
  /** What is being read, for messages. */
  private place = 'the header';

  constructor(private readonly buffer: Uint8Array) {
    this.view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }

  get remaining(): number {
    return this.buffer.length - this.position;
  }

  /** Names what is read from here on. */
  at(place: string): void {
    this.place = place;
  }

  fail(message: string): never {
    throw new VmError('BAD_BYTECODE', `${this.place}: ${message} (at byte ${this.position})`);
  }

  byte(): number {
    if (this.remaining < 1) this.fail('ends early');
    return this.buffer[this.position++];
  }

  /** Only the shortest form is accepted, so that a unit has one encoding. */
  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      if (shift === 28 && byte > 0x0f) this.fail('a number has more than 32 bits');
      value |= (byte & 0x7f) << shift;
      if (byte > 0x7f) continue;
      if (byte === 0 && shift > 0) this.fail('a number is longer than it need be');
      return value >>> 0;
    }
    return this.fail('a number has more than 32 bits');
  }

  signed(): number {
    const value = this.varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A varint that counts things of at least so many bytes each. */
  count(bytesEach: number): number {
    const value = this.varint();
    if (value > MAX_TABLE_ENTRIES) this.fail(`more than ${MAX_TABLE_ENTRIES} entries`);
    if (value * bytesEach > this.remaining) this.fail('ends early');
    return value;
  }

  u16(): number {
    if (this.remaining < 2) this.fail('ends early');
    this.position += 2;
    return this.view.getUint16(this.position - 2, true);
  }

  u32(): number {
    if (this.remaining < 4) this.fail('ends early');
    this.position += 4;
    return this.view.getUint32(this.position - 4, true);
  }

  number(): number {
    const low = this.u32();
    const high = this.u32();
    const value = this.view.getFloat64(this.position - 8, true);
    if (Number.isNaN(value) && (high !== 0x7ff80000 || low !== 0)) {
      this.fail('a NaN that is not the canonical one');
    }
    return value;
  }

  /** A copy of the next bytes. */
  bytes(length: number): Uint8Array<ArrayBuffer> {
    if (length > this.remaining) this.fail('ends early');
    this.position += length;
    return new Uint8Array(this.buffer.subarray(this.position - length, this.position));
  }

  string(): string {
    const header = this.varint();
    const wide = (header & 1) === 1;
    const length = header >>> 1;
    if (length * (wide ? 2 : 1) > this.remaining) this.fail('ends early');
    const parts: string[] = [];
    for (let done = 0; done < length; done += 4096) {
      const units = new Uint16Array(Math.min(4096, length - done));
      for (let index = 0; index < units.length; index++) {
        units[index] = wide ? this.u16() : this.byte();
      }
      parts.push(String.fromCharCode(...units));
    }
    const text = parts.join('');
    if (wide && !isWide(text)) this.fail('a string of 8-bit units is stored in 16 bits');
    return text;
  }
}
