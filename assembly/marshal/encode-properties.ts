/** Properties of any object, and entries of collections, on their way into a message (encode.ts). */
import { getSlot, setSlot } from '../heap/allocate';
import { classOf, shapeOf, slotAddress } from '../heap/objects';
import {
  pairAttributes,
  shapeAt,
  shapeClass,
  shapeCount,
  shapeFlags,
  shapePair,
} from '../heap/shapes';
import { entryAt, tableUsed } from '../heap/tables';
import {
  ACCESSOR,
  ENTRY_ATTRIBUTES,
  ENTRY_VALUE,
  ENUMERABLE,
  E_BUFFER,
  E_DEPTH,
  E_SHAPE_COUNT,
  E_WORK,
  OBJECT_OVERFLOW,
  OBJECT_SLOTS,
  SHAPE_DICTIONARY,
  WALK_KIND,
  WALK_SUBJECT,
  Walk,
} from '../layouts';
import { H_MAX_MESSAGE_VALUES, R_RESULT } from '../memory-map';
import { ClassId, KnownKey } from '../names';
import { DONE, RETRY, knownString } from '../protocol';
import { HOLE, UNDEFINED, isNumber, isSymbol, numberValue, pointer } from '../value';
import { currentChunk, cursorOf, ensureFree, putLength, setCursor } from './buffer';
import { isLoose, writeValue } from './encode';
import { startText } from './encode-text';
import { hasCause } from './encode-errors';
import {
  CHUNK_STEPS,
  VALUE_BYTES,
  become,
  ensureFrame,
  frameDetail,
  frameKind,
  framePosition,
  pop,
  refuse,
  setPosition,
  spend,
} from './encode-state';
import { Tag } from './format';

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

export function countStep(state: u32, frame: u32): i32 {
  const object = pointer(load<u64>(frame, WALK_SUBJECT));
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
    store<u64>(frame, ((<u64>count) << 8) | <u64>Walk.COUNT, WALK_KIND);
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

export function keyStep(state: u32, frame: u32): i32 {
  const object = pointer(load<u64>(frame, WALK_SUBJECT));
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

export function valueStep(state: u32, frame: u32): i32 {
  const object = pointer(load<u64>(frame, WALK_SUBJECT));
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
export function collectionStep(state: u32, frame: u32): i32 {
  const table = pointer(load<u64>(pointer(load<u64>(frame, WALK_SUBJECT)), OBJECT_SLOTS));
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
