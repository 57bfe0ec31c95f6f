/**
 * Strings: layout, allocation, comparison, hashing.
 *
 *   flat   +0 size | RAW     +4 flags   +8 u32 length   +12 u32 hash (0 = not computed)   +16 characters, zero padded to 8 bytes
 *   rope   +0 32 | SLOTS     +4 flags   +8 u64 length   +16 left, or the flat string      +24 right, or undefined
 *
 * Lengths are in code units. A string whose units all fit 8 bits is stored one byte per unit ("latin1"), always; so strings of
 * different width are never equal. Functions take the address of a string; "flat" in a parameter's name means that it must be one.
 */
import {
  KIND_RAW,
  MAX_OBJECT_BYTES,
  STRING_16_BIT,
  STRING_CHARACTERS,
  STRING_FLATTENED,
  STRING_HASH,
  STRING_LENGTH,
  STRING_ROPE,
} from '../layouts';
import {
  DIR_CHARACTERS,
  CHARACTER_BYTES,
  DIR_EMPTY_STRING,
  H_CONSTANTS_END,
  SCRATCH,
} from '../memory-map';
import { RETRY, chargeBytes, succeed } from '../protocol';
import { boxString } from '../value';
import { allocate, reserve } from './allocate';

/** Longest 16-bit string, in code units. */
export const MAX_UTF16_LENGTH: u32 = (MAX_OBJECT_BYTES - STRING_CHARACTERS) >>> 1;

const FNV_OFFSET_BASIS: u32 = 0x811c9dc5;
const FNV_PRIME: u32 = 0x01000193;

// @ts-ignore: decorator
@inline
export function stringFlags(address: u32): u32 {
  return load<u32>(address, 4);
}

/** In code units; ropes too. */
// @ts-ignore: decorator
@inline
export function stringLength(address: u32): u32 {
  return load<u32>(address, STRING_LENGTH);
}

/** Does it have a unit above 255? Ropes too. */
// @ts-ignore: decorator
@inline
export function is16Bit(address: u32): bool {
  return <bool>(stringFlags(address) & STRING_16_BIT);
}

// @ts-ignore: decorator
@inline
export function isFlat(address: u32): bool {
  return (stringFlags(address) & STRING_ROPE) == 0;
}

/** Is it a rope that has not been flattened? */
// @ts-ignore: decorator
@inline
export function isRope(address: u32): bool {
  return (stringFlags(address) & (STRING_ROPE | STRING_FLATTENED)) == STRING_ROPE;
}

/** Address of the first character of a flat string. */
// @ts-ignore: decorator
@inline
export function characters(flat: u32): u32 {
  return flat + STRING_CHARACTERS;
}

/** Bytes that the characters take, without padding. */
// @ts-ignore: decorator
@inline
export function characterBytes(flat: u32): u32 {
  return stringLength(flat) << (stringFlags(flat) & STRING_16_BIT);
}

// ---- Allocation ----

/** Bytes of a latin1 string object. */
// @ts-ignore: decorator
@inline
export function latin1Bytes(length: u32): u32 {
  return (STRING_CHARACTERS + 7 + length) & ~7;
}

/** Bytes of a 16-bit string object. */
// @ts-ignore: decorator
@inline
export function utf16Bytes(length: u32): u32 {
  return (STRING_CHARACTERS + 7 + (length << 1)) & ~7;
}

// @ts-ignore: decorator
@inline
export function stringBytes(length: u32, wide: bool): u32 {
  return wide ? utf16Bytes(length) : latin1Bytes(length);
}

/** A latin1 string to be filled; only after `reserve(latin1Bytes(length))`. */
export function allocateLatin1(length: u32): u32 {
  return allocateFlat(latin1Bytes(length), length, 0);
}

/** A 16-bit string to be filled, at least one unit of it above 255; only after `reserve(utf16Bytes(length))`. */
export function allocateUtf16(length: u32): u32 {
  return allocateFlat(utf16Bytes(length), length, STRING_16_BIT);
}

// @ts-ignore: decorator
@inline
export function allocateString(length: u32, wide: bool): u32 {
  return wide ? allocateUtf16(length) : allocateLatin1(length);
}

function allocateFlat(bytes: u32, length: u32, flags: u32): u32 {
  const address = allocate(bytes, KIND_RAW, flags);
  // The last word may hold padding; for the empty string it is the hash, written next.
  store<u64>(address + bytes - 8, 0);
  store<u32>(address, length, STRING_LENGTH);
  store<u32>(address, 0, STRING_HASH);
  return address;
}

/** A string of the first `length` bytes of SCRATCH; only after `reserve(latin1Bytes(length))`. */
export function makeLatin1FromScratch(length: u32): u32 {
  const address = allocateLatin1(length);
  memory.copy(characters(address), SCRATCH, length);
  return address;
}

