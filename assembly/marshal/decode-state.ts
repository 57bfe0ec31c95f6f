/**
 * What a walk over a message being read keeps (decode.ts): its slots, the stack of its frames, its place among the bytes.
 * A frame has four slots: container | position (raw) | kind and length (raw) | detail.
 * A shape of the message is an internal slot array: raw guest shape (0 = not known, OWN_SHAPES = every object has its own), then the keys.
 */
import { getSlot, setSlot } from '../heap/allocate';
import { MESSAGE_DATA, MESSAGE_USED } from '../messages';
import { DONE } from '../protocol';
import { UNDEFINED, pointer } from '../value';
import { appendToList, ensureListSlot, listLength, listSlot } from '../heap/slot-list';
import {
  D_CHILD,
  D_CURSOR,
  D_DEPTH,
  D_DETAIL,
  D_KEEPS,
  D_MESSAGE,
  D_OBJECTS,
  D_STACK,
  D_VALUE,
  D_WORK,
  WALK_DETAIL,
  WALK_FRAME_SLOTS,
  WALK_KIND,
  WALK_POSITION,
} from '../layouts';

/** No value: nothing a message can hold. */
export const EMPTY: u64 = 0xfff9000000000005;

/** Most properties that lie in the object itself. */
export const MAX_INLINE: u32 = 60;

export const CHUNK_STEPS: u64 = 1024;
/** Longest text read at once, and in one piece of a longer one, in bytes. */
export const DIRECT_BYTES: u32 = 1024;
export const PIECE_BYTES: u32 = 16384;
/** Arrays up to this length are made with all their room. */
export const DIRECT_ELEMENTS: u32 = 1024;

// @ts-ignore: decorator
@inline
export function raw(state: u32, slot: u32): u32 {
  return <u32>getSlot(state, slot);
}

// @ts-ignore: decorator
@inline
export function spend(state: u32, steps: u32): void {
  setSlot(state, D_WORK, getSlot(state, D_WORK) + <u64>steps);
}

// @ts-ignore: decorator
@inline
export function topFrame(state: u32): u32 {
  return listSlot(pointer(getSlot(state, D_STACK)), (raw(state, D_DEPTH) - 1) * WALK_FRAME_SLOTS);
}

// @ts-ignore: decorator
@inline
export function ensureFrame(state: u32): bool {
  return ensureListSlot(
    state,
    D_STACK,
    raw(state, D_DEPTH) * WALK_FRAME_SLOTS + WALK_FRAME_SLOTS - 1,
  );
}

/** Only after `ensureFrame`. */
export function push(state: u32, container: u64, kind: u64, detail: u64): void {
  const depth = raw(state, D_DEPTH);
  const frame = listSlot(pointer(getSlot(state, D_STACK)), depth * WALK_FRAME_SLOTS);
  store<u64>(frame, container);
  store<u64>(frame, 0, WALK_POSITION);
  store<u64>(frame, kind, WALK_KIND);
  store<u64>(frame, detail, WALK_DETAIL);
  setSlot(state, D_DEPTH, <u64>depth + 1);
}

export function pop(state: u32, frame: u32): void {
  store<u64>(frame, UNDEFINED);
  store<u64>(frame, UNDEFINED, WALK_DETAIL);
  setSlot(state, D_DEPTH, getSlot(state, D_DEPTH) - 1);
}

// ---- Bytes ----

/** Address of the next byte. */
// @ts-ignore: decorator
@inline
export function cursorOf(state: u32): u32 {
  return pointer(getSlot(state, D_MESSAGE)) + MESSAGE_DATA + raw(state, D_CURSOR);
}

// @ts-ignore: decorator
@inline
export function endOf(state: u32): u32 {
  const message = pointer(getSlot(state, D_MESSAGE));
  return message + MESSAGE_DATA + load<u32>(message, MESSAGE_USED);
}

// @ts-ignore: decorator
@inline
export function setCursor(state: u32, cursor: u32): void {
  setSlot(state, D_CURSOR, <u64>(cursor - pointer(getSlot(state, D_MESSAGE)) - MESSAGE_DATA));
}

/** The host has written less than it said: nothing of the message can be relied on. */
// @ts-ignore: decorator
@inline
export function check(cursor: u32, bytes: u32, end: u32): void {
  if (end - cursor < bytes || cursor > end) unreachable();
}

/** A length at `cursor` in the low half, the cursor behind it in the high half. */
export function lengthAt(cursor: u32, end: u32): u64 {
  let value: u32 = 0;
  let shift: u32 = 0;
  while (true) {
    check(cursor, 1, end);
    const byte = <u32>load<u8>(cursor++);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return ((<u64>cursor) << 32) | <u64>value;
    shift += 7;
    if (shift > 28) unreachable();
  }
}

/** The value is read; delivering it pushes a frame unless `kind` is 0. */
// @ts-ignore: decorator
@inline
export function take(state: u32, value: u64, kind: u64, detail: u64): i32 {
  setSlot(state, D_VALUE, value);
  setSlot(state, D_CHILD, kind);
  setSlot(state, D_DETAIL, detail);
  spend(state, 1);
  return DONE;
}

/** Room to number one more object; false = RETRY. */
// @ts-ignore: decorator
@inline
export function ensureObject(state: u32): bool {
  return (
    raw(state, D_KEEPS) == 0 ||
    ensureListSlot(state, D_OBJECTS, listLength(pointer(getSlot(state, D_OBJECTS))))
  );
}

/** A new object, to be filled. Only after `ensureObject`. */
export function begin(state: u32, value: u64, kind: u32, length: u32, detail: u64): i32 {
  if (raw(state, D_KEEPS)) appendToList(state, D_OBJECTS, value);
  return take(state, value, length == 0 ? 0 : ((<u64>length) << 8) | <u64>kind, detail);
}
