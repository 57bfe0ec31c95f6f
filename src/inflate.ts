/**
 * Synchronous decompression of what the build puts into the bundles (RFC 1951, DEFLATE).
 *
 * Browsers inflate only asynchronously and `new Vm` is synchronous. Compressed and then written in
 * base64, the core costs what it would cost as a gzipped file; plain base64 costs a quarter more.
 */

/** Base lengths and extra bits of the length symbols 257…285 (RFC 1951, 3.2.5). */
const lengthBase = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258,
];
const lengthExtra = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
/** Base distances of the distance symbols 0…29; symbol s has max(0, (s >> 1) - 1) extra bits. */
const distanceBase = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
  3073, 4097, 6145, 8193, 12289, 16385, 24577,
];
/** The order in which a dynamic block gives the lengths of its code length codes. */
const codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A canonical Huffman code, as a table over the next `bits` bits of the input. */
interface Code {
  readonly bits: number;
  /** symbol << 4 | length of its code; 0 where no code begins like this. */
  readonly entries: Uint16Array;
}

const damaged = () => new RangeError('the embedded data is damaged');

function codeOf(lengths: Uint8Array): Code {
  const bits = lengths.reduce((longest, length) => Math.max(longest, length), 1);
  const entries = new Uint16Array(1 << bits);
  let code = 0; // left-aligned in `bits` bits
  for (let length = 1; length <= bits; length++) {
    const step = 1 << length;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      if (code >= entries.length) throw damaged();
      // A code is sent from its highest bit on, and the input gives lowest bits first.
      for (let at = reversed(code, bits); at < entries.length; at += step) {
        entries[at] = (symbol << 4) | length;
      }
      code += 1 << (bits - length);
    }
  }
  return { bits, entries };
}

function reversed(value: number, bits: number): number {
  let result = 0;
  for (let bit = 0; bit < bits; bit++) result |= ((value >> bit) & 1) << (bits - 1 - bit);
  return result;
}

/**
 * Inflates raw DEFLATE data.
 *
 * @param input the compressed bytes, in base64
 * @param size how many bytes come out
 * @throws RangeError when the data is damaged or does not give `size` bytes
 */
export function inflateBase64(input: string, size: number): Uint8Array<ArrayBuffer> {
  const text = atob(input);
  const output = new Uint8Array(size);
  let position = 0; // next byte of text
  let buffer = 0; // bits taken from text and not used yet, lowest first
  let available = 0; // how many
  let written = 0;

  function bits(count: number): number {
    while (available < count) {
      if (position >= text.length) throw damaged();
      buffer |= text.charCodeAt(position++) << available;
      available += 8;
    }
    const value = buffer & ((1 << count) - 1);
    buffer >>>= count;
    available -= count;
    return value;
  }

  function symbol(code: Code): number {
    // Near the end there may be fewer bits than the longest code has: absent ones count as 0.
    while (available < code.bits && position < text.length) {
      buffer |= text.charCodeAt(position++) << available;
      available += 8;
    }
    const entry = code.entries[buffer & ((1 << code.bits) - 1)];
    const length = entry & 15;
    if (length === 0 || length > available) throw damaged();
    buffer >>>= length;
    available -= length;
    return entry >> 4;
  }

  function copyStored(): void {
    bits(available & 7); // the rest of this byte is padding
    const length = bits(16);
    if (bits(16) !== (length ^ 0xffff) || written + length > size) throw damaged();
    for (let end = written + length; written < end; ) output[written++] = bits(8);
  }

  function dynamicCodes(): [literals: Code, distances: Code] {
    const literals = bits(5) + 257;
    const distances = bits(5) + 1;
    const lengthsOfLengths = new Uint8Array(19);
    const given = bits(4) + 4;
    for (let index = 0; index < given; index++) lengthsOfLengths[codeLengthOrder[index]] = bits(3);
    const lengthCode = codeOf(lengthsOfLengths);
    const lengths = new Uint8Array(literals + distances);
    for (let index = 0; index < lengths.length; ) {
      const found = symbol(lengthCode);
      if (found < 16) {
        lengths[index++] = found;
        continue;
      }
      if (found === 16 && index === 0) throw damaged();
      const repeated = found === 16 ? lengths[index - 1] : 0;
      const end = index + (found === 16 ? 3 + bits(2) : found === 17 ? 3 + bits(3) : 11 + bits(7));
      if (end > lengths.length) throw damaged();
      lengths.fill(repeated, index, end);
      index = end;
    }
    return [codeOf(lengths.subarray(0, literals)), codeOf(lengths.subarray(literals))];
  }

  function fixedCodes(): [literals: Code, distances: Code] {
    const lengths = new Uint8Array(288).fill(8);
    lengths.fill(9, 144, 256).fill(7, 256, 280);
    return [codeOf(lengths), codeOf(new Uint8Array(30).fill(5))];
  }

  function copyCoded([literals, distances]: [Code, Code]): void {
    for (;;) {
      const found = symbol(literals);
      if (found === 256) return;
      if (found < 256) {
        if (written >= size) throw damaged();
        output[written++] = found;
        continue;
      }
      if (found > 285) throw damaged();
      const length = lengthBase[found - 257] + bits(lengthExtra[found - 257]);
      const code = symbol(distances);
      if (code > 29) throw damaged();
      const distance = distanceBase[code] + bits(Math.max(0, (code >> 1) - 1));
      if (distance > written || written + length > size) throw damaged();
      // Byte by byte: the source may overlap what is being written.
      for (let end = written + length; written < end; written++) {
        output[written] = output[written - distance];
      }
    }
  }

  for (let last = 0; last === 0; ) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) copyStored();
    else if (kind === 1) copyCoded(fixedCodes());
    else if (kind === 2) copyCoded(dynamicCodes());
    else throw damaged();
  }
  if (written !== size) throw damaged();
  return output;
}
