/**
 * Objects and their own properties. Prototype chains, accessors and inline caches are properties.ts' business.
 *
 *   object    | header, shape | overflow | internal slots of the class | inline properties |
 *   overflow  UNDEFINED, or an internal slot array: slot 0 = identity hash (raw), then the properties that do not fit inline;
 *             of a dictionary object: its hash table (tables.ts)
 *
 * Property keys are interned strings, symbols, or numbers (array indices). Functions here take keys in that form.
 * Every function that may allocate returns a result code and changes nothing when it returns RETRY.
 */
import {
  ENTRY_ATTRIBUTES,
  ENTRY_VALUE,
  HEADER_SIZE,
  KIND_SLOTS,
  MIN_CAPACITY,
  OBJECT_OVERFLOW,
  OBJECT_SLOTS,
  SHAPE_BYTES,
  SHAPE_COUNT,
  SHAPE_DICTIONARY,
  SHAPE_INSTANCES,
  SHAPE_IS_PROTOTYPE,
  SHAPE_KEYS,
  SHAPE_LAYOUT,
  SHAPE_PROTOTYPE,
  SHAPE_UNIQUE,
} from '../layouts';
import { H_FOUND_ATTRIBUTES } from '../memory-map';
import { materialise } from '../builtins';
import { ClassId } from '../names';
import { DONE, RETRY, charge, chargeMark, keepCharge } from '../protocol';
import {
  HOLE,
  TAG_ARRAY,
  TAG_FUNCTION,
  TAG_OBJECT,
  UNDEFINED,
  box,
  boxInternal,
  isNumber,
  pointer,
} from '../value';
import {
  allocate,
  allocateLasting,
  fillSlots,
  reserve,
  setSlot,
  slotArrayBytes,
  slotCount,
} from './allocate';
import {
  MAX_PROPERTIES,
  addTransition,
  appendUnique,
  bumpEpoch,
  canAddTransition,
  findKey,
  findTransition,
  isBuiltinShape,
  newShape,
  ownKeyList,
  pairAttributes,
  reserveShape,
  restricted,
  shapeAt,
  shapeClass,
  shapeCount,
  shapeFlags,
  shapeInline,
  shapeInternal,
  shapePair,
  shapePrototype,
  shapesFull,
  transitionBytes,
  uniqueBytes,
} from './shapes';
import { makeTableRoom } from './table-growth';
import { newTable, tableAppend, tableBytes, tableDelete, tableFind } from './tables';

// @ts-ignore: decorator
@inline
export function shapeOf(object: u32): u32 {
  return load<u32>(object, 4);
}

// @ts-ignore: decorator
@inline
export function setShape(object: u32, shape: u32): void {
  store<u32>(object, shape, 4);
}

// @ts-ignore: decorator
@inline
export function classOf(object: u32): u32 {
  return shapeClass(shapeAt(shapeOf(object)));
}

export function objectBytes(shapeIndex: u32): u32 {
  const shape = shapeAt(shapeIndex);
  return OBJECT_SLOTS + ((shapeInternal(shape) + shapeInline(shape)) << 3);
}

/** A new object, all slots undefined; only after `reserve(objectBytes(shape))`. */
export function newObject(shapeIndex: u32): u32 {
  const bytes = objectBytes(shapeIndex);
  const object = allocate(bytes, KIND_SLOTS, shapeIndex);
  fillSlots(object + OBJECT_OVERFLOW, (bytes - OBJECT_OVERFLOW) >>> 3, UNDEFINED);
  return object;
}

/** The tag that values of this object carry. */
// @ts-ignore: decorator
@inline
export function boxObject(object: u32): u64 {
  const classId = classOf(object);
  return box(
    classId == ClassId.ARRAY ? TAG_ARRAY : classId == ClassId.FUNCTION ? TAG_FUNCTION : TAG_OBJECT,
    object,
  );
}

