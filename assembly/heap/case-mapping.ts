/**
 * Upper and lower case of flat strings, as ECMA-262 takes them from Unicode: full mappings (ß becomes SS), and the one rule that looks
 * at the context: Σ at the end of a word becomes ς. The caller bounds the range.
 *
 * Each conversion is done twice: measured, then written into a string of the right length and width.
 */
import {
  CASED,
  CASED_LENGTH,
  CASED_PLANE1,
  CASED_PLANE1_LENGTH,
  CASE_IGNORABLE,
  CASE_IGNORABLE_LENGTH,
  CASE_IGNORABLE_PLANE1,
  CASE_IGNORABLE_PLANE1_LENGTH,
  LOWER_PLANE1,
  LOWER_PLANE1_LENGTH,
  LOWER_RANGES,
  LOWER_RANGES_LENGTH,
  LOWER_SINGLES,
  LOWER_SINGLES_LENGTH,
  UPPER_PLANE1,
  UPPER_PLANE1_LENGTH,
  UPPER_RANGES,
  UPPER_RANGES_LENGTH,
  UPPER_SINGLES,
  UPPER_SINGLES_LENGTH,
  UPPER_SPECIAL,
  UPPER_SPECIAL_LENGTH,
} from './case-tables';
import { SCRATCH } from '../memory-map';
import { DONE, RETRY, charge, chargeUnits, succeed } from '../protocol';
import { boxString } from '../value';
import { reserve } from './allocate';
import { leadOf, pointAt, pointBefore, trailOf, unitsOf } from './code-points';
import {
  allocateLatin1,
  allocateString,
  characters,
  is16Bit,
  latin1Bytes,
  stringBytes,
  stringLength,
  substring,
} from './flat-strings';

const ONES: u64 = 0x0101010101010101;
const HIGH_BITS: u64 = 0x8080808080808080;

const SMALL_SIGMA: u32 = 0x3c3;
const FINAL_SIGMA: u32 = 0x3c2;
const CAPITAL_SIGMA: u32 = 0x3a3;
const DOTTED_CAPITAL_I: u32 = 0x130;
const SHARP_S: u32 = 0xdf;

// ---- What a pass found, in SCRATCH ----
/** u32: all units that it gave, or-ed. */
const PASS_UNITS: u32 = SCRATCH;
/** u32: did any character change? */
const PASS_CHANGED: u32 = SCRATCH + 4;

/** Units [start, end) of a flat string in upper case. Result code. */
export function toUpperCase(flat: u32, start: u32, end: u32): i32 {
  return is16Bit(flat) ? convertWide(flat, start, end, true) : upperLatin1(flat, start, end);
}

/** Units [start, end) of a flat string in lower case; what stands around them counts as context. Result code. */
export function toLowerCase(flat: u32, start: u32, end: u32): i32 {
  return is16Bit(flat) ? convertWide(flat, start, end, false) : lowerLatin1(flat, start, end);
}

/** The string of units that turned out to need no change. */
function unchanged(flat: u32, start: u32, end: u32): i32 {
  const code = substring(flat, start, end - start);
  if (code != DONE) return code;
  if (is16Bit(flat)) charge(end - start);
  else chargeUnits(end - start);
  return code;
}

/** Zeroes what a loop over words has written behind the last of a latin1 string's characters. */
function clearPadding(latin1: u32): void {
  const length = stringLength(latin1);
  const rest = length & 7;
  if (rest == 0) return;
  const last = characters(latin1) + (length & ~7);
  store<u64>(last, load<u64>(last) & (((<u64>1) << (<u64>(rest << 3))) - 1));
}

// ---- latin1: eight ASCII characters at a time ----

/** 0x80 in each byte of eight ASCII characters that lies in [first, last]. */
// @ts-ignore: decorator
@inline
function asciiBetween(word: u64, first: u64, last: u64): u64 {
  return (word + ONES * (0x80 - first)) & ~(word + ONES * (0x7f - last)) & HIGH_BITS;
}

