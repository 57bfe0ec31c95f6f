/** Array natives that add, remove and move elements. */
import { fillSlots, reserve, sizeOf } from '../heap/allocate';
import {
  arrayBytes,
  arrayLength,
  elementAddress,
  elementAt,
  ensureCapacity,
  newArray,
  setLength,
} from '../heap/arrays';
import { ARRAY_ELEMENTS, KIND_FREE, KIND_SLOTS } from '../layouts';
import { FRAME_THIS } from '../memory-map';
import { DONE, RETRY, argument, charge, chargeBytes, succeed } from '../protocol';
import {
  HOLE,
  TAG_ARRAY,
  TRUE,
  UNDEFINED,
  box,
  boxInternal,
  boxNumber,
  isArray,
  isObject,
  numberValue,
  pointer,
} from '../value';
import { ANY_LENGTH, RANGE, isPlain, receiver, slowPath } from './array-operands';
import { ArrayNative } from './array-rows';
import { integerOperand, relativeIndex } from './string-operands';

/** First argument in a native's frame. */
const ARGUMENTS: u32 = FRAME_THIS + 8;

export function push(frame: u32, count: i32): i32 {
  const array = receiver(frame, ANY_LENGTH);
  if (!array) return slowPath(ArrayNative.PUSH);
  const length = arrayLength(array);
  const code = ensureCapacity(array, length + <u32>count);
  if (code != DONE) return code;
  if (count == 1) store<u64>(elementAddress(array, length), load<u64>(frame, ARGUMENTS));
  else if (count) memory.copy(elementAddress(array, length), frame + ARGUMENTS, (<u32>count) << 3);
  setLength(array, length + <u32>count);
  charge(<u32>count >>> 3);
  return succeed(boxNumber(<f64>(length + <u32>count)));
}

export function pop(frame: u32): i32 {
  const array = receiver(frame, ANY_LENGTH);
  if (!array) return slowPath(ArrayNative.POP);
  const length = arrayLength(array);
  if (length == 0) return succeed(UNDEFINED);
  const slot = elementAddress(array, length - 1);
  const value = load<u64>(slot);
  store<u64>(slot, HOLE);
  setLength(array, length - 1);
  return succeed(value == HOLE ? UNDEFINED : value);
}

/** Elements that are moved rather than cut off at the front. */
const SHORT: u32 = 16;

/**
 * Cuts `count` elements off at the front, whatever the length: what lies before the rest becomes filler, and the array keeps the rest. (So a
 * queue gives up capacity at its front as it takes it at its end.)
 */
function trimFront(array: u32, count: u32): void {
  const elements = load<u32>(array, ARRAY_ELEMENTS);
  const rest = elements + (count << 3);
  const bytes = sizeOf(elements) - (count << 3);
  store<u32>(elements, (count << 3) | KIND_FREE);
  store<u32>(elements, 0, 4);
  store<u32>(rest, bytes | KIND_SLOTS);
  store<u32>(rest, 0, 4);
  store<u64>(array, boxInternal(rest), ARRAY_ELEMENTS);
  setLength(array, arrayLength(array) - count);
}

export function shift(frame: u32): i32 {
  const array = receiver(frame, ANY_LENGTH);
  if (!array) return slowPath(ArrayNative.SHIFT);
  const length = arrayLength(array);
  if (length == 0) return succeed(UNDEFINED);
  const first = elementAddress(array, 0);
  const value = load<u64>(first);
  if (length > SHORT) trimFront(array, 1);
  else {
    memory.copy(first, first + 8, (length - 1) << 3);
    store<u64>(first + ((length - 1) << 3), HOLE);
    setLength(array, length - 1);
  }
  charge(1);
  return succeed(value == HOLE ? UNDEFINED : value);
}

export function unshift(frame: u32, count: i32): i32 {
  const array = receiver(frame, RANGE);
  if (!array || <u32>count > RANGE) return slowPath(ArrayNative.UNSHIFT);
  const length = arrayLength(array);
  if (count) {
    const code = ensureCapacity(array, length + <u32>count);
    if (code != DONE) return code;
    const first = elementAddress(array, 0);
    memory.copy(first + ((<u32>count) << 3), first, length << 3);
    memory.copy(first, frame + ARGUMENTS, (<u32>count) << 3);
    setLength(array, length + <u32>count);
    chargeBytes((length + <u32>count) << 3);
  }
  return succeed(boxNumber(<f64>(length + <u32>count)));
}

