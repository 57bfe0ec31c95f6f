/**
 * Host → guest: builds a value from a message (format.ts draws the format), a chunk of work at a time.
 * The bytes are the host's own; where they contradict themselves all the same the core traps, which ends the Vm.
 *
 * As in encode.ts, all state is in a slot array and no step changes anything before its memory is there. A value is read and delivered
 * to the container around it in two steps, since both may need memory.
 */
import { instanceShape } from '../builtins';
import { allocateSlotArray, getSlot, reserve, setSlot, slotArrayBytes } from '../heap/allocate';
import {
  arrayBytes,
  elementAddress,
  ensureCapacity,
  newArray,
  pushElement,
  setLength,
} from '../heap/arrays';
import { addProperty, ensureIdentity, findOwn, newObject, objectBytes } from '../heap/objects';
import { makeTableRoom } from '../heap/table-growth';
import { newTable, tableAppend, tableBytes, tableFind } from '../heap/tables';
import {
  ALL_ATTRIBUTES,
  Build,
  COLLECTION_INTERNAL_SLOTS,
  CONFIGURABLE,
  D_CHILD,
  D_CURSOR,
  D_DEPTH,
  D_DETAIL,
  D_KEEPS,
  D_KEY,
  D_MESSAGE,
  D_OBJECTS,
  D_RESULT,
  D_SHAPES,
  D_SLOTS,
  D_STACK,
  D_UNITS,
  D_VALUE,
  D_WORK,
  ENTRY_VALUE,
  FOREIGN_INTERNAL_SLOTS,
  MIN_CAPACITY,
  OBJECT_SLOTS,
  READING,
  WALK_DETAIL,
  WALK_FRAME_SLOTS,
  WALK_KIND,
  WALK_POSITION,
  WRITABLE,
} from '../layouts';
import { H_CHARGE, R_RESULT } from '../memory-map';
import { MESSAGE_DATA } from '../messages';
import { tableKey } from '../natives/collections';
import { ClassId, CoreBuiltin, KnownKey } from '../names';
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
  high,
  pointer,
} from '../value';
import { readError } from './decode-errors';
import { learnShape, readKey, readRecord } from './decode-records';
import {
  CHUNK_STEPS,
  DIRECT_ELEMENTS,
  EMPTY,
  begin,
  check,
  cursorOf,
  endOf,
  ensureFrame,
  ensureObject,
  lengthAt,
  pop,
  push,
  raw,
  setCursor,
  spend,
  take,
  topFrame,
} from './decode-state';
import { readPiece, readText } from './decode-text';
import { MESSAGE_HEADER, MESSAGE_REFERENCES, Tag } from './format';
import {
  NEW_LIST_BYTES,
  appendToList,
  ensureListSlot,
  listLength,
  listSlot,
  newList,
} from '../heap/slot-list';

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
  ensureListSlot(state, D_STACK, WALK_FRAME_SLOTS - 1);
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
  const length = <u32>(load<u64>(frame, WALK_KIND) >>> 8);
  if (load<u32>(frame, WALK_POSITION) == length) return finish(state, frame);
  switch (<i32>load<u8>(frame, WALK_KIND)) {
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

// ---- Values ----

/** Reads the next value if it is a number or one of the special values of the language: it is in R_RESULT. The cursor behind it, or 0. */
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
  if (tag >= Tag.HOLE) return 0;
  let value = UNDEFINED;
  if (tag == Tag.NULL) value = NULL;
  else if (tag == Tag.FALSE) value = FALSE;
  else if (tag == Tag.TRUE) value = TRUE;
  store<u64>(R_RESULT, value);
  return cursor + 1;
}