// ---- Characters ----

/** The code unit at `index`, which must be below the length. */
// @ts-ignore: decorator
@inline
export function characterAt(flat: u32, index: u32): u32 {
  return is16Bit(flat)
    ? load<u16>(characters(flat) + (index << 1))
    : load<u8>(characters(flat) + index);
}

// @ts-ignore: decorator
@inline
export function emptyStringAddress(): u32 {
  return load<u32>(DIR_EMPTY_STRING);
}

/** The constant one-character string of a unit below 256; 0 for others, which must be allocated. */
// @ts-ignore: decorator
@inline
export function characterString(unit: u32): u32 {
  return unit < 256 ? load<u32>(DIR_CHARACTERS) + unit * CHARACTER_BYTES : 0;
}

/** The one-character string of any unit. Result code. */
export function characterResult(unit: u32): i32 {
  if (unit < 256) return succeed(boxString(characterString(unit)));
  if (!reserve(utf16Bytes(1))) return RETRY;
  const address = allocateUtf16(1);
  store<u16>(characters(address), <u16>unit);
  return succeed(boxString(address));
}

/** Do all of so many 16-bit units fit 8 bits? */
export function fitsLatin1(units: u32, count: u32): bool {
  const end = units + (count << 1);
  for (; units + 8 <= end; units += 8) {
    if (load<u64>(units) & 0xff00ff00ff00ff00) return false;
  }
  for (; units < end; units += 2) {
    if (load<u8>(units, 1)) return false;
  }
  return true;
}

/** Copies bytes, to a lower address or between different objects: for a few, `memory.copy` costs more than it does. */
// @ts-ignore: decorator
@inline
export function copyBytes(target: u32, source: u32, bytes: u32): void {
  if (bytes > 64) {
    memory.copy(target, source, bytes);
    return;
  }
  const end = source + bytes;
  for (; source + 8 <= end; source += 8, target += 8) store<u64>(target, load<u64>(source));
  for (; source < end; source++, target++) store<u8>(target, load<u8>(source));
}

/** Copies units between places of any width; narrowing keeps the low byte. */
export function copyUnits(
  target: u32,
  targetWide: bool,
  source: u32,
  sourceWide: bool,
  count: u32,
): void {
  if (targetWide == sourceWide) {
    copyBytes(target, source, count << (<u32>targetWide));
  } else if (targetWide) {
    for (const end = source + count; source < end; source++, target += 2)
      store<u16>(target, load<u8>(source));
  } else {
    for (const end = target + count; target < end; source += 2, target++)
      store<u8>(target, load<u8>(source));
  }
}

/** Copies units [start, start + count) of a flat string to `target`, `wide` or not. */
// @ts-ignore: decorator
@inline
export function copyCharacters(target: u32, wide: bool, flat: u32, start: u32, count: u32): void {
  const sourceWide = is16Bit(flat);
  copyUnits(target, wide, characters(flat) + (start << (<u32>sourceWide)), sourceWide, count);
}

/** Are units [start, start + count) of a flat string to be stored as 16-bit units? */
// @ts-ignore: decorator
@inline
export function isWideRange(flat: u32, start: u32, count: u32): bool {
  return is16Bit(flat) && !fitsLatin1(characters(flat) + (start << 1), count);
}

/** Units [start, start + count) of a flat string as a string, without allocating: constants, or the string itself; 0 when it must be made. */
export function readySubstring(flat: u32, start: u32, count: u32): u32 {
  if (count == 0) return emptyStringAddress();
  if (count == 1) return characterString(characterAt(flat, start));
  return count == stringLength(flat) ? flat : 0;
}

/** The same as a new string, `wide` as `isWideRange` says; only after `reserve(stringBytes(count, wide))`. */
export function makeSubstring(flat: u32, start: u32, count: u32, wide: bool): u32 {
  const result = allocateString(count, wide);
  copyCharacters(characters(result), wide, flat, start, count);
  return result;
}

/** Units [start, start + count) of a flat string. Result code. Work by the unit: the caller bounds `count`. */
export function substring(flat: u32, start: u32, count: u32): i32 {
  const ready = readySubstring(flat, start, count);
  if (ready) return succeed(boxString(ready));
  const wide = isWideRange(flat, start, count);
  if (!reserve(stringBytes(count, wide))) return RETRY;
  chargeBytes(count << (<u32>is16Bit(flat)));
  return succeed(boxString(makeSubstring(flat, start, count, wide)));
}

// ---- Comparison ----