export function at(frame: u32, count: i32): i32 {
  const array = receiver(frame, ANY_LENGTH);
  if (!array) return slowPath(ArrayNative.AT);
  let position = integerOperand(argument(frame, count, 0));
  if (position != position) return slowPath(ArrayNative.AT);
  const length = <f64>arrayLength(array);
  if (position < 0) position += length;
  if (!(position >= 0 && position < length)) return succeed(UNDEFINED);
  const value = elementAt(array, <u32>position);
  return succeed(value == HOLE ? UNDEFINED : value);
}

export function slice(frame: u32, count: i32): i32 {
  const array = receiver(frame, ANY_LENGTH);
  if (!array || !isPlain(array)) return slowPath(ArrayNative.SLICE);
  const length = arrayLength(array);
  const first = integerOperand(argument(frame, count, 0));
  const last = argument(frame, count, 1);
  const second = last == UNDEFINED ? <f64>length : integerOperand(last);
  if (first != first || second != second) return slowPath(ArrayNative.SLICE);
  const start = relativeIndex(first, length);
  const end = relativeIndex(second, length);
  const size = end > start ? end - start : 0;
  if (size > RANGE) return slowPath(ArrayNative.SLICE);
  if (!reserve(arrayBytes(size))) return RETRY;
  chargeBytes(size << 3);
  return succeed(copyRange(array, start, size));
}

/** A new array of elements [start, start + size); only after `reserve(arrayBytes(size))`. */
function copyRange(array: u32, start: u32, size: u32): u64 {
  const copy = newArray(size);
  if (size) memory.copy(elementAddress(copy, 0), elementAddress(array, start), size << 3);
  setLength(copy, size);
  return box(TAG_ARRAY, copy);
}

export function splice(frame: u32, count: i32): i32 {
  const array = receiver(frame, RANGE);
  if (!array || !isPlain(array) || <u32>count > RANGE) return slowPath(ArrayNative.SPLICE);
  const length = arrayLength(array);
  const first = integerOperand(argument(frame, count, 0));
  const wanted = integerOperand(argument(frame, count, 1));
  if (first != first || wanted != wanted) return slowPath(ArrayNative.SPLICE);
  const start = relativeIndex(first, length);
  let removed: u32 = 0;
  if (count == 1) removed = length - start;
  else if (count > 1) removed = <u32>max(0, min(wanted, <f64>(length - start)));
  const added = count > 2 ? <u32>count - 2 : 0;
  const newLength = length - removed + added;
  const code = ensureCapacity(array, newLength);
  if (code != DONE) return code;
  if (!reserve(arrayBytes(removed))) return RETRY;
  const result = copyRange(array, start, removed);
  const tail = length - start - removed;
  if (start == 0 && added == 0 && removed && tail > SHORT) {
    trimFront(array, removed);
    chargeBytes(removed << 3);
    return succeed(result);
  }
  if (length | newLength) {
    const place = elementAddress(array, start);
    if (tail && added != removed)
      memory.copy(place + (added << 3), place + (removed << 3), tail << 3);
    if (added) memory.copy(place, frame + ARGUMENTS + 16, added << 3);
    if (newLength < length) fillSlots(elementAddress(array, newLength), length - newLength, HOLE);
  }
  setLength(array, newLength);
  chargeBytes((tail + removed + added) << 3);
  return succeed(result);
}

/** Arrays with plain elements and values that are no objects: anything else may be spreadable in its own way. */
export function concat(frame: u32, count: i32): i32 {
  const own = receiver(frame, RANGE);
  if (!own || !isPlain(own) || count > 64) return slowPath(ArrayNative.CONCAT);
  let total = arrayLength(own);
  for (let i = 0; i < count; i++) {
    const value = argument(frame, count, i);
    if (isArray(value)) {
      if (!isPlain(pointer(value))) return slowPath(ArrayNative.CONCAT);
      total += arrayLength(pointer(value));
    } else if (isObject(value)) return slowPath(ArrayNative.CONCAT);
    else total++;
    if (total > RANGE) return slowPath(ArrayNative.CONCAT);
  }
  if (!reserve(arrayBytes(total))) return RETRY;
  const result = newArray(total);
  let at = copyInto(result, 0, own);
  for (let i = 0; i < count; i++) {
    const value = argument(frame, count, i);
    if (isArray(value)) at = copyInto(result, at, pointer(value));
    else store<u64>(elementAddress(result, at++), value);
  }
  setLength(result, total);
  chargeBytes(total << 3);
  return succeed(box(TAG_ARRAY, result));
}

