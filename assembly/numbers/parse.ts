/**
 * Text to numbers, as ECMA-262 reads them. `ptr` points at `length` code units, latin1 or, if `is16Bit`,
 * UTF-16. `scratch` needs NUMBER_SCRATCH_BYTES. All functions look at each code unit at most twice and
 * do bounded work beyond that (see decimal-to-double.ts); callers charge by the length, and take a text
 * too long for one step through long-text.ts first.
 */
import { codeUnitAt, digitOf, skipWhiteSpace } from './characters';
import { assembleDouble, decimalToDouble } from './decimal-to-double';

export {
  arrayIndexOfString,
  NOT_AN_ARRAY_INDEX,
} from './array-index';
export { canonical, f64Remainder, toInt32, toUint32 } from './convert';
export { NUMBER_SCRATCH_BYTES } from './exact-decimal';
export { beginLongNumber, endLongNumber, feedLongNumber } from './long-text';

/** Explicit exponents are cut here: beyond what any string length could bring back into range. */
const EXPONENT_LIMIT: i64 = 100000000000;

/** 2¹¹⁰⁰ is beyond the range of doubles: so many digits, the first not zero, are Infinity in radix 2. */
export const PARSE_INT_DIGITS: i32 = 1101;

/**
 * The double nearest to a StrDecimalLiteral (sign, digits, point, exponent or Infinity; no white space),
 * NaN if the text is anything else.
 */
export function parseDecimal(ptr: usize, length: i32, is16Bit: i32, scratch: usize): f64 {
  const value = parseLiteralPrefix(ptr, 0, length, is16Bit, scratch);
  return load<i32>(scratch) == length ? value : NaN;
}

/** ECMA-262 StringToNumber: what Number(text) gives. */
export function stringToNumber(ptr: usize, length: i32, is16Bit: i32, scratch: usize): f64 {
  const start = skipWhiteSpace(ptr, 0, length, is16Bit);
  if (start == length) return 0;
  if (codeUnitAt(ptr, start, is16Bit) == 48 && start + 2 < length) {
    const letter = codeUnitAt(ptr, start + 1, is16Bit) | 0x20;
    let radixBits = 0;
    if (letter == 120) radixBits = 4;
    else if (letter == 111) radixBits = 3;
    else if (letter == 98) radixBits = 1;
    if (radixBits) {
      const value = parsePowerOfTwo(ptr, start + 2, length, is16Bit, radixBits, scratch);
      const end = load<i32>(scratch);
      if (end == start + 2 || skipWhiteSpace(ptr, end, length, is16Bit) != length) return NaN;
      return value;
    }
  }
  const value = parseLiteralPrefix(ptr, start, length, is16Bit, scratch);
  if (skipWhiteSpace(ptr, load<i32>(scratch), length, is16Bit) != length) return NaN;
  return value;
}

/** The global parseFloat: the longest prefix that is a StrDecimalLiteral, after white space. */
export function parseFloatPrefix(ptr: usize, length: i32, is16Bit: i32, scratch: usize): f64 {
  const start = skipWhiteSpace(ptr, 0, length, is16Bit);
  return parseLiteralPrefix(ptr, start, length, is16Bit, scratch);
}

/**
 * The global parseInt; `radix` is the argument after ToInt32. For radixes that are neither ten nor a
 * power of two ECMA-262 allows an approximation beyond 2⁵³; this is the one V8 computes.
 */
export function parseIntPrefix(
  ptr: usize,
  length: i32,
  is16Bit: i32,
  radix: i32,
  scratch: usize,
): f64 {
  let index = skipWhiteSpace(ptr, 0, length, is16Bit);
  let negative = false;
  if (index < length) {
    const unit = codeUnitAt(ptr, index, is16Bit);
    negative = unit == 45;
    if (negative || unit == 43) index++;
  }
  if (radix == 0 || radix == 16) {
    if (
      index + 1 < length &&
      codeUnitAt(ptr, index, is16Bit) == 48 &&
      (codeUnitAt(ptr, index + 1, is16Bit) | 0x20) == 120
    ) {
      index += 2;
      radix = 16;
    } else if (radix == 0) {
      radix = 10;
    }
  }
  if (radix < 2 || radix > 36) return NaN;
  if (index == length || digitOf(codeUnitAt(ptr, index, is16Bit)) >= <u32>radix) return NaN;

  while (index < length && codeUnitAt(ptr, index, is16Bit) == 48) index++;
  // More digits give Infinity in any radix, so nothing behind these has to be looked at.
  if (length - index > PARSE_INT_DIGITS) length = index + PARSE_INT_DIGITS;
  let value: f64 = 0;
  if (radix == 10) {
    let end = index;
    while (end < length && codeUnitAt(ptr, end, is16Bit) - 48 < 10) end++;
    if (end > index) value = parseLiteralPrefix(ptr, index, end, is16Bit, scratch);
  } else if ((radix & (radix - 1)) == 0) {
    value = parsePowerOfTwo(ptr, index, length, is16Bit, <i32>ctz(radix), scratch);
  } else {
    value = parseInParts(ptr, index, length, is16Bit, <u32>radix);
  }
  return negative ? -value : value;
}

/**
 * Reads the longest StrDecimalLiteral at `start` and stores the index behind it at `scratch` (i32); that
 * is `start`, and the value NaN, when there is none.
 */
