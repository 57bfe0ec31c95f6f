/**
 * Synchronous decompression of what the build puts into the bundles: raw LZMA1 with lc 3, lp 0, pb 2.
 *
 * Browsers inflate only asynchronously, and `new Vm` is synchronous. docs/design/bundle.md compares it with other ways.
 * `src/build/pack.mjs` compresses. A class and no closures: what V8 has made of its methods serves every call.
 */

/** A decision that also depends on the place modulo 4 has as many probabilities for each state. */
const POSITIONS = 4;
const STATES = 12;
/** Where the adaptive probabilities of each decision begin. */
const IS_MATCH = 0;
const IS_REPEAT = IS_MATCH + STATES * POSITIONS;
const IS_OLDER = IS_REPEAT + STATES;
const IS_OLDER_1 = IS_OLDER + STATES;
const IS_OLDER_2 = IS_OLDER_1 + STATES;
const IS_LONG = IS_OLDER_2 + STATES;
/** Four trees of 64, by length. */
const DISTANCE_SLOT = IS_LONG + STATES * POSITIONS;
const DISTANCE_MIDDLE = DISTANCE_SLOT + 4 * 64;
const DISTANCE_LOW = DISTANCE_MIDDLE + 128;
/** Choices at +0 and +1, then trees of 8 by the place, others of 8 by the place, one of 256. */
const LENGTH = DISTANCE_LOW + 16;
const LENGTH_MIDDLE = 2 + 8 * POSITIONS;
const LENGTH_LONG = LENGTH_MIDDLE + 8 * POSITIONS;
const REPEAT_LENGTH = LENGTH + LENGTH_LONG + 256;
/** Eight times three trees of 256, by the upper bits of the byte before. */
const LITERAL = REPEAT_LENGTH + LENGTH_LONG + 256;
const PROBABILITIES = LITERAL + 8 * 0x300;

/** Numbers with this bit turned compare as if they had no sign. */
const SIGN = -0x80000000;

const damaged = () => new RangeError('the embedded data is damaged');

/**
 * Decompresses.
 *
 * @param input the compressed bytes, in base64
 * @param size how many bytes come out
 * @throws RangeError when the data is seen to be damaged
 */
export function unpackBase64(input: string, size: number): Uint8Array<ArrayBuffer> {
  return new Decoder(atob(input)).decode(size);
}

class Decoder {
  private readonly probabilities = new Uint16Array(PROBABILITIES).fill(1024); // of a 0, in 2048ths
  /** Next byte of the text; the first is always 0. */
  private position = 1;
  // Both are 32 bits without a sign, kept as signed ones: those, engines keep without allocating.
  private range = -1;
  private code = 0;

  constructor(private readonly text: string) {
    for (let count = 0; count < 4; count++) this.code = (this.code << 8) | this.next();
  }

  decode(size: number): Uint8Array<ArrayBuffer> {
    const output = new Uint8Array(size);
    let state = 0; // what the last few steps were: below 7, the last one was a literal
    let last = [0, 0, 0, 0]; // distances less one, newest first
    for (let written = 0; written < size; ) {
      const place = written % POSITIONS;
      if (!this.bit(IS_MATCH + POSITIONS * state + place)) {
        const before = written > 0 ? output[written - 1] : 0;
        const expected = state < 7 ? -1 : output[written - last[0] - 1];
        output[written++] = this.literal(before, expected);
        state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
        continue;
      }
      let found: number;
      if (!this.bit(IS_REPEAT + state)) {
        found = this.length(LENGTH, place);
        last = [this.distance(found), last[0], last[1], last[2]];
        state = state < 7 ? 7 : 10;
      } else {
        let short = false;
        if (!this.bit(IS_OLDER + state)) short = !this.bit(IS_LONG + POSITIONS * state + place);
        else if (!this.bit(IS_OLDER_1 + state)) last = [last[1], last[0], last[2], last[3]];
        else if (!this.bit(IS_OLDER_2 + state)) last = [last[2], last[0], last[1], last[3]];
        else last = [last[3], last[0], last[1], last[2]];
        found = short ? 1 : this.length(REPEAT_LENGTH, place);
        state = state < 7 ? (short ? 9 : 8) : 11;
      }
      const distance = last[0] + 1;
      if (distance > written || written + found > size) throw damaged();
      // Byte by byte: the source may overlap what is being written.
      for (let end = written + found; written < end; written++) {
        output[written] = output[written - distance];
      }
    }
    return output;
  }

  /** @param expected the byte at the last distance when what came last was a match, -1 otherwise */
  private literal(before: number, expected: number): number {
    const at = LITERAL + 0x300 * (before >> 5);
    let node = 1;
    if (expected >= 0) {
      for (let byte = expected; node < 0x100; ) {
        const likely = (byte >> 7) & 1;
        byte <<= 1;
        const found = this.bit(at + ((1 + likely) << 8) + node);
        node = (node << 1) | found;
        if (found !== likely) break;
      }
    }
    while (node < 0x100) node = (node << 1) | this.bit(at + node);
    return node & 0xff;
  }

  private length(at: number, place: number): number {
    if (!this.bit(at)) return 2 + this.tree(at + 2 + 8 * place, 3);
    if (!this.bit(at + 1)) return 10 + this.tree(at + LENGTH_MIDDLE + 8 * place, 3);
    return 18 + this.tree(at + LENGTH_LONG, 8);
  }

  /** A distance less one, for a match of this length. */
  private distance(length: number): number {
    const slot = this.tree(DISTANCE_SLOT + 64 * Math.min(length - 2, 3), 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) << bits;
    if (slot < 14) return base + this.reverseTree(DISTANCE_MIDDLE + base - slot, bits);
    return base + (this.directBits(bits - 4) << 4) + this.reverseTree(DISTANCE_LOW, 4);
  }

  /** A number of so many bits, highest first. */
  private tree(at: number, bits: number): number {
    let node = 1;
    for (let count = 0; count < bits; count++) node = (node << 1) | this.bit(at + node);
    return node - (1 << bits);
  }

  /** The same, lowest first. */
  private reverseTree(at: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let count = 0; count < bits; count++) {
      const found = this.bit(at + node);
      node = (node << 1) | found;
      value |= found << count;
    }
    return value;
  }

  /** Bits that are as often 0 as 1. */
  private directBits(bits: number): number {
    let value = 0;
    for (let count = 0; count < bits; count++) {
      this.range >>>= 1;
      const found = (this.code ^ SIGN) >= (this.range ^ SIGN) ? 1 : 0;
      if (found) this.code = (this.code - this.range) | 0;
      value = (value << 1) | found;
      this.normalise();
    }
    return value;
  }

  private bit(at: number): number {
    const probability = this.probabilities[at];
    const bound = Math.imul(this.range >>> 11, probability);
    let bit = 0;
    if ((this.code ^ SIGN) < (bound ^ SIGN)) {
      this.probabilities[at] = probability + ((2048 - probability) >> 5);
      this.range = bound;
    } else {
      this.probabilities[at] = probability - (probability >> 5);
      this.range = (this.range - bound) | 0;
      this.code = (this.code - bound) | 0;
      bit = 1;
    }
    this.normalise();
    return bit;
  }

  private normalise(): void {
    if ((this.range & 0xff000000) !== 0) return;
    this.range <<= 8;
    this.code = (this.code << 8) | this.next();
  }

  private next(): number {
    if (this.position >= this.text.length) throw damaged();
    return this.text.charCodeAt(this.position++);
  }
}
