/**
 * Ropes: concatenation in constant time, flattened when something needs the characters.
 *
 * Only guest operations flatten (RULES 15). Flattening keeps a stack of (string, offset) pairs still to be copied; of a rope's two
 * parts the smaller is taken first and the larger waits, so that each waiting part is at most half as long as the one below it:
 * the stack never holds more than log2 of the length, whatever the shape of the tree.
 */
import {
  FLATTEN_ENTRIES,
  KIND_SLOTS,
  MAX_STRING_LENGTH,
  ROPE_BYTES,
  ROPE_LEFT,
  ROPE_LENGTH,
  ROPE_RIGHT,
  STRING_16_BIT,
  STRING_CHARACTERS,
  STRING_FLATTENED,
  STRING_ROPE,
} from '../layouts';
import { H_WORK_CURSOR, R_WORK0, R_WORK1, R_WORK2, SCRATCH } from '../memory-map';
import { RETRY, chargeBytes, chargeMark, keepCharge, succeed } from '../protocol';
import { UNDEFINED, boxInternal, boxString, pointer } from '../value';
import { WORK_CHUNK, Work, beginWork, endWork } from '../work-kinds';
import { SMALL_REQUEST } from './checkpoint';
import { allocate, allocateSlotArray, getSlot, reserve, setSlot, slotArrayBytes } from './allocate';
import {
  MAX_UTF16_LENGTH,
  allocateString,
  characters,
  copyCharacters,
  is16Bit,
  isFlat,
  stringBytes,
  stringFlags,
  stringLength,
} from './flat-strings';
import { throwInvalidStringLength } from './string-errors';

/** Shorter results are copied: a rope would take as many bytes. */
export const SHORTEST_ROPE: u32 = 24;
/** Longest rope, in bytes of text, that is flattened at once: its flat string is a small request, so that never fails. */
const FLATTEN_AT_ONCE: u32 = SMALL_REQUEST - STRING_CHARACTERS - 8;
/** What visiting a node counts in a chunk, in bytes. */
const NODE_COST: u32 = 16;

/**
 * The flat string behind a string: itself, or what its rope was flattened to. 0: the caller returns `startFlatten(address)`.
 * Flattens short ropes at once, which allocates: call it before any large `reserve` whose bytes are still to be used.
 */
// @ts-ignore: decorator
@inline
export function flatString(address: u32): u32 {
  return isFlat(address) ? address : flatOfRope(address);
}

function flatOfRope(rope: u32): u32 {
  if (stringFlags(rope) & STRING_FLATTENED) return pointer(getSlot(rope, ROPE_LEFT));
  const length = stringLength(rope);
  const wide = is16Bit(rope);
  if (length << (<u32>wide) > FLATTEN_AT_ONCE) return 0;
  if (!reserve(stringBytes(length, wide))) return 0;
  const mark = chargeMark();
  const flat = allocateString(length, wide);
  flattenShort(rope, characters(flat), wide);
  finishRope(rope, flat);
  keepCharge(mark);
  return flat;
}

/** Begins to flatten a rope for which `flatString` gave 0; always RETRY. */
export function startFlatten(rope: u32): i32 {
  const length = stringLength(rope);
  const wide = is16Bit(rope);
  if (!reserve(stringBytes(length, wide) + slotArrayBytes(FLATTEN_ENTRIES << 1))) return RETRY;
  const flat = allocateString(length, wide);
  const stack = allocateSlotArray(FLATTEN_ENTRIES << 1, UNDEFINED);
  setSlot(stack, 0, boxString(rope));
  setSlot(stack, 1, 0);
  // The second word counts the entries: a slot array has no other use for it.
  store<u32>(stack, 1, 4);
  beginWork(Work.FLATTEN, boxString(rope), boxString(flat), boxInternal(stack));
  return RETRY;
}

/** Before an image is made of the region: clears what is not written yet of the string being filled. */
export function settleFlatten(): void {
  const flat = pointer(load<u64>(R_WORK1));
  const stack = pointer(load<u64>(R_WORK2));
  const wide = <u32>is16Bit(flat);
  let cursor = load<u32>(H_WORK_CURSOR);
  for (let entry = <i32>((load<u32>(stack, 4) - 1) << 1); entry >= 0; entry -= 2) {
    const units = stringLength(pointer(getSlot(stack, entry))) - cursor;
    const start = <u32>getSlot(stack, entry + 1) + cursor;
    memory.fill(characters(flat) + (start << wide), 0, units << wide);
    cursor = 0;
  }
}

