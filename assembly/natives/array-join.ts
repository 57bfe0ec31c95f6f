/** join: the texts of elements put together. */
import { reserve } from '../heap/allocate';
import { arrayLength, elementAddress } from '../heap/arrays';
import { sinkBytes, sinkLength, sinkMeasure, sinkPut, sinkUnit, sinkWrite } from '../heap/string-sink';
import {
  ROPE_BYTES,
  SHORTEST_ROPE,
  characterString,
  concatenate,
  flatString,
  startFlatten,
  stringLength,
  utf16Bytes,
} from '../heap/strings';
import { FRAME_THIS, R_RESULT, SCRATCH } from '../memory-map';
import { KnownKey } from '../names';
import { formatNumber } from '../numbers/format';
import { DONE, RETRY, argument, charge, chargeBytes, emptyString, knownKey, succeed } from '../protocol';
import {
  FALSE,
  HOLE,
  NULL,
  TRUE,
  UNDEFINED,
  isNumber,
  isString,
  numberValue,
  pointer,
} from '../value';
import { receiver, slowPath } from './array-operands';
import { ArrayNative } from './array-rows';
import { BOUNDED_UNITS } from './string-operands';

/** Most elements of one call. */
const MOST_PARTS: u32 = 4096;
/** Where the text of a number is written: behind the state of the sink. */
const NUMBER_TEXT: u32 = SCRATCH + 64;

// What a pass says.
const PASSED: i32 = 0;
const TOO_MUCH: i32 = 1;
const FLATTEN: i32 = 2;

function putNumber(value: f64): void {
  const digit = <u32>value;
  if (<f64>digit == value && digit < 10) {
    sinkUnit(48 + digit);
    return;
  }
  const length = formatNumber(value, NUMBER_TEXT);
  for (let i: u32 = 0; i < <u32>length; i++) sinkUnit(load<u8>(NUMBER_TEXT + i));
}

function putText(address: u32): i32 {
  const flat = flatString(address);
  if (flat == 0) return FLATTEN;
  sinkPut(flat, 0, stringLength(flat));
  return sinkLength() > BOUNDED_UNITS ? TOO_MUCH : PASSED;
}

/** One pass over the elements; the text of each is a constant, a number's or a flat string. */
function putElements(array: u32, separator: u32): i32 {
  const length = arrayLength(array);
  const gap = stringLength(separator);
  for (let i: u32 = 0; i < length; i++) {
    if (i && gap) sinkPut(separator, 0, gap);
    const value = load<u64>(elementAddress(array, i));
    if (isNumber(value)) putNumber(numberValue(value));
    else if (isString(value)) {
      const said = putText(pointer(value));
      if (said != PASSED) return said == FLATTEN && stringLength(pointer(value)) > BOUNDED_UNITS ? TOO_MUCH : said;
    } else if (value == TRUE) putText(knownKey(KnownKey.TRUE));
    else if (value == FALSE) putText(knownKey(KnownKey.FALSE));
    else if (value != UNDEFINED && value != NULL && value != HOLE) return TOO_MUCH;
  }
  return sinkLength() > BOUNDED_UNITS << 1 ? TOO_MUCH : PASSED;
}

export function join(frame: u32, count: i32): i32 {
  const array = receiver(frame, MOST_PARTS);
  const given = argument(frame, count, 0);
  if (!array || !(given == UNDEFINED || isString(given))) return slowPath(ArrayNative.JOIN);
  const comma = given == UNDEFINED;
  if (!comma && flatString(pointer(given)) == 0) return startFlatten(pointer(given));
  const separator = comma ? characterString(44) : flatString(pointer(given));
  if (stringLength(separator) > 1024) return slowPath(ArrayNative.JOIN);
  sinkMeasure();
  const said = putElements(array, separator);
  if (said == TOO_MUCH) return slowPath(ArrayNative.JOIN);
  if (said == FLATTEN) return flattenFirst(array);
  if (sinkLength() == 0) return succeed(emptyString());
  if (!reserve(sinkBytes())) return RETRY;
  charge(arrayLength(array) >>> 1);
  chargeBytes(sinkBytes());
  const result = sinkWrite();
  putElements(array, separator);
  return succeed((<u64>0xfffb0000 << 32) | <u64>result);
}

/** Flattens the first element that needs it. */
function flattenFirst(array: u32): i32 {
  for (let i: u32 = 0, n = arrayLength(array); i < n; i++) {
    const value = load<u64>(elementAddress(array, i));
    if (isString(value) && flatString(pointer(value)) == 0) return startFlatten(pointer(value));
  }
  return RETRY;
}

/** For the library: strings [start, end) of an array with a separator between them; short ones in one piece, else as a rope. */
export function joinStrings(frame: u32, count: i32): i32 {
  const array = pointer(load<u64>(frame, FRAME_THIS));
  const separator = pointer(argument(frame, count, 0));
  const start = <u32>numberValue(argument(frame, count, 1));
  const end = min(<u32>numberValue(argument(frame, count, 2)), min(arrayLength(array), start + MOST_PARTS));
  if (start >= end) return succeed(emptyString());
  sinkMeasure();
  if (putStrings(array, separator, start, end)) {
    if (sinkLength() == 0) return succeed(emptyString());
    if (!reserve(sinkBytes())) return RETRY;
    chargeBytes(sinkBytes());
    const result = sinkWrite();
    putStrings(array, separator, start, end);
    return succeed((<u64>0xfffb0000 << 32) | <u64>result);
  }
  if (!reserve(((end - start) << 1) * max(ROPE_BYTES, utf16Bytes(SHORTEST_ROPE)))) return RETRY;
  let result = load<u64>(elementAddress(array, start));
  for (let i = start + 1; i < end; i++) {
    let code = concatenate(pointer(result), separator);
    if (code != DONE) return code;
    code = concatenate(pointer(load<u64>(R_RESULT)), pointer(load<u64>(elementAddress(array, i))));
    if (code != DONE) return code;
    result = load<u64>(R_RESULT);
  }
  charge(end - start);
  return succeed(result);
}

/** Does all fit one flat string, without preparing anything? Puts it if so. */
function putStrings(array: u32, separator: u32, start: u32, end: u32): bool {
  const gap = flatString(separator);
  if (gap == 0) return false;
  for (let i = start; i < end; i++) {
    if (i > start && stringLength(gap)) sinkPut(gap, 0, stringLength(gap));
    const flat = flatString(pointer(load<u64>(elementAddress(array, i))));
    if (flat == 0) return false;
    sinkPut(flat, 0, stringLength(flat));
    if (sinkLength() > BOUNDED_UNITS) return false;
  }
  return true;
}