/** Elements are stored as long as they are plain or absent; then the general way reads one. */
function fillArray(state: u32, frame: u32, length: u32): i32 {
  const array = pointer(load<u64>(frame));
  let position = load<u32>(frame, WALK_POSITION);
  const code = ensureCapacity(array, min(length, position + CHUNK_ELEMENTS));
  if (code != DONE) return code;
  const end = endOf(state);
  let cursor = cursorOf(state);
  const stop = min(length, position + CHUNK_ELEMENTS);
  const begun = position;
  while (position < stop) {
    const next = readPlain(cursor, end);
    if (next != 0) {
      store<u64>(elementAddress(array, position++), load<u64>(R_RESULT));
      cursor = next;
    } else if (load<u8>(cursor) == Tag.HOLE) {
      store<u64>(elementAddress(array, position++), HOLE);
      cursor++;
    } else break;
  }
  setCursor(state, cursor);
  setLength(array, position);
  store<u32>(frame, position, WALK_POSITION);
  spend(state, position - begun);
  return position < stop ? readValue(state) : DONE;
}

/** Elements stored in one go. */
const CHUNK_ELEMENTS: u32 = 512;

function fillRecord(state: u32, frame: u32, length: u32): i32 {
  const slots = pointer(load<u64>(frame)) + OBJECT_SLOTS;
  const end = endOf(state);
  let cursor = cursorOf(state);
  let position = load<u32>(frame, WALK_POSITION);
  const begun = position;
  while (position < length) {
    const next = readPlain(cursor, end);
    if (next == 0) break;
    store<u64>(slots + (position++ << 3), load<u64>(R_RESULT));
    cursor = next;
  }
  setCursor(state, cursor);
  store<u32>(frame, position, WALK_POSITION);
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
      const shape = instanceShape(
        CoreBuiltin.FOREIGN_PROTOTYPE,
        ClassId.FOREIGN,
        0,
        FOREIGN_INTERNAL_SLOTS,
      );
      if (shape == 0 || !ensureObject(state) || !reserve(objectBytes(shape))) return RETRY;
      const object = newObject(shape);
      store<u64>(object, <u64>length, OBJECT_SLOTS);
      setCursor(state, cursor);
      return begin(state, box(TAG_OBJECT, object), Build.NONE, 0, UNDEFINED);
    }
    default:
      // The host refuses what guests cannot have yet, and writes absent elements into arrays only.
      unreachable();
      return DONE;
  }
}

// ---- Collections ----

function readCollection(state: u32, cursor: u32, isMap: bool, entries: u32): i32 {
  const shape = isMap
    ? instanceShape(CoreBuiltin.MAP_PROTOTYPE, ClassId.MAP, 0, COLLECTION_INTERNAL_SLOTS)
    : instanceShape(CoreBuiltin.SET_PROTOTYPE, ClassId.SET, 0, COLLECTION_INTERNAL_SLOTS);
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
  const code = tableKey(key);
  if (code != DONE) return code;
  const wanted = load<u64>(R_RESULT);
  if (high(wanted) >= TAG_OBJECT) {
    const identity = ensureIdentity(wanted);
    if (identity != DONE) return identity;
  }
  const entry = tableFind(load<u32>(collection, OBJECT_SLOTS), wanted);
  if (entry != 0) {
    store<u64>(entry, value, ENTRY_VALUE);
    return DONE;
  }
  const room = makeTableRoom(collection, OBJECT_SLOTS);
  if (room != DONE) return room;
  tableAppend(load<u32>(collection, OBJECT_SLOTS), wanted, value, 0);
  return DONE;
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
  const position = load<u32>(frame, WALK_POSITION);
  let code: i32 = DONE;
  switch (<i32>load<u8>(frame, WALK_KIND)) {
    case Build.ARRAY:
      code = pushElement(container, value);
      break;
    case Build.RECORD:
      store<u64>(container + OBJECT_SLOTS + (position << 3), value);
      break;
    case Build.MAP:
      if (position & 1) code = addEntry(container, load<u64>(frame, WALK_DETAIL), value);
      if (code == DONE) store<u64>(frame, position & 1 ? EMPTY : value, WALK_DETAIL);
      break;
    case Build.SET:
      code = addEntry(container, value, UNDEFINED);
      break;
    default:
      code = putProperty(
        container,
        getSlot(pointer(load<u64>(frame, WALK_DETAIL)), position + 1),
        value,
      );
  }
  if (code == DONE) store<u32>(frame, position + 1, WALK_POSITION);
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
  const kind = <i32>load<u8>(frame, WALK_KIND);
  const container = load<u64>(frame);
  const detail = load<u64>(frame, WALK_DETAIL);
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
