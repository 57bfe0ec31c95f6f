/** String natives that put strings together. */
import { reserve } from '../heap/allocate';
import { leadOf, trailOf, codePointString } from '../heap/code-points';
import {
  sinkBytes,
  sinkLength,
  sinkMeasure,
  sinkPut,
  sinkRepeat,
  sinkUnit,
  sinkWrite,
} from '../heap/string-sink';
import { NOT_FOUND, findForward, findUnit } from '../heap/string-search';
import {
  MAX_UTF16_LENGTH,
  SHORTEST_ROPE,
  characterAt,
  characterResult,
  characterString,
  concatenate,
  flatString,
  is16Bit,
  makeRope,
  startFlatten,
  stringFlags,
  stringLength,
  utf16Bytes,
} from '../heap/strings';
import { MAX_STRING_LENGTH, ROPE_BYTES, STRING_16_BIT } from '../layouts';
import { FRAME_THIS, R_RESULT } from '../memory-map';
import { toUint32 } from '../numbers/convert';
import {
  DONE,
  RETRY,
  argument,
  charge,
  chargeBytes,
  chargeUnits,
  emptyString,
  succeed,
} from '../protocol';
import { UNDEFINED, boxString, isNumber, isString, numberValue, pointer } from '../value';
import {
  BOUNDED_UNITS,
  failed,
  flatOperand,
  integerOperand,
  receiver,
  slowPath,
} from './string-operands';
import { StringNative } from './string-rows';

/** Most arguments of a variadic native that one call takes; the library splits longer lists. */
const MOST_ARGUMENTS: i32 = 4096;

/** this + each argument. */
export function concat(frame: u32, count: i32): i32 {
  let result = load<u64>(frame, FRAME_THIS);
  if (!isString(result) || count > MOST_ARGUMENTS) return slowPath(StringNative.CONCAT);
  let length = stringLength(pointer(result));
  let wide = stringFlags(pointer(result));
  for (let i = 0; i < count; i++) {
    const value = argument(frame, count, i);
    if (!isString(value)) return slowPath(StringNative.CONCAT);
    const size = stringLength(pointer(value));
    length += size;
    wide |= stringFlags(pointer(value));
    // Every sum is below 2^30: it cannot wrap before it is found too long.
    if (length > (wide & STRING_16_BIT ? MAX_UTF16_LENGTH : MAX_STRING_LENGTH))
      return slowPath(StringNative.CONCAT);
  }
  // What each step of the sum takes at most: a rope, or a copy shorter than one.
  if (!reserve(<u32>count * max(ROPE_BYTES, utf16Bytes(SHORTEST_ROPE)))) return RETRY;
  for (let i = 0; i < count; i++) {
    const code = concatenate(pointer(result), pointer(argument(frame, count, i)));
    if (code != DONE) return code;
    result = load<u64>(R_RESULT);
  }
  return succeed(result);
}

/** Copies of a string: built at once when short, else a rope over a block of copies. */
export function repeat(frame: u32, count: i32): i32 {
  const value = load<u64>(frame, FRAME_THIS);
  const times = integerOperand(argument(frame, count, 0));
  if (!isString(value) || !(times >= 0 && times < Infinity)) return slowPath(StringNative.REPEAT);
  const address = pointer(value);
  const length = stringLength(address);
  if (length == 0 || times == 0) return succeed(emptyString());
  if (times == 1) return succeed(value);
  if (<f64>length * times > <f64>longest(is16Bit(address))) return slowPath(StringNative.REPEAT);
  return repeated(address, <u32>times);
}

// @ts-ignore: decorator
@inline
function longest(wide: bool): u32 {
  return wide ? MAX_UTF16_LENGTH : MAX_STRING_LENGTH;
}

/** Units of a block that long repetitions are made of. */
const BLOCK_UNITS: u32 = 4096;

/** The result is known to be neither too long nor empty; times > 0. Result code. */
function repeated(address: u32, times: u32): i32 {
  const length = stringLength(address);
  let block = address;
  let blocks = times;
  let restTimes: u32 = 0;
  if (length < BLOCK_UNITS) {
    block = flatString(address);
    if (!block) return startFlatten(address);
    const whole = length * times <= BLOCK_UNITS;
    const perBlock = whole ? times : BLOCK_UNITS / length;
    blocks = times / perBlock;
    restTimes = times - blocks * perBlock;
    const rest = repeatBytes(block, restTimes);
    const bytes = repeatBytes(block, perBlock);
    if (!reserve(bytes + rest + (ropesFor(blocks) + 1) * ROPE_BYTES)) return RETRY;
    const single = block;
    block = repeatFlat(single, perBlock);
    let result = repeatRope(block, blocks);
    if (restTimes) result = joined(result, repeatFlat(single, restTimes));
    return succeed(boxString(result));
  }
  if (!reserve(ropesFor(blocks) * ROPE_BYTES)) return RETRY;
  return succeed(boxString(repeatRope(block, blocks)));
}

