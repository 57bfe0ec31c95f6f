/**
 * The tokens of JSON texts, for JSON.parse of the library.
 *
 * `this` is the text; the state is an array of four numbers: where to go on, the kind of the token found, where it began, and enum Inside.
 * Gives the value of a string or number token, undefined for any other, and for a number whose text is long: the library reads it.
 */
import { reserve } from '../heap/allocate';
import { elementAddress } from '../heap/arrays';
import {
  sinkBytes,
  sinkLength,
  sinkMeasure,
  sinkPut,
  sinkUnit,
  sinkWrite,
} from '../heap/string-sink';
import {
  characterAt,
  characters,
  flatString,
  intern,
  is16Bit,
  startFlatten,
  stringLength,
  substring,
} from '../heap/strings';
import { FRAME_THIS, R_RESULT, SCRATCH } from '../memory-map';
import { parseDecimal } from '../numbers/parse';
import { DONE, RETRY, argument, charge, chargeUnits, emptyString, succeed } from '../protocol';
import { UNDEFINED, boxInt, boxNumber, boxString, numberValue, pointer } from '../value';

// Kinds of tokens; the library knows them by these numbers. Punctuation is its code unit.
const END: i32 = 0;
const BAD: i32 = 1;
const STRING: i32 = 2;
const NUMBER: i32 = 3;
const TRUE_TOKEN: i32 = 4;
const FALSE_TOKEN: i32 = 5;
const NULL_TOKEN: i32 = 6;
/** White space beyond what one call reads: go on from there. */
const MORE: i32 = 7;
/** A part of a string, beyond what one call reads: go on from there. */
const PART: i32 = 8;
// What is wrong with a string or number; where is where to go on.
const BAD_CONTROL: i32 = 9;
const BAD_ESCAPE: i32 = 10;
const BAD_UNICODE: i32 = 11;
const UNTERMINATED: i32 = 12;
const NO_DIGIT_AFTER_MINUS: i32 = 13;
const NO_FRACTION: i32 = 14;
const NO_EXPONENT: i32 = 15;
const LEADING_ZERO: i32 = 16;
/** Digits of a number, beyond what one call reads: go on from there. */
const LONG_NUMBER: i32 = 17;

/** In the middle of what a call stopped. */
const enum Inside {
  NOTHING,
  STRING,
  INTEGER,
  FRACTION,
  EXPONENT,
}

/** Most units that one call reads of white space, a string or digits. */
const MOST_UNITS: u32 = 32768;
/** Longer strings are interned only when they serve as keys. */
const MOST_INTERNED: u32 = 24;

function say(state: u32, next: u32, kind: i32, start: u32): void {
  sayInside(state, next, kind, start, Inside.NOTHING);
}

function sayInside(state: u32, next: u32, kind: i32, start: u32, inside: i32): void {
  const base = elementAddress(state, 0);
  store<u64>(base, boxInt(inside), 24);
  store<u64>(base, boxInt(<i32>next));
  store<u64>(base, boxInt(kind), 8);
  store<u64>(base, boxInt(<i32>start), 16);
}

export function jsonToken(frame: u32, count: i32): i32 {
  const text = pointer(load<u64>(frame, FRAME_THIS));
  const flat = flatString(text);
  if (flat == 0) return startFlatten(text);
  const state = pointer(argument(frame, count, 0));
  const length = stringLength(flat);
  const from = <u32>numberValue(load<u64>(elementAddress(state, 0)));
  const inside = <i32>numberValue(load<u64>(elementAddress(state, 3)));
  if (inside == Inside.STRING) return stringToken(flat, state, from);
  if (inside != Inside.NOTHING) {
    const start = <u32>numberValue(load<u64>(elementAddress(state, 2)));
    return digits(flat, state, start, from, inside);
  }
  let index = from;
  const stop = min(length, from + MOST_UNITS);
  while (index < stop) {
    const unit = characterAt(flat, index);
    if (unit != 32 && unit != 10 && unit != 13 && unit != 9) break;
    index++;
  }
  chargeUnits(index - from);
  if (index == length) {
    say(state, index, END, index);
    return succeed(UNDEFINED);
  }
  if (index == from + MOST_UNITS) {
    say(state, index, MORE, index);
    return succeed(UNDEFINED);
  }
  const unit = characterAt(flat, index);
  if (unit == 34) return stringToken(flat, state, index + 1);
  if (unit == 45 || unit - 48 <= 9) return numberToken(flat, state, index);
  if (unit == 116) return literal(flat, state, index, 0x65757274, TRUE_TOKEN);
  if (unit == 110) return literal(flat, state, index, 0x6c6c756e, NULL_TOKEN);
  if (unit == 102) return literal(flat, state, index, 0x65736c61, FALSE_TOKEN);
  const isPunctuation =
    unit == 123 || unit == 125 || unit == 91 || unit == 93 || unit == 44 || unit == 58;
  say(state, isPunctuation ? index + 1 : index, isPunctuation ? <i32>unit : BAD, index);
  return succeed(UNDEFINED);
}