function parseLiteralPrefix(ptr: usize, start: i32, limit: i32, is16Bit: i32, scratch: usize): f64 {
  let index = start;
  let negative = false;
  let unit: u32 = index < limit ? codeUnitAt(ptr, index, is16Bit) : 0;
  if (unit == 45 || unit == 43) {
    negative = unit == 45;
    index++;
    unit = index < limit ? codeUnitAt(ptr, index, is16Bit) : 0;
  }
  if (unit == 73) {
    const isInfinity = matchesInfinity(ptr, index, limit, is16Bit);
    store<i32>(scratch, isInfinity ? index + 8 : start);
    return isInfinity ? (negative ? -Infinity : Infinity) : NaN;
  }

  // The first 19 significant digits as an integer; exponent counts what its unit is worth.
  const digitsStart = index;
  let w: u64 = 0;
  let exponent: i64 = 0;
  while (index < limit && codeUnitAt(ptr, index, is16Bit) == 48) index++;
  let first = index;
  let kept = 0;
  let truncated = false;
  while (index < limit) {
    const digit = codeUnitAt(ptr, index, is16Bit) - 48;
    if (digit > 9) break;
    if (kept < 19) {
      w = w * 10 + digit;
      kept++;
    } else {
      if (digit) truncated = true;
      exponent++;
    }
    index++;
  }
  let anyDigit = index > digitsStart;
  if (index < limit && codeUnitAt(ptr, index, is16Bit) == 46) {
    const fractionStart = ++index;
    if (w == 0) {
      while (index < limit && codeUnitAt(ptr, index, is16Bit) == 48) index++;
      exponent = -(<i64>(index - fractionStart));
      first = index;
    }
    while (index < limit) {
      const digit = codeUnitAt(ptr, index, is16Bit) - 48;
      if (digit > 9) break;
      if (kept < 19) {
        w = w * 10 + digit;
        kept++;
        exponent--;
      } else if (digit) {
        truncated = true;
      }
      index++;
    }
    if (index > fractionStart) anyDigit = true;
  }
  if (!anyDigit) {
    store<i32>(scratch, start);
    return NaN;
  }
  const digitsEnd = index;
  if (index < limit && (codeUnitAt(ptr, index, is16Bit) | 0x20) == 101) {
    let cursor = index + 1;
    let exponentSign: u32 = cursor < limit ? codeUnitAt(ptr, cursor, is16Bit) : 0;
    if (exponentSign == 43 || exponentSign == 45) cursor++;
    const exponentStart = cursor;
    let written: i64 = 0;
    while (cursor < limit) {
      const digit = codeUnitAt(ptr, cursor, is16Bit) - 48;
      if (digit > 9) break;
      if (written < EXPONENT_LIMIT) written = written * 10 + <i64>digit;
      cursor++;
    }
    if (cursor > exponentStart) {
      index = cursor;
      exponent += exponentSign == 45 ? -written : written;
    }
  }

  let value: f64 = 0;
  if (w != 0) {
    value = decimalToDouble(w, exponent, truncated, ptr, first, digitsEnd, is16Bit, scratch);
  }
  store<i32>(scratch, index);
  return negative ? -value : value;
}

function matchesInfinity(ptr: usize, index: i32, limit: i32, is16Bit: i32): bool {
  if (limit - index < 8) return false;
  let letters: u64 = 0x7974696e69666e49; // "Infinity", first letter in the lowest byte.
  for (let offset = 0; offset < 8; offset++) {
    if (codeUnitAt(ptr, index + offset, is16Bit) != <u32>(letters & 0xff)) return false;
    letters >>= 8;
  }
  return true;
}

/**
 * The digits at `start` in radix 2^radixBits, correctly rounded; stores the index behind them at
 * `scratch`.
 */
function parsePowerOfTwo(
  ptr: usize,
  start: i32,
  limit: i32,
  is16Bit: i32,
  radixBits: i32,
  scratch: usize,
): f64 {
  const radix = (<u32>1) << radixBits;
  let index = start;
  let significand: u64 = 0;
  let dropped = false;
  let exponent: i64 = 0;
  while (index < limit) {
    const digit = digitOf(codeUnitAt(ptr, index, is16Bit));
    if (digit >= radix) break;
    // 58 bits and the digit fit; below that many nothing but "not zero" matters for 53.
    if (significand >> 58) {
      if (digit) dropped = true;
      exponent += radixBits;
    } else {
      significand = (significand << (<u64>radixBits)) | digit;
    }
    index++;
  }
  store<i32>(scratch, index);
  if (significand == 0) return 0;
  const shift = clz(significand);
  if (exponent > 1024) return Infinity;
  return assembleDouble(significand << shift, dropped, <i32>exponent - <i32>shift);
}

/** Digits in any radix, without leading zeros, in groups whose place value stays below 2³² / 36. */
function parseInParts(ptr: usize, index: i32, limit: i32, is16Bit: i32, radix: u32): f64 {
  let value: f64 = 0;
  let done = false;
  do {
    let part: u32 = 0;
    let multiplier: u32 = 1;
    while (true) {
      const digit = index < limit ? digitOf(codeUnitAt(ptr, index, is16Bit)) : 99;
      if (digit >= radix) {
        done = true;
        break;
      }
      const next = multiplier * radix;
      if (next > 119304647) break;
      part = part * radix + digit;
      multiplier = next;
      index++;
    }
    value = value * <f64>multiplier + <f64>part;
  } while (!done);
  return value;
}