function repeatBytes(flat: u32, times: u32): u32 {
  if (times < 2) return 0;
  sinkMeasure();
  sinkRepeat(flat, times);
  return sinkBytes();
}

/** Only after reserving `repeatBytes`. */
function repeatFlat(flat: u32, times: u32): u32 {
  if (times == 1) return flat;
  sinkMeasure();
  sinkRepeat(flat, times);
  chargeUnits(sinkLength());
  const result = sinkWrite();
  sinkRepeat(flat, times);
  return result;
}

/** Ropes that `repeatRope` makes: one for each halving, one for each odd half. */
function ropesFor(times: u32): u32 {
  return (32 - <u32>clz(times)) << 1;
}

/** A rope of `times` > 0 copies; only after reserving `ropesFor`. */
function repeatRope(address: u32, times: u32): u32 {
  let power = address;
  let result: u32 = 0;
  while (true) {
    if (times & 1) result = result ? joined(result, power) : power;
    times >>>= 1;
    if (!times) return result;
    power = joined(power, power);
  }
}

function joined(a: u32, b: u32): u32 {
  return makeRope(
    a,
    b,
    stringLength(a) + stringLength(b),
    (stringFlags(a) | stringFlags(b)) & STRING_16_BIT,
  );
}

/** padStart and padEnd. */
export function pad(native: i32, frame: u32, count: i32): i32 {
  const value = load<u64>(frame, FRAME_THIS);
  const wanted = integerOperand(argument(frame, count, 0));
  if (!isString(value) || wanted != wanted) return slowPath(native);
  const fillerValue = argument(frame, count, 1);
  if (wanted <= <f64>stringLength(pointer(value))) {
    return fillerValue == UNDEFINED || isString(fillerValue) ? succeed(value) : slowPath(native);
  }
  const flat = receiver(frame);
  if (!flat) return failed(native);
  const filler = fillerValue == UNDEFINED ? characterString(32) : flatOperand(fillerValue);
  if (!filler) return failed(native);
  const size = stringLength(filler);
  if (size == 0) return succeed(value);
  // Longer ones the library puts together from `repeat` and `slice`.
  if (wanted > <f64>BOUNDED_UNITS) return slowPath(native);
  const missing = <u32>wanted - stringLength(flat);
  sinkMeasure();
  putPadded(native, flat, filler, missing);
  if (!reserve(sinkBytes())) return RETRY;
  chargeUnits(sinkLength());
  const result = sinkWrite();
  putPadded(native, flat, filler, missing);
  return succeed(boxString(result));
}

function putPadded(native: i32, flat: u32, filler: u32, missing: u32): void {
  const size = stringLength(filler);
  const whole = missing / size;
  if (native == StringNative.PAD_END) sinkPut(flat, 0, stringLength(flat));
  sinkRepeat(filler, whole);
  sinkPut(filler, 0, missing - whole * size);
  if (native == StringNative.PAD_START) sinkPut(flat, 0, stringLength(flat));
}

/** replace and replaceAll, of a string by a string. */
export function replace(native: i32, frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(native);
  const pattern = flatOperand(argument(frame, count, 0));
  if (!pattern) return failed(native);
  const replacement = flatOperand(argument(frame, count, 1));
  if (!replacement) return failed(native);
  const length = stringLength(flat);
  if (
    length > BOUNDED_UNITS ||
    stringLength(pattern) > BOUNDED_UNITS ||
    stringLength(replacement) > BOUNDED_UNITS
  ) {
    return slowPath(native);
  }
  const all = native == StringNative.REPLACE_ALL;
  sinkMeasure();
  const matches = putReplaced(flat, pattern, replacement, all);
  if (matches < 0) return slowPath(native);
  if (matches == 0) return succeed(boxString(flat));
  if (sinkLength() == 0) return succeed(emptyString());
  if (!reserve(sinkBytes())) return RETRY;
  chargeBytes(sinkBytes());
  const result = sinkWrite();
  putReplaced(flat, pattern, replacement, all);
  return succeed(boxString(result));
}

