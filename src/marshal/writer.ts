/** Bytes of a message being written: a buffer that grows up to the limit of a message. */
import { CANONICAL_NAN_HIGH } from '../../assembly/value';
import { MarshalError } from '../vm/errors';
import { writeLatin1, writeUtf16 } from './text';

const FIRST_BYTES = 16 * 1024;
/** A buffer above this size is not kept for the next message. */
const KEPT_BYTES = 1024 * 1024;
/** Room asked for ahead of need may pass the limit by this much; `check` judges what was written. */
const SLACK = 16;

export class Writer {
  bytes = new Uint8Array(FIRST_BYTES);
  #view = new DataView(this.bytes.buffer);
  at = 0;
  #limit = 0;
  /** Bytes that can be written before `#grow` must be asked. */
  #end = 0;
  /** Says where the value being written lies; called only when it does not fit. */
  readonly #path: () => string;

  constructor(path: () => string) {
    this.#path = path;
  }

  begin(limit: number): void {
    if (this.bytes.length > KEPT_BYTES) {
      this.bytes = new Uint8Array(FIRST_BYTES);
      this.#view = new DataView(this.bytes.buffer);
    }
    this.at = 0;
    this.#limit = limit;
    this.#end = Math.min(this.bytes.length, limit + SLACK);
  }

  /** Makes room for so many bytes more. */
  room(count: number): void {
    const end = this.at + count;
    if (end > this.#end) this.#grow(end);
  }

  #grow(end: number): void {
    if (end > this.#limit + SLACK) this.#refuse();
    const size = Math.min(Math.max(end, this.bytes.length * 2), this.#limit + SLACK);
    const bytes = new Uint8Array(size);
    bytes.set(this.bytes.subarray(0, this.at));
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer);
    this.#end = size;
  }

  #refuse(): never {
    const limit = `the message is larger than maxMessageBytes (${this.#limit})`;
    throw new MarshalError('MESSAGE_TOO_LARGE', this.#path(), limit);
  }

  /** Throws when more was written than a message may hold. */
  check(): void {
    if (this.at > this.#limit) this.#refuse();
  }

  byte(value: number): void {
    if (this.at >= this.#end) this.#grow(this.at + 1);
    this.bytes[this.at++] = value;
  }

  u32(at: number, value: number): void {
    this.#view.setUint32(at, value, true);
  }

  /** A tag and a small signed number. */
  int8(tag: number, value: number): void {
    this.room(2);
    this.bytes[this.at] = tag;
    this.bytes[this.at + 1] = value;
    this.at += 2;
  }

  int32(tag: number, value: number): void {
    this.room(5);
    this.bytes[this.at] = tag;
    this.#view.setInt32(this.at + 1, value, true);
    this.at += 5;
  }

  float64(tag: number, value: number): void {
    this.room(9);
    this.bytes[this.at] = tag;
    if (value === value) {
      this.#view.setFloat64(this.at + 1, value, true);
    } else {
      // The one NaN that may be stored (RULES 14).
      this.#view.setUint32(this.at + 1, 0, true);
      this.#view.setUint32(this.at + 5, CANONICAL_NAN_HIGH, true);
    }
    this.at += 9;
  }

  /** A length: seven bits a byte, least significant first. */
  length(value: number): void {
    this.room(5);
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.at++] = rest;
  }

  /** A text: its length with the mark of its width, then its units. */
  text(text: string): void {
    const { length } = text;
    // Room for the narrow form first: what cannot fit even so is refused before it is looked at.
    this.room(length + 5);
    const start = this.at;
    this.length(length * 2);
    if (writeLatin1(this.bytes, this.at, text)) {
      this.at += length;
      return;
    }
    this.at = start;
    this.room(length * 2 + 5);
    this.length(length * 2 + 1);
    writeUtf16(this.bytes, this.at, text);
    this.at += length * 2;
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }
}
