/**
 * Marking: which objects are live.
 *
 * One loop takes the next range of slots from the mark stack, else from the gray objects, else from the roots, and marks what its slots
 * point to. A range is at most SEGMENT_BYTES; a longer object is pushed again with a cursor (the address, then cursor | 1).
 * Before a range is scanned there is room on the mark stack for all that it may push; where there is not, its object turns gray and is
 * met again when the stack is empty. An object turns gray at most once, and a long one only before its first segment.
 */
import { HEADER_SIZE, KIND_MASK, KIND_RAW, KIND_STACK, KIND_TABLE } from '../layouts';
import { H_GC_CURSOR, H_GLOBALS_BASE, H_GLOBALS_END, H_ROOTS, H_ROOTS_END } from '../memory-map';
import { TAG_INTERNAL } from '../value';
import {
  BLOCK_SHIFT,
  MARK_COST,
  MAX_TABLES,
  NO_BLOCK,
  SEGMENT_BYTES,
  STATE_BASE,
  STATE_BITMAP,
  STATE_GRAY,
  STATE_GRAY_BLOCK,
  STATE_LIVE,
  STATE_STACK,
  STATE_STACK_END,
  STATE_STACK_NEXT,
  STATE_TABLE_COUNT,
  STATE_TABLE_LIST,
  STATE_TOP,
  STATE_UNCOUNTED,
  endBlock,
  setState,
  state,
} from './collector-tables';

/** The region contradicts itself. */
export const BROKEN: i32 = i32.MIN_VALUE;

/** The collector's idea of where the slots of an object end. */
// @ts-ignore: decorator
@inline
export function slotsEnd(object: u32, header: u32): u32 {
  const size = header & ~KIND_MASK;
  if ((header & KIND_MASK) != KIND_STACK) return object + size;
  return object + min(size, max(HEADER_SIZE, load<u32>(object, 4) & ~7));
}

/** `words` ones, 1 ≤ words ≤ 64. */
// @ts-ignore: decorator
@inline
function ones(words: u32): u64 {
  return ~(<u64>0) >>> (64 - words);
}

/** Sets the bits of a live object; words ≥ 1. */
// @ts-ignore: decorator
@inline
export function setBits(bitmap: u32, address: u32, words: u32): void {
  const at = bitmap + ((address >>> BLOCK_SHIFT) << 3);
  const first = (address >>> 3) & 63;
  if (first + words <= 64) store<u64>(at, load<u64>(at) | (ones(words) << first));
  else setManyBits(at, first, words);
}

function setManyBits(start: u32, first: u32, words: u32): void {
  store<u64>(start, load<u64>(start) | (~(<u64>0) << first));
  const rest = words - (64 - first);
  const at = start + 8;
  const whole = (rest >>> 6) << 3;
  memory.fill(at, 0xff, whole);
  if (rest & 63) store<u64>(at + whole, load<u64>(at + whole) | ones(rest & 63));
}

function turnGray(object: u32): void {
  const block = object >>> BLOCK_SHIFT;
  const at = state(STATE_GRAY) + (block << 3);
  store<u64>(at, load<u64>(at) | ((<u64>1) << ((object >>> 3) & 63)));
  if (block < state(STATE_GRAY_BLOCK)) setState(STATE_GRAY_BLOCK, block);
}

/** Notes an intern table: nothing is marked through it. False when there are more than can be. */
function noteTable(table: u32, size: u32): bool {
  const count = state(STATE_TABLE_COUNT);
  if (count == MAX_TABLES) return false;
  setState(STATE_TABLE_LIST + (count << 2), table);
  setState(STATE_TABLE_COUNT, count + 1);
  setState(STATE_UNCOUNTED, state(STATE_UNCOUNTED) + size);
  return true;
}

/**
 * Pushes the gray objects of the next block that has any; the mark stack is empty. Gives the budget left; the block found is cleared.
 */