/** true, null or false: `word` is its last four letters, the first of them in the lowest byte. */
function literal(flat: u32, state: u32, start: u32, word: u32, kind: i32): i32 {
  const length = stringLength(flat);
  let index = kind == FALSE_TOKEN ? start + 1 : start;
  for (let i: u32 = 0; i < 4; i++, index++) {
    if (index == length || characterAt(flat, index) != ((word >>> (i << 3)) & 0xff)) {
      say(state, index, index == length ? END : BAD, index);
      return succeed(UNDEFINED);
    }
  }
  say(state, index, kind, start);
  return succeed(UNDEFINED);
}

function isDigit(flat: u32, index: u32): bool {
  return index < stringLength(flat) && characterAt(flat, index) - 48 <= 9;
}

function numberToken(flat: u32, state: u32, start: u32): i32 {
  let index = start;
  if (characterAt(flat, index) == 45) index++;
  if (!isDigit(flat, index)) return wrongNumber(state, index, NO_DIGIT_AFTER_MINUS);
  if (characterAt(flat, index) == 48 && isDigit(flat, index + 1))
    return wrongNumber(state, index + 1, LEADING_ZERO);
  return digits(flat, state, start, index, Inside.INTEGER);
}

function wrongNumber(state: u32, index: u32, kind: i32): i32 {
  say(state, index, kind, index);
  return succeed(UNDEFINED);
}

/** Digits of this part of the number that began at `start`, and what follows them. */
function digits(flat: u32, state: u32, start: u32, from: u32, part: i32): i32 {
  const length = stringLength(flat);
  const stop = min(length, from + MOST_UNITS);
  let index = from;
  while (index < stop && characterAt(flat, index) - 48 <= 9) index++;
  // Gone through again when the number is read.
  charge((index - from) >>> 3);
  if (index == stop && isDigit(flat, index)) {
    sayInside(state, index, LONG_NUMBER, start, part);
    return succeed(UNDEFINED);
  }
  const unit = index < length ? characterAt(flat, index) : 0;
  if (unit == 46 && part == Inside.INTEGER) {
    if (!isDigit(flat, index + 1)) return wrongNumber(state, index + 1, NO_FRACTION);
    return digits(flat, state, start, index + 1, Inside.FRACTION);
  }
  if ((unit | 32) == 101 && part != Inside.EXPONENT) {
    index++;
    const sign = index < length ? characterAt(flat, index) : 0;
    if (sign == 43 || sign == 45) index++;
    if (!isDigit(flat, index)) return wrongNumber(state, index, NO_EXPONENT);
    return digits(flat, state, start, index, Inside.EXPONENT);
  }
  say(state, index, NUMBER, start);
  if (index - start > MOST_UNITS) return succeed(UNDEFINED);
  const wide = is16Bit(flat);
  const first = characters(flat) + (start << (<u32>wide));
  return succeed(boxNumber(parseDecimal(first, index - start, wide, SCRATCH)));
}

/**
 * The index of the quote that ends the string whose text goes on at `start`, or of a unit at which it can be cut; -1 - index of what may
 * not stand there.
 */
