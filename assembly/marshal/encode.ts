/**
 * Guest → host: writes a value as a message (format.ts draws the format), a chunk of work at a time. Runs no guest code: accessors
 * are refused, prototypes are not visited. All state is in a slot array, so the walk goes on after collections, parking and snapshots.
 *
 * The walk keeps frames of four slots: source | position (raw) | kind and detail (raw) | not used. A frame's position counts the children begun.
 * No step of it changes anything before all the memory that it needs is there; what a chunk has cost so far is kept in the
 * state when memory must be made first, so that steps never depend on collections.
 */
import { ERROR_STACK as CAPTURED_STACK } from '../errors';
import {
  HEADER_SIZE,
  KIND_RAW,
  allocate,
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  sizeOf,
  slotArrayBytes,
} from '../heap/allocate';
import { arrayLength, elementAddress } from '../heap/arrays';
import {
  OBJECT_OVERFLOW,
  OBJECT_SLOTS,
  classOf,
  findOwn,
  foundAttributes,
  shapeOf,
  slotAddress,
} from '../heap/objects';
import {
  ACCESSOR,
  ENUMERABLE,
  SHAPE_DICTIONARY,
  pairAttributes,
  shapeAt,
  shapeClass,
  shapeCount,
  shapeFlags,
  shapePair,
  shapePrototype,
} from '../heap/shapes';
import {
  ENTRY_ATTRIBUTES,
  ENTRY_BYTES,
  ENTRY_VALUE,
  entryAt,
  tableCount,
  tableUsed,
} from '../heap/tables';
import { H_CHARGE, H_MAX_MESSAGE_VALUES, R_BUILTINS, R_RESULT } from '../memory-map';
import { ClassId, CoreBuiltin, KnownKey } from '../names';
import { FOUND_DATA, lookup } from '../properties';
import {
  CONTINUE,
  DONE,
  EXIT,
  RETRY,
  charge,
  emptyString,
  knownKey,
  knownString,
} from '../protocol';
import {
  CANONICAL_NAN,
  HOLE,
  NULL,
  TAG_ARRAY,
  TAG_FUNCTION,
  TAG_OBJECT,
  TAG_STRING,
  TAG_SYMBOL,
  TRUE,
  FALSE,
  UNDEFINED,
  boxInternal,
  boxString,
  high,
  isNumber,
  isString,
  isSymbol,
  numberValue,
  pointer,
} from '../value';
import {
  BUFFER_SLOTS,
  NEW_BUFFER_BYTES,
  beginBuffer,
  bytesWritten,
  currentChunk,
  cursorOf,
  ensureFree,
  firstByte,
  freeIn,
  isTooLong,
  messageOf,
  putLength,
  setCursor,
} from './buffer';
import {
  ERROR_CAUSE,
  ERROR_FRAMES,
  ERROR_STACK,
  MESSAGE_HEADER,
  MESSAGE_REFERENCES,
  Tag,
} from './format';
import {
  NEW_NUMBER,
  NEW_NUMBERING_BYTES,
  NUMBERING_SLOTS,
  addNumber,
  beginNumbering,
  findNumber,
  prepareNumbering,
} from './numbering';
import { NEW_LIST_BYTES, ensureListSlot, listSlot, newList } from './slot-list';
import { LONGEST_DIRECT_BYTES, startText, writeTextPiece } from './text';

// ---- The state ----
export const E_BUFFER: u32 = 0;
export const E_NUMBERING: u32 = E_BUFFER + BUFFER_SLOTS;
export const E_STACK: u32 = E_NUMBERING + NUMBERING_SLOTS; // list of frames
export const E_DEPTH: u32 = E_STACK + 1; // raw: frames
const E_VALUES: u32 = E_DEPTH + 1; // raw: values written
const E_SHAPES: u32 = E_VALUES + 1; // internal RAW: shapes of this message by guest shape, or UNDEFINED
const E_SHAPE_COUNT: u32 = E_SHAPES + 1; // raw: shapes of this message
const E_KNOWN: u32 = E_SHAPE_COUNT + 1; // raw: those in E_SHAPES
const E_LAST: u32 = E_KNOWN + 1; // raw: guest shape | number << 32 of the record before
const E_WORK: u32 = E_LAST + 1; // raw: steps of this chunk so far
const E_FLAGS: u32 = E_WORK + 1; // raw
export const E_REASON: u32 = E_FLAGS + 1; // raw: KnownKey that says why it was refused
export const E_ROOT: u32 = E_REASON + 1; // raw: what the value is called in paths, up to six characters, first in the lowest byte
const E_SLOTS: u32 = E_ROOT + 1;

