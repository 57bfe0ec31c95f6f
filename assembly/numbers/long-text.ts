/**
 * Numeric texts too long to be read in one bounded step. They are fed in chunks and condensed to an
 * equivalent text of at most LONG_NUMBER_BYTES, which the functions of parse.ts then read:
 *
 *   beginLongNumber(state, LONG_NUMBER, 0);
 *   while (more chunks && feedLongNumber(state, ptr, from, to, is16Bit)) …   // may stop between chunks
 *   length = endLongNumber(state);
 *   value = stringToNumber(state + LONG_NUMBER_TEXT, length, 0, scratch);
 *
 * White space and leading zeros go, digits that can no longer matter are counted into the exponent, the
 * exponent is written anew. The state is plain data without addresses: it can lie in a heap buffer and
 * be copied at any chunk boundary.
 *
 *   0   i32  phase                        24  i64  exponent of the last digit kept, before the written one
 *   4   i32  mode                         32  i64  exponent as written, without its sign
 *   8   i32  radix (LONG_INTEGER)         40  i32  1 if the written exponent is negative
 *   12  i32  length of the text kept      44  i32  1 if a digit that is not zero was left out
 *   16  i32  significant digits kept      48  i32  1 once a digit was seen, zero or not
 *   20  i32  letters of "Infinity" seen   52  i32  1 if the text is no number
 *   64  u8 × 1152  text
 *
 * Bound: constant work per code unit.
 */
import { codeUnitAt, digitOf, isWhiteSpace } from './characters';
import { decimalLength32, writeDigits32 } from './digits';

/** Size of the state. */
export const LONG_NUMBER_BYTES: i32 = 1216;
/** Where in it the text stands that endLongNumber leaves. */
export const LONG_NUMBER_TEXT: usize = 64;

/** What the text is to be read with: stringToNumber, parseFloatPrefix, parseIntPrefix. */
export const LONG_NUMBER: i32 = 0;
export const LONG_FLOAT: i32 = 1;
export const LONG_INTEGER: i32 = 2;

const PHASE: usize = 0;
const MODE: usize = 4;
const RADIX: usize = 8;
const LENGTH: usize = 12;
const KEPT: usize = 16;
const LETTERS: usize = 20;
const EXPONENT: usize = 24;
const WRITTEN: usize = 32;
const WRITTEN_NEGATIVE: usize = 40;
const LEFT_OUT: usize = 44;
const ANY_DIGIT: usize = 48;
const INVALID: usize = 52;

/** Digits kept: more than any midpoint of two doubles has; and enough for Infinity in radix two. */
const DECIMAL_DIGITS: i32 = 800;
const RADIX_DIGITS: i32 = 1101;

/** Exponents beyond this are all alike for 800 digits. */
const EXPONENT_BOUND: i64 = 100000;
const WRITTEN_BOUND: i64 = 100000000000;

const START: i32 = 0; // white space so far
const SIGNED: i32 = 1; // a sign was there
const ZERO: i32 = 2; // exactly "0" was there, a radix may follow
const WHOLE: i32 = 3; // digits before the point
const FRACTION: i32 = 4; // behind it
const EXPONENT_START: i32 = 5; // behind the e
const EXPONENT_SIGNED: i32 = 6; // behind its sign
const EXPONENT_DIGITS: i32 = 7;
const LETTERS_OF_INFINITY: i32 = 8;
const RADIX_WHOLE: i32 = 9; // digits of another radix than ten
const END: i32 = 10; // white space may follow
const DONE: i32 = 11; // nothing that follows matters

export function beginLongNumber(state: usize, mode: i32, radix: i32): void {
  memory.fill(state, 0, LONG_NUMBER_TEXT);
  store<i32>(state, mode, MODE);
  store<i32>(state, radix, RADIX);
}

/** Takes the code units from…to − 1. False when what follows cannot change the result any more. */
export function feedLongNumber(state: usize, ptr: usize, from: i32, to: i32, is16Bit: i32): bool {
  let phase = load<i32>(state, PHASE);
  while (from < to && phase != DONE) {
    phase = next(state, phase, codeUnitAt(ptr, from, is16Bit));
    from++;
  }
  store<i32>(state, phase, PHASE);
  return phase != DONE;
}

