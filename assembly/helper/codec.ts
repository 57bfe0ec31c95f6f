/**
 * LZ4 blocks (the published block format, version of 2022-07-31) and xxHash32: what snapshots would be compressed and checked with, had
 * it been three times faster than the libraries. docs/design/codec.md has the figures; `npm run bench -- codec` measures again.
 *
 * A block is a row of sequences:  token (literals << 4 | match - 4)  more of literals  the literals  u16 distance  more of match
 * 15 in the token means that bytes follow that are added up, until one is below 255. The last sequence ends after its literals.
 */

const MIN_MATCH: usize = 4;
/** The format wants the last bytes to be literals, and no match to begin among the last twelve. */
const LAST_LITERALS: usize = 5;
const LAST_MATCH: usize = 12;
const MAX_DISTANCE: usize = 65535;
/** Longer runs without a match are searched in wider steps. */
const PATIENCE: u32 = 6;
const HASH_BITS: usize = 14;
const TABLE_BYTES: usize = 4 << 14;
/** Bytes that copies of 16 may write beyond their end. */
const SLACK: i32 = 32;

/** By hash of five bytes: where they were seen last, relative to the start. */
const table: usize = memory.data(65536, 16);

export function compress(source: Uint8Array): Uint8Array {
  const size = source.length;
  const target = new Uint8Array(size + size / 255 + SLACK);
  const written = writeBlock(source.dataStart, <usize>size, target.dataStart);
  return target.subarray(0, <i32>written);
}

/** Exactly `length` bytes, or an error: a damaged block reads and writes nothing beyond. */
export function decompress(source: Uint8Array, length: i32): Uint8Array {
  const target = new Uint8Array(length + SLACK);
  if (!readBlock(source.dataStart, <usize>source.length, target.dataStart, <usize>length)) {
    throw new RangeError('the block is damaged');
  }
  return target.subarray(0, length);
}

function writeBlock(source: usize, size: usize, target: usize): usize {
  memory.fill(table, 0, TABLE_BYTES);
  const end = source + size;
  let out = target;
  let anchor = source; // the first byte that is not written yet
  if (size > LAST_MATCH) {
    const lastStart = end - LAST_MATCH;
    const lastMatch = end - LAST_LITERALS;
    let misses: u32 = 0;
    for (let at = source + 1; at < lastStart; ) {
      const entry = table + hashOf(at);
      let from = source + <usize>load<u32>(entry);
      store<u32>(entry, <u32>(at - source));
      if (at - from > MAX_DISTANCE || load<u32>(from) != load<u32>(at)) {
        at += 1 + <usize>(misses++ >> PATIENCE);
        continue;
      }
      misses = 0;
      while (at > anchor && from > source && load<u8>(at - 1) == load<u8>(from - 1)) {
        at--;
        from--;
      }
      const matched = MIN_MATCH + equalBytes(at + MIN_MATCH, from + MIN_MATCH, lastMatch);
      const literals = at - anchor;
      out = writeToken(out, literals, matched - MIN_MATCH);
      copyInSixteens(out, anchor, literals);
      out += literals;
      store<u16>(out, <u16>(at - from));
      out = writeRest(out + 2, matched - MIN_MATCH);
      at += matched;
      anchor = at;
      if (at < lastStart) store<u32>(table + hashOf(at - 2), <u32>(at - 2 - source));
    }
  }
  const literals = end - anchor;
  out = writeToken(out, literals, 0);
  memory.copy(out, anchor, literals);
  return out + literals - target;
}

// @ts-ignore
@inline
function hashOf(at: usize): usize {
  return (<usize>(((load<u64>(at) << 24) * 889523592379) >> (64 - HASH_BITS))) << 2;
}

/** How many bytes from the first address, up to the end, are those from the second. */
// @ts-ignore
@inline
function equalBytes(at: usize, other: usize, end: usize): usize {
  const start = at;
  while (at + 8 <= end) {
    const difference = load<u64>(at) ^ load<u64>(other);
    if (difference != 0) return at - start + <usize>(ctz(difference) >> 3);
    at += 8;
    other += 8;
  }
  while (at < end && load<u8>(at) == load<u8>(other)) {
    at++;
    other++;
  }
  return at - start;
}

