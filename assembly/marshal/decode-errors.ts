/** Errors of a message being read (decode.ts). */
import { builtinObject } from '../builtins';
import { newError } from '../errors';
import { allocateSlotArray, reserve, setSlot, slotArrayBytes } from '../heap/allocate';
import { addProperty } from '../heap/objects';
import {
  allocateLatin1,
  allocateUtf16,
  characters,
  latin1Bytes,
  stringEquals,
  utf16Bytes,
} from '../heap/strings';
import {
  Build,
  CONFIGURABLE,
  D_KEEPS,
  D_OBJECTS,
  OWN_SHAPES,
  WALK_POSITION,
  WRITABLE,
} from '../layouts';
import { R_RESULT } from '../memory-map';
import { CoreBuiltin, ErrorKind, KnownKey } from '../names';
import { FOUND_DATA, lookup } from '../properties';
import { DONE, RETRY, knownString } from '../protocol';
import { HOLE, UNDEFINED, boxInternal, boxString, isString, pointer } from '../value';
import {
  begin,
  check,
  ensureFrame,
  ensureObject,
  lengthAt,
  push,
  raw,
  setCursor,
  topFrame,
} from './decode-state';
import { ERROR_CAUSE, ERROR_FRAMES, ERROR_STACK } from './format';
import { appendToList } from '../heap/slot-list';

// ---- Errors ----

/** Bytes of a string of the text at `cursor`. */
function textBytes(cursor: u32, end: u32): u32 {
  const length = <u32>lengthAt(cursor, end);
  return length & 1 ? utf16Bytes(length >>> 1) : latin1Bytes(length >>> 1);
}

/** A string of a text at `cursor`; only after reserving `textBytes`. */
function textAt(cursor: u32, end: u32): u32 {
  const head = lengthAt(cursor, end);
  const units = <u32>head >>> 1;
  const wide = <u32>head & 1;
  check(<u32>(head >>> 32), units << wide, end);
  const text = wide ? allocateUtf16(units) : allocateLatin1(units);
  memory.copy(characters(text), <u32>(head >>> 32), units << wide);
  return text;
}

/** The cursor behind a text. */
function skipText(cursor: u32, end: u32): u32 {
  const head = lengthAt(cursor, end);
  const bytes = (<u32>head >>> 1) << (<u32>head & 1);
  check(<u32>(head >>> 32), bytes, end);
  return <u32>(head >>> 32) + bytes;
}

/**
 * An error: of the kind whose prototype has its name, else an Error with a `name` of its own. Its stack is the guest's at this moment.
 * Name and message are read at once: the host bounds them where they come from an exception.
 */
export function readError(state: u32, start: u32, end: u32): i32 {
  check(start, 1, end);
  const parts = load<u8>(start);
  const nameAt = start + 1;
  const messageAt = skipText(nameAt, end);
  let cursor = skipText(messageAt, end);
  if (parts & ERROR_STACK) cursor = skipText(cursor, end);
  else if (parts & ERROR_FRAMES) {
    const frames = lengthAt(cursor, end);
    cursor = <u32>(frames >>> 32) + ((<u32>frames) << 2);
  }
  const head = lengthAt(cursor, end);
  const hasCause: u32 = parts & ERROR_CAUSE ? 1 : 0;
  const keys = <u32>head;
  check(<u32>(head >>> 32), keys, end);
  const total = keys + hasCause;
  if (!ensureFrame(state) || !ensureObject(state)) return RETRY;
  // All at once: an attempt that fails half way must not use up what was made free for it.
  if (
    !reserve(
      textBytes(nameAt, end) + textBytes(messageAt, end) + ERROR_BYTES + slotArrayBytes(total + 1),
    )
  )
    return RETRY;
  const name = textAt(nameAt, end);
  const message = textAt(messageAt, end);
  const kind = errorKind(name);
  if (kind == UNKNOWN_KIND - 1) return RETRY;
  let code = newError(kind == UNKNOWN_KIND ? ErrorKind.ERROR : kind, boxString(message));
  if (code != DONE) return code;
  const error = load<u64>(R_RESULT);
  if (kind == UNKNOWN_KIND) {
    code = addProperty(
      pointer(error),
      knownString(KnownKey.NAME),
      boxString(name),
      WRITABLE | CONFIGURABLE,
    );
    if (code != DONE) return code;
  }
  if (total == 0) {
    setCursor(state, <u32>(head >>> 32));
    return begin(state, error, Build.NONE, 0, UNDEFINED);
  }
  const shape = allocateSlotArray(total + 1, HOLE);
  setSlot(shape, 0, OWN_SHAPES);
  setCursor(state, <u32>(head >>> 32));
  if (raw(state, D_KEEPS)) appendToList(state, D_OBJECTS, error);
  // The keys come first; the error waits with them.
  push(state, boxInternal(shape), ((<u64>total) << 8) | Build.KEYS, error);
  store<u32>(topFrame(state), hasCause, WALK_POSITION);
  return DONE;
}

/** More than an error object, its captured stack and the shapes of a first one need. */
const ERROR_BYTES: u32 = 4096;
const UNKNOWN_KIND: i32 = -1;

/** Which ErrorKind has this name; UNKNOWN_KIND, or UNKNOWN_KIND - 1 = RETRY. */
function errorKind(name: u32): i32 {
  for (let kind: i32 = 0; kind < ErrorKind.AGGREGATE_ERROR; kind++) {
    if (builtinObject(CoreBuiltin.ERROR_PROTOTYPE + kind) != DONE) return UNKNOWN_KIND - 1;
    const found = lookup(pointer(load<u64>(R_RESULT)), knownString(KnownKey.NAME));
    if (found == RETRY) return UNKNOWN_KIND - 1;
    const own = load<u64>(R_RESULT);
    if (found == FOUND_DATA && isString(own) && stringEquals(pointer(own), name)) return kind;
  }
  return UNKNOWN_KIND;
}
