/** Lists that grow without moving what they hold: queues of entries, lists of slots. */
import {
  CHUNK_NEXT,
  CHUNK_SLOTS,
  CHUNK_USED,
  DOUBLING_SEGMENTS,
  FIRST_SEGMENT_SLOTS,
  LARGE_SEGMENT_SLOTS,
  LIST_LENGTH,
  LIST_SEGMENTS,
  QUEUE_COUNT,
  QUEUE_ENTRY_SLOTS,
  QUEUE_FIRST,
  QUEUE_LAST,
  QUEUE_OWNER,
  QUEUE_SLOTS,
  QUEUE_TAKEN,
} from '../../../assembly/layouts';
import { TAG_INTERNAL } from '../../../assembly/value';
import { bad, type Heap, Role, slotAt } from './heap';

/**
 * A queue (heap/queue.ts) that has its role already; `onEntry` checks the four slots of each entry that waits.
 * Chunks are its own, and follow each other up to the last one, so that every walk over it ends.
 */
export function checkQueue(heap: Heap, queue: number, onEntry: (entry: number) => void): void {
  if (heap.slotCount(queue) !== QUEUE_SLOTS) bad(`${queue} is no queue`);
  const count = heap.raw(slotAt(queue, QUEUE_COUNT));
  const taken = heap.raw(slotAt(queue, QUEUE_TAKEN));
  heap.raw(slotAt(queue, QUEUE_OWNER));
  if (heap.u32(slotAt(queue, QUEUE_LAST) + 4) !== TAG_INTERNAL)
    bad(`the queue ${queue} has no end`);
  const last = heap.u32(slotAt(queue, QUEUE_LAST));
  let chunk = heap.owned(slotAt(queue, QUEUE_FIRST), Role.OWNED);
  let from = taken;
  let waiting = 0;
  for (;;) {
    const slots = heap.slotCount(chunk, CHUNK_SLOTS + QUEUE_ENTRY_SLOTS);
    const capacity = Math.floor((slots - CHUNK_SLOTS) / QUEUE_ENTRY_SLOTS);
    const used = heap.rawUpTo(slotAt(chunk, CHUNK_USED), capacity);
    if (from > used || (from === used && count > 0)) bad(`the queue ${queue} has an empty chunk`);
    for (let index = 0; index < capacity; index++) {
      const entry = slotAt(chunk, CHUNK_SLOTS + index * QUEUE_ENTRY_SLOTS);
      if (index >= from && index < used) onEntry(entry);
      else
        for (let slot = entry; slot < entry + 8 * QUEUE_ENTRY_SLOTS; slot += 8) heap.opaque(slot);
    }
    waiting += used - from;
    if (chunk === last) break;
    from = 0;
    chunk = heap.owned(slotAt(chunk, CHUNK_NEXT), Role.OWNED);
  }
  if (!heap.isUndefined(slotAt(last, CHUNK_NEXT))) bad(`the queue ${queue} goes on behind its end`);
  if (waiting !== count) bad(`the queue ${queue} counts wrong`);
}

/**
 * A list (heap/slot-list.ts) in a slot that owns it: its segments are there for the slots in use, `onSlot` checks those; gives its length.
 * @param used how many slots are in use; absent: as many as the list says
 */
export function checkList(
  heap: Heap,
  slot: number,
  onSlot: (slot: number) => void,
  used?: number,
): number {
  const list = heap.owned(slot, Role.OWNED);
  const segments = heap.slotCount(list, LIST_SEGMENTS) - LIST_SEGMENTS;
  const length = heap.raw(slotAt(list, LIST_LENGTH));
  const inUse = used ?? length;
  let index = 0;
  for (let number = 0; number < segments; number++) {
    const size = number < DOUBLING_SEGMENTS ? FIRST_SEGMENT_SLOTS << number : LARGE_SEGMENT_SLOTS;
    const directory = slotAt(list, LIST_SEGMENTS + number);
    if (heap.isUndefined(directory)) {
      if (index < inUse) bad(`the list at ${list} has lost a segment`);
      index += size;
      continue;
    }
    const segment = heap.owned(directory, Role.OWNED);
    if (heap.slotCount(segment) !== size) bad(`the list at ${list} has an odd segment`);
    for (let at = 0; at < size; at++, index++) {
      if (index < inUse) onSlot(slotAt(segment, at));
      else heap.opaque(slotAt(segment, at));
    }
  }
  if (index < inUse) bad(`the list at ${list} is longer than its segments`);
  return length;
}
