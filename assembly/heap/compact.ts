/**
 * Compaction: where every live word goes, then the move, in address order.
 *
 * An object never moves up, and the order of objects stays. Forwarding is computed from bitmap and offsets (collector-tables.ts), so
 * nothing is written into objects before they move, and slots are forwarded in the same pass that moves them.
 */
import { HEADER_SIZE, KIND_FREE, KIND_MASK, KIND_RAW, KIND_STACK } from '../layouts';
import {
  H_FP,
  H_GC_CURSOR,
  H_GC_CURSOR2,
  H_GLOBALS_BASE,
  H_GLOBALS_END,
  H_ROOTS,
  H_ROOTS_END,
  H_STACK_LIMIT,
  R_STACK,
} from '../memory-map';
import { TAG_INTERNAL, high, isPointer, pointer } from '../value';
import {
  BLOCK_BYTES,
  BLOCK_SHIFT,
  STATE_BASE,
  STATE_BITMAP,
  STATE_GAP,
  STATE_OBJECT_END,
  STATE_OFFSETS,
  STATE_SLOTS_END,
  STATE_TAIL_DEAD,
  STATE_TOP,
  endBlock,
  firstBlock,
  forward,
  setState,
  state,
} from './collector-tables';
import { BROKEN, slotsEnd } from './mark';

/** What computing one block's offset costs, as bytes. */
const OFFSET_COST: i32 = 4;
/** Bytes of an object without pointers that are copied at once. */
const COPY_BYTES: u32 = 65536;
/** Bytes of slots that are moved between two looks at the budget. */
const MOVE_BYTES: u32 = 4096;
/** Below so many bytes a loop copies faster than a call of memory.copy. */
const SMALL_COPY: u32 = 96;

/** H_GC_CURSOR = next block, H_GC_CURSOR2 = where its first live word goes. */
export function startOffsets(): void {
  const base = state(STATE_BASE);
  store<u32>(H_GC_CURSOR, firstBlock(base));
  store<u32>(H_GC_CURSOR2, base);
}

/** Computes offsets. Budget left; more than 0 = finished. */
export function computeOffsets(budget: i32): i32 {
  const base = state(STATE_BASE);
  const end = endBlock(state(STATE_TOP));
  const bitmap = state(STATE_BITMAP);
  const offsets = state(STATE_OFFSETS);
  let block = load<u32>(H_GC_CURSOR);
  let to = load<u32>(H_GC_CURSOR2);
  for (; block < end && budget > 0; block++, budget -= OFFSET_COST) {
    const bits = load<u64>(bitmap + (block << 3));
    store<u32>(offsets + (block << 2), to);
    to += (<u32>popcnt<u64>(bits)) << 3;
    if (state(STATE_GAP) == 0 && to != max(base, (block + 1) << BLOCK_SHIFT))
      noteGap(base, block, bits);
  }
  store<u32>(H_GC_CURSOR, block);
  store<u32>(H_GC_CURSOR2, to);
  return budget > 0 ? budget : block == end ? 1 : 0;
}

/** The first block with a dead word in it: everything below that word stays. */
function noteGap(base: u32, block: u32, bits: u64): void {
  const start = block << BLOCK_SHIFT;
  const outside = start < base ? ((<u64>1) << ((base - start) >>> 3)) - 1 : 0;
  setState(STATE_GAP, start + ((<u32>ctz<u64>(~(bits | outside))) << 3));
}

/** Forwards the slots [from, end) of an object or a root area while they move to `to`; `to` may be `from`. */
// @ts-ignore: decorator
@inline
function moveSlots(
  from: u32,
  end: u32,
  to: u32,
  gap: u32,
  extent: u32,
  bitmap: u32,
  offsets: u32,
): void {
  for (; from < end; from += 8, to += 8) {
    let value = load<u64>(from);
    if (high(value) >= TAG_INTERNAL && <u32>value - gap < extent) {
      value = (value & 0xffffffff00000000) | <u64>forward(<u32>value, bitmap, offsets);
    }
    store<u64>(to, value);
  }
}

/** The machine's own addresses into the stack in use, then the roots. H_GC_CURSOR = next root. */
export function startRoots(): void {
  if (state(STATE_GAP) == 0) setState(STATE_GAP, state(STATE_TOP));
  store<u32>(H_GC_CURSOR, H_ROOTS);
  const stack = load<u64>(R_STACK);
  if (!isPointer(stack)) return;
  const distance = pointer(stack) - forwarded(pointer(stack));
  if (load<u32>(H_FP) != 0) store<u32>(H_FP, load<u32>(H_FP) - distance);
  store<u32>(H_STACK_LIMIT, load<u32>(H_STACK_LIMIT) - distance);
}

/** Where the live object at p goes. */
function forwarded(p: u32): u32 {
  const gap = state(STATE_GAP);
  return p - gap < state(STATE_TOP) - gap
    ? forward(p, state(STATE_BITMAP), state(STATE_OFFSETS))
    : p;
}