function endOfString(flat: u32, start: u32): i32 {
  const length = stringLength(flat);
  const limit = start + MOST_UNITS;
  let index = start;
  while (index < length) {
    const unit = characterAt(flat, index);
    if (unit == 34 || index >= limit) return <i32>index;
    if (unit < 32) break;
    if (unit == 92) {
      index++;
      if (index == length) break;
      const escape = characterAt(flat, index);
      if (escape == 117) {
        for (let i: u32 = 1; i <= 4; i++) {
          if (index + i >= length) return -1 - <i32>length;
          if (hexDigit(characterAt(flat, index + i)) < 0) return -1 - <i32>(index + i);
        }
        index += 4;
      } else if (unescaped(escape) == 0) break;
    }
    index++;
  }
  return -1 - <i32>index;
}

function hexDigit(unit: u32): i32 {
  if (unit - 48 <= 9) return <i32>unit - 48;
  const letter = (unit | 32) - 97;
  return letter <= 5 ? <i32>letter + 10 : -1;
}

/** The unit that a backslash and this letter stand for, 0 when none. */
function unescaped(letter: u32): u32 {
  switch (letter) {
    case 34:
    case 47:
    case 92:
      return letter;
    case 98:
      return 8;
    case 102:
      return 12;
    case 110:
      return 10;
    case 114:
      return 13;
    case 116:
      return 9;
    default:
      return 0;
  }
}

/** Why the string whose text goes on at `start` cannot go on at `place`. */
function whatIsWrong(flat: u32, start: u32, place: u32): i32 {
  if (place >= stringLength(flat)) return UNTERMINATED;
  if (characterAt(flat, place) < 32 && !(place > start && characterAt(flat, place - 1) == 92))
    return BAD_CONTROL;
  return place > start && characterAt(flat, place - 1) == 92 ? BAD_ESCAPE : BAD_UNICODE;
}

/** The string, or the part of one, whose text goes on at `start`. */
function stringToken(flat: u32, state: u32, start: u32): i32 {
  const end = endOfString(flat, start);
  if (end < 0) {
    const place = <u32>(-1 - end);
    chargeUnits(place - start);
    say(state, place, whatIsWrong(flat, start, place), place);
    return succeed(UNDEFINED);
  }
  const size = <u32>end - start;
  let escaped = false;
  for (let i = start; i < <u32>end; i++) {
    if (characterAt(flat, i) == 92) {
      escaped = true;
      break;
    }
  }
  if (!escaped) {
    if (size == 0) store<u64>(R_RESULT, emptyString());
    else {
      const code = substring(flat, start, size);
      if (code != DONE) return code;
    }
  } else {
    sinkMeasure();
    putString(flat, start, end);
    if (!reserve(sinkBytes())) return RETRY;
    if (sinkLength() == 0) store<u64>(R_RESULT, emptyString());
    else {
      const result = sinkWrite();
      putString(flat, start, end);
      store<u64>(R_RESULT, boxString(result));
    }
  }
  const value = load<u64>(R_RESULT);
  // Short strings are mostly keys, which are interned anyway.
  if (size <= MOST_INTERNED && size > 0) {
    const interned = intern(pointer(value));
    if (interned == 0) return RETRY;
    store<u64>(R_RESULT, boxString(interned));
  }
  chargeUnits(size);
  if (escaped) charge(size >>> 3);
  if (characterAt(flat, end) == 34) say(state, <u32>end + 1, STRING, start - 1);
  else sayInside(state, end, PART, start, Inside.STRING);
  return DONE;
}

function putString(flat: u32, start: u32, end: u32): void {
  let copied = start;
  let index = start;
  while (index < end) {
    if (characterAt(flat, index) != 92) {
      index++;
      continue;
    }
    sinkPut(flat, copied, index - copied);
    const escape = characterAt(flat, index + 1);
    if (escape == 117) {
      let unit: u32 = 0;
      for (let i: u32 = 2; i < 6; i++)
        unit = (unit << 4) | <u32>hexDigit(characterAt(flat, index + i));
      sinkUnit(unit);
      index += 6;
    } else {
      sinkUnit(unescaped(escape));
      index += 2;
    }
    copied = index;
  }
  sinkPut(flat, copied, end - copied);
}
