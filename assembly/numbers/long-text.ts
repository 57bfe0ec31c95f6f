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
import {
  LONG_INTEGER,
  LONG_NUMBER,
  LONG_NUMBER_ANY_DIGIT,
  LONG_NUMBER_BYTES,
  LONG_NUMBER_DECIMAL_DIGITS,
  LONG_NUMBER_EXPONENT,
  LONG_NUMBER_INVALID,
  LONG_NUMBER_KEPT,
  LONG_NUMBER_LEFT_OUT,
  LONG_NUMBER_LENGTH,
  LONG_NUMBER_LETTERS,
  LONG_NUMBER_MODE,
  LONG_NUMBER_PHASE,
  LONG_NUMBER_RADIX,
  LONG_NUMBER_RADIX_DIGITS,
  LONG_NUMBER_TEXT,
  LONG_NUMBER_WRITTEN,
  LONG_NUMBER_WRITTEN_NEGATIVE,
  LongNumberPhase,
} from './long-text-state';

/** Exponents beyond this are all alike for 800 digits. */
const EXPONENT_BOUND: i64 = 100000;
const WRITTEN_BOUND: i64 = 100000000000;

export function beginLongNumber(state: usize, mode: i32, radix: i32): void {
  memory.fill(state, 0, LONG_NUMBER_TEXT);
  store<i32>(state, mode, LONG_NUMBER_MODE);
  store<i32>(state, radix, LONG_NUMBER_RADIX);
}

/** Takes the code units from…to − 1. False when what follows cannot change the result any more. */
export function feedLongNumber(state: usize, ptr: usize, from: i32, to: i32, is16Bit: i32): bool {
  let phase = load<i32>(state, LONG_NUMBER_PHASE);
  while (from < to && phase != LongNumberPhase.DONE) {
    phase = next(state, phase, codeUnitAt(ptr, from, is16Bit));
    from++;
  }
  store<i32>(state, phase, LONG_NUMBER_PHASE);
  return phase != LongNumberPhase.DONE;
}

/** Completes the text, latin1, at state + LONG_NUMBER_TEXT, and returns its length. */
export function endLongNumber(state: usize): i32 {
  const phase = load<i32>(state, LONG_NUMBER_PHASE);
  const mode = load<i32>(state, LONG_NUMBER_MODE);
  if (mode == LONG_INTEGER) return load<i32>(state, LONG_NUMBER_LENGTH);
  // The empty text is 0 for Number() and NaN for parseFloat().
  if (phase == LongNumberPhase.START) return 0;
  const letters = load<i32>(state, LONG_NUMBER_LETTERS);
  if (letters > 0 && letters < 8) return refuse(state);
  if (letters == 0 && !load<i32>(state, LONG_NUMBER_ANY_DIGIT)) return refuse(state);
  if (mode == LONG_NUMBER) {
    if (load<i32>(state, LONG_NUMBER_INVALID)) return refuse(state);
    if (phase == LongNumberPhase.EXPONENT_START || phase == LongNumberPhase.EXPONENT_SIGNED)
      return refuse(state);
  }
  if (letters || load<i32>(state, LONG_NUMBER_RADIX)) return load<i32>(state, LONG_NUMBER_LENGTH);

  if (load<i32>(state, LONG_NUMBER_KEPT) == 0) {
    append(state, 48);
    return load<i32>(state, LONG_NUMBER_LENGTH);
  }
  let exponent = load<i64>(state, LONG_NUMBER_EXPONENT);
  if (load<i32>(state, LONG_NUMBER_LEFT_OUT)) {
    append(state, 49);
    exponent--;
  }
  const written = load<i64>(state, LONG_NUMBER_WRITTEN);
  exponent += load<i32>(state, LONG_NUMBER_WRITTEN_NEGATIVE) ? -written : written;
  append(state, 101);
  if (exponent < 0) append(state, 45);
  const magnitude = <u32>min(exponent < 0 ? -exponent : exponent, EXPONENT_BOUND);
  const count = decimalLength32(magnitude);
  const length = load<i32>(state, LONG_NUMBER_LENGTH);
  writeDigits32(magnitude, count, state + LONG_NUMBER_TEXT + length);
  return length + count;
}