/** Completes the text, latin1, at state + LONG_NUMBER_TEXT, and returns its length. */
export function endLongNumber(state: usize): i32 {
  const phase = load<i32>(state, PHASE);
  const mode = load<i32>(state, MODE);
  if (mode == LONG_INTEGER) return load<i32>(state, LENGTH);
  // The empty text is 0 for Number() and NaN for parseFloat().
  if (phase == START) return 0;
  const letters = load<i32>(state, LETTERS);
  if (letters > 0 && letters < 8) return refuse(state);
  if (letters == 0 && !load<i32>(state, ANY_DIGIT)) return refuse(state);
  if (mode == LONG_NUMBER) {
    if (load<i32>(state, INVALID)) return refuse(state);
    if (phase == EXPONENT_START || phase == EXPONENT_SIGNED) return refuse(state);
  }
  if (letters || load<i32>(state, RADIX)) return load<i32>(state, LENGTH);

  if (load<i32>(state, KEPT) == 0) {
    append(state, 48);
    return load<i32>(state, LENGTH);
  }
  let exponent = load<i64>(state, EXPONENT);
  if (load<i32>(state, LEFT_OUT)) {
    append(state, 49);
    exponent--;
  }
  const written = load<i64>(state, WRITTEN);
  exponent += load<i32>(state, WRITTEN_NEGATIVE) ? -written : written;
  append(state, 101);
  if (exponent < 0) append(state, 45);
  const magnitude = <u32>min(exponent < 0 ? -exponent : exponent, EXPONENT_BOUND);
  const count = decimalLength32(magnitude);
  const length = load<i32>(state, LENGTH);
  writeDigits32(magnitude, count, state + LONG_NUMBER_TEXT + length);
  return length + count;
}

/** Consumes one code unit; returns the next phase. */
function next(state: usize, phase: i32, unit: u32): i32 {
  if (load<i32>(state, MODE) == LONG_INTEGER) return nextOfInteger(state, phase, unit);
  const digit = unit - 48;
  switch (phase) {
    case START:
      if (isWhiteSpace(unit)) return START;
      if (unit == 45) append(state, 45);
      if (unit == 45 || unit == 43) return SIGNED;
      if (digit == 0 && load<i32>(state, MODE) == LONG_NUMBER) {
        store<i32>(state, 1, ANY_DIGIT);
        return ZERO;
      }
      return nextOfLiteral(state, unit);
    case SIGNED:
      return nextOfLiteral(state, unit);
    case ZERO: {
      const letter = unit | 0x20;
      const radix = letter == 120 ? 16 : letter == 111 ? 8 : letter == 98 ? 2 : 0;
      if (radix == 0) return nextOfDigits(state, WHOLE, unit);
      append(state, 48);
      append(state, letter);
      store<i32>(state, radix, RADIX);
      store<i32>(state, 0, ANY_DIGIT);
      return RADIX_WHOLE;
    }
    case WHOLE:
    case FRACTION:
      return nextOfDigits(state, phase, unit);
    case EXPONENT_START:
      if (unit == 45) store<i32>(state, 1, WRITTEN_NEGATIVE);
      if (unit == 45 || unit == 43) return EXPONENT_SIGNED;
      return digit < 10 ? nextOfExponent(state, digit) : refuseRest(state);
    case EXPONENT_SIGNED:
      return digit < 10 ? nextOfExponent(state, digit) : refuseRest(state);
    case EXPONENT_DIGITS:
      return digit < 10 ? nextOfExponent(state, digit) : afterNumber(state, unit);
    case LETTERS_OF_INFINITY: {
      const seen = load<i32>(state, LETTERS);
      if (seen == 8) return afterNumber(state, unit);
      return nextLetter(state, unit, seen);
    }
    case RADIX_WHOLE:
      if (digitOf(unit) >= <u32>load<i32>(state, RADIX)) return afterNumber(state, unit);
      keepRadixDigit(state, unit);
      return RADIX_WHOLE;
    default:
      return afterNumber(state, unit);
  }
}

/** The first code unit of a literal, after its sign. */
function nextOfLiteral(state: usize, unit: u32): i32 {
  if (unit == 73) return nextLetter(state, unit, 0);
  if (unit == 46) return FRACTION;
  return unit - 48 < 10 ? nextOfDigits(state, WHOLE, unit) : refuseRest(state);
}