/** Flat strings, equal unit for unit? Work by the byte: beyond WORK_CHUNK use `equalStrings` (comparison.ts). */
export function stringEquals(flatA: u32, flatB: u32): bool {
  const length = stringLength(flatA);
  if (length != stringLength(flatB)) return false;
  if (isIdentical(flatA, flatB)) return true;
  if ((stringFlags(flatA) ^ stringFlags(flatB)) & STRING_16_BIT) return false;
  const bytes = characterBytes(flatA);
  chargeBytes(bytes);
  return !differInHash(flatA, flatB) && equalBytes(characters(flatA), characters(flatB), bytes);
}

/**
 * Are they one object, whatever collections there were? Of two equal strings made at run time that were both used as keys, it depends on
 * collections which one an object's key list holds; a charge must not depend on that (RULES 1). Such strings have a hash.
 */
// @ts-ignore: decorator
@inline
export function isIdentical(flatA: u32, flatB: u32): bool {
  return flatA == flatB && (load<u32>(flatA, STRING_HASH) == 0 || isConstantString(flatA));
}

/** Are both hashes known, and different? */
// @ts-ignore: decorator
@inline
export function differInHash(flatA: u32, flatB: u32): bool {
  const hashA = load<u32>(flatA, STRING_HASH);
  const hashB = load<u32>(flatB, STRING_HASH);
  return hashA != hashB && hashA != 0 && hashB != 0;
}

/** Compares whole words: both sides are zero padded. */
// @ts-ignore: decorator
@inline
export function equalBytes(a: u32, b: u32, bytes: u32): bool {
  for (const end = a + bytes; a < end; a += 8, b += 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
  }
  return true;
}

/** Order by UTF-16 code units: negative, 0 or positive. Flat strings; beyond WORK_CHUNK use `orderStrings` (comparison.ts). */
export function compareStrings(flatA: u32, flatB: u32): i32 {
  const lengthA = stringLength(flatA);
  const lengthB = stringLength(flatB);
  const common = min(lengthA, lengthB);
  const index = firstDifference(flatA, flatB, 0, common);
  chargeBytes(index << (<u32>(is16Bit(flatA) | is16Bit(flatB))));
  if (index < common) return <i32>characterAt(flatA, index) - <i32>characterAt(flatB, index);
  return <i32>lengthA - <i32>lengthB;
}

/** The first index in [start, end) where two flat strings differ, or `end`. `start` is a multiple of 8 (bytes are read in words). */
export function firstDifference(flatA: u32, flatB: u32, start: u32, end: u32): u32 {
  let index = start;
  if (((stringFlags(flatA) ^ stringFlags(flatB)) & STRING_16_BIT) == 0) {
    const shift = stringFlags(flatA) & STRING_16_BIT;
    const a = characters(flatA);
    const b = characters(flatB);
    for (let offset = start << shift, stop = end << shift; offset < stop; offset += 8) {
      const difference = load<u64>(a + offset) ^ load<u64>(b + offset);
      if (difference != 0) return min((offset + <u32>(ctz(difference) >>> 3)) >>> shift, end);
    }
    return end;
  }
  while (index < end && characterAt(flatA, index) == characterAt(flatB, index)) index++;
  return index;
}

// ---- Hashing ----

/** FNV-1a over code units, cached in the string; never 0. Work by the unit: beyond WORK_CHUNK use `startHash` (intern.ts). */
export function hashString(flat: u32): u32 {
  const known = load<u32>(flat, STRING_HASH);
  if (known != 0) return known;
  const hash = finishHash(hashUnits(FNV_OFFSET_BASIS, flat, 0, stringLength(flat)));
  store<u32>(flat, hash, STRING_HASH);
  return hash;
}

// @ts-ignore: decorator
@inline
export function initialHash(): u32 {
  return FNV_OFFSET_BASIS;
}

// @ts-ignore: decorator
@inline
export function finishHash(hash: u32): u32 {
  return hash != 0 ? hash : 1;
}

/** Goes on with a hash over units [start, end). */
export function hashUnits(hash: u32, flat: u32, start: u32, end: u32): u32 {
  const first = characters(flat);
  if (is16Bit(flat)) {
    for (let unit = first + (start << 1), stop = first + (end << 1); unit < stop; unit += 2) {
      hash = (hash ^ load<u16>(unit)) * FNV_PRIME;
    }
  } else {
    for (let unit = first + start, stop = first + end; unit < stop; unit++) {
      hash = (hash ^ load<u8>(unit)) * FNV_PRIME;
    }
  }
  return hash;
}

/** Is it a string constant of the code that the context began with? Those are interned, immutable and never move. */
// @ts-ignore: decorator
@inline
export function isConstantString(address: u32): bool {
  return address < load<u32>(H_CONSTANTS_END);
}
