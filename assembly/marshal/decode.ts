/**
 * Host → guest: builds a value from a message (format.ts draws the format), a chunk of work at a time.
 * The bytes are the host's own; where they contradict themselves all the same the core traps, which ends the Vm.
 *
 * As in encode.ts, all state is in a slot array and no step changes anything before its memory is there. A value is read and delivered
 * to the container around it in two steps, since both may need memory.
 */
import { instanceShape } from '../builtins';
import { newError } from '../errors';
import { allocateSlotArray, getSlot, reserve, setSlot, slotArrayBytes } from '../heap/allocate';
import {
  arrayBytes,
  arrayLength,
  elementAddress,
  ensureCapacity,
  newArray,
  pushElement,
  setLength,
} from '../heap/arrays';
import {
  OBJECT_SLOTS,
  addProperty,
  ensureIdentity,
  findOwn,
  newObject,
  objectBytes,
  plainShape,
  shapeOf,
} from '../heap/objects';
import {
  ALL_ATTRIBUTES,
  CONFIGURABLE,
  SHAPE_DICTIONARY,
  WRITABLE,
  shapeAt,
  shapeCount,
  shapeFlags,
  shapeInline,
} from '../heap/shapes';
import {
  allocateLatin1,
  allocateUtf16,
  characterString,
  characters,
  emptyStringAddress,
  latin1Bytes,
  utf16Bytes,
} from '../heap/strings';
import {
  MIN_CAPACITY,
  grownCapacity,
  newTable,
  normalizeKey,
  rehash,
  tableAppend,
  tableBytes,
  tableFind,
  tableFull,
  ENTRY_VALUE,
} from '../heap/tables';
import { H_CHARGE, R_RESULT } from '../memory-map';
import { MESSAGE_DATA, MESSAGE_USED } from '../messages';
import { ClassId, CoreBuiltin, ErrorKind, KnownKey } from '../names';
import { lookup, FOUND_DATA, toKey } from '../properties';
import { CONTINUE, DONE, RETRY, charge, knownString } from '../protocol';
import {
  CANONICAL_NAN,
  FALSE,
  HOLE,
  NULL,
  TAG_ARRAY,
  TAG_OBJECT,
  TRUE,
  UNDEFINED,
  box,
  boxInt,
  boxInternal,
  boxString,
  high,
  isString,
  pointer,
} from '../value';
import { builtinObject } from '../builtins';
import { stringEquals } from '../heap/strings';
import {
  ERROR_CAUSE,
  ERROR_FRAMES,
  ERROR_STACK,
  MESSAGE_HEADER,
  MESSAGE_REFERENCES,
  Tag,
} from './format';
import {
  NEW_LIST_BYTES,
  appendToList,
  ensureListSlot,
  listLength,
  listSlot,
  newList,
} from './slot-list';

// ---- The state ----
const D_MESSAGE: u32 = 0; // the message object
const D_CURSOR: u32 = 1; // raw: bytes read
const D_STACK: u32 = 2; // list of frames
const D_DEPTH: u32 = 3; // raw
const D_SHAPES: u32 = 4; // list of shapes of the message
const D_OBJECTS: u32 = 5; // list of objects by number, kept when the message has references
const D_KEEPS: u32 = 6; // raw: are they kept
const D_WORK: u32 = 7; // raw: steps of this chunk so far
const D_VALUE: u32 = 8; // what was read and is not delivered yet; EMPTY = nothing
const D_CHILD: u32 = 9; // raw: kind | length << 8 of the frame that its delivery pushes, 0 = none
const D_DETAIL: u32 = 10; // detail of that frame
const D_TEXT: u32 = 11; // raw: bytes of D_VALUE, a long string, that are read
const D_UNITS: u32 = 12; // raw: 1 = it is wide | READING
const D_RESULT: u32 = 13;
const D_KEY: u32 = 14; // a key that is made and not yet interned
const D_SLOTS: u32 = 15;

const READING: u32 = 2;

/** No value: nothing a message can hold. */
const EMPTY: u64 = 0xfff9000000000005;

// ---- Frames, of four slots: container | position (raw) | kind | length << 8 (raw) | detail ----
const FRAME_SLOTS: u32 = 4;
const POSITION: u32 = 8;
const KIND: u32 = 16;
const DETAIL: u32 = 24;

