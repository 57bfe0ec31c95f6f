/** What a walk over a message being read keeps (decode.ts): its slots, the stack of its frames, its place among the bytes. */
import { getSlot, setSlot } from '../heap/allocate';
import { MESSAGE_DATA, MESSAGE_USED } from '../messages';
import { DONE } from '../protocol';
import { UNDEFINED, pointer } from '../value';
import { appendToList, ensureListSlot, listLength, listSlot } from '../heap/slot-list';

// ---- The state ----
export const D_MESSAGE: u32 = 0; // the message object
export const D_CURSOR: u32 = 1; // raw: bytes read
export const D_STACK: u32 = 2; // list of frames
export const D_DEPTH: u32 = 3; // raw
export const D_SHAPES: u32 = 4; // list of shapes of the message
export const D_OBJECTS: u32 = 5; // list of objects by number, kept when the message has references
export const D_KEEPS: u32 = 6; // raw: are they kept
export const D_WORK: u32 = 7; // raw: steps of this chunk so far
export const D_VALUE: u32 = 8; // what was read and is not delivered yet; EMPTY = nothing
export const D_CHILD: u32 = 9; // raw: kind | length << 8 of the frame that its delivery pushes, 0 = none
export const D_DETAIL: u32 = 10; // detail of that frame
export const D_TEXT: u32 = 11; // raw: bytes of D_VALUE, a long string, that are read
export const D_UNITS: u32 = 12; // raw: 1 = it is wide | READING
export const D_RESULT: u32 = 13;
export const D_KEY: u32 = 14; // a key that is made and not yet interned
export const D_SLOTS: u32 = 15;

export const READING: u32 = 2;

/** No value: nothing a message can hold. */
export const EMPTY: u64 = 0xfff9000000000005;

// ---- Frames, of four slots: container | position (raw) | kind | length << 8 (raw) | detail ----
export const FRAME_SLOTS: u32 = 4;
export const POSITION: u32 = 8;
export const KIND: u32 = 16;
export const DETAIL: u32 = 24;

export const enum Build {
  NONE,
  ARRAY,
  /** A record whose guest shape is known: slots in order. */
  RECORD,
  /** Any object, property by property. Detail: shape of the message. */
  OBJECT,
  /** Keys of a new shape. Container: the shape. */
  KEYS,
  MAP,
  SET,
  /** An error: detail is a shape of the message, in which HOLE means `cause`. */
  ERROR,
}

// A shape of the message: internal slot array: raw guest shape (0 = not known, 1 = every object has its own), then the keys.
export const OWN_SHAPES: u64 = 1;
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
  return listSlot(pointer(getSlot(state, D_STACK)), (raw(state, D_DEPTH) - 1) * FRAME_SLOTS);
}

// @ts-ignore: decorator
@inline
export function ensureFrame(state: u32): bool {
  return ensureListSlot(state, D_STACK, raw(state, D_DEPTH) * FRAME_SLOTS + FRAME_SLOTS - 1);
}

/** Only after `ensureFrame`. */
export function push(state: u32, container: u64, kind: u64, detail: u64): void {
  const depth = raw(state, D_DEPTH);
  const frame = listSlot(pointer(getSlot(state, D_STACK)), depth * FRAME_SLOTS);
  store<u64>(frame, container);
  store<u64>(frame, 0, POSITION);
  store<u64>(frame, kind, KIND);
  store<u64>(frame, detail, DETAIL);
  setSlot(state, D_DEPTH, <u64>depth + 1);
}

export function pop(state: u32, frame: u32): void {
  store<u64>(frame, UNDEFINED);
  store<u64>(frame, UNDEFINED, DETAIL);
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
