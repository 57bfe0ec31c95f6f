/**
 * First-in-first-out queues of entries of four slots that grow without ever copying what they hold (RULES 2): jobs, reactions of promises.
 *
 *   queue   internal slot array: first chunk | last chunk | raw: entries taken from the first chunk | raw: entries that wait | raw: owner
 *   chunk   internal slot array: the next chunk or UNDEFINED | raw: entries put in so far | the entries
 *
 * The owner of a queue is the number (a Task id) that all its entries were put in with: 0 = it is empty since its beginning, else the
 * number + 1, or SEVERAL.
 */
import { UNDEFINED, boxInternal } from '../value';
import { allocateSlotArray, getSlot, reserve, setSlot, slotCount } from './allocate';
import {
  CHUNK_NEXT,
  CHUNK_SLOTS,
  CHUNK_USED,
  HEADER_SIZE,
  QUEUE_COUNT,
  QUEUE_ENTRY_SLOTS,
  QUEUE_FIRST,
  QUEUE_LAST,
  QUEUE_OWNER,
  QUEUE_SLOTS,
  QUEUE_TAKEN,
} from '../layouts';

const ENTRY_BYTES: u32 = QUEUE_ENTRY_SLOTS << 3;
/** Where the entries of a chunk begin. */
const ENTRIES: u32 = HEADER_SIZE + (CHUNK_SLOTS << 3);
const FIRST_CHUNK_ENTRIES: u32 = 4;
const CHUNK_ENTRIES: u32 = 32;
const SEVERAL: u64 = 0xffffffff;

/** What `append` may need: a small request, which never fails. */
const QUEUE_GROWTH_BYTES: u32 = ENTRIES + CHUNK_ENTRIES * ENTRY_BYTES;
/** Bytes of a new queue. */
const NEW_QUEUE_BYTES: u32 =
  HEADER_SIZE + (QUEUE_SLOTS << 3) + ENTRIES + FIRST_CHUNK_ENTRIES * ENTRY_BYTES;

/** An empty queue. */
export function newQueue(): u32 {
  reserve(NEW_QUEUE_BYTES);
  const chunk = newChunk(FIRST_CHUNK_ENTRIES);
  const queue = allocateSlotArray(QUEUE_SLOTS, 0);
  setSlot(queue, QUEUE_FIRST, boxInternal(chunk));
  setSlot(queue, QUEUE_LAST, boxInternal(chunk));
  return queue;
}

function newChunk(entries: u32): u32 {
  const chunk = allocateSlotArray(CHUNK_SLOTS + entries * QUEUE_ENTRY_SLOTS, UNDEFINED);
  setSlot(chunk, CHUNK_USED, 0);
  return chunk;
}

/** Entries that wait. */
// @ts-ignore: decorator
@inline
export function queueCount(queue: u32): u32 {
  return <u32>getSlot(queue, QUEUE_COUNT);
}

/** Address of the four slots of the first entry; only when there is one. */
// @ts-ignore: decorator
@inline
export function firstEntry(queue: u32): u32 {
  return (
    <u32>getSlot(queue, QUEUE_FIRST) + ENTRIES + <u32>getSlot(queue, QUEUE_TAKEN) * ENTRY_BYTES
  );
}

/** Are all entries the owner's? True also when there is none. */
// @ts-ignore: decorator
@inline
export function isOwnedBy(queue: u32, owner: u32): bool {
  return queueCount(queue) == 0 || getSlot(queue, QUEUE_OWNER) == <u64>owner + 1;
}

/** Room for one more entry at the end: its address, the entry counted. */
function appendEntry(queue: u32): u32 {
  let chunk = <u32>getSlot(queue, QUEUE_LAST);
  let used = <u32>getSlot(chunk, CHUNK_USED);
  if (CHUNK_SLOTS + (used + 1) * QUEUE_ENTRY_SLOTS > slotCount(chunk)) {
    reserve(QUEUE_GROWTH_BYTES);
    const next = newChunk(CHUNK_ENTRIES);
    setSlot(chunk, CHUNK_NEXT, boxInternal(next));
    setSlot(queue, QUEUE_LAST, boxInternal(next));
    chunk = next;
    used = 0;
  }
  setSlot(chunk, CHUNK_USED, <u64>used + 1);
  setSlot(queue, QUEUE_COUNT, getSlot(queue, QUEUE_COUNT) + 1);
  return chunk + ENTRIES + used * ENTRY_BYTES;
}

/** Puts an entry at the end. */
export function append(queue: u32, owner: u32, a: u64, b: u64, c: u64, d: u64): void {
  noteOwner(queue, <u64>owner + 1);
  const entry = appendEntry(queue);
  store<u64>(entry, a);
  store<u64>(entry, b, 8);
  store<u64>(entry, c, 16);
  store<u64>(entry, d, 24);
}

/** An entry at the end that stands for a whole queue: its owner is that queue's. */
export function appendFor(queue: u32, whole: u32, a: u64, b: u64, c: u64): void {
  noteOwner(queue, getSlot(whole, QUEUE_OWNER));
  const entry = appendEntry(queue);
  store<u64>(entry, a);
  store<u64>(entry, b, 8);
  store<u64>(entry, c, 16);
  store<u64>(entry, UNDEFINED, 24);
}

function noteOwner(queue: u32, owner: u64): void {
  if (queueCount(queue) == 0) setSlot(queue, QUEUE_OWNER, owner);
  else if (getSlot(queue, QUEUE_OWNER) != owner) setSlot(queue, QUEUE_OWNER, SEVERAL);
}

/** Takes the first entry off. */
export function dropFirst(queue: u32): void {
  const entry = firstEntry(queue);
  for (let slot: u32 = 0; slot < ENTRY_BYTES; slot += 8) store<u64>(entry + slot, UNDEFINED);
  const chunk = <u32>getSlot(queue, QUEUE_FIRST);
  const taken = getSlot(queue, QUEUE_TAKEN) + 1;
  const isUsedUp = taken == getSlot(chunk, CHUNK_USED);
  setSlot(queue, QUEUE_TAKEN, isUsedUp ? 0 : taken);
  setSlot(queue, QUEUE_COUNT, getSlot(queue, QUEUE_COUNT) - 1);
  if (!isUsedUp) return;
  // The last chunk is used again from its beginning.
  if (queueCount(queue) == 0) setSlot(chunk, CHUNK_USED, 0);
  else setSlot(queue, QUEUE_FIRST, getSlot(chunk, CHUNK_NEXT));
}
