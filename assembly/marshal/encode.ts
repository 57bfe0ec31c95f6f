/**
 * Guest → host: writes a value as a message (format.ts draws the format), a chunk of work at a time. Runs no guest code: accessors
 * are refused, prototypes are not visited. All state is in a slot array, so the walk goes on after collections, parking and snapshots.
 *
 * No step of the walk changes anything before all the memory that it needs is there; what a chunk has cost so far is kept in the
 * state when memory must be made first, so that steps never depend on collections.
 */
import { allocateSlotArray, getSlot, reserve, setSlot, slotArrayBytes } from '../heap/allocate';
import { arrayLength, elementAddress } from '../heap/arrays';
import { findOwn, shapeOf, slotAddress } from '../heap/objects';
import {
  pairAttributes,
  shapeAt,
  shapeClass,
  shapeCount,
  shapeFlags,
  shapePair,
  shapePrototype,
} from '../heap/shapes';
import { tableCount } from '../heap/tables';
import {
  ACCESSOR,
  ENUMERABLE,
  E_BUFFER,
  E_DEPTH,
  E_FLAGS,
  E_LAST,
  E_NUMBERING,
  E_ROOT,
  E_SHAPES,
  E_SLOTS,
  E_STACK,
  E_VALUES,
  E_WORK,
  OBJECT_SLOTS,
  SHAPE_DICTIONARY,
  WALK_FRAME_SLOTS,
  WALK_SUBJECT,
  Walk,
} from '../layouts';
import { H_CHARGE, H_MAX_MESSAGE_VALUES, R_BUILTINS, R_RESULT } from '../memory-map';
import { ClassId, CoreBuiltin, KnownKey } from '../names';
import { CONTINUE, DONE, EXIT, RETRY, charge, knownKey, knownString } from '../protocol';
import {
  CANONICAL_NAN,
  FALSE,
  HOLE,
  NULL,
  TAG_ARRAY,
  TAG_FUNCTION,
  TAG_OBJECT,
  TAG_STRING,
  TAG_SYMBOL,
  TRUE,
  UNDEFINED,
  boxInternal,
  high,
  isNumber,
  isString,
  numberValue,
  pointer,
} from '../value';
import {
  NEW_BUFFER_BYTES,
  beginBuffer,
  currentChunk,
  cursorOf,
  ensureFree,
  firstByte,
  isTooLong,
  messageOf,
  putLength,
  setCursor,
} from './buffer';
import { errorStep, writeError } from './encode-errors';
import { collectionStep, countStep, keyStep, valueStep } from './encode-properties';
import { ensureShapes, findShape, noteShape } from './encode-shapes';
import {
  CHUNK_STEPS,
  FLAG_LOOSE,
  FLAG_REFERENCES,
  REFUSED,
  VALUE_BYTES,
  become,
  ensureFrame,
  frameKind,
  framePosition,
  pop,
  push,
  raw,
  refuse,
  setPosition,
  spend,
  topFrame,
} from './encode-state';
import { MESSAGE_HEADER, MESSAGE_REFERENCES, Tag } from './format';
import {
  NEW_NUMBER,
  NEW_NUMBERING_BYTES,
  addNumber,
  beginNumbering,
  endNumbering,
  findNumber,
  prepareNumbering,
} from './numbering';
import { NEW_LIST_BYTES, ensureListSlot, newList } from '../heap/slot-list';
import { startText, writeTextPiece } from './encode-text';

const STATE_BYTES: u32 =
  8 + (E_SLOTS << 3) + NEW_BUFFER_BYTES + NEW_NUMBERING_BYTES + NEW_LIST_BYTES;

/** Begins to write a value that is called `root` (as in E_ROOT) in errors; the state in R_RESULT. Result code. */
export function beginEncode(value: u64, root: u64, flags: u64): i32 {
  if (!reserve(STATE_BYTES + slotArrayBytes(16))) return RETRY;
  const state = allocateSlotArray(E_SLOTS, 0);
  beginBuffer(state, E_BUFFER);
  beginNumbering(state, E_NUMBERING);
  setSlot(state, E_STACK, newList());
  setSlot(state, E_SHAPES, UNDEFINED);
  setSlot(state, E_LAST, 0);
  setSlot(state, E_FLAGS, flags);
  setSlot(state, E_ROOT, root);
  ensureListSlot(state, E_STACK, WALK_FRAME_SLOTS - 1);
  const chunk = currentChunk(state, E_BUFFER);
  setCursor(chunk, cursorOf(chunk) + MESSAGE_HEADER);
  push(state, value, Walk.ROOT, 0);
  store<u64>(R_RESULT, boxInternal(state));
  return DONE;
}

