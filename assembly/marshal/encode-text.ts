/**
 * Texts in messages: short flat strings at once, others piece by piece. A rope is walked, never flattened: flattening is
 * something the guest does (RULES 15).
 */
import { getSlot } from '../heap/allocate';
import { characters, copyUnits, is16Bit, isFlat, stringFlags, stringLength } from '../heap/strings';
import { KnownKey } from '../names';
import { DONE, RETRY } from '../protocol';
import { boxString, pointer } from '../value';
import {
  currentChunk,
  cursorOf,
  ensureFree,
  freeIn,
  isTooLong,
  putLength,
  setCursor,
} from './buffer';
import {
  ensureFrame,
  frameDetail,
  framePosition,
  pop,
  push,
  refuse,
  setPosition,
  spend,
} from './encode-state';
import { Tag } from './format';
import { E_BUFFER, STRING_FLATTENED, Walk } from '../layouts';

/** Longest text written at once, in bytes. */
const LONGEST_DIRECT_BYTES: u32 = 1024;
/** Longest piece of a longer one. */
const PIECE_BYTES: u32 = 16384;
/** Tag and length. */
const HEAD_BYTES: u32 = 6;

/** Writes a text with `tag` before it (COUNT: none); pushes a frame for it when it is long. Only after `ensureFrame`. */
export function startText(state: u32, text: u32, tag: i32): i32 {
  const length = stringLength(text);
  const wide = is16Bit(text);
  const bytes = (<u64>length) << (wide ? 1 : 0);
  if (bytes > 0x7fffffff || isTooLong(state, E_BUFFER, <u32>bytes))
    return refuse(state, KnownKey.MSG_MARSHAL_BYTES);
  const direct = isFlat(text) && bytes <= LONGEST_DIRECT_BYTES;
  if (!ensureFree(state, E_BUFFER, direct ? HEAD_BYTES + <u32>bytes : HEAD_BYTES)) return RETRY;
  const chunk = currentChunk(state, E_BUFFER);
  let cursor = cursorOf(chunk);
  if (tag != Tag.COUNT) store<u8>(cursor++, <u8>tag);
  cursor = putLength(cursor, (length << 1) | (wide ? 1 : 0));
  if (direct) {
    copyUnits(cursor, wide, characters(text), wide, length);
    setCursor(chunk, cursor + <u32>bytes);
    spend(state, <u32>bytes >>> 6);
  } else {
    setCursor(chunk, cursor);
    push(state, boxString(text), Walk.TEXT, wide ? 1 : 0);
  }
  return DONE;
}

/** The next piece of the text of a frame; of a rope goes down to its left part, with the right one waiting below. */
export function writeTextPiece(state: u32, frame: u32): i32 {
  const text = pointer(load<u64>(frame));
  const wide = frameDetail(frame);
  if (!isFlat(text)) {
    if (stringFlags(text) & STRING_FLATTENED) {
      store<u64>(frame, getSlot(text, 1));
      return DONE;
    }
    if (!ensureFrame(state)) return RETRY;
    store<u64>(frame, getSlot(text, 2));
    push(state, getSlot(text, 1), Walk.TEXT, wide);
    spend(state, 1);
    return DONE;
  }
  const position = framePosition(frame);
  const left = stringLength(text) - position;
  if (left == 0) return pop(state);
  const wanted = min(left << wide, PIECE_BYTES);
  // What is free is filled first, so that chunks of the message are full.
  if (freeIn(currentChunk(state, E_BUFFER)) < 64 && !ensureFree(state, E_BUFFER, wanted))
    return RETRY;
  const chunk = currentChunk(state, E_BUFFER);
  const units = min(freeIn(chunk), wanted) >>> wide;
  const cursor = cursorOf(chunk);
  const sourceWide = is16Bit(text);
  copyUnits(
    cursor,
    <bool>wide,
    characters(text) + (position << (sourceWide ? 1 : 0)),
    sourceWide,
    units,
  );
  setCursor(chunk, cursor + (units << wide));
  setPosition(frame, position + units);
  spend(state, 1 + ((units << wide) >>> 6));
  return DONE;
}
