/**
 * Numbers of objects: which objects a message has, in the order in which they begin, found by identity.
 *
 * The objects are a list (slot-list.ts), so that the collector forwards them. The index over their addresses is open addressing in
 * pages of u32 (number + 1, 0 = free); it is right until a collection moves objects, and is then made again from the list, which
 * charges nothing: collections must not show (RULES 1).
 */
import {
  HEADER_SIZE,
  KIND_RAW,
  NUMBERING_FIRST_CAPACITY,
  NUMBERING_PAGE_ENTRIES,
  NUMBERING_PAGE_SHIFT,
  N_CAPACITY,
  N_CURSOR,
  N_EPOCH,
  N_MADE,
  N_OBJECTS,
  N_PAGES,
} from '../layouts';
import { H_COLLECTIONS, H_STATUS, H_STEPS, Status } from '../memory-map';
import { DONE, EXIT, RETRY } from '../protocol';
import { UNDEFINED, boxInternal, pointer } from '../value';
import {
  allocate,
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  sizeOf,
  slotArrayBytes,
} from '../heap/allocate';
import { appendToList, ensureListSlot, listLength, listSlot, newList } from '../heap/slot-list';

/** Objects entered at once when the index is made again. */
const REBUILD_CHUNK: u32 = 8192;

/** What `findNumber` gives for an object that is new. */
export const NEW_NUMBER: i32 = -1;

export const NEW_NUMBERING_BYTES: u32 = 40;

/** Begins in the slots of `state` from `base` on; only after `reserve(NEW_NUMBERING_BYTES)`. */
export function beginNumbering(state: u32, base: u32): void {
  setSlot(state, base + N_OBJECTS, newList());
  setSlot(state, base + N_PAGES, UNDEFINED);
  setSlot(state, base + N_CAPACITY, 0);
  setSlot(state, base + N_EPOCH, 0);
  setSlot(state, base + N_CURSOR, 0);
  setSlot(state, base + N_MADE, 0);
}

/** Is the index right, with room for one more? DONE, RETRY, or EXIT to go on at the next entry. */
export function prepareNumbering(state: u32, base: u32): i32 {
  const count = listLength(pointer(getSlot(state, base + N_OBJECTS)));
  if (!ensureListSlot(state, base + N_OBJECTS, count)) return RETRY;
  const capacity = <u32>getSlot(state, base + N_CAPACITY);
  if (count << 1 >= capacity) {
    // Twice the room: all pages first, then the entries, which allocate nothing.
    const larger = capacity == 0 ? NUMBERING_FIRST_CAPACITY : capacity << 1;
    const pages = (larger + NUMBERING_PAGE_ENTRIES - 1) >>> NUMBERING_PAGE_SHIFT;
    if (!reserve(slotArrayBytes(pages))) return RETRY;
    setSlot(state, base + N_PAGES, boxInternal(allocateSlotArray(pages, UNDEFINED)));
    setSlot(state, base + N_CAPACITY, <u64>larger);
    setSlot(state, base + N_MADE, 0);
    setSlot(state, base + N_CURSOR, 0);
  }
  return refresh(state, base, count);
}