/** One chunk of work. DONE: the message is complete; CONTINUE, RETRY, EXIT; REFUSED. */
export function encodeChunk(state: u32): i32 {
  while (raw(state, E_DEPTH) != 0) {
    const code = step(state);
    if (code == RETRY) {
      // The loop forgets the charges of an instruction that is to run again; what is done is done.
      spend(state, load<u32>(H_CHARGE));
      return RETRY;
    }
    if (code == EXIT) return EXIT;
    if (code == REFUSED) break;
    if (getSlot(state, E_WORK) >= CHUNK_STEPS && raw(state, E_DEPTH) != 0) {
      settle(state);
      return CONTINUE;
    }
  }
  settle(state);
  if (raw(state, E_DEPTH) != 0) return REFUSED;
  if (isTooLong(state, E_BUFFER, 0)) return refuse(state, KnownKey.MSG_MARSHAL_BYTES);
  const first = firstByte(state, E_BUFFER);
  store<u32>(first, getSlot(state, E_FLAGS) & FLAG_REFERENCES ? MESSAGE_REFERENCES : 0);
  store<u32>(first, raw(state, E_VALUES), 4);
  return DONE;
}

function settle(state: u32): void {
  charge(raw(state, E_WORK));
  setSlot(state, E_WORK, 0);
}

/** The message of a state whose `encodeChunk` was DONE. */
export function encodedMessage(state: u32): u64 {
  endNumbering(state, E_NUMBERING);
  return messageOf(state, E_BUFFER);
}

/** Goes on with the innermost frame. */
function step(state: u32): i32 {
  const frame = topFrame(state);
  switch (frameKind(frame)) {
    case Walk.ROOT:
      if (framePosition(frame) != 0) return pop(state);
      return child(state, frame, load<u64>(frame, WALK_SUBJECT));
    case Walk.ARRAY:
      return arrayStep(state, frame);
    case Walk.RECORD:
      return recordStep(state, frame);
    case Walk.COUNT:
      return countStep(state, frame);
    case Walk.KEYS:
      return keyStep(state, frame);
    case Walk.VALUES:
      return valueStep(state, frame);
    case Walk.MAP:
    case Walk.SET:
      return collectionStep(state, frame);
    case Walk.TEXT:
      return writeTextPiece(state, frame);
    case Walk.ERROR:
      return errorStep(state, frame);
    default:
      // The cause of an error, then its other properties.
      if (framePosition(frame) != 0) return become(frame, Walk.VALUES, 0);
      return child(
        state,
        frame,
        load<u64>(findOwn(pointer(load<u64>(frame, WALK_SUBJECT)), knownString(KnownKey.CAUSE))),
      );
  }
}

/** Writes the next child of a frame and counts it. */
// @ts-ignore: decorator
@inline
function child(state: u32, frame: u32, value: u64): i32 {
  const code = writeValue(state, value);
  if (code == DONE) setPosition(frame, framePosition(frame) + 1);
  return code;
}

function arrayStep(state: u32, frame: u32): i32 {
  const array = pointer(load<u64>(frame, WALK_SUBJECT));
  const length = arrayLength(array);
  const depth = getSlot(state, E_DEPTH);
  while (framePosition(frame) < length) {
    const code = child(state, frame, load<u64>(elementAddress(array, framePosition(frame))));
    if (code != DONE || getSlot(state, E_DEPTH) != depth || getSlot(state, E_WORK) >= CHUNK_STEPS)
      return code;
  }
  return pop(state);
}