function copyInto(target: u32, index: u32, source: u32): u32 {
  const length = arrayLength(source);
  if (length) memory.copy(elementAddress(target, index), elementAddress(source, 0), length << 3);
  return index + length;
}

export function fill(frame: u32, count: i32): i32 {
  const array = receiver(frame, ANY_LENGTH);
  if (!array) return slowPath(ArrayNative.FILL);
  const length = arrayLength(array);
  const first = integerOperand(argument(frame, count, 1));
  const last = argument(frame, count, 2);
  const second = last == UNDEFINED ? <f64>length : integerOperand(last);
  if (first != first || second != second) return slowPath(ArrayNative.FILL);
  const start = relativeIndex(first, length);
  const end = relativeIndex(second, length);
  if (end > start) {
    if (end - start > RANGE) return slowPath(ArrayNative.FILL);
    fillSlots(elementAddress(array, start), end - start, argument(frame, count, 0));
    chargeBytes((end - start) << 3);
  }
  return succeed(load<u64>(frame, FRAME_THIS));
}

export function reverse(frame: u32): i32 {
  const array = receiver(frame, RANGE);
  if (!array) return slowPath(ArrayNative.REVERSE);
  const length = arrayLength(array);
  if (length > 1) {
    let low = elementAddress(array, 0);
    let high = elementAddress(array, length - 1);
    for (; low < high; low += 8, high -= 8) {
      const value = load<u64>(low);
      store<u64>(low, load<u64>(high));
      store<u64>(high, value);
    }
    chargeBytes(length << 3);
  }
  return succeed(load<u64>(frame, FRAME_THIS));
}

// ---- Ranges, for the library ----

export function appendRange(frame: u32, count: i32): i32 {
  const target = pointer(load<u64>(frame, FRAME_THIS));
  const source = pointer(argument(frame, count, 0));
  const start = <u32>numberValue(argument(frame, count, 1));
  const end = min(<u32>numberValue(argument(frame, count, 2)), arrayLength(source));
  if (start >= end) return succeed(boxNumber(<f64>start));
  const size = min(end - start, RANGE);
  const length = arrayLength(target);
  const code = ensureCapacity(target, length + size);
  if (code != DONE) return code;
  const out = elementAddress(target, length);
  memory.copy(out, elementAddress(source, start), size << 3);
  if (argument(frame, count, 3) == TRUE) {
    for (let i: u32 = 0; i < size; i++) {
      if (load<u64>(out + (i << 3)) == HOLE) store<u64>(out + (i << 3), UNDEFINED);
    }
  }
  setLength(target, length + size);
  chargeBytes(size << 3);
  return succeed(boxNumber(<f64>(start + size)));
}

export function moveRange(frame: u32, count: i32): i32 {
  const array = pointer(load<u64>(frame, FRAME_THIS));
  const to = <u32>numberValue(argument(frame, count, 0));
  const from = <u32>numberValue(argument(frame, count, 1));
  const size = min(<u32>numberValue(argument(frame, count, 2)), RANGE);
  const length = arrayLength(array);
  if (size && max(to, from) + size <= length) {
    memory.copy(elementAddress(array, to), elementAddress(array, from), size << 3);
    chargeBytes(size << 3);
  }
  return succeed(UNDEFINED);
}

export function fillRange(frame: u32, count: i32): i32 {
  const array = pointer(load<u64>(frame, FRAME_THIS));
  const start = <u32>numberValue(argument(frame, count, 1));
  const end = min(<u32>numberValue(argument(frame, count, 2)), arrayLength(array));
  if (start < end) {
    const size = min(end - start, RANGE);
    fillSlots(elementAddress(array, start), size, argument(frame, count, 0));
    chargeBytes(size << 3);
  }
  return succeed(UNDEFINED);
}

export function reserveElements(frame: u32, count: i32): i32 {
  const array = pointer(load<u64>(frame, FRAME_THIS));
  const code = ensureCapacity(array, <u32>numberValue(argument(frame, count, 0)));
  return code == DONE ? succeed(UNDEFINED) : code;
}