function nextOfDigits(state: usize, phase: i32, unit: u32): i32 {
  const digit = unit - 48;
  if (digit < 10) {
    store<i32>(state, 1, ANY_DIGIT);
    const kept = load<i32>(state, KEPT);
    let exponent = load<i64>(state, EXPONENT);
    if (kept == 0 && digit == 0) {
      if (phase == FRACTION) exponent--;
    } else if (kept < DECIMAL_DIGITS) {
      append(state, unit);
      store<i32>(state, kept + 1, KEPT);
      if (phase == FRACTION) exponent--;
    } else {
      if (digit) store<i32>(state, 1, LEFT_OUT);
      if (phase == WHOLE) exponent++;
    }
    store<i64>(state, exponent, EXPONENT);
    return phase;
  }
  if (unit == 46 && phase == WHOLE) return FRACTION;
  if (!load<i32>(state, ANY_DIGIT)) return refuseRest(state);
  return (unit | 0x20) == 101 ? EXPONENT_START : afterNumber(state, unit);
}

function nextOfExponent(state: usize, digit: u32): i32 {
  const written = load<i64>(state, WRITTEN);
  if (written < WRITTEN_BOUND) store<i64>(state, written * 10 + <i64>digit, WRITTEN);
  return EXPONENT_DIGITS;
}

function nextLetter(state: usize, unit: u32, seen: i32): i32 {
  const letters: u64 = 0x7974696e69666e49; // "Infinity", first letter in the lowest byte.
  if (unit != <u32>((letters >> <u64>(seen << 3)) & 0xff)) return refuseRest(state);
  append(state, unit);
  store<i32>(state, seen + 1, LETTERS);
  return LETTERS_OF_INFINITY;
}

/** What may follow a whole number: for Number() white space, for parseFloat() anything. */
function afterNumber(state: usize, unit: u32): i32 {
  if (load<i32>(state, MODE) == LONG_NUMBER && isWhiteSpace(unit)) return END;
  return refuseRest(state);
}

/** Ends the reading: parseFloat() takes what it has, for Number() the text is none. */
function refuseRest(state: usize): i32 {
  store<i32>(state, 1, INVALID);
  return DONE;
}

/** parseInt: sign, prefix and one or two zeros for a run of them, then digits as long as they can count. */
function nextOfInteger(state: usize, phase: i32, unit: u32): i32 {
  const radix = load<i32>(state, RADIX);
  if (phase == START) {
    if (isWhiteSpace(unit)) return START;
    if (unit == 45 || unit == 43) {
      append(state, unit);
      return SIGNED;
    }
  }
  if (phase == ZERO && (unit | 0x20) == 120 && (radix == 0 || radix == 16)) {
    append(state, 120);
    store<i32>(state, 0, ANY_DIGIT);
    return RADIX_WHOLE;
  }
  if (digitOf(unit) == 99) return DONE;
  // A second zero stays, so that an x behind the run does not become a prefix.
  if (phase == ZERO && unit == 48) append(state, 48);
  const first = phase == START || phase == SIGNED;
  keepRadixDigit(state, unit);
  if (first && unit == 48) return ZERO;
  return load<i32>(state, KEPT) < RADIX_DIGITS ? RADIX_WHOLE : DONE;
}

function keepRadixDigit(state: usize, unit: u32): void {
  const kept = load<i32>(state, KEPT);
  if (kept == 0 && unit == 48) {
    if (!load<i32>(state, ANY_DIGIT)) append(state, 48);
  } else if (kept < RADIX_DIGITS) {
    append(state, unit);
    store<i32>(state, kept + 1, KEPT);
  }
  store<i32>(state, 1, ANY_DIGIT);
}

function append(state: usize, unit: u32): void {
  const length = load<i32>(state, LENGTH);
  store<u8>(state + LONG_NUMBER_TEXT + length, <u8>unit);
  store<i32>(state, length + 1, LENGTH);
}

/** Leaves a text that no function reads as a number. */
function refuse(state: usize): i32 {
  store<u8>(state + LONG_NUMBER_TEXT, 63);
  return 1;
}