function recordStep(state: u32, frame: u32): i32 {
  const object = pointer(load<u64>(frame, WALK_SUBJECT));
  const shape = shapeAt(shapeOf(object));
  const count = shapeCount(shape);
  const depth = getSlot(state, E_DEPTH);
  while (framePosition(frame) < count) {
    const code = child(state, frame, load<u64>(slotAddress(object, shape, framePosition(frame))));
    if (code != DONE || getSlot(state, E_DEPTH) != depth || getSlot(state, E_WORK) >= CHUNK_STEPS)
      return code;
  }
  return pop(state);
}

// ---- Values ----

/** Writes one value; of an object its beginning, and pushes a frame for the rest. */
export function writeValue(state: u32, value: u64): i32 {
  if (raw(state, E_VALUES) >= load<u32>(H_MAX_MESSAGE_VALUES))
    return refuse(state, KnownKey.MSG_MARSHAL_VALUES);
  if (!ensureFree(state, E_BUFFER, VALUE_BYTES)) return RETRY;
  const chunk = currentChunk(state, E_BUFFER);
  const cursor = cursorOf(chunk);
  if (isNumber(value)) {
    counted(state);
    setCursor(chunk, putNumber(cursor, value));
    return DONE;
  }
  const tag = high(value);
  if (tag == TAG_STRING) {
    if (!ensureFrame(state)) return RETRY;
    const code = startText(state, pointer(value), Tag.STRING);
    if (code == DONE) counted(state);
    return code;
  }
  if (tag >= TAG_OBJECT) return writeObject(state, value);
  if (tag == TAG_SYMBOL) return strange(state, KnownKey.MSG_MARSHAL_SYMBOL, KnownKey.SYMBOL);
  counted(state);
  store<u8>(cursor, <u8>specialTag(value));
  setCursor(chunk, cursor + 1);
  return DONE;
}

// @ts-ignore: decorator
@inline
export function counted(state: u32): void {
  setSlot(state, E_VALUES, getSlot(state, E_VALUES) + 1);
  spend(state, 1);
}

// @ts-ignore: decorator
@inline
export function specialTag(value: u64): i32 {
  if (value == NULL) return Tag.NULL;
  if (value == FALSE) return Tag.FALSE;
  if (value == TRUE) return Tag.TRUE;
  return value == HOLE ? Tag.HOLE : Tag.UNDEFINED;
}

/** Writes a number in at most 9 bytes; the cursor behind it. */
// @ts-ignore: decorator
@inline
export function putNumber(cursor: u32, value: u64): u32 {
  const number = numberValue(value);
  const whole = <i32>number;
  if (<f64>whole == number && value != 0x8000000000000000) {
    if (whole >= -128 && whole < 128) {
      store<u8>(cursor, Tag.INT8);
      store<i8>(cursor, <i8>whole, 1);
      return cursor + 2;
    }
    store<u8>(cursor, Tag.INT32);
    store<i32>(cursor, whole, 1);
    return cursor + 5;
  }
  store<u8>(cursor, Tag.FLOAT64);
  store<u64>(cursor, number == number ? value : CANONICAL_NAN, 1);
  return cursor + 9;
}

function writeObject(state: u32, value: u64): i32 {
  if (high(value) == TAG_FUNCTION)
    return strange(state, KnownKey.MSG_MARSHAL_FUNCTION, KnownKey.MSG_FUNCTION_TEXT);
  if (!ensureFrame(state)) return RETRY;
  const code = prepareNumbering(state, E_NUMBERING);
  if (code != DONE) return code;
  const object = pointer(value);
  const known = findNumber(state, E_NUMBERING, object);
  if (known != NEW_NUMBER) {
    counted(state);
    setSlot(state, E_FLAGS, getSlot(state, E_FLAGS) | FLAG_REFERENCES);
    const chunk = currentChunk(state, E_BUFFER);
    const cursor = cursorOf(chunk);
    store<u8>(cursor, Tag.REFERENCE);
    setCursor(chunk, putLength(cursor + 1, known));
    return DONE;
  }
  if (high(value) == TAG_ARRAY) {
    const length = arrayLength(object);
    if (length > load<u32>(H_MAX_MESSAGE_VALUES)) return refuse(state, KnownKey.MSG_MARSHAL_VALUES);
    begin(state, value, Tag.ARRAY, length);
    push(state, value, Walk.ARRAY, 0);
    return DONE;
  }
  const shape = shapeAt(shapeOf(object));
  const classId = shapeClass(shape);
  if (classId == ClassId.OBJECT) return writeRecord(state, value, shape);
  if (classId == ClassId.MAP || classId == ClassId.SET) {
    const table = pointer(load<u64>(object, OBJECT_SLOTS));
    begin(state, value, classId == ClassId.MAP ? Tag.MAP : Tag.SET, tableCount(table));
    push(state, value, classId == ClassId.MAP ? Walk.MAP : Walk.SET, 0);
    return DONE;
  }
  if (classId == ClassId.ERROR) return writeError(state, value);
  if (classId == ClassId.FOREIGN) {
    begin(state, value, Tag.FOREIGN, load<u32>(object, OBJECT_SLOTS));
    return DONE;
  }
  return strange(state, KnownKey.MSG_MARSHAL_INSTANCE, KnownKey.MSG_BRACKETS);
}