/** Units of replacements that one call goes through. */
const MOST_EXPANDED: u32 = 1 << 16;

/** One pass of a replacement: the number of matches, -1 when it is too much work for one call. */
function putReplaced(flat: u32, pattern: u32, replacement: u32, all: bool): i32 {
  const length = stringLength(flat);
  const size = stringLength(pattern);
  let matches = 0;
  let copied: u32 = 0;
  let from: u32 = 0;
  let expanded: u32 = 0;
  while (from <= length) {
    const index = findForward(flat, pattern, from);
    if (index < NOT_FOUND) return -1;
    if (index == NOT_FOUND) break;
    matches++;
    // Each match goes through the replacement, even where that adds nothing.
    expanded += stringLength(replacement);
    if (expanded > MOST_EXPANDED) return -1;
    sinkPut(flat, copied, <u32>index - copied);
    if (!putExpanded(flat, index, size, replacement)) return -1;
    copied = <u32>index + size;
    if (!all) break;
    from = <u32>index + max(size, 1);
  }
  sinkPut(flat, copied, length - copied);
  charge((<u32>matches >>> 1) + (expanded >>> 3));
  return matches;
}

/** ECMA-262 GetSubstitution without captures: $$, $&, $` and $'. False when the result is too long for one call. */
function putExpanded(flat: u32, position: u32, size: u32, replacement: u32): bool {
  const length = stringLength(replacement);
  let copied: u32 = 0;
  let index: u32 = 0;
  while (true) {
    index = findUnit(replacement, 36, index, length);
    if (index + 1 >= length) break;
    const unit = characterAt(replacement, index + 1);
    if (unit == 36 || unit == 38 || unit == 96 || unit == 39) {
      sinkPut(replacement, copied, index - copied);
      copied = index + 2;
      if (unit == 36) sinkUnit(36);
      else if (unit == 38) sinkPut(flat, position, size);
      else if (unit == 96) sinkPut(flat, 0, position);
      else sinkPut(flat, position + size, stringLength(flat) - position - size);
      index++;
      if (sinkLength() > BOUNDED_UNITS << 1) return false;
    }
    index++;
  }
  sinkPut(replacement, copied, length - copied);
  return sinkLength() <= BOUNDED_UNITS << 1;
}

export function fromCharCode(frame: u32, count: i32): i32 {
  if (count > MOST_ARGUMENTS) return slowPath(StringNative.FROM_CHAR_CODE);
  for (let i = 0; i < count; i++) {
    if (!isNumber(argument(frame, count, i))) return slowPath(StringNative.FROM_CHAR_CODE);
  }
  if (count == 0) return succeed(emptyString());
  if (count == 1) return characterResult(toUint32(numberValue(argument(frame, count, 0))) & 0xffff);
  sinkMeasure();
  putCharCodes(frame, count);
  if (!reserve(sinkBytes())) return RETRY;
  chargeBytes((<u32>count) << 3);
  const result = sinkWrite();
  putCharCodes(frame, count);
  return succeed(boxString(result));
}

function putCharCodes(frame: u32, count: i32): void {
  for (let i = 0; i < count; i++)
    sinkUnit(toUint32(numberValue(argument(frame, count, i))) & 0xffff);
}

export function fromCodePoint(frame: u32, count: i32): i32 {
  if (count > MOST_ARGUMENTS) return slowPath(StringNative.FROM_CODE_POINT);
  for (let i = 0; i < count; i++) {
    const value = argument(frame, count, i);
    if (!isNumber(value)) return slowPath(StringNative.FROM_CODE_POINT);
    const point = numberValue(value);
    if (!(point >= 0 && point <= 0x10ffff && trunc(point) == point))
      return slowPath(StringNative.FROM_CODE_POINT);
  }
  if (count == 0) return succeed(emptyString());
  if (count == 1) return codePointString(<u32>numberValue(argument(frame, count, 0)));
  sinkMeasure();
  putCodePoints(frame, count);
  if (!reserve(sinkBytes())) return RETRY;
  chargeBytes((<u32>count) << 3);
  const result = sinkWrite();
  putCodePoints(frame, count);
  return succeed(boxString(result));
}

function putCodePoints(frame: u32, count: i32): void {
  for (let i = 0; i < count; i++) {
    const point = <u32>numberValue(argument(frame, count, i));
    if (point > 0xffff) {
      sinkUnit(leadOf(point));
      sinkUnit(trailOf(point));
    } else {
      sinkUnit(point);
    }
  }
}