/** Address of the slot of the index-th property under this shape. */
// @ts-ignore: decorator
@inline
export function slotAddress(object: u32, shape: u32, index: u32): u32 {
  const inlineCount = shapeInline(shape);
  if (index < inlineCount) return object + OBJECT_SLOTS + ((shapeInternal(shape) + index) << 3);
  return load<u32>(object, OBJECT_OVERFLOW) + HEADER_SIZE + ((index - inlineCount + 1) << 3);
}

// @ts-ignore: decorator
@inline
export function foundAttributes(): u32 {
  return load<u32>(H_FOUND_ATTRIBUTES);
}

/**
 * Address of the slot of an own property, or 0; its attributes are left in H_FOUND_ATTRIBUTES.
 * Array elements, an array's length and properties that functions make lazily are not seen here.
 */
export function findOwn(object: u32, key: u64): u32 {
  const shape = shapeAt(shapeOf(object));
  if (shapeFlags(shape) & SHAPE_DICTIONARY) {
    const entry = tableFind(load<u32>(object, OBJECT_OVERFLOW), key);
    if (entry == 0) return 0;
    store<u32>(H_FOUND_ATTRIBUTES, load<u32>(entry, ENTRY_ATTRIBUTES));
    return entry + ENTRY_VALUE;
  }
  const index = findKey(shape, key);
  if (index < 0) return 0;
  store<u32>(H_FOUND_ATTRIBUTES, pairAttributes(shape, index));
  return slotAddress(object, shape, index);
}

/** Does the overflow array hold property `index`? */
// @ts-ignore: decorator
@inline
function overflowHolds(object: u32, inlineCount: u32, index: u32): bool {
  if (index < inlineCount) return true;
  const overflow = load<u64>(object, OBJECT_OVERFLOW);
  return overflow != UNDEFINED && slotCount(pointer(overflow)) > index - inlineCount + 1;
}

// @ts-ignore: decorator
@inline
function overflowCapacity(index: u32): u32 {
  return index < 2 ? 3 : index + (index >>> 1) + 2;
}

/** A larger overflow array; only after reserving `slotArrayBytes(slots)`. */
function growOverflow(object: u32, slots: u32): void {
  const old = load<u64>(object, OBJECT_OVERFLOW);
  const bigger = allocateLasting(slots, UNDEFINED);
  if (old == UNDEFINED) setSlot(bigger, 0, 0);
  else memory.copy(bigger + HEADER_SIZE, pointer(old) + HEADER_SIZE, slotCount(pointer(old)) << 3);
  store<u64>(object, boxInternal(bigger), OBJECT_OVERFLOW);
}

/** Gives an object that will be a key of a Map or Set a place for its identity hash. */
export function ensureIdentity(value: u64): i32 {
  const object = pointer(value);
  if (load<u64>(object, OBJECT_OVERFLOW) != UNDEFINED) return DONE;
  if (!reserve(slotArrayBytes(1))) return RETRY;
  growOverflow(object, 1);
  return DONE;
}

/** Adds an own property that is known to be absent, to an extensible object. */
export function addProperty(object: u32, key: u64, value: u64, attributes: u32): i32 {
  const index = shapeOf(object);
  const shape = shapeAt(index);
  const flags = shapeFlags(shape);
  if (flags & SHAPE_DICTIONARY) return addToDictionary(object, key, value, attributes);
  const count = shapeCount(shape);
  const inlineCount = shapeInline(shape);
  const growth = overflowHolds(object, inlineCount, count)
    ? 0
    : overflowCapacity(count - inlineCount + 1);
  const growthBytes = growth ? slotArrayBytes(growth) : 0;
  if (flags & SHAPE_UNIQUE && count < MAX_PROPERTIES && !isNumber(key)) {
    if (!reserve(uniqueBytes(index) + growthBytes)) return RETRY;
    if (growth) growOverflow(object, growth);
    appendUnique(index, key, attributes);
    store<u64>(slotAddress(object, shapeAt(index), count), value);
    return DONE;
  }
  let child: u32 = 0;
  if (!isNumber(key)) {
    child = findTransition(index, key, attributes);
    if (child == 0 && count < MAX_PROPERTIES && canAddTransition(index)) {
      if (!reserveShape(transitionBytes(index) + growthBytes)) return RETRY;
      child = addTransition(index, key, attributes);
    }
  }
  if (child == 0) {
    const code = toDictionary(object);
    return code == DONE ? addToDictionary(object, key, value, attributes) : code;
  }
  if (growth) {
    if (!reserve(growthBytes)) return RETRY;
    growOverflow(object, growth);
  }
  store<u64>(slotAddress(object, shapeAt(child), count), value);
  setShape(object, child);
  return DONE;
}