/** Consumes one code unit; returns the next phase. */
function next(state: usize, phase: i32, unit: u32): i32 {
  if (load<i32>(state, LONG_NUMBER_MODE) == LONG_INTEGER) return nextOfInteger(state, phase, unit);
  const digit = unit - 48;
  switch (phase) {
    case LongNumberPhase.START:
      if (isWhiteSpace(unit)) return LongNumberPhase.START;
      if (unit == 45) append(state, 45);
      if (unit == 45 || unit == 43) return LongNumberPhase.SIGNED;
      if (digit == 0 && load<i32>(state, LONG_NUMBER_MODE) == LONG_NUMBER) {
        store<i32>(state, 1, LONG_NUMBER_ANY_DIGIT);
        return LongNumberPhase.ZERO;
      }
      return nextOfLiteral(state, unit);
    case LongNumberPhase.SIGNED:
      return nextOfLiteral(state, unit);
    case LongNumberPhase.ZERO: {
      const letter = unit | 0x20;
      const radix = letter == 120 ? 16 : letter == 111 ? 8 : letter == 98 ? 2 : 0;
      if (radix == 0) return nextOfDigits(state, LongNumberPhase.WHOLE, unit);
      append(state, 48);
      append(state, letter);
      store<i32>(state, radix, LONG_NUMBER_RADIX);
      store<i32>(state, 0, LONG_NUMBER_ANY_DIGIT);
      return LongNumberPhase.RADIX_WHOLE;
    }
    case LongNumberPhase.WHOLE:
    case LongNumberPhase.FRACTION:
      return nextOfDigits(state, phase, unit);
    case LongNumberPhase.EXPONENT_START:
      if (unit == 45) store<i32>(state, 1, LONG_NUMBER_WRITTEN_NEGATIVE);
      if (unit == 45 || unit == 43) return LongNumberPhase.EXPONENT_SIGNED;
      return digit < 10 ? nextOfExponent(state, digit) : refuseRest(state);
    case LongNumberPhase.EXPONENT_SIGNED:
      return digit < 10 ? nextOfExponent(state, digit) : refuseRest(state);
    case LongNumberPhase.EXPONENT_DIGITS:
      return digit < 10 ? nextOfExponent(state, digit) : afterNumber(state, unit);
    case LongNumberPhase.LETTERS_OF_INFINITY: {
      const seen = load<i32>(state, LONG_NUMBER_LETTERS);
      if (seen == 8) return afterNumber(state, unit);
      return nextLetter(state, unit, seen);
    }
    case LongNumberPhase.RADIX_WHOLE:
      if (digitOf(unit) >= <u32>load<i32>(state, LONG_NUMBER_RADIX))
        return afterNumber(state, unit);
      keepRadixDigit(state, unit);
      return LongNumberPhase.RADIX_WHOLE;
    default:
      return afterNumber(state, unit);
  }
}

/** The first code unit of a literal, after its sign. */
function nextOfLiteral(state: usize, unit: u32): i32 {
  if (unit == 73) return nextLetter(state, unit, 0);
  if (unit == 46) return LongNumberPhase.FRACTION;
  return unit - 48 < 10 ? nextOfDigits(state, LongNumberPhase.WHOLE, unit) : refuseRest(state);
}

function nextOfDigits(state: usize, phase: i32, unit: u32): i32 {
  const digit = unit - 48;
  if (digit < 10) {
    store<i32>(state, 1, LONG_NUMBER_ANY_DIGIT);
    const kept = load<i32>(state, LONG_NUMBER_KEPT);
    let exponent = load<i64>(state, LONG_NUMBER_EXPONENT);
    if (kept == 0 && digit == 0) {
      if (phase == LongNumberPhase.FRACTION) exponent--;
    } else if (kept < LONG_NUMBER_DECIMAL_DIGITS) {
      append(state, unit);
      store<i32>(state, kept + 1, LONG_NUMBER_KEPT);
      if (phase == LongNumberPhase.FRACTION) exponent--;
    } else {
      if (digit) store<i32>(state, 1, LONG_NUMBER_LEFT_OUT);
      if (phase == LongNumberPhase.WHOLE) exponent++;
    }
    store<i64>(state, exponent, LONG_NUMBER_EXPONENT);
    return phase;
  }
  if (unit == 46 && phase == LongNumberPhase.WHOLE) return LongNumberPhase.FRACTION;
  if (!load<i32>(state, LONG_NUMBER_ANY_DIGIT)) return refuseRest(state);
  return (unit | 0x20) == 101 ? LongNumberPhase.EXPONENT_START : afterNumber(state, unit);
}

