/**
 * First-in-first-out queues of entries of four slots that grow without ever copying what they hold (RULES 2): jobs, messages from the
 * host, reactions of promises.
 *
 *   queue   internal slot array: first chunk | last chunk | raw: entries taken from the first chunk | raw: entries that wait | raw: owner
 *   chunk   internal slot array: the next chunk or UNDEFINED | raw: entries put in so far | the entries
 *
 * The owner of a queue is the number (a Task id) that all its entries were put in with: 0 = it is empty since its beginning, else the
 * number + 1, or SEVERAL.
 */
import { UNDEFINED, boxInternal } from '../value';
import {
  HEADER_SIZE,
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  slotCount,
} from './allocate';

const FIRST: u32 = 0;
const LAST: u32 = 1;
const TAKEN: u32 = 2;
const COUNT: u32 = 3;
const OWNER: u32 = 4;
const QUEUE_SLOTS: u32 = 5;

const ENTRY_SLOTS: u32 = 4;
const ENTRY_BYTES: u32 = ENTRY_SLOTS << 3;
const NEXT: u32 = 0;
const USED: u32 = 1;
const CHUNK_SLOTS: u32 = 2;
/** Where the entries of a chunk begin. */
const ENTRIES: u32 = HEADER_SIZE + (CHUNK_SLOTS << 3);
const FIRST_CHUNK_ENTRIES: u32 = 4;
const CHUNK_ENTRIES: u32 = 32;
const SEVERAL: u64 = 0xffffffff;

/** What `append` may need: a small request, which never fails. */
export const QUEUE_GROWTH_BYTES: u32 = ENTRIES + CHUNK_ENTRIES * ENTRY_BYTES;
/** Bytes of a new queue. */
const NEW_QUEUE_BYTES: u32 =
  HEADER_SIZE + (QUEUE_SLOTS << 3) + ENTRIES + FIRST_CHUNK_ENTRIES * ENTRY_BYTES;

/** An empty queue. */
export function newQueue(): u32 {
  reserve(NEW_QUEUE_BYTES);
  const chunk = newChunk(FIRST_CHUNK_ENTRIES);
  const queue = allocateSlotArray(QUEUE_SLOTS, 0);
  setSlot(queue, FIRST, boxInternal(chunk));
  setSlot(queue, LAST, boxInternal(chunk));
  return queue;
}

function newChunk(entries: u32): u32 {
  const chunk = allocateSlotArray(CHUNK_SLOTS + entries * ENTRY_SLOTS, UNDEFINED);
  setSlot(chunk, USED, 0);
  return chunk;
}

/** Entries that wait. */
// @ts-ignore: decorator
@inline
export function queueCount(queue: u32): u32 {
  return <u32>getSlot(queue, COUNT);
}

/** Address of the four slots of the first entry; only when there is one. */
// @ts-ignore: decorator
@inline
export function firstEntry(queue: u32): u32 {
  return <u32>getSlot(queue, FIRST) + ENTRIES + <u32>getSlot(queue, TAKEN) * ENTRY_BYTES;
}

/** Are all entries the owner's? True also when there is none. */
// @ts-ignore: decorator
@inline
export function isOwnedBy(queue: u32, owner: u32): bool {
  return queueCount(queue) == 0 || getSlot(queue, OWNER) == <u64>owner + 1;
}

/** Room for one more entry at the end: its address, the entry counted. */
function appendEntry(queue: u32): u32 {
  let chunk = <u32>getSlot(queue, LAST);
  let used = <u32>getSlot(chunk, USED);
  if (CHUNK_SLOTS + (used + 1) * ENTRY_SLOTS > slotCount(chunk)) {
    reserve(QUEUE_GROWTH_BYTES);
    const next = newChunk(CHUNK_ENTRIES);
    setSlot(chunk, NEXT, boxInternal(next));
    setSlot(queue, LAST, boxInternal(next));
    chunk = next;
    used = 0;
  }
  setSlot(chunk, USED, <u64>used + 1);
  setSlot(queue, COUNT, getSlot(queue, COUNT) + 1);
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
  noteOwner(queue, getSlot(whole, OWNER));
  const entry = appendEntry(queue);
  store<u64>(entry, a);
  store<u64>(entry, b, 8);
  store<u64>(entry, c, 16);
  store<u64>(entry, UNDEFINED, 24);
}

function noteOwner(queue: u32, owner: u64): void {
  if (queueCount(queue) == 0) setSlot(queue, OWNER, owner);
  else if (getSlot(queue, OWNER) != owner) setSlot(queue, OWNER, SEVERAL);
}

/** Takes the first entry off. */
export function dropFirst(queue: u32): void {
  const entry = firstEntry(queue);
  for (let slot: u32 = 0; slot < ENTRY_BYTES; slot += 8) store<u64>(entry + slot, UNDEFINED);
  const chunk = <u32>getSlot(queue, FIRST);
  const taken = getSlot(queue, TAKEN) + 1;
  const isUsedUp = taken == getSlot(chunk, USED);
  setSlot(queue, TAKEN, isUsedUp ? 0 : taken);
  setSlot(queue, COUNT, getSlot(queue, COUNT) - 1);
  if (!isUsedUp) return;
  // The last chunk is used again from its beginning.
  if (queueCount(queue) == 0) setSlot(chunk, USED, 0);
  else setSlot(queue, FIRST, getSlot(chunk, NEXT));
}
