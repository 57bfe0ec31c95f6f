/** String natives that map the whole string, or tell something of it. */
import { compareAscii } from '../heap/ascii-order';
import { toLowerCase, toUpperCase } from '../heap/case-mapping';
import { isLead, isTrail } from '../heap/code-points';
import { reserve } from '../heap/allocate';
import {
  sinkBytes,
  sinkLength,
  sinkMeasure,
  sinkPut,
  sinkUnit,
  sinkWrite,
} from '../heap/string-sink';
import {
  allocateUtf16,
  arrayIndexOf,
  characterAt,
  characterBytes,
  characters,
  is16Bit,
  stringLength,
  stringToNumberResult,
  utf16Bytes,
} from '../heap/strings';
import { FRAME_THIS } from '../memory-map';
import {
  RETRY,
  argument,
  charge,
  chargeBytes,
  chargeUnits,
  emptyString,
  succeed,
} from '../protocol';
import {
  CANONICAL_NAN,
  UNDEFINED,
  boxBool,
  boxInt,
  boxNumber,
  boxString,
  isString,
  pointer,
} from '../value';
import {
  BOUNDED_UNITS,
  clampedIndex,
  failed,
  flatOperand,
  integerOperand,
  receiver,
  slowPath,
} from './string-operands';
import { StringNative } from './string-rows';

/** Most units of a 16-bit string that one call converts: each takes look-ups in tables. */
const CASE_UNITS: u32 = 8192;

/** toLowerCase and toUpperCase. */
export function toCase(native: i32, frame: u32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(native);
  const length = stringLength(flat);
  if (length > (is16Bit(flat) ? CASE_UNITS : BOUNDED_UNITS)) return slowPath(native);
  if (length == 0) return succeed(boxString(flat));
  return native == StringNative.TO_UPPER_CASE
    ? toUpperCase(flat, 0, length)
    : toLowerCase(flat, 0, length);
}

/** For the library: at most CASE_UNITS units of a long string, in either case. */
export function partToCase(native: i32, frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(native);
  const start = clampedIndex(integerOperand(argument(frame, count, 0)), stringLength(flat));
  const end = clampedIndex(
    integerOperand(argument(frame, count, 1)),
    min(stringLength(flat), start + CASE_UNITS),
  );
  if (end <= start) return succeed(emptyString());
  return native == StringNative.UPPER_PART
    ? toUpperCase(flat, start, end)
    : toLowerCase(flat, start, end);
}

export function toNumber(frame: u32): i32 {
  const value = load<u64>(frame, FRAME_THIS);
  return isString(value) ? stringToNumberResult(pointer(value)) : succeed(CANONICAL_NAN);
}

export function toArrayIndex(frame: u32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.TO_ARRAY_INDEX);
  const index = arrayIndexOf(flat);
  return succeed(index == 0xffffffff ? boxInt(-1) : boxNumber(<f64>index));
}

/** The order of the root locale for ASCII text; for other text the library's. */
export function localeCompare(frame: u32, count: i32): i32 {
  const value = load<u64>(frame, FRAME_THIS);
  const that = argument(frame, count, 0);
  if (!isString(value) || !isString(that)) return slowPath(StringNative.LOCALE_COMPARE);
  const a = receiver(frame);
  if (!a) return failed(StringNative.LOCALE_COMPARE);
  const b = flatOperand(that);
  if (!b) return failed(StringNative.LOCALE_COMPARE);
  if (
    stringLength(a) > BOUNDED_UNITS ||
    stringLength(b) > BOUNDED_UNITS ||
    !isAscii(a) ||
    !isAscii(b)
  ) {
    return slowPath(StringNative.LOCALE_COMPARE);
  }
  // The locales of a call with more arguments are the library's, too.
  if (count > 1 && argument(frame, count, 1) != UNDEFINED)
    return slowPath(StringNative.LOCALE_COMPARE);
  chargeUnits(stringLength(a) + stringLength(b));
  return succeed(boxInt(compareAscii(a, b)));
}

/** The first lone surrogate in [start, length), or the length. */
function findLone(flat: u32, start: u32): u32 {
  const length = stringLength(flat);
  let index = start;
  while (index < length) {
    const unit = characterAt(flat, index);
    if (isTrail(unit)) return index;
    if (!isLead(unit)) {
      index++;
      continue;
    }
    if (index + 1 == length || !isTrail(characterAt(flat, index + 1))) return index;
    index += 2;
  }
  return length;
}

export function isWellFormed(frame: u32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.IS_WELL_FORMED);
  if (!is16Bit(flat)) return succeed(boxBool(true));
  if (stringLength(flat) > BOUNDED_UNITS) return slowPath(StringNative.IS_WELL_FORMED);
  chargeUnits(stringLength(flat));
  return succeed(boxBool(findLone(flat, 0) == stringLength(flat)));
}

