/** String natives that search and compare. */
import { NOT_FOUND, equalRun, findBackward, findForward } from '../heap/string-search';
import { ORDER_RETRY, is16Bit, orderStrings, stringLength } from '../heap/strings';
import { FRAME_THIS } from '../memory-map';
import { RETRY, argument, chargeBytes, succeed } from '../protocol';
import { UNDEFINED, boxBool, boxInt, isNumber, numberValue, pointer } from '../value';
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

/** indexOf and includes: the index, or a code in place of it. */
export function indexOf(frame: u32, count: i32): i32 {
  return findFrom(StringNative.INDEX_OF, frame, count);
}

export function includes(frame: u32, count: i32): i32 {
  return findFrom(StringNative.INCLUDES, frame, count);
}

function findFrom(native: i32, frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(native);
  const needle = flatOperand(argument(frame, count, 0));
  if (!needle) return failed(native);
  const position = integerOperand(argument(frame, count, 1));
  if (position != position || stringLength(needle) > BOUNDED_UNITS) return slowPath(native);
  const from = clampedIndex(position, stringLength(flat));
  const index = findForward(flat, needle, from);
  if (index < NOT_FOUND) return slowPath(native);
  return succeed(native == StringNative.INCLUDES ? boxBool(index != NOT_FOUND) : boxInt(index));
}

export function lastIndexOf(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.LAST_INDEX_OF);
  const needle = flatOperand(argument(frame, count, 0));
  if (!needle) return failed(StringNative.LAST_INDEX_OF);
  const last = argument(frame, count, 1);
  // NaN, unlike elsewhere, means the end here.
  const atEnd = last == UNDEFINED || (isNumber(last) && numberValue(last) != numberValue(last));
  const position = atEnd ? Infinity : integerOperand(last);
  if (position != position || stringLength(needle) > BOUNDED_UNITS)
    return slowPath(StringNative.LAST_INDEX_OF);
  const from = clampedIndex(position, stringLength(flat));
  const index = findBackward(flat, needle, from);
  if (index < NOT_FOUND) return slowPath(StringNative.LAST_INDEX_OF);
  return succeed(boxInt(index));
}

export function startsWith(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.STARTS_WITH);
  const needle = flatOperand(argument(frame, count, 0));
  if (!needle) return failed(StringNative.STARTS_WITH);
  const position = integerOperand(argument(frame, count, 1));
  if (position != position || stringLength(needle) > BOUNDED_UNITS)
    return slowPath(StringNative.STARTS_WITH);
  return standsAt(flat, needle, clampedIndex(position, stringLength(flat)));
}

export function endsWith(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.ENDS_WITH);
  const needle = flatOperand(argument(frame, count, 0));
  if (!needle) return failed(StringNative.ENDS_WITH);
  const last = argument(frame, count, 1);
  const position = last == UNDEFINED ? Infinity : integerOperand(last);
  if (position != position || stringLength(needle) > BOUNDED_UNITS)
    return slowPath(StringNative.ENDS_WITH);
  const end = clampedIndex(position, stringLength(flat));
  if (stringLength(needle) > end) return succeed(boxBool(false));
  return standsAt(flat, needle, end - stringLength(needle));
}

function standsAt(flat: u32, needle: u32, index: u32): i32 {
  const size = stringLength(needle);
  if (size > stringLength(flat) - index) return succeed(boxBool(false));
  chargeBytes(size);
  return succeed(boxBool(equalRun(flat, index, needle, 0, size) == size));
}

/** For the library: a search that may stop before its end (see string-search.ts). */
export function search(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.SEARCH);
  const needle = flatOperand(argument(frame, count, 0));
  if (!needle) return failed(StringNative.SEARCH);
  const from = clampedIndex(integerOperand(argument(frame, count, 1)), stringLength(flat));
  const index = findForward(flat, needle, from);
  return succeed(boxInt(index));
}

export function searchBack(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.SEARCH_BACK);
  const needle = flatOperand(argument(frame, count, 0));
  if (!needle) return failed(StringNative.SEARCH_BACK);
  const from = clampedIndex(integerOperand(argument(frame, count, 1)), stringLength(flat));
  const index = findBackward(flat, needle, from);
  return succeed(boxInt(index));
}

export function regionEquals(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.REGION_EQUALS);
  const that = flatOperand(argument(frame, count, 1));
  if (!that) return failed(StringNative.REGION_EQUALS);
  const start = clampedIndex(integerOperand(argument(frame, count, 0)), stringLength(flat));
  const from = clampedIndex(integerOperand(argument(frame, count, 2)), stringLength(that));
  const size = clampedIndex(integerOperand(argument(frame, count, 3)), BOUNDED_UNITS);
  if (size > stringLength(flat) - start || size > stringLength(that) - from)
    return succeed(boxBool(false));
  chargeBytes(size << (<u32>is16Bit(flat)));
  return succeed(boxBool(equalRun(flat, start, that, from, size) == size));
}

export function compare(frame: u32, count: i32): i32 {
  const order = orderStrings(
    pointer(load<u64>(frame, FRAME_THIS)),
    pointer(argument(frame, count, 0)),
  );
  if (order == ORDER_RETRY) return RETRY;
  return succeed(boxInt(order < 0 ? -1 : <i32>(order > 0)));
}