function pushGray(stack: u32, budget: i32): i32 {
  const gray = state(STATE_GRAY);
  const end = endBlock(state(STATE_TOP));
  let block = state(STATE_GRAY_BLOCK);
  let next = stack;
  while (budget > 0 && block < end) {
    const at = gray + (block << 3);
    let bits = load<u64>(at);
    budget -= 8;
    if (bits != 0) {
      store<u64>(at, 0);
      for (; bits != 0; bits &= bits - 1) {
        store<u32>(next, (block << BLOCK_SHIFT) + ((<u32>ctz<u64>(bits)) << 3));
        next += 4;
      }
      block++;
      break;
    }
    block++;
  }
  setState(STATE_GRAY_BLOCK, block < end ? block : NO_BLOCK);
  setState(STATE_STACK_NEXT, next);
  return budget;
}

/** The roots are scanned from here on; H_GC_CURSOR = next root. */
export function startMarking(): void {
  store<u32>(H_GC_CURSOR, H_ROOTS);
}

/** End of the next segment of roots; 0 = there are no more. */
function rootSegment(): u32 {
  const cursor = load<u32>(H_GC_CURSOR);
  if (cursor < H_ROOTS_END) return min(cursor + SEGMENT_BYTES, H_ROOTS_END);
  const end = load<u32>(H_GLOBALS_END);
  return cursor < end ? min(cursor + SEGMENT_BYTES, end) : 0;
}

/** Marks for so much work. Gives the budget left; more than 0 = everything live is marked; BROKEN. */
export function mark(budget: i32): i32 {
  const base = state(STATE_BASE);
  const top = state(STATE_TOP);
  const extent = top - base;
  const bitmap = state(STATE_BITMAP);
  const stack = state(STATE_STACK);
  const stackEnd = state(STATE_STACK_END);
  let next = state(STATE_STACK_NEXT);
  let live = state(STATE_LIVE);
  while (budget > 0) {
    let slot: u32;
    let end: u32;
    if (next != stack) {
      next -= 4;
      let object = load<u32>(next);
      if (object & 1) {
        slot = object & ~1;
        next -= 4;
        object = load<u32>(next);
      } else slot = object + HEADER_SIZE;
      end = slotsEnd(object, load<u32>(object));
      if (end - slot > SEGMENT_BYTES) {
        end = slot + SEGMENT_BYTES;
        if (next + 8 + (SEGMENT_BYTES >>> 1) > stackEnd) {
          turnGray(object);
          continue;
        }
        store<u32>(next, object);
        store<u32>(next, end | 1, 4);
        next += 8;
      } else if (next + ((end - slot) >>> 1) > stackEnd) {
        turnGray(object);
        continue;
      }
    } else if (state(STATE_GRAY_BLOCK) != NO_BLOCK) {
      budget = pushGray(stack, budget);
      next = state(STATE_STACK_NEXT);
      continue;
    } else {
      end = rootSegment();
      if (end == 0) break;
      slot = load<u32>(H_GC_CURSOR);
      store<u32>(H_GC_CURSOR, end == H_ROOTS_END ? max(load<u32>(H_GLOBALS_BASE), end) : end);
    }
    budget -= <i32>(end - slot) + 8;
    for (; slot < end; slot += 8) {
      const value = load<u64>(slot);
      if (<u32>(value >>> 32) < TAG_INTERNAL) continue;
      const object = <u32>value;
      if (object - base >= extent) {
        if (object >= top) return BROKEN;
        continue; // a constant
      }
      if ((load<u64>(bitmap + ((object >>> BLOCK_SHIFT) << 3)) >>> ((object >>> 3) & 63)) & 1)
        continue;
      const header = load<u32>(object);
      const size = header & ~KIND_MASK;
      const kind = header & KIND_MASK;
      if ((object & 7) != 0 || size == 0 || size > top - object || kind > KIND_TABLE) return BROKEN;
      setBits(bitmap, object, size >>> 3);
      budget -= MARK_COST;
      if (kind == KIND_TABLE) {
        if (!noteTable(object, size)) return BROKEN;
        continue;
      }
      live += size;
      if (kind != KIND_RAW && size > HEADER_SIZE) {
        store<u32>(next, object);
        next += 4;
      }
    }
  }
  setState(STATE_STACK_NEXT, next);
  setState(STATE_LIVE, live);
  return budget;
}
