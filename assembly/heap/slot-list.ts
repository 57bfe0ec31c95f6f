/**
 * Lists of slots that grow without ever moving what they hold: no copy, however long (RULES 2).
 *
 *   list      slot array: slot 0 = raw length, then segments (internal slot arrays, or UNDEFINED while not made)
 *   segments  16, 32, 64 … 4,096 slots, then 4,096 each
 *
 * A list lies in a slot of another object (`owner`, `slot`), since its directory is replaced when it grows.
 */
import {
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  slotArrayBytes,
  slotCount,
} from './allocate';
import { UNDEFINED, boxInternal, pointer } from '../value';
import {
  DOUBLING_SEGMENTS,
  FIRST_SEGMENT_SLOTS,
  LARGE_SEGMENT_SHIFT,
  LARGE_SEGMENT_SLOTS,
  LIST_LENGTH,
  LIST_SEGMENTS,
} from '../layouts';

/** Slots of all segments before they stop doubling: 16 + 32 + … + 4,096. */
const DOUBLING: u32 = (FIRST_SEGMENT_SLOTS << DOUBLING_SEGMENTS) - FIRST_SEGMENT_SLOTS;
const FIRST_DIRECTORY: u32 = 4;

export const NEW_LIST_BYTES: u32 = 8 + (FIRST_DIRECTORY << 3);

/** An empty list; only after `reserve(NEW_LIST_BYTES)`. Returns it boxed. */
export function newList(): u64 {
  const list = allocateSlotArray(FIRST_DIRECTORY, UNDEFINED);
  setSlot(list, LIST_LENGTH, 0);
  return boxInternal(list);
}

// @ts-ignore: decorator
@inline
function segmentOf(index: u32): u32 {
  return index < DOUBLING
    ? 27 - clz(index + FIRST_SEGMENT_SLOTS)
    : DOUBLING_SEGMENTS + ((index - DOUBLING) >>> LARGE_SEGMENT_SHIFT);
}

// @ts-ignore: decorator
@inline
function segmentSlots(segment: u32): u32 {
  return segment < DOUBLING_SEGMENTS ? FIRST_SEGMENT_SLOTS << segment : LARGE_SEGMENT_SLOTS;
}

// @ts-ignore: decorator
@inline
export function listLength(list: u32): u32 {
  return <u32>getSlot(list, LIST_LENGTH);
}

// @ts-ignore: decorator
@inline
export function setListLength(list: u32, length: u32): void {
  setSlot(list, LIST_LENGTH, <u64>length);
}

/** Address of a slot that lies inside of the segments made so far; the next slots of its group of four follow it. */
// @ts-ignore: decorator
@inline
export function listSlot(list: u32, index: u32): u32 {
  const segment = segmentOf(index);
  const offset =
    index < DOUBLING
      ? index + FIRST_SEGMENT_SLOTS - (FIRST_SEGMENT_SLOTS << segment)
      : (index - DOUBLING) & (LARGE_SEGMENT_SLOTS - 1);
  return pointer(getSlot(list, LIST_SEGMENTS + segment)) + 8 + (offset << 3);
}

/** Makes the segment that holds `index`; false = RETRY. Changes nothing that can be seen. */
export function ensureListSlot(owner: u32, slot: u32, index: u32): bool {
  let list = pointer(getSlot(owner, slot));
  const segment = segmentOf(index);
  const have = slotCount(list);
  if (LIST_SEGMENTS + segment >= have) {
    const slots = max(have << 1, segment + 2);
    if (!reserve(slotArrayBytes(slots))) return false;
    const bigger = allocateSlotArray(slots, UNDEFINED);
    memory.copy(bigger + 8, list + 8, have << 3);
    setSlot(owner, slot, boxInternal(bigger));
    list = bigger;
  }
  if (getSlot(list, LIST_SEGMENTS + segment) != UNDEFINED) return true;
  const slots = segmentSlots(segment);
  if (!reserve(slotArrayBytes(slots))) return false;
  setSlot(list, LIST_SEGMENTS + segment, boxInternal(allocateSlotArray(slots, UNDEFINED)));
  return true;
}

/** Appends a value; false = RETRY. */
export function appendToList(owner: u32, slot: u32, value: u64): bool {
  const length = listLength(pointer(getSlot(owner, slot)));
  if (!ensureListSlot(owner, slot, length)) return false;
  const list = pointer(getSlot(owner, slot));
  store<u64>(listSlot(list, length), value);
  setListLength(list, length + 1);
  return true;
}
