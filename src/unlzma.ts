/**
 * Synchronous decompression of what the build puts into the bundles: raw LZMA1 with lc 3, lp 0, pb 0.
 *
 * Browsers inflate only asynchronously, not this, and `new Vm` is synchronous. Against DEFLATE it makes
 * the core a sixth smaller; unpacking that, once in a process and before its code is hot, takes some 25 ms instead of 10.
 * `src/build/lzma.mjs` compresses.
 */

/** Where the adaptive probabilities of each decision begin. Decisions by state have 12, trees a power of two. */
const IS_MATCH = 0;
const IS_REPEAT = 12;
const IS_OLDER = 24;
const IS_OLDER_1 = 36;
const IS_OLDER_2 = 48;
const IS_LONG = 60;
/** Four trees of 64, by length. */
const DISTANCE_SLOT = 72;
const DISTANCE_MIDDLE = 328;
const DISTANCE_LOW = 456;
/** Choices at +0 and +1, trees of 8, 8 and 256 after them. */
const LENGTH = 472;
const REPEAT_LENGTH = LENGTH + 274;
/** Eight times three trees of 256, by the upper bits of the byte before. */
const LITERAL = REPEAT_LENGTH + 274;
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
  const text = atob(input);
  const output = new Uint8Array(size);
  const probabilities = new Uint16Array(PROBABILITIES).fill(1024); // of a 0, in 2048ths
  let position = 1; // next byte of text; the first is always 0
  // Both are 32 bits without a sign, kept as signed ones: those, engines keep without allocating.
  let range = -1;
  let code = 0;

  function next(): number {
    if (position >= text.length) throw damaged();
    return text.charCodeAt(position++);
  }

  function normalise(): void {
    if ((range & 0xff000000) !== 0) return;
    range <<= 8;
    code = (code << 8) | next();
  }

  function bit(at: number): number {
    const probability = probabilities[at];
    const bound = Math.imul(range >>> 11, probability);
    if ((code ^ SIGN) < (bound ^ SIGN)) {
      range = bound;
      probabilities[at] = probability + ((2048 - probability) >> 5);
      normalise();
      return 0;
    }
    range = (range - bound) | 0;
    code = (code - bound) | 0;
    probabilities[at] = probability - (probability >> 5);
    normalise();
    return 1;
  }

  /** A number of so many bits, highest first. */
  function tree(at: number, bits: number): number {
    let node = 1;
    for (let count = 0; count < bits; count++) node = (node << 1) | bit(at + node);
    return node - (1 << bits);
  }

  /** The same, lowest first. */
  function reverseTree(at: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let count = 0; count < bits; count++) {
      const found = bit(at + node);
      node = (node << 1) | found;
      value |= found << count;
    }
    return value;
  }

  /** Bits that are as often 0 as 1. */
  function directBits(bits: number): number {
    let value = 0;
    for (let count = 0; count < bits; count++) {
      range >>>= 1;
      const found = (code ^ SIGN) >= (range ^ SIGN) ? 1 : 0;
      if (found) code = (code - range) | 0;
      value = (value << 1) | found;
      normalise();
    }
    return value;
  }

  const length = (at: number): number => {
    if (!bit(at)) return tree(at + 2, 3);
    return bit(at + 1) ? 16 + tree(at + 18, 8) : 8 + tree(at + 10, 3);
  };

  function distance(lengthFound: number): number {
    const slot = tree(DISTANCE_SLOT + 64 * Math.min(lengthFound, 3), 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) << bits;
    if (slot < 14) return base + reverseTree(DISTANCE_MIDDLE + base - slot, bits);
    return base + (directBits(bits - 4) << 4) + reverseTree(DISTANCE_LOW, 4);
  }

  /** @param expected the byte at the last distance when what came last was a match, -1 otherwise */
  function literal(before: number, expected: number): number {
    const at = LITERAL + 0x300 * (before >> 5);
    let node = 1;
    if (expected >= 0) {
      for (let byte = expected; node < 0x100; ) {
        const likely = (byte >> 7) & 1;
        byte <<= 1;
        const found = bit(at + ((1 + likely) << 8) + node);
        node = (node << 1) | found;
        if (found !== likely) break;
      }
    }
    while (node < 0x100) node = (node << 1) | bit(at + node);
    return node & 0xff;
  }

  for (let count = 0; count < 4; count++) code = (code << 8) | next();
  let state = 0; // what the last few steps were: below 7, the last one was a literal
  let last = [0, 0, 0, 0]; // distances less one, newest first
  for (let written = 0; written < size; ) {
    if (!bit(IS_MATCH + state)) {
      const before = written > 0 ? output[written - 1] : 0;
      const expected = state < 7 ? -1 : output[written - last[0] - 1];
      output[written++] = literal(before, expected);
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let found: number;
    if (!bit(IS_REPEAT + state)) {
      found = length(LENGTH) + 2;
      last = [distance(found - 2), last[0], last[1], last[2]];
      state = state < 7 ? 7 : 10;
    } else {
      let short = false;
      if (!bit(IS_OLDER + state)) short = !bit(IS_LONG + state);
      else if (!bit(IS_OLDER_1 + state)) last = [last[1], last[0], last[2], last[3]];
      else if (!bit(IS_OLDER_2 + state)) last = [last[2], last[0], last[1], last[3]];
      else last = [last[3], last[0], last[1], last[2]];
      found = short ? 1 : length(REPEAT_LENGTH) + 2;
      state = state < 7 ? (short ? 9 : 8) : 11;
    }
    if (last[0] >= written || written + found > size) throw damaged();
    // Byte by byte: the source may overlap what is being written.
    for (let end = written + found; written < end; written++) {
      output[written] = output[written - last[0] - 1];
    }
  }
  return output;
}
