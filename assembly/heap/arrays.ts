/**
 * Arrays: dense elements with holes.
 *
 *   array     | header, shape | overflow | elements: internal slot array or UNDEFINED | length (raw) | …
 *   elements  slots [0, length) are elements or HOLE, the rest of the capacity is HOLE
 *
 * Growth is by half; growth beyond GROW_AT_ONCE bytes is long-running work (work.ts).
 */
import {
  ARRAY_BYTES,
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  HEADER_SIZE,
  KIND_FREE,
  KIND_SLOTS,
  MAX_OBJECT_BYTES,
  OBJECT_OVERFLOW,
} from '../layouts';
import { H_SHAPE_ARRAY } from '../memory-map';
import { KnownKey } from '../names';
import { DONE, RETRY, chargeBytes, chargeMark, keepCharge } from '../protocol';
import { throwRangeError } from '../errors';
import { HOLE, UNDEFINED, boxInternal, pointer } from '../value';
import {
  allocate,
  allocateSlotArray,
  fillSlots,
  reserve,
  sizeOf,
  slotArrayBytes,
  slotCount,
} from './allocate';
import { startGrowElements } from './element-growth';

export const GROW_AT_ONCE: u32 = 65536;
/** An assignment so far beyond the end of an array is refused (a sparse array would be needed). */
export const MAX_GAP: u32 = 1 << 20;
export const MAX_ELEMENTS: u32 = (MAX_OBJECT_BYTES - 8) >>> 3;

// @ts-ignore: decorator
@inline
export function arrayLength(array: u32): u32 {
  return load<u32>(array, ARRAY_LENGTH);
}

// @ts-ignore: decorator
@inline
export function arrayCapacity(array: u32): u32 {
  const elements = load<u64>(array, ARRAY_ELEMENTS);
  return elements == UNDEFINED ? 0 : slotCount(pointer(elements));
}

/** Address of element `index` < capacity. */
// @ts-ignore: decorator
@inline
export function elementAddress(array: u32, index: u32): u32 {
  return load<u32>(array, ARRAY_ELEMENTS) + HEADER_SIZE + (index << 3);
}

/** The element, or HOLE when absent. */
// @ts-ignore: decorator
@inline
export function elementAt(array: u32, index: u32): u64 {
  return index < arrayLength(array) ? load<u64>(elementAddress(array, index)) : HOLE;
}

export function arrayBytes(capacity: u32): u32 {
  return ARRAY_BYTES + (capacity ? slotArrayBytes(capacity) : 0);
}

/** An array with `length` 0 and room for `capacity`; only after `reserve(arrayBytes(capacity))`. */
export function newArray(capacity: u32): u32 {
  const array = allocate(ARRAY_BYTES, KIND_SLOTS, load<u32>(H_SHAPE_ARRAY));
  store<u64>(array, UNDEFINED, OBJECT_OVERFLOW);
  store<u64>(array, 0, ARRAY_LENGTH);
  store<u64>(
    array,
    capacity ? boxInternal(allocateSlotArray(capacity, HOLE)) : UNDEFINED,
    ARRAY_ELEMENTS,
  );
  return array;
}

// @ts-ignore: decorator
@inline
export function setLength(array: u32, length: u32): void {
  store<u64>(array, <u64>length, ARRAY_LENGTH);
}

/** Room for `capacity` elements; result code. */
export function ensureCapacity(array: u32, capacity: u32): i32 {
  const have = arrayCapacity(array);
  if (have >= capacity) return DONE;
  if (capacity > MAX_ELEMENTS) return throwRangeError(KnownKey.MSG_ARRAY_LENGTH);
  let wanted = have + (have >>> 1) + 4;
  if (wanted < capacity) wanted = capacity;
  if (wanted > MAX_ELEMENTS) wanted = MAX_ELEMENTS;
  if (slotArrayBytes(have) > GROW_AT_ONCE || slotArrayBytes(wanted) > GROW_AT_ONCE << 2)
    return startGrowElements(array, wanted);
  if (!reserve(slotArrayBytes(wanted))) return RETRY;
  const mark = chargeMark();
  const bigger = allocate(slotArrayBytes(wanted), KIND_SLOTS, 0);
  if (have) memory.copy(bigger + HEADER_SIZE, elementAddress(array, 0), have << 3);
  fillSlots(bigger + HEADER_SIZE + (have << 3), wanted - have, HOLE);
  store<u64>(array, boxInternal(bigger), ARRAY_ELEMENTS);
  keepCharge(mark);
  return DONE;
}

/** Stores an element at any index, extending the array; result code. */
export function storeElement(array: u32, index: u32, value: u64): i32 {
  const length = arrayLength(array);
  if (index >= length) {
    if (index - length > MAX_GAP) return throwRangeError(KnownKey.MSG_TOO_SPARSE);
    const code = ensureCapacity(array, index + 1);
    if (code != DONE) return code;
    setLength(array, index + 1);
  }
  store<u64>(elementAddress(array, index), value);
  return DONE;
}

export function pushElement(array: u32, value: u64): i32 {
  const length = arrayLength(array);
  const code = ensureCapacity(array, length + 1);
  if (code != DONE) return code;
  store<u64>(elementAddress(array, length), value);
  setLength(array, length + 1);
  return DONE;
}

/** Elements that a shorter array keeps room for, at most: what is beyond is given up. */
const MAX_SPARE: u32 = 8192;

/** Sets `length`, dropping or adding holes; result code. */
export function changeLength(array: u32, length: u32): i32 {
  const old = arrayLength(array);
  if (length > old) {
    if (length - old > MAX_GAP) return throwRangeError(KnownKey.MSG_TOO_SPARSE);
    const code = ensureCapacity(array, length);
    if (code != DONE) return code;
  } else if (length == 0 && arrayCapacity(array) > 64) {
    store<u64>(array, UNDEFINED, ARRAY_ELEMENTS);
  } else if (length < old) {
    // What is cut off must not keep anything alive.
    const end = min(old, length + MAX_SPARE);
    if (end < old) cutCapacity(array, end);
    fillSlots(elementAddress(array, length), end - length, HOLE);
    chargeBytes((end - length) << 3);
  }
  setLength(array, length);
  return DONE;
}

/** Leaves an array room for `capacity` elements, fewer than it has: the rest becomes filler. */
function cutCapacity(array: u32, capacity: u32): void {
  const elements = load<u32>(array, ARRAY_ELEMENTS);
  const used = slotArrayBytes(capacity);
  const rest = elements + used;
  store<u32>(rest, (sizeOf(elements) - used) | KIND_FREE);
  store<u32>(rest, 0, 4);
  store<u32>(elements, used | KIND_SLOTS);
}