function nextOfExponent(state: usize, digit: u32): i32 {
  const written = load<i64>(state, LONG_NUMBER_WRITTEN);
  if (written < WRITTEN_BOUND) store<i64>(state, written * 10 + <i64>digit, LONG_NUMBER_WRITTEN);
  return LongNumberPhase.EXPONENT_DIGITS;
}

function nextLetter(state: usize, unit: u32, seen: i32): i32 {
  const letters: u64 = 0x7974696e69666e49; // "Infinity", first letter in the lowest byte.
  if (unit != <u32>((letters >> <u64>(seen << 3)) & 0xff)) return refuseRest(state);
  append(state, unit);
  store<i32>(state, seen + 1, LONG_NUMBER_LETTERS);
  return LongNumberPhase.LETTERS_OF_INFINITY;
}

/** What may follow a whole number: for Number() white space, for parseFloat() anything. */
function afterNumber(state: usize, unit: u32): i32 {
  if (load<i32>(state, LONG_NUMBER_MODE) == LONG_NUMBER && isWhiteSpace(unit))
    return LongNumberPhase.END;
  return refuseRest(state);
}

/** Ends the reading: parseFloat() takes what it has, for Number() the text is none. */
function refuseRest(state: usize): i32 {
  store<i32>(state, 1, LONG_NUMBER_INVALID);
  return LongNumberPhase.DONE;
}

/** parseInt: sign, prefix and one or two zeros for a run of them, then digits as long as they can count. */
function nextOfInteger(state: usize, phase: i32, unit: u32): i32 {
  const radix = load<i32>(state, LONG_NUMBER_RADIX);
  if (phase == LongNumberPhase.START) {
    if (isWhiteSpace(unit)) return LongNumberPhase.START;
    if (unit == 45 || unit == 43) {
      append(state, unit);
      return LongNumberPhase.SIGNED;
    }
  }
  if (phase == LongNumberPhase.ZERO && (unit | 0x20) == 120 && (radix == 0 || radix == 16)) {
    append(state, 120);
    store<i32>(state, 0, LONG_NUMBER_ANY_DIGIT);
    return LongNumberPhase.RADIX_WHOLE;
  }
  if (digitOf(unit) == 99) return LongNumberPhase.DONE;
  // A second zero stays, so that an x behind the run does not become a prefix.
  if (phase == LongNumberPhase.ZERO && unit == 48) append(state, 48);
  const first = phase == LongNumberPhase.START || phase == LongNumberPhase.SIGNED;
  keepRadixDigit(state, unit);
  if (first && unit == 48) return LongNumberPhase.ZERO;
  return load<i32>(state, LONG_NUMBER_KEPT) < LONG_NUMBER_RADIX_DIGITS
    ? LongNumberPhase.RADIX_WHOLE
    : LongNumberPhase.DONE;
}

function keepRadixDigit(state: usize, unit: u32): void {
  const kept = load<i32>(state, LONG_NUMBER_KEPT);
  if (kept == 0 && unit == 48) {
    if (!load<i32>(state, LONG_NUMBER_ANY_DIGIT)) append(state, 48);
  } else if (kept < LONG_NUMBER_RADIX_DIGITS) {
    append(state, unit);
    store<i32>(state, kept + 1, LONG_NUMBER_KEPT);
  }
  store<i32>(state, 1, LONG_NUMBER_ANY_DIGIT);
}

function append(state: usize, unit: u32): void {
  const length = load<i32>(state, LONG_NUMBER_LENGTH);
  store<u8>(state + LONG_NUMBER_TEXT + length, <u8>unit);
  store<i32>(state, length + 1, LONG_NUMBER_LENGTH);
}

/** Leaves a text that no function reads as a number. */
function refuse(state: usize): i32 {
  store<u8>(state + LONG_NUMBER_TEXT, 63);
  return 1;
}