const enum Build {
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
const OWN_SHAPES: u64 = 1;
/** Most properties that lie in the object itself. */
const MAX_INLINE: u32 = 60;

const CHUNK_STEPS: u64 = 1024;
/** Longest text read at once, and in one piece of a longer one, in bytes. */
const DIRECT_BYTES: u32 = 1024;
const PIECE_BYTES: u32 = 16384;
/** Arrays up to this length are made with all their room. */
const DIRECT_ELEMENTS: u32 = 1024;

// @ts-ignore: decorator
@inline
function raw(state: u32, slot: u32): u32 {
  return <u32>getSlot(state, slot);
}

// @ts-ignore: decorator
@inline
function spend(state: u32, steps: u32): void {
  setSlot(state, D_WORK, getSlot(state, D_WORK) + <u64>steps);
}

/** Begins to read a message (its object's address); the state in R_RESULT. Result code. */
export function beginDecode(message: u32): i32 {
  if (!reserve(slotArrayBytes(D_SLOTS) + 3 * NEW_LIST_BYTES + slotArrayBytes(16))) return RETRY;
  const state = allocateSlotArray(D_SLOTS, 0);
  setSlot(state, D_MESSAGE, boxInternal(message));
  setSlot(state, D_STACK, newList());
  setSlot(state, D_SHAPES, newList());
  setSlot(state, D_OBJECTS, newList());
  setSlot(state, D_KEEPS, load<u32>(message, MESSAGE_DATA) & MESSAGE_REFERENCES);
  setSlot(state, D_CURSOR, MESSAGE_HEADER);
  setSlot(state, D_VALUE, EMPTY);
  setSlot(state, D_DETAIL, UNDEFINED);
  setSlot(state, D_RESULT, EMPTY);
  setSlot(state, D_KEY, EMPTY);
  ensureListSlot(state, D_STACK, FRAME_SLOTS - 1);
  store<u64>(R_RESULT, boxInternal(state));
  return DONE;
}

/** One chunk of work. DONE: the value is in R_RESULT; CONTINUE, RETRY. */
export function decodeChunk(state: u32): i32 {
  while (true) {
    const code = step(state);
    if (code != DONE) {
      spend(state, load<u32>(H_CHARGE));
      return code;
    }
    const done = raw(state, D_DEPTH) == 0 && getSlot(state, D_RESULT) != EMPTY;
    if (!done && getSlot(state, D_WORK) < CHUNK_STEPS) continue;
    charge(raw(state, D_WORK));
    setSlot(state, D_WORK, 0);
    if (!done) return CONTINUE;
    store<u64>(R_RESULT, getSlot(state, D_RESULT));
    return DONE;
  }
}

function step(state: u32): i32 {
  if (getSlot(state, D_VALUE) != EMPTY) {
    if (raw(state, D_UNITS) & READING) return readPiece(state);
    return deliver(state);
  }
  const depth = raw(state, D_DEPTH);
  if (depth == 0) return readValue(state);
  const frame = topFrame(state);
  const length = <u32>(load<u64>(frame, KIND) >>> 8);
  if (load<u32>(frame, POSITION) == length) return finish(state, frame);
  switch (<i32>load<u8>(frame, KIND)) {
    case Build.ARRAY:
      return fillArray(state, frame, length);
    case Build.RECORD:
      return fillRecord(state, frame, length);
    case Build.KEYS:
      return readKey(state, frame);
    default:
      return readValue(state);
  }
}

// @ts-ignore: decorator
@inline
function topFrame(state: u32): u32 {
  return listSlot(pointer(getSlot(state, D_STACK)), (raw(state, D_DEPTH) - 1) * FRAME_SLOTS);
}

// @ts-ignore: decorator
@inline
function ensureFrame(state: u32): bool {
  return ensureListSlot(state, D_STACK, raw(state, D_DEPTH) * FRAME_SLOTS + FRAME_SLOTS - 1);
}

/** Only after `ensureFrame`. */
function push(state: u32, container: u64, kind: u64, detail: u64): void {
  const depth = raw(state, D_DEPTH);
  const frame = listSlot(pointer(getSlot(state, D_STACK)), depth * FRAME_SLOTS);
  store<u64>(frame, container);
  store<u64>(frame, 0, POSITION);
  store<u64>(frame, kind, KIND);
  store<u64>(frame, detail, DETAIL);
  setSlot(state, D_DEPTH, <u64>depth + 1);
}

function pop(state: u32, frame: u32): void {
  store<u64>(frame, UNDEFINED);
  store<u64>(frame, UNDEFINED, DETAIL);
  setSlot(state, D_DEPTH, getSlot(state, D_DEPTH) - 1);
}

// ---- Bytes ----

/** Address of the next byte. */
// @ts-ignore: decorator
@inline
function cursorOf(state: u32): u32 {
  return pointer(getSlot(state, D_MESSAGE)) + MESSAGE_DATA + raw(state, D_CURSOR);
}

// @ts-ignore: decorator
@inline
function endOf(state: u32): u32 {
  const message = pointer(getSlot(state, D_MESSAGE));
  return message + MESSAGE_DATA + load<u32>(message, MESSAGE_USED);
}

// @ts-ignore: decorator
@inline
function setCursor(state: u32, cursor: u32): void {
  setSlot(state, D_CURSOR, <u64>(cursor - pointer(getSlot(state, D_MESSAGE)) - MESSAGE_DATA));
}

/** The host has written less than it said: nothing of the message can be relied on. */
// @ts-ignore: decorator
@inline
function check(cursor: u32, bytes: u32, end: u32): void {
  if (end - cursor < bytes || cursor > end) unreachable();
}

/** A length at `cursor` in the low half, the cursor behind it in the high half. */
function lengthAt(cursor: u32, end: u32): u64 {
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

// ---- Values ----

/** Reads the next value if it is a number or a special value: it is in R_RESULT. The cursor behind it, or 0. */
// @ts-ignore: decorator
@inline
function readPlain(cursor: u32, end: u32): u32 {
  check(cursor, 1, end);
  const tag = <i32>load<u8>(cursor);
  if (tag == Tag.INT8) {
    check(cursor, 2, end);
    store<u64>(R_RESULT, boxInt(<i32>load<i8>(cursor, 1)));
    return cursor + 2;
  }
  if (tag == Tag.FLOAT64) {
    check(cursor, 9, end);
    const number = load<f64>(cursor, 1);
    store<u64>(R_RESULT, number == number ? reinterpret<u64>(number) : CANONICAL_NAN);
    return cursor + 9;
  }
  if (tag == Tag.INT32) {
    check(cursor, 5, end);
    store<u64>(R_RESULT, boxInt(load<i32>(cursor, 1)));
    return cursor + 5;
  }
  if (tag > Tag.HOLE) return 0;
  let value = UNDEFINED;
  if (tag == Tag.NULL) value = NULL;
  else if (tag == Tag.FALSE) value = FALSE;
  else if (tag == Tag.TRUE) value = TRUE;
  else if (tag == Tag.HOLE) value = HOLE;
  store<u64>(R_RESULT, value);
  return cursor + 1;
}

/** Elements are stored as long as they are plain; then the general way reads one. */
function fillArray(state: u32, frame: u32, length: u32): i32 {
  const array = pointer(load<u64>(frame));
  let position = load<u32>(frame, POSITION);
  const code = ensureCapacity(array, min(length, position + CHUNK_ELEMENTS));
  if (code != DONE) return code;
  const end = endOf(state);
  let cursor = cursorOf(state);
  const stop = min(length, position + CHUNK_ELEMENTS);
  const begun = position;
  while (position < stop) {
    const next = readPlain(cursor, end);
    if (next == 0) break;
    store<u64>(elementAddress(array, position++), load<u64>(R_RESULT));
    cursor = next;
  }
  setCursor(state, cursor);
  setLength(array, position);
  store<u32>(frame, position, POSITION);
  spend(state, position - begun);
  return position < stop ? readValue(state) : DONE;
}

/** Elements stored in one go. */
const CHUNK_ELEMENTS: u32 = 512;

function fillRecord(state: u32, frame: u32, length: u32): i32 {
  const slots = pointer(load<u64>(frame)) + OBJECT_SLOTS;
  const end = endOf(state);
  let cursor = cursorOf(state);
  let position = load<u32>(frame, POSITION);
  const begun = position;
  while (position < length) {
    const next = readPlain(cursor, end);
    if (next == 0) break;
    store<u64>(slots + (position++ << 3), load<u64>(R_RESULT));
    cursor = next;
  }
  setCursor(state, cursor);
  store<u32>(frame, position, POSITION);
  spend(state, position - begun);
  return position < length ? readValue(state) : DONE;
}

/** Reads one value of any kind into D_VALUE, or pushes the keys that come before it. */
function readValue(state: u32): i32 {
  const end = endOf(state);
  let cursor = cursorOf(state);
  const plain = readPlain(cursor, end);
  if (plain != 0) {
    setCursor(state, plain);
    return take(state, load<u64>(R_RESULT), 0, UNDEFINED);
  }
  const tag = <i32>load<u8>(cursor);
  if (tag == Tag.ERROR) return readError(state, cursor + 1, end);
  const head = lengthAt(cursor + 1, end);
  const length = <u32>head;
  cursor = <u32>(head >>> 32);
  switch (tag) {
    case Tag.STRING:
      return readText(state, cursor, end, length);
    case Tag.REFERENCE: {
      const objects = pointer(getSlot(state, D_OBJECTS));
      if (length >= listLength(objects)) unreachable();
      setCursor(state, cursor);
      return take(state, load<u64>(listSlot(objects, length)), 0, UNDEFINED);
    }
    case Tag.ARRAY: {
      check(cursor, length, end);
      const room = min(length, DIRECT_ELEMENTS);
      if (!ensureObject(state) || !reserve(arrayBytes(room))) return RETRY;
      setCursor(state, cursor);
      return begin(state, box(TAG_ARRAY, newArray(room)), Build.ARRAY, length, UNDEFINED);
    }
    case Tag.RECORD: {
      const shapes = pointer(getSlot(state, D_SHAPES));
      if (length >= listLength(shapes)) unreachable();
      return readRecord(state, cursor, load<u64>(listSlot(shapes, length)));
    }
    case Tag.SHAPE: {
      check(cursor, length, end);
      if (!ensureFrame(state) || !reserve(slotArrayBytes(length + 1))) return RETRY;
      const shape = allocateSlotArray(length + 1, UNDEFINED);
      setSlot(shape, 0, 0);
      setCursor(state, cursor);
      push(state, boxInternal(shape), ((<u64>length) << 8) | Build.KEYS, UNDEFINED);
      return DONE;
    }
    case Tag.MAP:
    case Tag.SET:
      return readCollection(state, cursor, tag == Tag.MAP, length);
    case Tag.FOREIGN: {
      const shape = instanceShape(CoreBuiltin.FOREIGN_PROTOTYPE, ClassId.FOREIGN, 0, 1);
      if (shape == 0 || !ensureObject(state) || !reserve(objectBytes(shape))) return RETRY;
      const object = newObject(shape);
      store<u64>(object, <u64>length, OBJECT_SLOTS);
      setCursor(state, cursor);
      return begin(state, box(TAG_OBJECT, object), Build.NONE, 0, UNDEFINED);
    }
    default:
      // The host refuses what guests cannot have yet.
      unreachable();
      return DONE;
  }
}

/** The value is read; delivering it pushes a frame unless `kind` is 0. */
// @ts-ignore: decorator
@inline
function take(state: u32, value: u64, kind: u64, detail: u64): i32 {
  setSlot(state, D_VALUE, value);
  setSlot(state, D_CHILD, kind);
  setSlot(state, D_DETAIL, detail);
  spend(state, 1);
  return DONE;
}

/** Room to number one more object; false = RETRY. */
// @ts-ignore: decorator
@inline
function ensureObject(state: u32): bool {
  return (
    raw(state, D_KEEPS) == 0 ||
    ensureListSlot(state, D_OBJECTS, listLength(pointer(getSlot(state, D_OBJECTS))))
  );
}

/** A new object, to be filled. Only after `ensureObject`. */
function begin(state: u32, value: u64, kind: u32, length: u32, detail: u64): i32 {
  if (raw(state, D_KEEPS)) appendToList(state, D_OBJECTS, value);
  return take(state, value, length == 0 ? 0 : ((<u64>length) << 8) | <u64>kind, detail);
}

// ---- Text ----

function readText(state: u32, cursor: u32, end: u32, length: u32): i32 {
  const units = length >>> 1;
  const wide = length & 1;
  check(cursor, units << wide, end);
  if (units < 2 && !wide) {
    setCursor(state, cursor + units);
    return take(
      state,
      boxString(units == 0 ? emptyStringAddress() : characterString(load<u8>(cursor))),
      0,
      UNDEFINED,
    );
  }
  if (!reserve(wide ? utf16Bytes(units) : latin1Bytes(units))) return RETRY;
  const text = wide ? allocateUtf16(units) : allocateLatin1(units);
  const bytes = units << wide;
  if (bytes <= DIRECT_BYTES) {
    memory.copy(characters(text), cursor, bytes);
    setCursor(state, cursor + bytes);
    spend(state, bytes >>> 6);
    return take(state, boxString(text), 0, UNDEFINED);
  }
  setCursor(state, cursor);
  setSlot(state, D_TEXT, 0);
  setSlot(state, D_UNITS, <u64>(wide | READING));
  return take(state, boxString(text), 0, UNDEFINED);
}

/** The next piece of a long text that is being read. */
function readPiece(state: u32): i32 {
  const text = pointer(getSlot(state, D_VALUE));
  const total = load<u32>(text, 8) << (raw(state, D_UNITS) & 1);
  const read = raw(state, D_TEXT);
  const bytes = min(total - read, PIECE_BYTES);
  const cursor = cursorOf(state);
  memory.copy(characters(text) + read, cursor, bytes);
  setCursor(state, cursor + bytes);
  spend(state, 1 + (bytes >>> 6));
  const done = read + bytes == total;
  setSlot(state, D_TEXT, done ? 0 : <u64>(read + bytes));
  if (done) setSlot(state, D_UNITS, 0);
  return DONE;
}

// ---- Records ----

/** One key of a new shape. */
function readKey(state: u32, frame: u32): i32 {
  const end = endOf(state);
  const head = lengthAt(cursorOf(state), end);
  const cursor = <u32>(head >>> 32);
  const units = <u32>head >>> 1;
  const wide = <u32>head & 1;
  check(cursor, units << wide, end);
  if (getSlot(state, D_KEY) == EMPTY) {
    if (!reserve(wide ? utf16Bytes(units) : latin1Bytes(units))) return RETRY;
    const text = wide ? allocateUtf16(units) : allocateLatin1(units);
    memory.copy(characters(text), cursor, units << wide);
    setSlot(state, D_KEY, boxString(text));
  }
  const code = toKey(getSlot(state, D_KEY));
  if (code != DONE) return code;
  setSlot(state, D_KEY, EMPTY);
  setSlot(pointer(load<u64>(frame)), load<u32>(frame, POSITION) + 1, load<u64>(R_RESULT));
  setCursor(state, cursor + (units << wide));
  store<u32>(frame, load<u32>(frame, POSITION) + 1, POSITION);
  spend(state, 1 + ((units << wide) >>> 6));
  return DONE;
}

/** A record of a shape of the message; the first of them is built property by property. */
function readRecord(state: u32, cursor: u32, shapeValue: u64): i32 {
  const shape = pointer(shapeValue);
  const count = ((load<u32>(shape) & ~7) >>> 3) - 2;
  const guest = getSlot(shape, 0);
  if (guest > OWN_SHAPES) {
    if (!ensureObject(state) || !reserve(objectBytes(<u32>guest))) return RETRY;
    setCursor(state, cursor);
    return begin(state, box(TAG_OBJECT, newObject(<u32>guest)), Build.RECORD, count, UNDEFINED);
  }
  let code = builtinObject(CoreBuiltin.OBJECT_PROTOTYPE);
  if (code != DONE) return code;
  const root = plainShape(load<u64>(R_RESULT), count);
  if (root == 0 || !ensureObject(state) || !reserve(objectBytes(root))) return RETRY;
  setCursor(state, cursor);
  return begin(state, box(TAG_OBJECT, newObject(root)), Build.OBJECT, count, shapeValue);
}

/** Do all objects with these keys have the shape that the first one has now? Then the next ones are made with it. */
function learnShape(shape: u32, object: u32): void {
  const count = ((load<u32>(shape) & ~7) >>> 3) - 2;
  const guest = shapeAt(shapeOf(object));
  const good =
    count <= MAX_INLINE &&
    shapeCount(guest) == count &&
    shapeInline(guest) >= count &&
    !(shapeFlags(guest) & SHAPE_DICTIONARY);
  setSlot(shape, 0, good ? <u64>shapeOf(object) : OWN_SHAPES);
}

// ---- Collections ----

function readCollection(state: u32, cursor: u32, isMap: bool, entries: u32): i32 {
  const shape = isMap
    ? instanceShape(CoreBuiltin.MAP_PROTOTYPE, ClassId.MAP, 0, 1)
    : instanceShape(CoreBuiltin.SET_PROTOTYPE, ClassId.SET, 0, 1);
  if (shape == 0 || !ensureObject(state) || !reserve(objectBytes(shape) + tableBytes(MIN_CAPACITY)))
    return RETRY;
  const object = newObject(shape);
  store<u64>(object, boxInternal(newTable(MIN_CAPACITY)), OBJECT_SLOTS);
  setCursor(state, cursor);
  return begin(
    state,
    box(TAG_OBJECT, object),
    isMap ? Build.MAP : Build.SET,
    isMap ? entries << 1 : entries,
    EMPTY,
  );
}

/** Adds an entry; result code. */
function addEntry(collection: u32, key: u64, value: u64): i32 {
  const wanted = normalizeKey(key);
  if (high(wanted) >= TAG_OBJECT) {
    const code = ensureIdentity(wanted);
    if (code != DONE) return code;
  }
  let table = pointer(load<u64>(collection, OBJECT_SLOTS));
  const entry = tableFind(table, wanted);
  if (entry != 0) {
    store<u64>(entry, value, ENTRY_VALUE);
    return DONE;
  }
  if (tableFull(table)) {
    const capacity = grownCapacity(table);
    if (!reserve(tableBytes(capacity))) return RETRY;
    table = rehash(table, capacity);
    store<u64>(collection, boxInternal(table), OBJECT_SLOTS);
  }
  tableAppend(table, wanted, value, 0);
  return DONE;
}

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
function readError(state: u32, start: u32, end: u32): i32 {
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
  store<u32>(topFrame(state), hasCause, POSITION);
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

// ---- Delivery ----

/** Puts the value read into the container around it, and pushes a frame when it has children. */
function deliver(state: u32): i32 {
  const child = getSlot(state, D_CHILD);
  if (child != 0 && !ensureFrame(state)) return RETRY;
  const value = getSlot(state, D_VALUE);
  if (raw(state, D_DEPTH) == 0) setSlot(state, D_RESULT, value);
  else {
    const code = put(topFrame(state), value);
    if (code != DONE) return code;
  }
  const detail = getSlot(state, D_DETAIL);
  setSlot(state, D_VALUE, EMPTY);
  setSlot(state, D_CHILD, 0);
  setSlot(state, D_DETAIL, UNDEFINED);
  if (child != 0) push(state, value, child, detail);
  return DONE;
}

function put(frame: u32, value: u64): i32 {
  const container = pointer(load<u64>(frame));
  const position = load<u32>(frame, POSITION);
  let code: i32 = DONE;
  switch (<i32>load<u8>(frame, KIND)) {
    case Build.ARRAY:
      code = pushElement(container, value);
      break;
    case Build.RECORD:
      store<u64>(container + OBJECT_SLOTS + (position << 3), value);
      break;
    case Build.MAP:
      if (position & 1) code = addEntry(container, load<u64>(frame, DETAIL), value);
      if (code == DONE) store<u64>(frame, position & 1 ? EMPTY : value, DETAIL);
      break;
    case Build.SET:
      code = addEntry(container, value, UNDEFINED);
      break;
    default:
      code = putProperty(
        container,
        getSlot(pointer(load<u64>(frame, DETAIL)), position + 1),
        value,
      );
  }
  if (code == DONE) store<u32>(frame, position + 1, POSITION);
  return code;
}

/** Defines a property; HOLE is the cause of an error. */
function putProperty(object: u32, key: u64, value: u64): i32 {
  const name = key == HOLE ? knownString(KnownKey.CAUSE) : key;
  const slot = findOwn(object, name);
  if (slot != 0) {
    store<u64>(slot, value);
    return DONE;
  }
  return addProperty(object, name, value, key == HOLE ? WRITABLE | CONFIGURABLE : ALL_ATTRIBUTES);
}

/** All children of a frame are there. */
function finish(state: u32, frame: u32): i32 {
  const kind = <i32>load<u8>(frame, KIND);
  const container = load<u64>(frame);
  const detail = load<u64>(frame, DETAIL);
  if (kind == Build.KEYS) {
    const shape = pointer(container);
    if (detail != UNDEFINED) {
      // An error with its keys.
      const total = ((load<u32>(shape) & ~7) >>> 3) - 2;
      pop(state, frame);
      return take(state, detail, ((<u64>total) << 8) | Build.ERROR, container);
    }
    if (!ensureListSlot(state, D_SHAPES, listLength(pointer(getSlot(state, D_SHAPES)))))
      return RETRY;
    const code = readRecord(state, cursorOf(state), container);
    if (code != DONE) return code;
    appendToList(state, D_SHAPES, container);
    pop(state, frame);
    return DONE;
  }
  if (kind == Build.OBJECT && getSlot(pointer(detail), 0) == 0)
    learnShape(pointer(detail), pointer(container));
  pop(state, frame);
  return DONE;
}
