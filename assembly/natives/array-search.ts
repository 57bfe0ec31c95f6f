/** Array natives that look for a value. */
import { arrayLength, elementAddress } from '../heap/arrays';
import {
  characters,
  flatString,
  is16Bit,
  isRope,
  startFlatten,
  stringEquals,
  stringLength,
} from '../heap/strings';
import { FRAME_THIS } from '../memory-map';
import { argument, chargeBytes, succeed } from '../protocol';
import {
  HOLE,
  UNDEFINED,
  boxBool,
  boxInt,
  isNumber,
  isString,
  numberValue,
  pointer,
} from '../value';
import { ANY_LENGTH, RANGE, holesAreEmpty, receiver, slowPath } from './array-operands';
import { ArrayNative } from './array-rows';
import { BOUNDED_UNITS, integerOperand, relativeIndex } from './string-operands';

/** How a search compares: ===, or SameValueZero with holes as undefined; upwards or downwards. */
export const SEARCH_STRICT: i32 = 0;
export const SEARCH_SAME: i32 = 1;
export const SEARCH_BACKWARD: i32 = 2;

const NOT_FOUND: i32 = -1;
/** Units of text that one call compares and flattens. */
const MOST_COMPARED: u32 = 1 << 18;
/** The value or an element is a string that must be prepared first: element by element, in the library. */
const UNPREPARED: i32 = -2;

/** Index in [start, end) of an element like `value`, NOT_FOUND or UNPREPARED. `value` is flat when it is a string. */
function find(array: u32, value: u64, start: u32, end: u32, mode: i32): i32 {
  if (start >= end) return NOT_FOUND;
  const base = elementAddress(array, 0);
  if (isNumber(value)) return findNumber(base, numberValue(value), start, end, mode);
  if (isString(value)) return findText(base, pointer(value), start, end, mode);
  if (mode == SEARCH_BACKWARD) {
    for (let i = end; i > start; ) {
      if (load<u64>(base + (--i << 3)) == value) return <i32>i;
    }
    return NOT_FOUND;
  }
  for (let i = start; i < end; i++) {
    if (load<u64>(base + (i << 3)) == value) return <i32>i;
  }
  if (mode == SEARCH_SAME && value == UNDEFINED)
    return find(array, HOLE, start, end, SEARCH_STRICT);
  return NOT_FOUND;
}

function findNumber(base: u32, value: f64, start: u32, end: u32, mode: i32): i32 {
  if (value != value) {
    if (mode != SEARCH_SAME) return NOT_FOUND;
    for (let i = start; i < end; i++) {
      const slot = load<u64>(base + (i << 3));
      if (isNumber(slot) && numberValue(slot) != numberValue(slot)) return <i32>i;
    }
    return NOT_FOUND;
  }
  // Values that are no numbers are NaN as doubles: they are equal to nothing.
  if (mode == SEARCH_BACKWARD) {
    for (let i = end; i > start; ) {
      if (load<f64>(base + (--i << 3)) == value) return <i32>i;
    }
    return NOT_FOUND;
  }
  for (let i = start; i < end; i++) {
    if (load<f64>(base + (i << 3)) == value) return <i32>i;
  }
  return NOT_FOUND;
}

function findText(base: u32, flat: u32, start: u32, end: u32, mode: i32): i32 {
  const length = stringLength(flat);
  const wide = is16Bit(flat);
  // Texts are padded with zeros to whole words.
  const start64 = length ? load<u64>(characters(flat)) : 0;
  const step = mode == SEARCH_BACKWARD ? -1 : 1;
  let index = mode == SEARCH_BACKWARD ? <i32>end - 1 : <i32>start;
  let work: u32 = 0;
  for (let left = end - start; left > 0; left--, index += step) {
    const slot = load<u64>(base + ((<u32>index) << 3));
    if (!isString(slot)) continue;
    const address = pointer(slot);
    if (address == flat) return index;
    if (stringLength(address) != length || is16Bit(address) != wide) continue;
    // Long texts, and many texts of one length to be flattened or compared, are too much for one call.
    if (isRope(address)) work += length << 1;
    if (work > MOST_COMPARED || length > BOUNDED_UNITS) return UNPREPARED;
    const other = flatString(address);
    if (other == 0) return UNPREPARED;
    if (length && load<u64>(characters(other)) != start64) continue;
    work += length;
    if (stringEquals(other, flat)) return index;
  }
  return NOT_FOUND;
}

/** indexOf, includes, lastIndexOf. */
export function indexOf(native: i32, frame: u32, count: i32): i32 {
  const array = receiver(frame, ANY_LENGTH);
  if (!array) return slowPath(native);
  const value = argument(frame, count, 0);
  const from = argument(frame, count, 1);
  const length = arrayLength(array);
  let start: u32 = 0;
  let end = length;
  let mode = native == ArrayNative.INCLUDES ? SEARCH_SAME : SEARCH_STRICT;
  if (native == ArrayNative.LAST_INDEX_OF) {
    mode = SEARCH_BACKWARD;
    if (count > 1) {
      const position = integerOperand(from);
      if (position != position) return slowPath(native);
      end =
        position < 0
          ? <u32>max(0, <f64>length + position + 1)
          : <u32>min(position + 1, <f64>length);
    }
  } else {
    const position = integerOperand(from);
    if (position != position) return slowPath(native);
    start = relativeIndex(position, length);
  }
  if (end > start + RANGE) return slowPath(native);
  if (isString(value) && flatString(pointer(value)) == 0) return startFlatten(pointer(value));
  const needle = isString(value)
    ? (value & 0xffffffff00000000) | <u64>flatString(pointer(value))
    : value;
  const index = find(array, needle, start, end, mode);
  if (index == UNPREPARED) return slowPath(native);
  chargeBytes((index < 0 ? end - start : <u32>abs(index - <i32>start)) << 3);
  return succeed(native == ArrayNative.INCLUDES ? boxBool(index >= 0) : boxInt(index));
}

/** For the library: (value, start, end, mode) over at most RANGE elements: an index, -1, or -2: compare the elements one by one. */
export function search(frame: u32, count: i32): i32 {
  const array = pointer(load<u64>(frame, FRAME_THIS));
  let value = argument(frame, count, 0);
  if (!holesAreEmpty()) return succeed(boxInt(UNPREPARED));
  const start = <u32>numberValue(argument(frame, count, 1));
  const end = min(<u32>numberValue(argument(frame, count, 2)), arrayLength(array));
  const mode = <i32>numberValue(argument(frame, count, 3));
  if (isString(value)) {
    const flat = flatString(pointer(value));
    if (flat == 0) return startFlatten(pointer(value));
    value = (value & 0xffffffff00000000) | <u64>flat;
  }
  if (end > start) chargeBytes((end - start) << 3);
  return succeed(boxInt(find(array, value, start, end, mode)));
}
