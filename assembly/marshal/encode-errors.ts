/** Errors on their way into a message (encode.ts): name and message as a reader would see them, the stack, the cause. */
import { getSlot, sizeOf } from '../heap/allocate';
import { findOwn, foundAttributes } from '../heap/objects';
import {
  ACCESSOR,
  ERROR_CAPTURED_STACK,
  E_BUFFER,
  E_FLAGS,
  E_NUMBERING,
  HEADER_SIZE,
  WALK_SUBJECT,
  Walk,
} from '../layouts';
import { R_RESULT } from '../memory-map';
import { KnownKey } from '../names';
import { FOUND_DATA, lookup } from '../properties';
import { DONE, RETRY, emptyString, knownString } from '../protocol';
import { UNDEFINED, isString, pointer } from '../value';
import { currentChunk, cursorOf, ensureFree, putLength, setCursor } from './buffer';
import { counted } from './encode';
import { startText } from './encode-text';
import {
  BARE_UNITS,
  FLAG_BARE,
  VALUE_BYTES,
  become,
  ensureFrame,
  framePosition,
  pop,
  push,
  setPosition,
  spend,
} from './encode-state';
import { ERROR_CAUSE, ERROR_FRAMES, ERROR_STACK, Tag } from './format';
import { addNumber } from './numbering';

// ---- Errors ----

export function hasCause(state: u32, error: u32): bool {
  return (
    !(getSlot(state, E_FLAGS) & FLAG_BARE) &&
    findOwn(error, knownString(KnownKey.CAUSE)) != 0 &&
    !(foundAttributes() & ACCESSOR)
  );
}

/** The own `stack` when it is a string. */
function ownStack(error: u32): u64 {
  const slot = findOwn(error, knownString(KnownKey.STACK));
  if (slot == 0 || foundAttributes() & ACCESSOR) return UNDEFINED;
  const value = load<u64>(slot);
  return isString(value) ? value : UNDEFINED;
}

export function writeError(state: u32, value: u64): i32 {
  const error = pointer(value);
  counted(state);
  addNumber(state, E_NUMBERING, value);
  const chunk = currentChunk(state, E_BUFFER);
  const cursor = cursorOf(chunk);
  let parts: u32 = hasCause(state, error) ? ERROR_CAUSE : 0;
  if (ownStack(error) != UNDEFINED) parts |= ERROR_STACK;
  else if (load<u64>(error, ERROR_CAPTURED_STACK) != UNDEFINED) parts |= ERROR_FRAMES;
  store<u8>(cursor, Tag.ERROR);
  store<u8>(cursor, <u8>parts, 1);
  setCursor(chunk, cursor + 2);
  push(state, value, Walk.ERROR, 0);
  return DONE;
}

export function errorStep(state: u32, frame: u32): i32 {
  const value = load<u64>(frame, WALK_SUBJECT);
  const error = pointer(value);
  const position = framePosition(frame);
  let code: i32 = DONE;
  if (position == 0) code = errorText(state, error, KnownKey.NAME);
  else if (position == 1) code = errorText(state, error, KnownKey.MESSAGE);
  else if (position == 2) {
    const stack = ownStack(error);
    if (stack != UNDEFINED) code = boundedText(state, stack);
    else if (load<u64>(error, ERROR_CAPTURED_STACK) != UNDEFINED)
      code = writeFrames(state, pointer(load<u64>(error, ERROR_CAPTURED_STACK)));
  } else if (getSlot(state, E_FLAGS) & FLAG_BARE) {
    if (!ensureFree(state, E_BUFFER, VALUE_BYTES)) return RETRY;
    const chunk = currentChunk(state, E_BUFFER);
    setCursor(chunk, putLength(cursorOf(chunk), 0));
    return pop(state);
  } else return become(frame, Walk.COUNT, 0);
  if (code == DONE) setPosition(frame, position + 1);
  return code;
}

/** The error's name or message, own or inherited, when it is a data property with a string. */
function errorText(state: u32, error: u32, key: i32): i32 {
  const found = lookup(error, knownString(key));
  if (found == RETRY) return RETRY;
  let text = found == FOUND_DATA ? load<u64>(R_RESULT) : UNDEFINED;
  if (!isString(text)) text = emptyString();
  return boundedText(state, text);
}

function boundedText(state: u32, text: u64): i32 {
  if (!ensureFrame(state)) return RETRY;
  const tooLong = getSlot(state, E_FLAGS) & FLAG_BARE && load<u32>(pointer(text), 8) > BARE_UNITS;
  return startText(state, tooLong ? pointer(emptyString()) : pointer(text), Tag.COUNT);
}

/** The captured stack: length | code addresses (u32 each), innermost first. */
function writeFrames(state: u32, capture: u32): i32 {
  const count = (sizeOf(capture) - HEADER_SIZE) >>> 3;
  if (!ensureFree(state, E_BUFFER, VALUE_BYTES + (count << 2))) return RETRY;
  const chunk = currentChunk(state, E_BUFFER);
  let cursor = putLength(cursorOf(chunk), count);
  for (let i: u32 = 0; i < count; i++, cursor += 4)
    store<u32>(cursor, load<u32>(capture + HEADER_SIZE + (i << 3), 4));
  setCursor(chunk, cursor);
  spend(state, count >>> 3);
  return DONE;
}