/** Makes missing pages and enters what is missing. */
function refresh(state: u32, base: u32, count: u32): i32 {
  const capacity = <u32>getSlot(state, base + N_CAPACITY);
  const entries = min(capacity, NUMBERING_PAGE_ENTRIES);
  const pages = (capacity + NUMBERING_PAGE_ENTRIES - 1) >>> NUMBERING_PAGE_SHIFT;
  for (let made = <u32>getSlot(state, base + N_MADE); made < pages; made++) {
    if (!reserve(8 + (entries << 2))) return RETRY;
    const page = allocate(8 + (entries << 2), KIND_RAW, 0);
    memory.fill(page + 8, 0, entries << 2);
    setSlot(pointer(getSlot(state, base + N_PAGES)), made, boxInternal(page));
    setSlot(state, base + N_MADE, <u64>made + 1);
  }
  const epoch = load<u64>(H_COLLECTIONS);
  let cursor = <u32>getSlot(state, base + N_CURSOR);
  if (getSlot(state, base + N_EPOCH) != epoch) {
    setSlot(state, base + N_EPOCH, epoch);
    if (cursor != 0) {
      const list = pointer(getSlot(state, base + N_PAGES));
      for (let page: u32 = 0; page < pages; page++)
        memory.fill(pointer(getSlot(list, page)) + 8, 0, entries << 2);
      cursor = 0;
    }
  }
  if (cursor == count) return DONE;
  const objects = pointer(getSlot(state, base + N_OBJECTS));
  const end = min(count, cursor + REBUILD_CHUNK);
  for (; cursor < end; cursor++)
    enter(state, base, pointer(load<u64>(listSlot(objects, cursor))), cursor);
  setSlot(state, base + N_CURSOR, <u64>end);
  if (end == count) return DONE;
  // More than one entry into the core should do: leave, and give back the step that coming back will cost.
  store<u32>(H_STATUS, Status.GC_WORK);
  store<f64>(H_STEPS, load<f64>(H_STEPS) - 1);
  return EXIT;
}

/** Empties the index, which holds addresses: what an image of the region holds must not tell where its objects once lay. */
export function forgetIndex(state: u32, base: u32): void {
  const pages = getSlot(state, base + N_PAGES);
  for (let page: u32 = 0, made = <u32>getSlot(state, base + N_MADE); page < made; page++) {
    const address = pointer(getSlot(pointer(pages), page));
    memory.fill(address + HEADER_SIZE, 0, sizeOf(address) - HEADER_SIZE);
  }
  setSlot(state, base + N_EPOCH, 0);
  setSlot(state, base + N_CURSOR, 0);
}

/** No more numbers are asked for. */
export function endNumbering(state: u32, base: u32): void {
  setSlot(state, base + N_EPOCH, 0);
}

// @ts-ignore: decorator
@inline
function hash(address: u32, capacity: u32): u32 {
  return ((address >>> 3) * 0x9e3779b1) >>> (clz(capacity) + 1);
}

// @ts-ignore: decorator
@inline
function entryAddress(pages: u32, position: u32): u32 {
  return (
    pointer(getSlot(pages, position >>> NUMBERING_PAGE_SHIFT)) +
    8 +
    ((position & (NUMBERING_PAGE_ENTRIES - 1)) << 2)
  );
}

function enter(state: u32, base: u32, address: u32, number: u32): void {
  const capacity = <u32>getSlot(state, base + N_CAPACITY);
  const pages = pointer(getSlot(state, base + N_PAGES));
  let position = hash(address, capacity);
  while (load<u32>(entryAddress(pages, position)) != 0) position = (position + 1) & (capacity - 1);
  store<u32>(entryAddress(pages, position), number + 1);
}

/** The number of an object, or NEW_NUMBER; only after `prepareNumbering` was DONE. */
export function findNumber(state: u32, base: u32, address: u32): i32 {
  const capacity = <u32>getSlot(state, base + N_CAPACITY);
  const pages = pointer(getSlot(state, base + N_PAGES));
  const objects = pointer(getSlot(state, base + N_OBJECTS));
  let position = hash(address, capacity);
  while (true) {
    const entry = load<u32>(entryAddress(pages, position));
    if (entry == 0) return NEW_NUMBER;
    if (pointer(load<u64>(listSlot(objects, entry - 1))) == address) return <i32>(entry - 1);
    position = (position + 1) & (capacity - 1);
  }
}

/** Gives the object the next number; only after `prepareNumbering` was DONE. */
export function addNumber(state: u32, base: u32, value: u64): void {
  const objects = pointer(getSlot(state, base + N_OBJECTS));
  const number = listLength(objects);
  appendToList(state, base + N_OBJECTS, value);
  enter(state, base, pointer(value), number);
  setSlot(state, base + N_CURSOR, <u64>number + 1);
}