/** The token, and what of the number of literals does not fit into it. */
// @ts-ignore
@inline
function writeToken(out: usize, literals: usize, match: usize): usize {
  store<u8>(out, <u8>((min(literals, <usize>15) << 4) | min(match, <usize>15)));
  return writeRest(out + 1, literals);
}

// @ts-ignore
@inline
function writeRest(out: usize, count: usize): usize {
  if (count < 15) return out;
  count -= 15;
  for (; count >= 255; count -= 255) store<u8>(out++, 255);
  store<u8>(out, <u8>count);
  return out + 1;
}

// @ts-ignore
@inline
function copyInSixteens(to: usize, from: usize, length: usize): void {
  for (const end = to + length; to < end; to += 16, from += 16) v128.store(to, v128.load(from));
}

/** False for a block that is damaged or unpacks to another length. */
function readBlock(source: usize, size: usize, target: usize, length: usize): bool {
  const end = source + size;
  const last = target + length;
  let from = source;
  let to = target;
  while (from < end) {
    const token = <usize>load<u8>(from++);
    let literals = token >> 4;
    if (literals == 15) {
      let more: usize = 255;
      while (more == 255 && literals <= length) {
        if (from >= end) return false;
        more = <usize>load<u8>(from++);
        literals += more;
      }
    }
    if (literals > end - from || literals > last - to) return false;
    if (literals <= 16 && end - from >= 16) v128.store(to, v128.load(from));
    else memory.copy(to, from, literals);
    from += literals;
    to += literals;
    if (from == end) return to == last;
    if (end - from < 2) return false;
    const distance = <usize>load<u16>(from);
    from += 2;
    if (distance == 0 || distance > to - target) return false;
    let matched = (token & 15) + MIN_MATCH;
    if (matched == 15 + MIN_MATCH) {
      let more: usize = 255;
      while (more == 255 && matched <= length) {
        if (from >= end) return false;
        more = <usize>load<u8>(from++);
        matched += more;
      }
    }
    if (matched > last - to) return false;
    copyMatch(to, distance, matched);
    to += matched;
  }
  return false;
}

/** The source may overlap the target: what a step reads, steps before it have written. */
// @ts-ignore
@inline
function copyMatch(to: usize, distance: usize, length: usize): void {
  const end = to + length;
  let from = to - distance;
  if (distance >= 16) copyInSixteens(to, from, length);
  else if (distance >= 8) {
    for (; to < end; to += 8, from += 8) store<u64>(to, load<u64>(from));
  } else {
    while (to < end) store<u8>(to++, load<u8>(from++));
  }
}

const PRIME_1: u32 = 0x9e3779b1;
const PRIME_2: u32 = 0x85ebca77;
const PRIME_3: u32 = 0xc2b2ae3d;
const PRIME_4: u32 = 0x27d4eb2f;
const PRIME_5: u32 = 0x165667b1;

/** xxHash32 with the seed 0. */
export function checksum(source: Uint8Array): u32 {
  let at = source.dataStart;
  const size = <u32>source.length;
  const end = at + size;
  let hash: u32 = PRIME_5;
  if (size >= 16) {
    let a: u32 = PRIME_1 + PRIME_2;
    let b: u32 = PRIME_2;
    let c: u32 = 0;
    let d: u32 = 0 - PRIME_1;
    for (; at + 16 <= end; at += 16) {
      a = rotl(a + load<u32>(at) * PRIME_2, 13) * PRIME_1;
      b = rotl(b + load<u32>(at, 4) * PRIME_2, 13) * PRIME_1;
      c = rotl(c + load<u32>(at, 8) * PRIME_2, 13) * PRIME_1;
      d = rotl(d + load<u32>(at, 12) * PRIME_2, 13) * PRIME_1;
    }
    hash = rotl(a, 1) + rotl(b, 7) + rotl(c, 12) + rotl(d, 18);
  }
  hash += size;
  for (; at + 4 <= end; at += 4) hash = rotl(hash + load<u32>(at) * PRIME_3, 17) * PRIME_4;
  for (; at < end; at++) hash = rotl(hash + <u32>load<u8>(at) * PRIME_5, 11) * PRIME_1;
  hash = (hash ^ (hash >> 15)) * PRIME_2;
  hash = (hash ^ (hash >> 13)) * PRIME_3;
  return hash ^ (hash >> 16);
}
