/**
 * What a walk over a value to be written keeps (encode.ts): its slots, and the stack of its frames.
 * A frame has four slots: source | position (raw) | kind and detail (raw) | not used. A frame's position counts the children begun.
 */
import { getSlot, setSlot } from '../heap/allocate';
import { DONE } from '../protocol';
import { UNDEFINED, pointer } from '../value';
import { BUFFER_SLOTS } from './buffer';
import { NUMBERING_SLOTS } from './numbering';
import { ensureListSlot, listSlot } from '../heap/slot-list';

// ---- The state ----
export const E_BUFFER: u32 = 0;
export const E_NUMBERING: u32 = E_BUFFER + BUFFER_SLOTS;
export const E_STACK: u32 = E_NUMBERING + NUMBERING_SLOTS; // list of frames
export const E_DEPTH: u32 = E_STACK + 1; // raw: frames
export const E_VALUES: u32 = E_DEPTH + 1; // raw: values written
export const E_SHAPES: u32 = E_VALUES + 1; // internal RAW: shapes of this message by guest shape, or UNDEFINED
export const E_SHAPE_COUNT: u32 = E_SHAPES + 1; // raw: shapes of this message
export const E_KNOWN: u32 = E_SHAPE_COUNT + 1; // raw: those in E_SHAPES
export const E_LAST: u32 = E_KNOWN + 1; // raw: guest shape | number << 32 of the record before
export const E_WORK: u32 = E_LAST + 1; // raw: steps of this chunk so far
export const E_FLAGS: u32 = E_WORK + 1; // raw
export const E_REASON: u32 = E_FLAGS + 1; // raw: KnownKey that says why it was refused
export const E_ROOT: u32 = E_REASON + 1; // raw: what the value is called in paths, up to six characters, first in the lowest byte
export const E_SLOTS: u32 = E_ROOT + 1;

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

// ---- Frames ----
export const FRAME_SLOTS: u32 = 4;
export const SOURCE: u32 = 0;
const POSITION: u32 = 8;
export const DETAIL: u32 = 16;

export const enum Walk {
  /** The value itself. */
  ROOT,
  ARRAY,
  /** An object whose shape the message has: its slots in order. */
  RECORD,
  /** Properties of any object: counted, their keys written, their values written. Detail: number of them. */
  COUNT,
  KEYS,
  VALUES,
  MAP,
  SET,
  /** A string longer than is written at once. Detail: written two bytes per unit. */
  TEXT,
  /** Name, message and stack of an error, by position. */
  ERROR,
  CAUSE,
}

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
  return listSlot(pointer(getSlot(state, E_STACK)), (raw(state, E_DEPTH) - 1) * FRAME_SLOTS);
}

// @ts-ignore: decorator
@inline
export function ensureFrame(state: u32): bool {
  return ensureListSlot(state, E_STACK, raw(state, E_DEPTH) * FRAME_SLOTS + FRAME_SLOTS - 1);
}

/** Only after `ensureFrame`. */
export function push(state: u32, source: u64, kind: u32, detail: u32): void {
  const depth = raw(state, E_DEPTH);
  const frame = listSlot(pointer(getSlot(state, E_STACK)), depth * FRAME_SLOTS);
  store<u64>(frame, source, SOURCE);
  store<u64>(frame, 0, POSITION);
  store<u64>(frame, ((<u64>detail) << 8) | <u64>kind, DETAIL);
  setSlot(state, E_DEPTH, <u64>depth + 1);
}

// @ts-ignore: decorator
@inline
export function pop(state: u32): i32 {
  store<u64>(topFrame(state), UNDEFINED, SOURCE);
  setSlot(state, E_DEPTH, getSlot(state, E_DEPTH) - 1);
  return DONE;
}

// @ts-ignore: decorator
@inline
export function frameKind(frame: u32): u32 {
  return load<u8>(frame, DETAIL);
}

// @ts-ignore: decorator
@inline
export function frameDetail(frame: u32): u32 {
  return <u32>(load<u64>(frame, DETAIL) >>> 8);
}

// @ts-ignore: decorator
@inline
export function framePosition(frame: u32): u32 {
  return load<u32>(frame, POSITION);
}

// @ts-ignore: decorator
@inline
export function setPosition(frame: u32, position: u32): void {
  store<u32>(frame, position, POSITION);
}

// @ts-ignore: decorator
@inline
export function become(frame: u32, kind: u32, detail: u32): i32 {
  store<u64>(frame, 0, POSITION);
  store<u64>(frame, ((<u64>detail) << 8) | <u64>kind, DETAIL);
  return DONE;
}
