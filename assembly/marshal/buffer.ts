/**
 * The bytes of a message being written: RAW objects of growing size, so that nothing is copied when it grows.
 * Each is a message object of messages.ts (u32 used bytes, then the bytes); the host reads one after the other.
 */
import {
  allocate,
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  sizeOf,
  slotArrayBytes,
  slotCount,
} from '../heap/allocate';
import { B_BYTES, B_CHUNK, B_CHUNKS, B_COUNT, HEADER_SIZE, KIND_RAW } from '../layouts';
import { H_MAX_MESSAGE_BYTES } from '../memory-map';
import { MESSAGE_DATA, MESSAGE_USED } from '../messages';
import { UNDEFINED, boxInternal, pointer } from '../value';

const FIRST_CHUNK: u32 = 128;
const LARGEST_CHUNK: u32 = 32768;
const FIRST_CHUNKS: u32 = 8;

export const NEW_BUFFER_BYTES: u32 = FIRST_CHUNK;

// @ts-ignore: decorator
@inline
function newChunk(bytes: u32): u32 {
  const chunk = allocate(bytes, KIND_RAW, 0);
  // Whole, the part that will not be used too: images hold it.
  memory.fill(chunk + HEADER_SIZE, 0, bytes - HEADER_SIZE);
  return chunk;
}

/** Begins in the slots of `state` from `base` on; only after `reserve(NEW_BUFFER_BYTES)`. */
export function beginBuffer(state: u32, base: u32): void {
  setSlot(state, base + B_CHUNKS, UNDEFINED);
  setSlot(state, base + B_CHUNK, boxInternal(newChunk(FIRST_CHUNK)));
  setSlot(state, base + B_COUNT, 1);
  setSlot(state, base + B_BYTES, 0);
}

// @ts-ignore: decorator
@inline
export function currentChunk(state: u32, base: u32): u32 {
  return pointer(getSlot(state, base + B_CHUNK));
}

/** Bytes free in a chunk. */
// @ts-ignore: decorator
@inline
export function freeIn(chunk: u32): u32 {
  return sizeOf(chunk) - MESSAGE_DATA - load<u32>(chunk, MESSAGE_USED);
}

/** Address of the next byte of a chunk. */
// @ts-ignore: decorator
@inline
export function cursorOf(chunk: u32): u32 {
  return chunk + MESSAGE_DATA + load<u32>(chunk, MESSAGE_USED);
}

/** The bytes up to `cursor` are written. */
// @ts-ignore: decorator
@inline
export function setCursor(chunk: u32, cursor: u32): void {
  store<u32>(chunk, cursor - chunk - MESSAGE_DATA, MESSAGE_USED);
}

/** Bytes written in all. */
// @ts-ignore: decorator
@inline
export function bytesWritten(state: u32, base: u32): u32 {
  return <u32>getSlot(state, base + B_BYTES) + load<u32>(currentChunk(state, base), MESSAGE_USED);
}

// @ts-ignore: decorator
@inline
export function isTooLong(state: u32, base: u32, more: u32): bool {
  return <u64>bytesWritten(state, base) + <u64>more > <u64>load<u32>(H_MAX_MESSAGE_BYTES);
}

/** Makes the current chunk have `bytes` (at most LARGEST_CHUNK / 2) free; false = RETRY. */
// @ts-ignore: decorator
@inline
export function ensureFree(state: u32, base: u32, bytes: u32): bool {
  if (freeIn(currentChunk(state, base)) >= bytes) return true;
  return nextChunk(state, base, bytes);
}

function nextChunk(state: u32, base: u32, bytes: u32): bool {
  const chunk = currentChunk(state, base);
  const count = <u32>getSlot(state, base + B_COUNT);
  let size = min(sizeOf(chunk) << 2, LARGEST_CHUNK);
  if (size < bytes + 16) size = (bytes + 23) & ~7;
  const chunks = getSlot(state, base + B_CHUNKS);
  const have: u32 = chunks == UNDEFINED ? 0 : slotCount(pointer(chunks));
  const slots = have > count ? 0 : have == 0 ? FIRST_CHUNKS : have << 1;
  if (!reserve(size + (slots ? slotArrayBytes(slots) : 0))) return false;
  if (slots) {
    const list = allocateSlotArray(slots, UNDEFINED);
    if (have) memory.copy(list + 8, pointer(chunks) + 8, have << 3);
    else setSlot(list, 0, boxInternal(chunk));
    setSlot(state, base + B_CHUNKS, boxInternal(list));
  }
  setSlot(
    state,
    base + B_BYTES,
    getSlot(state, base + B_BYTES) + <u64>load<u32>(chunk, MESSAGE_USED),
  );
  const next = boxInternal(newChunk(size));
  setSlot(pointer(getSlot(state, base + B_CHUNKS)), count, next);
  setSlot(state, base + B_CHUNK, next);
  setSlot(state, base + B_COUNT, <u64>count + 1);
  return true;
}

/** Address of the first byte of the whole message. */
export function firstByte(state: u32, base: u32): u32 {
  const chunks = getSlot(state, base + B_CHUNKS);
  const first =
    chunks == UNDEFINED ? currentChunk(state, base) : pointer(getSlot(pointer(chunks), 0));
  return first + MESSAGE_DATA;
}

/** The finished message, as the host reads it. */
export function messageOf(state: u32, base: u32): u64 {
  const chunks = getSlot(state, base + B_CHUNKS);
  return chunks == UNDEFINED ? getSlot(state, base + B_CHUNK) : chunks;
}

// ---- Writing; only after `ensureFree` ----

/** A length, seven bits a byte; the cursor behind it. At most five bytes. */
// @ts-ignore: decorator
@inline
export function putLength(cursor: u32, value: u32): u32 {
  let rest = value;
  while (rest > 0x7f) {
    store<u8>(cursor++, <u8>(rest | 0x80));
    rest >>>= 7;
  }
  store<u8>(cursor, <u8>rest);
  return cursor + 1;
}
