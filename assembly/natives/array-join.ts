/** join: the texts of elements put together. */
import { reserve } from '../heap/allocate';
import { arrayLength, elementAddress } from '../heap/arrays';
import {
  sinkBytes,
  sinkLength,
  sinkMeasure,
  sinkPut,
  sinkUnit,
  sinkWrite,
} from '../heap/string-sink';
import {
  SHORTEST_ROPE,
  characterBytes,
  characterString,
  concatenate,
  flatString,
  isRope,
  startFlatten,
  stringLength,
  utf16Bytes,
} from '../heap/strings';
import { ROPE_BYTES } from '../layouts';
import { FRAME_THIS, R_RESULT, SCRATCH } from '../memory-map';
import { KnownKey } from '../names';
import { formatNumber } from '../numbers/format';
import {
  DONE,
  RETRY,
  argument,
  charge,
  chargeBytes,
  emptyString,
  knownKey,
  succeed,
} from '../protocol';
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

/** Steps of writing a number in digits. */
const NUMBER_STEPS: u32 = 3;

// What a pass says.
const PASSED: i32 = 0;
const TOO_MUCH: i32 = 1;

function putNumber(value: f64): void {
  const digit = <u32>value;
  if (<f64>digit == value && digit < 10) {
    sinkUnit(48 + digit);
    return;
  }
  charge(NUMBER_STEPS);
  const length = formatNumber(value, NUMBER_TEXT);
  for (let i: u32 = 0; i < <u32>length; i++) sinkUnit(load<u8>(NUMBER_TEXT + i));
}

/** The text of a string that has been flattened. */
// @ts-ignore: decorator
@inline
function putText(address: u32): void {
  const flat = flatString(address);
  sinkPut(flat, 0, stringLength(flat));
}

/** Bytes of text that one attempt flattens. */
const MOST_FLATTENED: u32 = 65536;
/** What `flattenAll` gives when it has flattened enough for one attempt: the caller returns RETRY. */
const FLATTENED_SOME: u32 = 1;

/**
 * Flattens the strings [start, end) of an array, which needs SCRATCH: so before anything is put. 0 when all are flat, FLATTENED_SOME, or the
 * first that takes long work.
 */
function flattenAll(array: u32, start: u32, end: u32): u32 {
  let bytes: u32 = 0;
  for (let i = start; i < end; i++) {
    const value = load<u64>(elementAddress(array, i));
    if (!isString(value) || !isRope(pointer(value))) continue;
    if (bytes > MOST_FLATTENED) return FLATTENED_SOME;
    const flat = flatString(pointer(value));
    if (flat == 0) return pointer(value);
    bytes += characterBytes(flat);
  }
  return 0;
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
      putText(pointer(value));
      if (sinkLength() > BOUNDED_UNITS) return TOO_MUCH;
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
  const long = flattenAll(array, 0, arrayLength(array));
  if (long == FLATTENED_SOME) return RETRY;
  if (long)
    return stringLength(long) > BOUNDED_UNITS ? slowPath(ArrayNative.JOIN) : startFlatten(long);
  sinkMeasure();
  if (putElements(array, separator) == TOO_MUCH) return slowPath(ArrayNative.JOIN);
  if (sinkLength() == 0) return succeed(emptyString());
  if (!reserve(sinkBytes())) return RETRY;
  charge(arrayLength(array) >>> 1);
  chargeBytes(sinkBytes());
  const result = sinkWrite();
  putElements(array, separator);
  return succeed(((<u64>0xfffb0000) << 32) | <u64>result);
}

/** For the library: strings [start, end) of an array with a separator between them; short ones in one piece, else as a rope. */
export function joinStrings(frame: u32, count: i32): i32 {
  const array = pointer(load<u64>(frame, FRAME_THIS));
  const separator = pointer(argument(frame, count, 0));
  const start = <u32>numberValue(argument(frame, count, 1));
  const end = min(
    <u32>numberValue(argument(frame, count, 2)),
    min(arrayLength(array), start + MOST_PARTS),
  );
  if (start >= end) return succeed(emptyString());
  const gap = flatString(separator);
  const isShort = gap != 0 && areShort(array, gap, start, end);
  const long = isShort ? flattenAll(array, start, end) : 0;
  if (long == FLATTENED_SOME) return RETRY;
  if (isShort && long == 0) {
    sinkMeasure();
    putStrings(array, gap, start, end);
    if (sinkLength() == 0) return succeed(emptyString());
    if (!reserve(sinkBytes())) return RETRY;
    charge((end - start) >>> 1);
    chargeBytes(sinkBytes());
    const result = sinkWrite();
    putStrings(array, gap, start, end);
    return succeed(((<u64>0xfffb0000) << 32) | <u64>result);
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

/** Do the strings fit one flat string that is made at once? */
function areShort(array: u32, gap: u32, start: u32, end: u32): bool {
  let total = stringLength(gap) * (end - start);
  if (stringLength(gap) > BOUNDED_UNITS) return false;
  for (let i = start; i < end; i++) {
    total += stringLength(pointer(load<u64>(elementAddress(array, i))));
    if (total > BOUNDED_UNITS) return false;
  }
  return true;
}

function putStrings(array: u32, gap: u32, start: u32, end: u32): void {
  for (let i = start; i < end; i++) {
    if (i > start && stringLength(gap)) sinkPut(gap, 0, stringLength(gap));
    putText(pointer(load<u64>(elementAddress(array, i))));
  }
}
