/**
 * What a walk over a value to be written keeps (encode.ts): its slots, and the stack of its frames.
 * A frame has four slots: source | position (raw) | kind and detail (raw) | not used. A frame's position counts the children begun.
 */
import { getSlot, setSlot } from '../heap/allocate';
import { DONE } from '../protocol';
import { UNDEFINED, pointer } from '../value';
import { ensureListSlot, listSlot } from '../heap/slot-list';
import {
  E_DEPTH,
  E_REASON,
  E_STACK,
  E_WORK,
  WALK_FRAME_SLOTS,
  WALK_KIND,
  WALK_POSITION,
  WALK_SUBJECT,
} from '../layouts';

export const ROOT_ARGS: u64 = 0x73677261;
export const ROOT_RESULT: u64 = 0x746c75736572;
export const ROOT_ERROR: u64 = 0x726f727265;

export const FLAG_REFERENCES: u64 = 1;
/** Only what an error must have: no cause, no properties of its own, short texts. */
export const FLAG_BARE: u64 = 2;
/** For people to read (console): what cannot be marshalled is written as a text, objects of classes as records. */
export const FLAG_LOOSE: u64 = 4;

/** Not a result code of protocol.ts: the value cannot be marshalled; E_REASON says why. */
export const REFUSED: i32 = -1;

/** Steps of one chunk. */
export const CHUNK_STEPS: u64 = 1024;
/** Bytes a value other than a text takes at most. */
export const VALUE_BYTES: u32 = 16;
export const SHAPE_TABLE_ENTRIES: u32 = 32;
export const MOST_KNOWN_SHAPES: u32 = 4096;
/** Longest text of a bare error, in units. */
export const BARE_UNITS: u32 = 8192;

// @ts-ignore: decorator
@inline
export function raw(state: u32, slot: u32): u32 {
  return <u32>getSlot(state, slot);
}

// @ts-ignore: decorator
@inline
export function spend(state: u32, steps: u32): void {
  setSlot(state, E_WORK, getSlot(state, E_WORK) + <u64>steps);
}

/** Refuses the value being written. */
export function refuse(state: u32, reason: i32): i32 {
  setSlot(state, E_REASON, <u64>reason);
  return REFUSED;
}
// ---- The stack ----

// @ts-ignore: decorator
@inline
export function topFrame(state: u32): u32 {
  return listSlot(pointer(getSlot(state, E_STACK)), (raw(state, E_DEPTH) - 1) * WALK_FRAME_SLOTS);
}

// @ts-ignore: decorator
@inline
export function ensureFrame(state: u32): bool {
  return ensureListSlot(
    state,
    E_STACK,
    raw(state, E_DEPTH) * WALK_FRAME_SLOTS + WALK_FRAME_SLOTS - 1,
  );
}

/** Only after `ensureFrame`. */
export function push(state: u32, source: u64, kind: u32, detail: u32): void {
  const depth = raw(state, E_DEPTH);
  const frame = listSlot(pointer(getSlot(state, E_STACK)), depth * WALK_FRAME_SLOTS);
  store<u64>(frame, source, WALK_SUBJECT);
  store<u64>(frame, 0, WALK_POSITION);
  store<u64>(frame, ((<u64>detail) << 8) | <u64>kind, WALK_KIND);
  setSlot(state, E_DEPTH, <u64>depth + 1);
}

// @ts-ignore: decorator
@inline
export function pop(state: u32): i32 {
  store<u64>(topFrame(state), UNDEFINED, WALK_SUBJECT);
  setSlot(state, E_DEPTH, getSlot(state, E_DEPTH) - 1);
  return DONE;
}

// @ts-ignore: decorator
@inline
export function frameKind(frame: u32): u32 {
  return load<u8>(frame, WALK_KIND);
}

// @ts-ignore: decorator
@inline
export function frameDetail(frame: u32): u32 {
  return <u32>(load<u64>(frame, WALK_KIND) >>> 8);
}

// @ts-ignore: decorator
@inline
export function framePosition(frame: u32): u32 {
  return load<u32>(frame, WALK_POSITION);
}

// @ts-ignore: decorator
@inline
export function setPosition(frame: u32, position: u32): void {
  store<u32>(frame, position, WALK_POSITION);
}

// @ts-ignore: decorator
@inline
export function become(frame: u32, kind: u32, detail: u32): i32 {
  store<u64>(frame, 0, WALK_POSITION);
  store<u64>(frame, ((<u64>detail) << 8) | <u64>kind, WALK_KIND);
  return DONE;
}