/** One chunk of flattening. H_WORK_CURSOR = units already copied of the entry on top. */
export function runFlatten(): bool {
  const flat = pointer(load<u64>(R_WORK1));
  const stack = pointer(load<u64>(R_WORK2));
  const wide = is16Bit(flat);
  const target = characters(flat);
  let depth = load<u32>(stack, 4);
  let cursor = load<u32>(H_WORK_CURSOR);
  let left = <i32>WORK_CHUNK;
  while (depth > 0 && left > 0) {
    const entry = (depth - 1) << 1;
    const part = leafOrRope(pointer(getSlot(stack, entry)));
    const offset = <u32>getSlot(stack, entry + 1);
    left -= NODE_COST;
    if (isFlat(part)) {
      const count = min(stringLength(part) - cursor, <u32>max(left, NODE_COST) >>> <u32>wide);
      copyCharacters(target + ((offset + cursor) << (<u32>wide)), wide, part, cursor, count);
      left -= count << (<u32>wide);
      cursor += count;
      if (cursor == stringLength(part)) {
        cursor = 0;
        depth--;
      }
    } else {
      const first = getSlot(part, ROPE_LEFT);
      const second = getSlot(part, ROPE_RIGHT);
      const split = offset + stringLength(pointer(first));
      const firstIsLarger = stringLength(pointer(first)) > stringLength(pointer(second));
      setSlot(stack, entry, firstIsLarger ? first : second);
      setSlot(stack, entry + 1, firstIsLarger ? offset : split);
      setSlot(stack, entry + 2, firstIsLarger ? second : first);
      setSlot(stack, entry + 3, firstIsLarger ? split : offset);
      depth++;
    }
  }
  chargeBytes(<u32>(<i32>WORK_CHUNK - left));
  store<u32>(stack, depth, 4);
  store<u32>(H_WORK_CURSOR, cursor);
  if (depth > 0) return false;
  markFlattened(pointer(load<u64>(R_WORK0)), flat);
  return endWork();
}

/** The same at once, its stack in SCRATCH as pairs of u32. */
function flattenShort(rope: u32, target: u32, wide: bool): void {
  let top = SCRATCH;
  let nodes: u32 = 0;
  store<u32>(top, rope);
  store<u32>(top, 0, 4);
  while (top >= SCRATCH) {
    const part = leafOrRope(load<u32>(top));
    const offset = load<u32>(top, 4);
    nodes++;
    if (isFlat(part)) {
      copyCharacters(target + (offset << (<u32>wide)), wide, part, 0, stringLength(part));
      top -= 8;
    } else {
      const first = pointer(getSlot(part, ROPE_LEFT));
      const second = pointer(getSlot(part, ROPE_RIGHT));
      const split = offset + stringLength(first);
      const firstIsLarger = stringLength(first) > stringLength(second);
      store<u32>(top, firstIsLarger ? first : second);
      store<u32>(top, firstIsLarger ? offset : split, 4);
      store<u32>(top, firstIsLarger ? second : first, 8);
      store<u32>(top, firstIsLarger ? split : offset, 12);
      top += 8;
    }
  }
  chargeBytes(nodes * NODE_COST);
}

// @ts-ignore: decorator
@inline
function leafOrRope(part: u32): u32 {
  return stringFlags(part) & STRING_FLATTENED ? pointer(getSlot(part, ROPE_LEFT)) : part;
}

function finishRope(rope: u32, flat: u32): void {
  chargeBytes(stringLength(flat) << (<u32>is16Bit(flat)));
  markFlattened(rope, flat);
}

function markFlattened(rope: u32, flat: u32): void {
  setSlot(rope, ROPE_LEFT, boxString(flat));
  setSlot(rope, ROPE_RIGHT, UNDEFINED);
  store<u32>(rope, stringFlags(rope) | STRING_FLATTENED, 4);
}

/** a + b of any two strings, in constant time. Result code. */
export function concatenate(a: u32, b: u32): i32 {
  const lengthA = stringLength(a);
  if (lengthA == 0) return succeed(boxString(b));
  const lengthB = stringLength(b);
  if (lengthB == 0) return succeed(boxString(a));
  const length = lengthA + lengthB;
  const wideFlag = (stringFlags(a) | stringFlags(b)) & STRING_16_BIT;
  if (length < SHORTEST_ROPE) {
    const wide = <bool>wideFlag;
    if (!reserve(stringBytes(length, wide))) return RETRY;
    const address = allocateString(length, wide);
    copyCharacters(characters(address), wide, a, 0, lengthA);
    copyCharacters(characters(address) + (lengthA << wideFlag), wide, b, 0, lengthB);
    return succeed(boxString(address));
  }
  if (length > (wideFlag ? MAX_UTF16_LENGTH : MAX_STRING_LENGTH)) return throwInvalidStringLength();
  if (!reserve(ROPE_BYTES)) return RETRY;
  return succeed(boxString(makeRope(a, b, length, wideFlag)));
}

/** Only after `reserve(ROPE_BYTES)`; both parts non-empty, length checked. */
export function makeRope(a: u32, b: u32, length: u32, wideFlag: u32): u32 {
  const rope = allocate(ROPE_BYTES, KIND_SLOTS, STRING_ROPE | wideFlag);
  setSlot(rope, ROPE_LENGTH, <u64>length);
  setSlot(rope, ROPE_LEFT, boxString(a));
  setSlot(rope, ROPE_RIGHT, boxString(b));
  return rope;
}
