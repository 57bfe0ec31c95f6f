/**
 * Growing the elements of a large array, in chunks.
 *
 * While it is being filled the new slot array is a KIND_STACK object: its second word says how many bytes (header included) hold
 * slots, so that a collection between two chunks sees no garbage. Then it becomes a slot array and takes the old one's place.
 */
import { ARRAY_ELEMENTS, HEADER_SIZE, KIND_SLOTS, KIND_STACK } from '../layouts';
import { H_WORK_CURSOR, R_WORK0, R_WORK1 } from '../memory-map';
import { RETRY, chargeBytes } from '../protocol';
import { HOLE, TAG_ARRAY, UNDEFINED, box, boxInternal, isPointer, pointer } from '../value';
import { WORK_CHUNK, Work, beginWork, endWork } from '../work-kinds';
import { allocate, fillSlots, getSlot, reserve, setSlot, sizeOf, slotArrayBytes } from './allocate';

/** Begins to give an array room for `capacity` elements (more than it has, at most MAX_OBJECT_BYTES / 8 - 1); always RETRY. */
export function startGrowElements(array: u32, capacity: u32): i32 {
  const bytes = slotArrayBytes(capacity);
  if (!reserve(bytes)) return RETRY;
  const elements = allocate(bytes, KIND_STACK, HEADER_SIZE);
  beginWork(Work.GROW_ELEMENTS, box(TAG_ARRAY, array), boxInternal(elements), UNDEFINED);
  return RETRY;
}

/** One chunk: slots copied, then HOLE. H_WORK_CURSOR = slots filled. */
export function runGrowElements(): bool {
  const array = pointer(load<u64>(R_WORK0));
  const elements = pointer(load<u64>(R_WORK1));
  const old = load<u64>(array, ARRAY_ELEMENTS);
  const oldSlots = isPointer(old) ? (sizeOf(pointer(old)) - HEADER_SIZE) >>> 3 : 0;
  const capacity = (sizeOf(elements) - HEADER_SIZE) >>> 3;
  const start = load<u32>(H_WORK_CURSOR);
  const end = min(capacity, start + (WORK_CHUNK >>> 3));
  const copied = max(start, min(end, oldSlots));
  if (copied > start) {
    const offset = HEADER_SIZE + (start << 3);
    memory.copy(elements + offset, pointer(old) + offset, (copied - start) << 3);
  }
  fillSlots(elements + HEADER_SIZE + (copied << 3), end - copied, HOLE);
  chargeBytes((end - start) << 3);
  if (end < capacity) {
    store<u32>(elements, HEADER_SIZE + (end << 3), 4);
    store<u32>(H_WORK_CURSOR, end);
    return false;
  }
  store<u32>(elements, slotArrayBytes(capacity) | KIND_SLOTS);
  store<u32>(elements, 0, 4);
  store<u64>(array, boxInternal(elements), ARRAY_ELEMENTS);
  return endWork();
}