function addToDictionary(object: u32, key: u64, value: u64, attributes: u32): i32 {
  const room = makeTableRoom(object, OBJECT_OVERFLOW);
  if (room != DONE) return room;
  const table = load<u32>(object, OBJECT_OVERFLOW);
  tableAppend(table, key, value, attributes);
  if (shapeFlags(shapeAt(shapeOf(object))) & SHAPE_IS_PROTOTYPE) bumpEpoch();
  return DONE;
}

/** Makes every value of a builtin object whose slot is still HOLE. */
function materialiseAll(object: u32): i32 {
  const count = shapeCount(shapeAt(shapeOf(object)));
  for (let i: u32 = 0; i < count; i++) {
    const slot = slotAddress(object, shapeAt(shapeOf(object)), i);
    if (load<u64>(slot) != HOLE) continue;
    const code = materialise(object, slot);
    if (code != DONE) return code;
  }
  return DONE;
}

/** The shape of dictionary objects with the same prototype, class and flags as shape `index`; 0 = RETRY. */
function dictionaryShape(index: u32): u32 {
  let shape = shapeAt(index);
  if (shapeFlags(shape) & SHAPE_UNIQUE) return index;
  const found = findTransition(index, HOLE, shapeFlags(shape));
  if (found) return found;
  // The root of the line is shared by all its shapes, so dictionaries made from them are few; the link is kept at the shape itself.
  if (!reserveShape(transitionBytes(index))) return 0;
  const child = addTransition(index, HOLE, shapeFlags(shape));
  shape = shapeAt(child);
  store<u64>(shape + SHAPE_KEYS, UNDEFINED);
  store<u64>(shape + SHAPE_COUNT, 0);
  store<u8>(shape + SHAPE_LAYOUT, <u8>(shapeFlags(shape) | SHAPE_DICTIONARY), 1);
  return child;
}

/** Steps of turning an object without properties into a dictionary. */
const DICTIONARY_STEPS: u32 = 8;

/** Turns an object into a dictionary. */
export function toDictionary(object: u32): i32 {
  if (isBuiltinShape(shapeAt(shapeOf(object)))) {
    const code = materialiseAll(object);
    if (code != DONE) return code;
  }
  const index = shapeOf(object);
  const count = shapeCount(shapeAt(index));
  let capacity = MIN_CAPACITY;
  while (capacity <= count) capacity <<= 1;
  const dictionary = dictionaryShape(index);
  if (dictionary == 0) return RETRY;
  if (!reserveShape(tableBytes(capacity) + uniqueBytes(index))) return RETRY;
  const mark = chargeMark();
  const table = newTable(capacity);
  const old = load<u64>(object, OBJECT_OVERFLOW);
  if (old != UNDEFINED) setSlot(table, 0, load<u64>(pointer(old), HEADER_SIZE));
  const shape = shapeAt(index);
  for (let i: u32 = 0; i < count; i++) {
    const pair = shapePair(shape, i);
    tableAppend(
      table,
      load<u64>(pair),
      load<u64>(slotAddress(object, shape, i)),
      load<u32>(pair, 8),
    );
  }
  charge(DICTIONARY_STEPS + count);
  store<u64>(object, boxInternal(table), OBJECT_OVERFLOW);
  if (dictionary == index) {
    renewUnique(object);
    const own = shapeAt(shapeOf(object));
    store<u8>(own + SHAPE_LAYOUT, <u8>(shapeFlags(own) | SHAPE_DICTIONARY), 1);
    store<u64>(own + SHAPE_COUNT, 0);
    store<u64>(own + SHAPE_KEYS, UNDEFINED);
  } else setShape(object, dictionary);
  keepCharge(mark);
  return DONE;
}