function lowerLatin1(flat: u32, start: u32, end: u32): i32 {
  const length = end - start;
  const first = characters(flat) + start;
  const last = first + length;
  let changes = false;
  for (let at = first; at < last && !changes; at += 8) {
    const word = load<u64>(at);
    changes = word & HIGH_BITS ? lowerWord(word) != word : asciiBetween(word, 65, 90) != 0;
  }
  // The last word may hold characters behind the end: then a string is made that is no different.
  if (!changes) return unchanged(flat, start, end);
  if (!reserve(latin1Bytes(length))) return RETRY;
  chargeUnits(length);
  const result = allocateLatin1(length);
  for (let from = first, to = characters(result); from < last; from += 8, to += 8) {
    store<u64>(to, lowerWord(load<u64>(from)));
  }
  clearPadding(result);
  return succeed(boxString(result));
}

/** Eight latin1 characters in lower case: each is one latin1 character. */
function lowerWord(word: u64): u64 {
  if ((word & HIGH_BITS) == 0) return word + (asciiBetween(word, 65, 90) >>> 2);
  let result: u64 = 0;
  for (let shift: u64 = 0; shift < 64; shift += 8) {
    const unit = <u32>(word >>> shift) & 0xff;
    const isUpper = unit - 65 < 26 || (unit - 0xc0 < 31 && unit != 0xd7);
    result |= (<u64>(isUpper ? unit + 32 : unit)) << shift;
  }
  return result;
}

/** Upper case of a latin1 character: one unit, above 255 for µ and ÿ. Not for ß. */
// @ts-ignore: decorator
@inline
function upperUnit(unit: u32): u32 {
  if (unit - 97 < 26 || (unit - 0xe0 < 31 && unit != 0xf7)) return unit - 32;
  if (unit == 0xb5) return 0x39c;
  return unit == 0xff ? 0x178 : unit;
}

function upperLatin1(flat: u32, start: u32, end: u32): i32 {
  const length = end - start;
  const first = characters(flat) + start;
  const last = first + length;
  let changes = false;
  let wide = false;
  let sharps: u32 = 0;
  for (let at = first; at < last; at += 8) {
    const word = load<u64>(at);
    if ((word & HIGH_BITS) == 0) {
      if (asciiBetween(word, 97, 122)) changes = true;
      continue;
    }
    for (let one = at, stop = min(at + 8, last); one < stop; one++) {
      const unit = <u32>load<u8>(one);
      const mapped = upperUnit(unit);
      if (mapped != unit) changes = true;
      if (mapped > 0xff) wide = true;
      sharps += <u32>(unit == SHARP_S);
    }
  }
  const total = length + sharps;
  if (sharps == 0 && !changes) return unchanged(flat, start, end);
  if (!reserve(stringBytes(total, wide))) return RETRY;
  chargeUnits(length);
  const result = allocateString(total, wide);
  let to = characters(result);
  if (!wide && sharps == 0) {
    for (let from = first; from < last; from += 8, to += 8)
      store<u64>(to, upperWord(load<u64>(from)));
    clearPadding(result);
    return succeed(boxString(result));
  }
  for (let from = first; from < last; from++) {
    const unit = <u32>load<u8>(from);
    if (unit == SHARP_S) {
      to = putUnit(to, wide, 83);
      to = putUnit(to, wide, 83);
    } else {
      to = putUnit(to, wide, upperUnit(unit));
    }
  }
  return succeed(boxString(result));
}

/** Eight latin1 characters in upper case, none of them ß, µ or ÿ. */
function upperWord(word: u64): u64 {
  if ((word & HIGH_BITS) == 0) return word - (asciiBetween(word, 97, 122) >>> 2);
  let result: u64 = 0;
  for (let shift: u64 = 0; shift < 64; shift += 8) {
    result |= (<u64>upperUnit(<u32>(word >>> shift) & 0xff)) << shift;
  }
  return result;
}