export const ROOT_ARGS: u64 = 0x73677261;
export const ROOT_RESULT: u64 = 0x746c75736572;
export const ROOT_ERROR: u64 = 0x726f727265;

const FLAG_REFERENCES: u64 = 1;
/** Only what an error must have: no cause, no properties of its own, short texts. */
export const FLAG_BARE: u64 = 2;
/** For people to read (console): what cannot be marshalled is written as a text, objects of classes as records. */
export const FLAG_LOOSE: u64 = 4;

/** Not a result code of protocol.ts: the value cannot be marshalled; E_REASON says why. */
export const REFUSED: i32 = -1;

// ---- Frames ----
export const FRAME_SLOTS: u32 = 4;
const SOURCE: u32 = 0;
const POSITION: u32 = 8;
const DETAIL: u32 = 16;

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
const CHUNK_STEPS: u64 = 1024;
/** Bytes a value other than a text takes at most. */
const VALUE_BYTES: u32 = 16;
const SHAPE_TABLE_ENTRIES: u32 = 32;
const MOST_KNOWN_SHAPES: u32 = 4096;
/** Longest text of a bare error, in units. */
const BARE_UNITS: u32 = 8192;

// @ts-ignore: decorator
@inline
function raw(state: u32, slot: u32): u32 {
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
  ensureListSlot(state, E_STACK, FRAME_SLOTS - 1);
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
  return messageOf(state, E_BUFFER);
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
function become(frame: u32, kind: u32, detail: u32): i32 {
  store<u64>(frame, 0, POSITION);
  store<u64>(frame, ((<u64>detail) << 8) | <u64>kind, DETAIL);
  return DONE;
}

/** Goes on with the innermost frame. */
function step(state: u32): i32 {
  const frame = topFrame(state);
  switch (frameKind(frame)) {
    case Walk.ROOT:
      if (framePosition(frame) != 0) return pop(state);
      return child(state, frame, load<u64>(frame, SOURCE));
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
        load<u64>(findOwn(pointer(load<u64>(frame, SOURCE)), knownString(KnownKey.CAUSE))),
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
  const array = pointer(load<u64>(frame, SOURCE));
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
  const object = pointer(load<u64>(frame, SOURCE));
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
function writeValue(state: u32, value: u64): i32 {
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
function counted(state: u32): void {
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
function isLoose(state: u32): bool {
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

// ---- Shapes of the message: RAW, entries of u32 guest shape (0 = free) and u32 number, open addressing ----

// @ts-ignore: decorator
@inline
function shapeHash(index: u32, mask: u32): u32 {
  return ((index * 0x9e3779b1) >>> 16) & mask;
}

function findShape(state: u32, index: u32): i32 {
  const boxed = getSlot(state, E_SHAPES);
  if (boxed == UNDEFINED) return -1;
  const table = pointer(boxed);
  const mask = ((sizeOf(table) - HEADER_SIZE) >>> 3) - 1;
  let position = shapeHash(index, mask);
  while (true) {
    const entry = table + HEADER_SIZE + (position << 3);
    const found = load<u32>(entry);
    if (found == index) return load<u32>(entry, 4);
    if (found == 0) return -1;
    position = (position + 1) & mask;
  }
}

/** Room for one more shape; false = RETRY. */
function ensureShapes(state: u32): bool {
  const boxed = getSlot(state, E_SHAPES);
  const entries: u32 = boxed == UNDEFINED ? 0 : (sizeOf(pointer(boxed)) - HEADER_SIZE) >>> 3;
  const known = raw(state, E_KNOWN);
  if (known << 1 < entries || known == MOST_KNOWN_SHAPES) return true;
  const larger = entries == 0 ? SHAPE_TABLE_ENTRIES : entries << 1;
  if (!reserve(HEADER_SIZE + (larger << 3))) return false;
  const table = allocate(HEADER_SIZE + (larger << 3), KIND_RAW, 0);
  memory.fill(table + HEADER_SIZE, 0, larger << 3);
  const old = pointer(boxed);
  for (let i: u32 = 0; i < entries; i++) {
    const entry = load<u64>(old + HEADER_SIZE + (i << 3));
    if (entry != 0) enterShape(table, <u32>entry, <u32>(entry >>> 32));
  }
  setSlot(state, E_SHAPES, boxInternal(table));
  return true;
}

function enterShape(table: u32, index: u32, number: u32): void {
  const mask = ((sizeOf(table) - HEADER_SIZE) >>> 3) - 1;
  let position = shapeHash(index, mask);
  while (load<u32>(table + HEADER_SIZE + (position << 3)) != 0) position = (position + 1) & mask;
  store<u64>(table + HEADER_SIZE + (position << 3), ((<u64>number) << 32) | <u64>index);
}

/** The shape being written has the next number; beyond MOST_KNOWN_SHAPES it is not remembered. */
function noteShape(state: u32, index: u32): void {
  const number = raw(state, E_SHAPE_COUNT);
  setSlot(state, E_SHAPE_COUNT, <u64>number + 1);
  if (raw(state, E_KNOWN) == MOST_KNOWN_SHAPES) return;
  enterShape(pointer(getSlot(state, E_SHAPES)), index, number);
  setSlot(state, E_KNOWN, getSlot(state, E_KNOWN) + 1);
  setSlot(state, E_LAST, ((<u64>number) << 32) | <u64>index);
}

// ---- Properties of any object ----

/** Own properties of an object, those of a dictionary deleted ones included. */
function propertyCount(object: u32): u32 {
  const shape = shapeAt(shapeOf(object));
  return shapeFlags(shape) & SHAPE_DICTIONARY
    ? tableUsed(load<u32>(object, OBJECT_OVERFLOW))
    : shapeCount(shape);
}

/** Key of the i-th property, HOLE when it is not written; the address of its slot and its attributes are left in R_RESULT, raw. */
export function propertyAt(object: u32, index: u32): u64 {
  const shape = shapeAt(shapeOf(object));
  let key: u64;
  let slot: u32;
  let attributes: u32;
  if (shapeFlags(shape) & SHAPE_DICTIONARY) {
    const entry = entryAt(load<u32>(object, OBJECT_OVERFLOW), index);
    key = load<u64>(entry);
    slot = entry + ENTRY_VALUE;
    attributes = load<u32>(entry, ENTRY_ATTRIBUTES);
  } else {
    key = load<u64>(shapePair(shape, index));
    slot = slotAddress(object, shape, index);
    attributes = pairAttributes(shape, index);
  }
  store<u64>(R_RESULT, <u64>slot | ((<u64>(attributes & 15)) << 32));
  if (key == HOLE || isSymbol(key) || !(attributes & ENUMERABLE)) return HOLE;
  if (shapeClass(shape) == ClassId.ERROR && isErrorPart(key)) return HOLE;
  return key;
}

function isErrorPart(key: u64): bool {
  return (
    key == knownString(KnownKey.NAME) ||
    key == knownString(KnownKey.MESSAGE) ||
    key == knownString(KnownKey.STACK) ||
    key == knownString(KnownKey.CAUSE)
  );
}

function countStep(state: u32, frame: u32): i32 {
  const object = pointer(load<u64>(frame, SOURCE));
  const total = propertyCount(object);
  let position = framePosition(frame);
  let count = frameDetail(frame);
  while (position < total && getSlot(state, E_WORK) < CHUNK_STEPS) {
    if (propertyAt(object, position) != HOLE) count++;
    position++;
    spend(state, 1);
  }
  if (position < total) {
    setPosition(frame, position);
    store<u64>(frame, ((<u64>count) << 8) | <u64>Walk.COUNT, DETAIL);
    return DONE;
  }
  if (count > load<u32>(H_MAX_MESSAGE_VALUES)) return refuse(state, KnownKey.MSG_MARSHAL_VALUES);
  if (!ensureFree(state, E_BUFFER, VALUE_BYTES)) return RETRY;
  const chunk = currentChunk(state, E_BUFFER);
  let cursor = cursorOf(chunk);
  if (classOf(object) != ClassId.ERROR) {
    store<u8>(cursor++, Tag.SHAPE);
    setSlot(state, E_SHAPE_COUNT, getSlot(state, E_SHAPE_COUNT) + 1);
  }
  setCursor(chunk, putLength(cursor, count));
  return become(frame, Walk.KEYS, count);
}

function keyStep(state: u32, frame: u32): i32 {
  const object = pointer(load<u64>(frame, SOURCE));
  const total = propertyCount(object);
  const depth = getSlot(state, E_DEPTH);
  while (framePosition(frame) < total) {
    const position = framePosition(frame);
    const key = propertyAt(object, position);
    if (key != HOLE) {
      if (!ensureFrame(state)) return RETRY;
      const code = isNumber(key)
        ? writeIndex(state, <u32>numberValue(key))
        : startText(state, pointer(key), Tag.COUNT);
      if (code != DONE) return code;
    }
    setPosition(frame, position + 1);
    spend(state, 1);
    if (getSlot(state, E_DEPTH) != depth || getSlot(state, E_WORK) >= CHUNK_STEPS) return DONE;
  }
  if (classOf(object) == ClassId.ERROR && hasCause(state, object))
    return become(frame, Walk.CAUSE, 0);
  return become(frame, Walk.VALUES, 0);
}

/** A key that is an array index, in decimal. */
function writeIndex(state: u32, index: u32): i32 {
  if (!ensureFree(state, E_BUFFER, VALUE_BYTES)) return RETRY;
  let digits: u32 = 1;
  for (let rest = index / 10; rest != 0; rest /= 10) digits++;
  const chunk = currentChunk(state, E_BUFFER);
  const cursor = putLength(cursorOf(chunk), digits << 1);
  let rest = index;
  for (let at = cursor + digits; at > cursor; rest /= 10) store<u8>(--at, <u8>(48 + (rest % 10)));
  setCursor(chunk, cursor + digits);
  return DONE;
}

function valueStep(state: u32, frame: u32): i32 {
  const object = pointer(load<u64>(frame, SOURCE));
  const total = propertyCount(object);
  const depth = getSlot(state, E_DEPTH);
  while (framePosition(frame) < total) {
    const position = framePosition(frame);
    if (propertyAt(object, position) != HOLE) {
      const found = load<u64>(R_RESULT);
      const isAccessor = <u32>(found >>> 32) & ACCESSOR;
      if (isAccessor && !isLoose(state)) return refuse(state, KnownKey.MSG_MARSHAL_ACCESSOR);
      const code = writeValue(state, isAccessor ? UNDEFINED : load<u64>(<u32>found));
      if (code != DONE) return code;
    }
    setPosition(frame, position + 1);
    spend(state, 1);
    if (getSlot(state, E_DEPTH) != depth || getSlot(state, E_WORK) >= CHUNK_STEPS) return DONE;
  }
  return pop(state);
}

// ---- Map, Set ----

/** Position: two per entry of a Map (key, value), one per entry of a Set; deleted entries count too. */
function collectionStep(state: u32, frame: u32): i32 {
  const table = pointer(load<u64>(pointer(load<u64>(frame, SOURCE)), OBJECT_SLOTS));
  const shift: u32 = frameKind(frame) == Walk.MAP ? 1 : 0;
  const total = tableUsed(table) << shift;
  const depth = getSlot(state, E_DEPTH);
  while (framePosition(frame) < total) {
    const position = framePosition(frame);
    const entry = entryAt(table, position >>> shift);
    if (load<u64>(entry) != HOLE) {
      const code = writeValue(state, load<u64>(position & shift ? entry + ENTRY_VALUE : entry));
      if (code != DONE) return code;
    } else spend(state, 1);
    setPosition(frame, position + 1);
    if (getSlot(state, E_DEPTH) != depth || getSlot(state, E_WORK) >= CHUNK_STEPS) return DONE;
  }
  return pop(state);
}

// ---- Errors ----

function hasCause(state: u32, error: u32): bool {
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

function writeError(state: u32, value: u64): i32 {
  const error = pointer(value);
  counted(state);
  addNumber(state, E_NUMBERING, value);
  const chunk = currentChunk(state, E_BUFFER);
  const cursor = cursorOf(chunk);
  let parts: u32 = hasCause(state, error) ? ERROR_CAUSE : 0;
  if (ownStack(error) != UNDEFINED) parts |= ERROR_STACK;
  else if (load<u64>(error, CAPTURED_STACK) != UNDEFINED) parts |= ERROR_FRAMES;
  store<u8>(cursor, Tag.ERROR);
  store<u8>(cursor, <u8>parts, 1);
  setCursor(chunk, cursor + 2);
  push(state, value, Walk.ERROR, 0);
  return DONE;
}

function errorStep(state: u32, frame: u32): i32 {
  const value = load<u64>(frame, SOURCE);
  const error = pointer(value);
  const position = framePosition(frame);
  let code: i32 = DONE;
  if (position == 0) code = errorText(state, error, KnownKey.NAME);
  else if (position == 1) code = errorText(state, error, KnownKey.MESSAGE);
  else if (position == 2) {
    const stack = ownStack(error);
    if (stack != UNDEFINED) code = boundedText(state, stack);
    else if (load<u64>(error, CAPTURED_STACK) != UNDEFINED)
      code = writeFrames(state, pointer(load<u64>(error, CAPTURED_STACK)));
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