export function toWellFormed(frame: u32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.TO_WELL_FORMED);
  const length = stringLength(flat);
  if (!is16Bit(flat)) return succeed(boxString(flat));
  if (length > BOUNDED_UNITS) return slowPath(StringNative.TO_WELL_FORMED);
  let lone = findLone(flat, 0);
  if (lone < length && !reserve(utf16Bytes(length))) return RETRY;
  chargeUnits(length);
  if (lone == length) return succeed(boxString(flat));
  const result = allocateUtf16(length);
  memory.copy(characters(result), characters(flat), length << 1);
  for (; lone < length; lone = findLone(flat, lone + 1))
    store<u16>(characters(result) + (lone << 1), 0xfffd);
  return succeed(boxString(result));
}

/** Text that every form leaves as it is: ASCII, and for NFC all of latin1. Else the library's. */
export function normalize(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.NORMALIZE);
  const form = argument(frame, count, 0);
  let composed = form == UNDEFINED;
  if (!composed) {
    const name = isString(form) ? flatOperand(form) : 0;
    if (!name)
      return isString(form) ? failed(StringNative.NORMALIZE) : slowPath(StringNative.NORMALIZE);
    const known = formLength(name);
    if (known == 0) return slowPath(StringNative.NORMALIZE);
    composed = known == 3 && characterAt(name, 2) == 67;
  }
  if (is16Bit(flat) || stringLength(flat) > BOUNDED_UNITS) return slowPath(StringNative.NORMALIZE);
  if (!composed && !isAscii(flat)) return slowPath(StringNative.NORMALIZE);
  chargeBytes(characterBytes(flat));
  return succeed(boxString(flat));
}

/** 3 for NFC and NFD, 4 for NFKC and NFKD, 0 for any other text. */
function formLength(name: u32): u32 {
  const length = stringLength(name);
  if (length < 3 || length > 4 || characterAt(name, 0) != 78 || characterAt(name, 1) != 70)
    return 0;
  if (length == 4 && characterAt(name, 2) != 75) return 0;
  const last = characterAt(name, length - 1);
  return last == 67 || last == 68 ? length : 0;
}

function isAscii(latin1: u32): bool {
  if (is16Bit(latin1)) return false;
  // Words: the padding is zero.
  for (let at = characters(latin1), end = at + stringLength(latin1); at < end; at += 8) {
    if (load<u64>(at) & 0x8080808080808080) return false;
  }
  return true;
}

// ---- JSON ----

/** Text of a string in JSON: quotes around, \ before what needs it; lone surrogates as \uXXXX. */
export function escapeJson(frame: u32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.ESCAPE_JSON);
  if (stringLength(flat) > BOUNDED_UNITS) return slowPath(StringNative.ESCAPE_JSON);
  sinkMeasure();
  putQuoted(flat);
  if (!reserve(sinkBytes())) return RETRY;
  chargeQuoted(stringLength(flat));
  const result = sinkWrite();
  putQuoted(flat);
  return succeed(boxString(result));
}

/** Charges the JSON text that was measured, of so many units: what is escaped costs more. */
export function chargeQuoted(units: u32): void {
  chargeUnits(sinkLength());
  charge((sinkLength() - units) >>> 2);
}

/** Puts a string's JSON text into the sink. */
export function putQuoted(flat: u32): void {
  const length = stringLength(flat);
  let copied: u32 = 0;
  sinkUnit(34);
  while (true) {
    const index = findEscaped(flat, copied);
    sinkPut(flat, copied, index - copied);
    if (index == length) break;
    putEscape(characterAt(flat, index));
    copied = index + 1;
  }
  sinkUnit(34);
}

function putEscape(unit: u32): void {
  sinkUnit(92);
  if (unit == 34 || unit == 92) sinkUnit(unit);
  else if (unit == 8) sinkUnit(98);
  else if (unit == 9) sinkUnit(116);
  else if (unit == 10) sinkUnit(110);
  else if (unit == 12) sinkUnit(102);
  else if (unit == 13) sinkUnit(114);
  else {
    sinkUnit(117);
    for (let shift = 12; shift >= 0; shift -= 4) {
      const digit = (unit >>> shift) & 15;
      sinkUnit(digit < 10 ? 48 + digit : 87 + digit);
    }
  }
}

/** The first index from `start` on of a unit that JSON escapes, or the length. */
function findEscaped(flat: u32, start: u32): u32 {
  const length = stringLength(flat);
  const first = characters(flat);
  let index = start;
  if (is16Bit(flat)) {
    for (; index < length; index++) {
      const unit = <u32>load<u16>(first + (index << 1));
      if (unit < 32 || unit == 34 || unit == 92) return index;
      if (unit >>> 11 != 0x1b) continue;
      if (isTrail(unit) || index + 1 == length || !isTrail(characterAt(flat, index + 1)))
        return index;
      index++;
    }
    return length;
  }
  const ones: u64 = 0x0101010101010101;
  for (; index + 8 <= length; index += 8) {
    const word = load<u64>(first + index);
    const quote = word ^ (ones * 34);
    const slash = word ^ (ones * 92);
    // Marks below 32, at 34, at 92. The lowest mark of each kind is exact.
    const found =
      (((word - ones * 32) & ~word) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) &
      (ones << 7);
    if (found) return index + <u32>(ctz(found) >>> 3);
  }
  for (; index < length; index++) {
    const unit = <u32>load<u8>(first + index);
    if (unit < 32 || unit == 34 || unit == 92) return index;
  }
  return length;
}