// @ts-ignore: decorator
@inline
function putUnit(target: u32, wide: bool, unit: u32): u32 {
  if (wide) store<u16>(target, <u16>unit);
  else store<u8>(target, <u8>unit);
  return target + 1 + <u32>wide;
}

// ---- 16 bit ----

function convertWide(flat: u32, start: u32, end: u32, upper: bool): i32 {
  const length = passWide(flat, start, end, upper, 0, false);
  if (!load<u32>(PASS_CHANGED)) return unchanged(flat, start, end);
  const wide = load<u32>(PASS_UNITS) > 0xff;
  if (!reserve(stringBytes(length, wide))) return RETRY;
  // Each unit is looked up in tables, twice.
  charge(end - start);
  const result = allocateString(length, wide);
  passWide(flat, start, end, upper, characters(result), wide);
  return succeed(boxString(result));
}

/** Converts to `target`, or only measures when that is 0; the number of units. The range splits no surrogate pair. */
function passWide(flat: u32, start: u32, end: u32, upper: bool, target: u32, wide: bool): u32 {
  let count: u32 = 0;
  let units: u32 = 0;
  let changed = false;
  for (let index = start; index < end; ) {
    const point = pointAt(flat, index);
    index += unitsOf(point);
    let first = point;
    let second: u32 = 0;
    let third: u32 = 0;
    if (upper) {
      const special = specialUpper(point);
      if (special) {
        first = load<u16>(special, 2);
        second = load<u16>(special, 4);
        third = load<u16>(special, 6);
      } else if (hasIotaSubscript(point)) {
        first = upperWithIota(point);
        second = 0x399;
      } else {
        first = upperPoint(point);
      }
    } else if (point == CAPITAL_SIGMA) {
      first = isFinal(flat, index - 1) ? FINAL_SIGMA : SMALL_SIGMA;
    } else if (point == DOTTED_CAPITAL_I) {
      first = 105;
      second = 0x307;
    } else {
      first = lowerPoint(point);
    }
    if (first != point) changed = true;
    if (first > 0xffff) {
      second = trailOf(first);
      first = leadOf(first);
    }
    units |= first | second | third;
    const size = second == 0 ? 1 : third == 0 ? 2 : 3;
    count += size;
    if (target) {
      target = putUnit(target, wide, first);
      if (size > 1) target = putUnit(target, wide, second);
      if (size > 2) target = putUnit(target, wide, third);
    }
  }
  store<u32>(PASS_UNITS, units);
  store<u32>(PASS_CHANGED, <u32>changed);
  return count;
}

/** How far the context of a Σ is looked at, in units. */
const CONTEXT_UNITS: u32 = 32768;

/** Final_Sigma of the Unicode Standard, section 3.13, read as ICU reads it: case-ignorable characters never count as cased. */
function isFinal(flat: u32, index: u32): bool {
  let before = index;
  while (true) {
    if (before == 0 || index - before > CONTEXT_UNITS) return false;
    const point = pointBefore(flat, before);
    if (!isCaseIgnorable(point)) {
      if (!isCased(point)) return false;
      break;
    }
    before -= unitsOf(point);
  }
  const end = min(stringLength(flat), index + CONTEXT_UNITS);
  for (let after = index + 1; after < end; ) {
    const point = pointAt(flat, after);
    if (!isCaseIgnorable(point)) return !isCased(point);
    after += unitsOf(point);
  }
  return true;
}

// ---- Look-ups in the tables ----

/** Upper case where it is one code point; others give themselves. */
function upperPoint(point: u32): u32 {
  if (point < 0x80) return point - 97 < 26 ? point - 32 : point;
  if (point > 0xffff) return 0x10000 + inRanges(UPPER_PLANE1, UPPER_PLANE1_LENGTH, point - 0x10000);
  const mapped = inRanges(UPPER_RANGES, UPPER_RANGES_LENGTH, point);
  return mapped != point ? mapped : inSingles(UPPER_SINGLES, UPPER_SINGLES_LENGTH, point);
}

