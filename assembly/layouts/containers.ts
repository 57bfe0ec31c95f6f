/** Hash tables, queues, lists: what the core keeps many of anything in. */
import { HEADER_SIZE } from './header';

// ---- Hash tables (heap/tables.ts), in slots: slot 0 is the owner's identity ----
export const TABLE_COUNT: u32 = 1;
export const TABLE_USED: u32 = 2;
export const TABLE_CAPACITY: u32 = 3;
export const TABLE_NEXT: u32 = 4;
/** Slots before the buckets. */
export const TABLE_FIXED_SLOTS: u32 = 5;
/** Offset in bytes of the buckets, u32 each; the entries follow. */
export const TABLE_BUCKETS: u32 = HEADER_SIZE + (TABLE_FIXED_SLOTS << 3);
/** Used mark of a table that was cleared: iterators begin again at 0 of the next one. */
export const TABLE_CLEARED: u32 = 0xffffffff;
/** Entries of a table; a power of two. */
export const MIN_CAPACITY: u32 = 4;
export const MAX_CAPACITY: u32 = 1 << 24;

/** In the high half of the slot of the capacity. */
export const enum TableMode {
  PLAIN,
  /** A long chain was met: it is hardened before another entry comes. */
  SUSPECT,
  HARDENED,
  COUNT,
}

/** An entry, offsets in bytes from its key. */
export const ENTRY_BYTES: u32 = 24;
export const ENTRY_VALUE: u32 = 8;
export const ENTRY_CHAIN: u32 = 16;
export const ENTRY_ATTRIBUTES: u32 = 20;

// ---- Queues (heap/queue.ts), in slots ----
export const QUEUE_FIRST: u32 = 0;
export const QUEUE_LAST: u32 = 1;
export const QUEUE_TAKEN: u32 = 2;
export const QUEUE_COUNT: u32 = 3;
export const QUEUE_OWNER: u32 = 4;
export const QUEUE_SLOTS: u32 = 5;
export const QUEUE_ENTRY_SLOTS: u32 = 4;
/** Of a chunk, before its entries. */
export const CHUNK_NEXT: u32 = 0;
export const CHUNK_USED: u32 = 1;
export const CHUNK_SLOTS: u32 = 2;

// ---- Lists (heap/slot-list.ts), in slots; segments follow the length ----
export const LIST_LENGTH: u32 = 0;
export const LIST_SEGMENTS: u32 = 1;
/** Slots of the first segment; so many segments are twice as long as the one before, all others as long as the last of those. */
export const FIRST_SEGMENT_SLOTS: u32 = 16;
export const DOUBLING_SEGMENTS: u32 = 9;
export const LARGE_SEGMENT_SHIFT: u32 = 12;
export const LARGE_SEGMENT_SLOTS: u32 = 1 << LARGE_SEGMENT_SHIFT;
