/** String natives that give a part of the string. */
import { codePointString, pointAt } from '../heap/code-points';
import {
  characterAt,
  characterResult,
  is16Bit,
  stringLength,
  substring as substringOf,
} from '../heap/strings';
import { isWhiteSpace } from '../numbers/characters';
import { DONE, argument, chargeUnits, emptyString, succeed } from '../protocol';
import { CANONICAL_NAN, UNDEFINED, boxInt } from '../value';
import {
  BOUNDED_UNITS,
  clampedIndex,
  failed,
  integerOperand,
  receiver,
  relativeIndex,
  slowPath,
} from './string-operands';
import { StringNative } from './string-rows';

export function charAt(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.CHAR_AT);
  const position = integerOperand(argument(frame, count, 0));
  if (position != position) return slowPath(StringNative.CHAR_AT);
  if (position < 0 || position >= <f64>stringLength(flat)) return succeed(emptyString());
  return characterResult(characterAt(flat, <u32>position));
}

export function charCodeAt(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.CHAR_CODE_AT);
  const position = integerOperand(argument(frame, count, 0));
  if (position != position) return slowPath(StringNative.CHAR_CODE_AT);
  if (position < 0 || position >= <f64>stringLength(flat)) return succeed(CANONICAL_NAN);
  return succeed(boxInt(characterAt(flat, <u32>position)));
}

export function codePointAt(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.CODE_POINT_AT);
  const position = integerOperand(argument(frame, count, 0));
  if (position != position) return slowPath(StringNative.CODE_POINT_AT);
  if (position < 0 || position >= <f64>stringLength(flat)) return succeed(UNDEFINED);
  return succeed(boxInt(pointAt(flat, <u32>position)));
}

export function at(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.AT);
  let position = integerOperand(argument(frame, count, 0));
  if (position != position) return slowPath(StringNative.AT);
  const length = <f64>stringLength(flat);
  if (position < 0) position += length;
  if (position < 0 || position >= length) return succeed(UNDEFINED);
  return characterResult(characterAt(flat, <u32>position));
}

/** Next code point of an iteration over a string. */
export function iterate(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.ITERATE);
  const position = integerOperand(argument(frame, count, 0));
  if (!(position < <f64>stringLength(flat))) return succeed(UNDEFINED);
  return codePointString(pointAt(flat, <u32>position));
}

/** Units [start, end): the whole string at any length, parts of a long one through the library. */
function part(native: i32, flat: u32, start: u32, end: u32): i32 {
  const count = end > start ? end - start : 0;
  if (count > BOUNDED_UNITS && count != stringLength(flat)) return slowPath(native);
  return substringOf(flat, start, count);
}

export function slice(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.SLICE);
  const length = stringLength(flat);
  const start = integerOperand(argument(frame, count, 0));
  const last = argument(frame, count, 1);
  const end = last == UNDEFINED ? <f64>length : integerOperand(last);
  if (start != start || end != end) return slowPath(StringNative.SLICE);
  return part(StringNative.SLICE, flat, relativeIndex(start, length), relativeIndex(end, length));
}

export function substring(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.SUBSTRING);
  const length = stringLength(flat);
  const start = integerOperand(argument(frame, count, 0));
  const last = argument(frame, count, 1);
  const end = last == UNDEFINED ? <f64>length : integerOperand(last);
  if (start != start || end != end) return slowPath(StringNative.SUBSTRING);
  const one = clampedIndex(start, length);
  const other = clampedIndex(end, length);
  return part(StringNative.SUBSTRING, flat, min(one, other), max(one, other));
}

export function substr(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.SUBSTR);
  const length = stringLength(flat);
  const first = integerOperand(argument(frame, count, 0));
  const size = argument(frame, count, 1);
  const wanted = size == UNDEFINED ? <f64>length : integerOperand(size);
  if (first != first || wanted != wanted) return slowPath(StringNative.SUBSTR);
  const start = relativeIndex(first, length);
  return part(StringNative.SUBSTR, flat, start, start + clampedIndex(wanted, length - start));
}

/** trim, trimStart, trimEnd. */
export function trim(native: i32, frame: u32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(native);
  const length = stringLength(flat);
  let start: u32 = 0;
  let end = length;
  if (native != StringNative.TRIM_END) {
    const stop = min(end, BOUNDED_UNITS);
    while (start < stop && isWhiteSpace(characterAt(flat, start))) start++;
    if (start == stop && stop < end) return slowPath(native);
  }
  if (native != StringNative.TRIM_START) {
    const stop = end > start + BOUNDED_UNITS ? end - BOUNDED_UNITS : start;
    while (end > stop && isWhiteSpace(characterAt(flat, end - 1))) end--;
    if (end == stop && stop > start) return slowPath(native);
  }
  const code = part(native, flat, start, end);
  if (code == DONE) chargeUnits(length - (end - start));
  return code;
}