/** Lower case where it is one code point; others give themselves. */
function lowerPoint(point: u32): u32 {
  if (point < 0x80) return point - 65 < 26 ? point + 32 : point;
  if (point > 0xffff) return 0x10000 + inRanges(LOWER_PLANE1, LOWER_PLANE1_LENGTH, point - 0x10000);
  const mapped = inRanges(LOWER_RANGES, LOWER_RANGES_LENGTH, point);
  return mapped != point ? mapped : inSingles(LOWER_SINGLES, LOWER_SINGLES_LENGTH, point);
}

/** The last of `count` records of `words` u16 whose first word is not above the key: its index, -1 when there is none. */
function lastNotAbove(table: usize, count: i32, words: i32, key: u32): i32 {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (load<u16>(table + ((<usize>(middle * words)) << 1)) <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function inRanges(table: usize, length: u32, key: u32): u32 {
  const index = lastNotAbove(table, <i32>length / 3, 3, key);
  if (index < 0) return key;
  const range = table + <usize>(index * 6);
  const distance = key - load<u16>(range);
  const extent = <u32>load<u16>(range, 2);
  if (distance > extent >>> 1 || distance & extent & 1) return key;
  return (key + load<u16>(range, 4)) & 0xffff;
}

function inSingles(table: usize, length: u32, key: u32): u32 {
  const index = lastNotAbove(table, <i32>length >>> 1, 2, key);
  if (index < 0) return key;
  const single = table + <usize>(index << 2);
  return load<u16>(single) == key ? <u32>load<u16>(single, 2) : key;
}

/** The record of an upper case of several units, or 0. */
function specialUpper(point: u32): usize {
  if (point < SHARP_S || point > 0xffff) return 0;
  const index = lastNotAbove(UPPER_SPECIAL, <i32>UPPER_SPECIAL_LENGTH >>> 2, 4, point);
  const record = UPPER_SPECIAL + <usize>(index << 3);
  return load<u16>(record) == point ? record : 0;
}

/** Greek letters with iota subscript, three rows of sixteen: both cases of each become the capital without it, and a capital iota. */
// @ts-ignore: decorator
@inline
function hasIotaSubscript(point: u32): bool {
  return point - 0x1f80 < 48;
}

function upperWithIota(point: u32): u32 {
  const row = point >>> 4;
  const capitals: u32 = row == 0x1f8 ? 0x1f08 : row == 0x1f9 ? 0x1f28 : 0x1f68;
  return capitals + (point & 7);
}

function isCased(point: u32): bool {
  if (point < 0x80) return (point | 32) - 97 < 26;
  return isMember(CASED, CASED_LENGTH, CASED_PLANE1, CASED_PLANE1_LENGTH, point);
}

function isCaseIgnorable(point: u32): bool {
  return isMember(
    CASE_IGNORABLE,
    CASE_IGNORABLE_LENGTH,
    CASE_IGNORABLE_PLANE1,
    CASE_IGNORABLE_PLANE1_LENGTH,
    point,
  );
}

function isMember(table: usize, length: u32, plane1: usize, plane1Length: u32, point: u32): bool {
  if (point <= 0xffff) return <bool>((lastNotAbove(table, length, 1, point) + 1) & 1);
  let key = point - 0x10000;
  if (key > 0xfdff) {
    // The first 512 points of plane 14 are numbered where plane 1 ends; all others are in neither set.
    if (point - 0xe0000 > 0x1ff) return false;
    key = point - 0xe0000 + 0xfe00;
  }
  return <bool>((lastNotAbove(plane1, plane1Length, 1, key) + 1) & 1);
}
