/**
 * What the collector keeps while a collection runs: tables above the heap, dead when it ends (RULES 8).
 *
 *   [heap base … top)  the heap, seen in blocks of 512 bytes
 *   H_GC_TABLES        state      STATE_BYTES
 *                      bitmap     u64 per block: one bit per word of the heap, set for every word of a live object
 *                      gray       u64 per block: objects that are marked but could not be pushed
 *                      offsets    u32 per block: where the first live word of the block goes
 *                      stack      MARK_STACK_BYTES: addresses of marked objects whose slots are still to be seen
 *
 * The first block begins at the heap base rounded down. Table addresses in the state are *biased*: the entry of address p is at
 * biased + (p >>> 9) × entry size, with no subtraction.
 */
import { H_GC_TABLES } from '../memory-map';

export const BLOCK_SHIFT: u32 = 9;
export const BLOCK_BYTES: u32 = 1 << BLOCK_SHIFT;
export const MARK_STACK_BYTES: u32 = 16384;
/** Bytes of slots that are scanned between two looks at the mark stack (128 slots). */
export const SEGMENT_BYTES: u32 = 1024;
/** Work in one chunk: bytes scanned and moved, or what costs as much. */
export const CHUNK_BUDGET: i32 = 131072;
/** What marking one object costs, as bytes: its header is rarely in the cache. */
export const MARK_COST: i32 = 32;

// The state, at H_GC_TABLES.
/** The heap when the collection began. */
export const STATE_BASE: u32 = 0;
export const STATE_TOP: u32 = 4;
/** Biased. */
export const STATE_BITMAP: u32 = 8;
export const STATE_GRAY: u32 = 12;
export const STATE_OFFSETS: u32 = 16;
/** Start, next free place and end of the mark stack. */
export const STATE_STACK: u32 = 20;
export const STATE_STACK_NEXT: u32 = 24;
export const STATE_STACK_END: u32 = 28;
/** Lowest block that may hold gray objects; NO_BLOCK = none. */
export const STATE_GRAY_BLOCK: u32 = 32;
/** Lowest address that is not live: everything below it stays where it is. */
export const STATE_GAP: u32 = 36;
/** Bytes marked: counted objects, and the others. */
export const STATE_LIVE: u32 = 40;
export const STATE_UNCOUNTED: u32 = 44;
/** End of the object that is being moved, and of its slots; 0 = between two objects. */
export const STATE_OBJECT_END: u32 = 48;
export const STATE_SLOTS_END: u32 = 52;
/** u32: does the rest of that object hold nothing (a stack above its top)? */
export const STATE_TAIL_DEAD: u32 = 56;
/** Intern tables met, and where they are. */
export const STATE_TABLE_COUNT: u32 = 60;
export const STATE_TABLE_LIST: u32 = 64;
export const MAX_TABLES: u32 = 8;
export const STATE_BYTES: u32 = 128;

export const NO_BLOCK: u32 = 0xffffffff;

// @ts-ignore: decorator
@inline
export function state(field: u32): u32 {
  return load<u32>(load<u32>(H_GC_TABLES) + field);
}

// @ts-ignore: decorator
@inline
export function setState(field: u32, value: u32): void {
  store<u32>(load<u32>(H_GC_TABLES) + field, value);
}

/** First block of the heap. */
// @ts-ignore: decorator
@inline
export function firstBlock(base: u32): u32 {
  return base >>> BLOCK_SHIFT;
}

/** The block after the last one. */
// @ts-ignore: decorator
@inline
export function endBlock(top: u32): u32 {
  return (top + (BLOCK_BYTES - 1)) >>> BLOCK_SHIFT;
}

/** Where the tables for the heap [base, top) begin. */
// @ts-ignore: decorator
@inline
export function tablesStart(top: u32): u32 {
  return (top + 15) & ~15;
}

/** Bytes of the tables for the heap [base, top): about 4 % of it and 16 KB. */
export function tablesBytes(base: u32, top: u32): u32 {
  return STATE_BYTES + (endBlock(top) - firstBlock(base)) * 20 + MARK_STACK_BYTES;
}

/** Largest top of a heap from `base` whose tables end below `end` too. */
export function topBelow(base: u32, end: u64): u64 {
  const fixed: u64 = STATE_BYTES + MARK_STACK_BYTES + 16 + 40;
  const room = end > <u64>base + fixed ? end - <u64>base - fixed : 0;
  return <u64>base + (room / 532) * 512;
}

/** Lays the tables out above `top`; their memory is mapped but not cleared. */
export function layTables(base: u32, top: u32): void {
  const tables = tablesStart(top);
  const first = firstBlock(base);
  const blocks = endBlock(top) - first;
  memory.fill(tables, 0, STATE_BYTES);
  store<u32>(H_GC_TABLES, tables);
  setState(STATE_BASE, base);
  setState(STATE_TOP, top);
  let address = tables + STATE_BYTES;
  setState(STATE_BITMAP, address - (first << 3));
  address += blocks << 3;
  setState(STATE_GRAY, address - (first << 3));
  address += blocks << 3;
  setState(STATE_OFFSETS, address - (first << 2));
  address += blocks << 2;
  setState(STATE_STACK, address);
  setState(STATE_STACK_NEXT, address);
  setState(STATE_STACK_END, address + MARK_STACK_BYTES);
  setState(STATE_GRAY_BLOCK, NO_BLOCK);
}

/** Where the live word at p goes. */
// @ts-ignore: decorator
@inline
export function forward(p: u32, bitmap: u32, offsets: u32): u32 {
  const block = p >>> BLOCK_SHIFT;
  const below = load<u64>(bitmap + (block << 3)) & (((<u64>1) << ((p >>> 3) & 63)) - 1);
  return load<u32>(offsets + (block << 2)) + ((<u32>popcnt<u64>(below)) << 3);
}