/** Forwards the roots. Budget left; more than 0 = finished. */
export function forwardRoots(budget: i32): i32 {
  const gap = state(STATE_GAP);
  const extent = state(STATE_TOP) - gap;
  const bitmap = state(STATE_BITMAP);
  const offsets = state(STATE_OFFSETS);
  while (budget > 0) {
    const start = load<u32>(H_GC_CURSOR);
    const last = start < H_ROOTS_END ? H_ROOTS_END : max(load<u32>(H_GLOBALS_END), start);
    if (start == last) return budget;
    const end = min(start + MOVE_BYTES, last);
    moveSlots(start, end, start, gap, extent, bitmap, offsets);
    store<u32>(H_GC_CURSOR, end == H_ROOTS_END ? max(load<u32>(H_GLOBALS_BASE), end) : end);
    budget -= <i32>(end - start) + 8;
  }
  return budget;
}

/** H_GC_CURSOR = from, H_GC_CURSOR2 = to. */
export function startSlide(): void {
  const base = state(STATE_BASE);
  store<u32>(H_GC_CURSOR, base);
  store<u32>(H_GC_CURSOR2, base);
  setState(STATE_OBJECT_END, 0);
}

/** Moves live objects down. Budget left; more than 0 = finished, H_GC_CURSOR2 = the new top; BROKEN. */
export function slide(budget: i32): i32 {
  const top = state(STATE_TOP);
  const gap = state(STATE_GAP);
  const extent = top - gap;
  const bitmap = state(STATE_BITMAP);
  const offsets = state(STATE_OFFSETS);
  let from = load<u32>(H_GC_CURSOR);
  let to = load<u32>(H_GC_CURSOR2);
  let finished = false;
  while (budget > 0) {
    if (state(STATE_OBJECT_END) != 0) {
      const moved = movePiece(from, to, gap, extent, bitmap, offsets);
      from += moved;
      to += moved;
      budget -= <i32>moved + 8;
      continue;
    }
    if (from >= top) {
      finished = true;
      break;
    }
    const bits = load<u64>(bitmap + ((from >>> BLOCK_SHIFT) << 3)) >>> ((from >>> 3) & 63);
    if (bits == 0) {
      from = (from & ~(BLOCK_BYTES - 1)) + BLOCK_BYTES;
      budget -= 8;
      continue;
    }
    from += (<u32>ctz<u64>(bits)) << 3;
    const header = load<u32>(from);
    const size = header & ~KIND_MASK;
    const kind = header & KIND_MASK;
    if (size == 0 || size > top - from || to > from || kind >= KIND_FREE) return BROKEN;
    if (size > MOVE_BYTES || kind == KIND_STACK) {
      setState(STATE_SLOTS_END, kind == KIND_RAW ? 0 : slotsEnd(from, header));
      setState(STATE_TAIL_DEAD, kind == KIND_STACK ? 1 : 0);
      setState(STATE_OBJECT_END, from + size);
      // The header is not a slot: it moves here.
      store<u64>(to, load<u64>(from));
      from += HEADER_SIZE;
      to += HEADER_SIZE;
      if (size == HEADER_SIZE) setState(STATE_OBJECT_END, 0);
      continue;
    }
    if (kind != KIND_RAW) {
      store<u64>(to, load<u64>(from));
      moveSlots(from + HEADER_SIZE, from + size, to + HEADER_SIZE, gap, extent, bitmap, offsets);
    } else if (to != from) moveBytes(from, to, size);
    from += size;
    to += size;
    budget -= <i32>size + 8;
  }
  store<u32>(H_GC_CURSOR, from);
  store<u32>(H_GC_CURSOR2, to);
  return finished ? budget : 0;
}

// @ts-ignore: decorator
@inline
function moveBytes(from: u32, to: u32, bytes: u32): void {
  if (bytes > SMALL_COPY) memory.copy(to, from, bytes);
  else for (let at: u32 = 0; at < bytes; at += 8) store<u64>(to + at, load<u64>(from + at));
}

/** Moves the next piece of a large object or a stack, from the middle on; gives its bytes. */
function movePiece(from: u32, to: u32, gap: u32, extent: u32, bitmap: u32, offsets: u32): u32 {
  const objectEnd = state(STATE_OBJECT_END);
  const slots = state(STATE_SLOTS_END);
  let end: u32;
  if (from < slots) {
    end = min(from + MOVE_BYTES, slots);
    moveSlots(from, end, to, gap, extent, bitmap, offsets);
  } else {
    end = min(from + COPY_BYTES, objectEnd);
    if (state(STATE_TAIL_DEAD)) memory.fill(to, 0, end - from);
    else if (to != from) memory.copy(to, from, end - from);
  }
  if (end == objectEnd) setState(STATE_OBJECT_END, 0);
  return end - from;
}