/** Removes an own property (found, configurable). */
export function removeOwn(object: u32, key: u64): i32 {
  const index = shapeOf(object);
  const shape = shapeAt(index);
  if (!(shapeFlags(shape) & SHAPE_DICTIONARY)) {
    const code = toDictionary(object);
    if (code != DONE) return code;
  }
  const table = load<u32>(object, OBJECT_OVERFLOW);
  const entry = tableFind(table, key);
  if (entry) tableDelete(table, entry);
  if (shapeFlags(shapeAt(shapeOf(object))) & SHAPE_IS_PROTOTYPE) bumpEpoch();
  return DONE;
}

/** Gives an existing own property new attributes (and keeps its value). */
export function setAttributes(object: u32, key: u64, attributes: u32): i32 {
  const index = shapeOf(object);
  const shape = shapeAt(index);
  const flags = shapeFlags(shape);
  if (!(flags & SHAPE_DICTIONARY)) {
    if (flags & SHAPE_UNIQUE) {
      if (!reserveShape(uniqueBytes(index))) return RETRY;
      renewUnique(object);
      const own = shapeAt(shapeOf(object));
      const position = findKey(own, key);
      if (position >= 0) store<u64>(shapePair(own, position), <u64>attributes, 8);
      return DONE;
    }
    const code = toDictionary(object);
    if (code != DONE) return code;
  }
  const entry = tableFind(load<u32>(object, OBJECT_OVERFLOW), key);
  if (entry) store<u32>(entry, attributes, ENTRY_ATTRIBUTES);
  if (shapeFlags(shapeAt(shapeOf(object))) & SHAPE_IS_PROTOTYPE) bumpEpoch();
  return DONE;
}

/** Restricts all properties of an object with a unique shape: none is configurable, nor (when it freezes) a data property writable. */
export function restrictKeyList(object: u32, freeze: bool): i32 {
  if (!reserveShape(uniqueBytes(shapeOf(object)))) return RETRY;
  renewUnique(object);
  const shape = shapeAt(shapeOf(object));
  for (let i: u32 = 0, n = shapeCount(shape); i < n; i++) {
    const pair = shapePair(shape, i);
    store<u64>(pair, <u64>restricted(load<u32>(pair, 8), freeze), 8);
  }
  return DONE;
}

/**
 * Gives an object with a unique shape another unique shape, its twin: done before any change of that shape that own-property
 * caches could not notice. Only after `reserveShape(uniqueBytes(shape))`.
 */
function renewUnique(object: u32): void {
  const index = shapeOf(object);
  const twin = newShape(UNDEFINED, 0, 0, 0, 0);
  memory.copy(shapeAt(twin), shapeAt(index), SHAPE_BYTES);
  if (shapeCount(shapeAt(twin))) ownKeyList(twin);
  setShape(object, twin);
  bumpEpoch();
}

/** Gives the object a shape of its own, with the flags added. */
export function makeUnique(object: u32, addFlags: u32): i32 {
  const index = shapeOf(object);
  let shape = shapeAt(index);
  if (shapeFlags(shape) & SHAPE_UNIQUE) {
    store<u8>(shape + SHAPE_LAYOUT, <u8>(shapeFlags(shape) | addFlags), 1);
    return DONE;
  }
  if (!reserveShape(uniqueBytes(index))) return RETRY;
  const unique = newShape(
    shapePrototype(shape),
    shapeClass(shape),
    shapeFlags(shape) | SHAPE_UNIQUE | addFlags,
    shapeInline(shape),
    shapeInternal(shape),
  );
  shape = shapeAt(index);
  const copy = shapeAt(unique);
  store<u64>(copy + SHAPE_KEYS, load<u64>(shape + SHAPE_KEYS));
  store<u64>(copy + SHAPE_COUNT, load<u64>(shape + SHAPE_COUNT));
  if (shapeCount(copy)) ownKeyList(unique);
  setShape(object, unique);
  return DONE;
}