/** A value that cannot be marshalled: refused, or written as a text. */
function strange(state: u32, reason: i32, text: i32): i32 {
  if (!isLoose(state)) return refuse(state, reason);
  if (!ensureFrame(state)) return RETRY;
  const code = startText(state, knownKey(text), Tag.STRING);
  if (code == DONE) counted(state);
  return code;
}

// @ts-ignore: decorator
@inline
export function isLoose(state: u32): bool {
  return (getSlot(state, E_FLAGS) & FLAG_LOOSE) != 0;
}

/** Numbers a new object and writes its tag and a length. */
// @ts-ignore: decorator
@inline
function begin(state: u32, value: u64, tag: i32, length: u32): void {
  counted(state);
  addNumber(state, E_NUMBERING, value);
  const chunk = currentChunk(state, E_BUFFER);
  const cursor = cursorOf(chunk);
  store<u8>(cursor, <u8>tag);
  setCursor(chunk, putLength(cursor + 1, length));
}

/** A plain object: by its shape when the message has it already. */
function writeRecord(state: u32, value: u64, shape: u32): i32 {
  const prototype = shapePrototype(shape);
  if (
    prototype != NULL &&
    prototype != getSlot(load<u32>(R_BUILTINS), CoreBuiltin.OBJECT_PROTOTYPE) &&
    !isLoose(state)
  ) {
    return refuse(state, KnownKey.MSG_MARSHAL_INSTANCE);
  }
  const index = shapeOf(pointer(value));
  const last = getSlot(state, E_LAST);
  if (<u32>last == index) {
    begin(state, value, Tag.RECORD, <u32>(last >>> 32));
    push(state, value, Walk.RECORD, 0);
    return DONE;
  }
  const known = findShape(state, index);
  if (known >= 0) {
    setSlot(state, E_LAST, ((<u64>(<u32>known)) << 32) | <u64>index);
    begin(state, value, Tag.RECORD, known);
    push(state, value, Walk.RECORD, 0);
    return DONE;
  }
  if (shapeFlags(shape) & SHAPE_DICTIONARY || !isSimple(state, shape)) {
    // Counted first: the keys to leave out are not known yet.
    counted(state);
    addNumber(state, E_NUMBERING, value);
    push(state, value, Walk.COUNT, 0);
    return DONE;
  }
  if (!ensureShapes(state)) return RETRY;
  const count = shapeCount(shape);
  if (count > load<u32>(H_MAX_MESSAGE_VALUES)) return refuse(state, KnownKey.MSG_MARSHAL_VALUES);
  noteShape(state, index);
  begin(state, value, Tag.SHAPE, count);
  push(state, value, Walk.KEYS, count);
  return DONE;
}

/** Are all properties of the shape enumerable data properties with strings as keys? Shapes have few properties. */
function isSimple(state: u32, shape: u32): bool {
  const count = shapeCount(shape);
  if (count > 1024) return false;
  spend(state, count >>> 3);
  for (let i: u32 = 0; i < count; i++) {
    if (!isString(load<u64>(shapePair(shape, i)))) return false;
    if ((pairAttributes(shape, i) & (ENUMERABLE | ACCESSOR)) != ENUMERABLE) return false;
  }
  return true;
}