/**
 * Changes flags or prototype of an object's shape by a transition, so that objects treated alike share the result
 * (freeze, preventExtensions, setPrototypeOf). `marker` is a number key that no property uses as HOLE is, made of what changes.
 */
export function withFlags(object: u32, flags: u32): i32 {
  const index = shapeOf(object);
  let shape = shapeAt(index);
  if ((shapeFlags(shape) & flags) == flags) return DONE;
  if (shapeFlags(shape) & SHAPE_UNIQUE) {
    store<u8>(shape + SHAPE_LAYOUT, <u8>(shapeFlags(shape) | flags), 1);
    return DONE;
  }
  let child = findTransition(index, UNDEFINED, flags);
  if (child == 0) {
    if (shapesFull()) return makeUnique(object, flags);
    if (!reserveShape(transitionBytes(index))) return RETRY;
    child = addTransition(index, UNDEFINED, flags);
    shape = shapeAt(index);
    const copy = shapeAt(child);
    store<u64>(copy + SHAPE_KEYS, load<u64>(shape + SHAPE_KEYS));
    store<u64>(copy + SHAPE_COUNT, load<u64>(shape + SHAPE_COUNT));
    store<u8>(copy + SHAPE_LAYOUT, <u8>(shapeFlags(shape) | flags), 1);
  }
  setShape(object, child);
  return DONE;
}

/** Marks an object as one that others inherit from. */
export function markPrototype(object: u32): i32 {
  const shape = shapeAt(shapeOf(object));
  if (shapeFlags(shape) & SHAPE_IS_PROTOTYPE) return DONE;
  bumpEpoch();
  return makeUnique(object, SHAPE_IS_PROTOTYPE);
}

/** Replaces [[Prototype]]; the new one is an object (already marked as a prototype) or NULL. */
export function replacePrototype(object: u32, prototype: u64): i32 {
  const code = makeUnique(object, 0);
  if (code != DONE) return code;
  store<u64>(shapeAt(shapeOf(object)) + SHAPE_PROTOTYPE, prototype);
  bumpEpoch();
  return DONE;
}

/** Root shape of plain objects with this prototype (marked) and room for so many properties inline; 0 = RETRY. */
export function plainShape(prototype: u64, inlineProperties: u32): u32 {
  if (inlineProperties > 60) inlineProperties = 60;
  const owner = shapeAt(shapeOf(pointer(prototype)));
  let root = load<u32>(owner + SHAPE_INSTANCES);
  if (root == 0) {
    if (!reserveShape(0)) return 0;
    root = newShape(prototype, ClassId.OBJECT, 0, 0, 0);
    store<u32>(shapeAt(shapeOf(pointer(prototype))) + SHAPE_INSTANCES, root);
  }
  if (inlineProperties == 0) return root;
  const found = findTransition(root, 0x8000000000000000, inlineProperties);
  if (found) return found;
  if (!reserveShape(transitionBytes(root))) return 0;
  const child = addTransition(root, 0x8000000000000000, inlineProperties);
  const shape = shapeAt(child);
  store<u64>(shape + SHAPE_KEYS, UNDEFINED);
  store<u64>(shape + SHAPE_COUNT, 0);
  store<u16>(shape + SHAPE_LAYOUT, <u16>inlineProperties, 2);
  return child;
}

/** A cell around a value; only after `reserve(16)`. */
// @ts-ignore: decorator
@inline
export function newCell(value: u64): u32 {
  const cell = allocate(16, KIND_SLOTS, 0);
  store<u64>(cell, value, HEADER_SIZE);
  return cell;
}
