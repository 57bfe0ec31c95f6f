/**
 * Shapes (hidden classes): which own properties an object has, in which order, with which attributes, and its prototype.
 *
 * All shapes are records of SHAPE_BYTES in one slot array (R_SHAPES), known by index; an object's second header word is its shape's index.
 * A record, in slots:
 *   0  prototype: an object or NULL
 *   1  keys: internal slot array of pairs (key, attributes), at least `count` of them; shared along a line of transitions; UNDEFINED when none
 *   2  raw: number of properties
 *   3  transitions: internal hash table of (key, attributes, child index) triples, or UNDEFINED
 *   4  raw: class id (8 bits) | flags (8) << 8 | inline properties (16) << 16 | internal slots (8) << 32
 *   5  raw: number of transitions
 *   6  raw: unique shapes of prototypes: index of the root shape of plain instances (0 = none); builtins: high half = builtin index + 1
 *   7  raw: parent index
 *
 * Shapes are immortal, so whether one exists is a function of the program alone and no collection can be noticed (RULES 1, 9).
 * Their number is bounded: MAX_TRANSITIONS children of one shape by assignment, MAX_PROPERTIES properties; beyond that objects become dictionaries.
 * A *unique* shape belongs to one object (every object that serves as a prototype has one) and is changed in place.
 */
import {
  ACCESSOR,
  CONFIGURABLE,
  FIRST_SHAPE,
  HEADER_SIZE,
  KIND_SLOTS,
  KIND_STACK,
  MAX_SHAPES,
  SHAPE_BUILTIN,
  SHAPE_BYTES,
  SHAPE_COUNT,
  SHAPE_INSTANCES,
  SHAPE_KEYS,
  SHAPE_LAYOUT,
  SHAPE_PARENT,
  SHAPE_PROTOTYPE,
  SHAPE_TRANSITIONS,
  SHAPE_TRANSITION_COUNT,
  WRITABLE,
} from '../layouts';
import { H_CACHE_EPOCH, H_SHAPES, H_WORK_CURSOR, R_SHAPES, R_WORK0 } from '../memory-map';
import { chargeBytes, chargeMark, keepCharge } from '../protocol';
import { UNDEFINED, boxInternal, pointer } from '../value';
import { WORK_CHUNK, Work, beginWork, endWork } from '../work-kinds';
import {
  allocate,
  allocateLasting,
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  sizeOf,
  slotArrayBytes,
  slotCount,
} from './allocate';

/** Indices that mean a primitive receiver in inline caches; no shape has them. */
export const PRIMITIVE_STRING: u32 = 1;
export const PRIMITIVE_NUMBER: u32 = 2;
export const PRIMITIVE_BOOLEAN: u32 = 3;
export const PRIMITIVE_SYMBOL: u32 = 4;

export const MAX_TRANSITIONS: u32 = 256;
/** More properties than this and an ordinary object becomes a dictionary. */
export const MAX_PROPERTIES: u32 = 128;

/** Attributes of a property of a frozen or sealed object: not configurable and, of a frozen data property, not writable. */
// @ts-ignore: decorator
@inline
export function restricted(attributes: u32, freeze: bool): u32 {
  const kept = attributes & ~CONFIGURABLE;
  return freeze && !(attributes & ACCESSOR) ? kept & ~WRITABLE : kept;
}

/** What any one shape operation may need at most, beyond the growth of the table, the key list and the transition table. */
const NEW_TABLE_SHAPES: u32 = 64;

// @ts-ignore: decorator
@inline
export function shapeAt(index: u32): u32 {
  return load<u32>(R_SHAPES) + HEADER_SIZE + index * SHAPE_BYTES;
}

// @ts-ignore: decorator
@inline
export function shapeClass(shape: u32): u32 {
  return load<u8>(shape + SHAPE_LAYOUT);
}

// @ts-ignore: decorator
@inline
export function shapeFlags(shape: u32): u32 {
  return load<u8>(shape + SHAPE_LAYOUT, 1);
}

// @ts-ignore: decorator
@inline
export function shapeInline(shape: u32): u32 {
  return load<u16>(shape + SHAPE_LAYOUT, 2);
}

// @ts-ignore: decorator
@inline
export function shapeInternal(shape: u32): u32 {
  return load<u8>(shape + SHAPE_LAYOUT, 4);
}

// @ts-ignore: decorator
@inline
export function shapeCount(shape: u32): u32 {
  return load<u32>(shape + SHAPE_COUNT);
}

// @ts-ignore: decorator
@inline
export function shapePrototype(shape: u32): u64 {
  return load<u64>(shape + SHAPE_PROTOTYPE);
}

// @ts-ignore: decorator
@inline
export function isBuiltinShape(shape: u32): bool {
  return load<u32>(shape + SHAPE_BUILTIN) != 0;
}

/** The address of the i-th (key, attributes) pair. */
// @ts-ignore: decorator
@inline
export function shapePair(shape: u32, index: u32): u32 {
  return load<u32>(shape + SHAPE_KEYS) + HEADER_SIZE + (index << 4);
}

/** Reserves for one more shape and `bytes` more; false = RETRY. The shape limit is the caller's to check (`shapesFull`). */
// @ts-ignore: decorator
@inline
export function reserveShape(bytes: u32): bool {
  return reserveShapes(1, bytes);
}

/** The same for several shapes, fewer than a new table has. */
export function reserveShapes(shapes: u32, bytes: u32): bool {
  const table = load<u32>(R_SHAPES);
  if (slotCount(table) >= (load<u32>(H_SHAPES) + shapes) << 3) return reserve(bytes);
  return growShapeTable(table, bytes);
}

/** Doubles the table: up to a chunk at once, beyond that as work. */
function growShapeTable(table: u32, bytes: u32): bool {
  const size = slotArrayBytes(slotCount(table) << 1);
  const atOnce = size <= WORK_CHUNK;
  if (!reserve(atOnce ? size + bytes : size)) return false;
  const mark = chargeMark();
  const bigger = allocate(size, KIND_STACK, HEADER_SIZE);
  beginWork(Work.GROW_SHAPES, boxInternal(bigger), UNDEFINED, UNDEFINED);
  if (!atOnce) return false;
  runGrowShapes();
  keepCharge(mark);
  return true;
}

/** One chunk: bytes copied, then zeros. H_WORK_CURSOR = bytes filled; until the last the new table is a KIND_STACK object, as in element-growth.ts. */
export function runGrowShapes(): bool {
  const table = load<u32>(R_SHAPES);
  const bigger = pointer(load<u64>(R_WORK0));
  const size = sizeOf(bigger);
  const start = max(load<u32>(H_WORK_CURSOR), HEADER_SIZE);
  const end = min(size, start + WORK_CHUNK);
  const copied = max(start, min(end, sizeOf(table)));
  memory.copy(bigger + start, table + start, copied - start);
  memory.fill(bigger + copied, 0, end - copied);
  chargeBytes(end - start);
  store<u32>(bigger, end, 4);
  store<u32>(H_WORK_CURSOR, end);
  if (end < size) return false;
  store<u32>(bigger, size | KIND_SLOTS);
  store<u32>(bigger, 0, 4);
  store<u64>(R_SHAPES, boxInternal(bigger));
  return endWork();
}

// @ts-ignore: decorator
@inline
export function shapesFull(): bool {
  return load<u32>(H_SHAPES) >= MAX_SHAPES;
}

/** May shape `index` have one more child? Its number of properties is the caller's to check. */
export function canAddTransition(index: u32): bool {
  return !shapesFull() && load<u32>(shapeAt(index) + SHAPE_TRANSITION_COUNT) < MAX_TRANSITIONS;
}

/** Makes the table at initialisation. */
export function createShapeTable(): void {
  const table = allocateSlotArray(NEW_TABLE_SHAPES << 3, 0);
  store<u64>(R_SHAPES, boxInternal(table));
  store<u32>(H_SHAPES, FIRST_SHAPE);
}

/** A new shape without properties; only after `reserveShape`. */
export function newShape(
  prototype: u64,
  classId: u32,
  flags: u32,
  inlineProperties: u32,
  internalSlots: u32,
): u32 {
  const index = load<u32>(H_SHAPES);
  store<u32>(H_SHAPES, index + 1);
  const shape = shapeAt(index);
  store<u64>(shape + SHAPE_PROTOTYPE, prototype);
  store<u64>(shape + SHAPE_KEYS, UNDEFINED);
  store<u64>(shape + SHAPE_COUNT, 0);
  store<u64>(shape + SHAPE_TRANSITIONS, UNDEFINED);
  store<u64>(
    shape + SHAPE_LAYOUT,
    <u64>(classId | (flags << 8) | (inlineProperties << 16)) | ((<u64>internalSlots) << 32),
  );
  store<u64>(shape + SHAPE_TRANSITION_COUNT, 0);
  store<u64>(shape + SHAPE_INSTANCES, 0);
  store<u64>(shape + SHAPE_PARENT, 0);
  return index;
}

/** The child of shape `index` by (key, attributes), or 0. */
export function findTransition(index: u32, key: u64, attributes: u32): u32 {
  const transitions = load<u64>(shapeAt(index) + SHAPE_TRANSITIONS);
  if (transitions == UNDEFINED) return 0;
  let entry = pointer(transitions) + HEADER_SIZE;
  for (
    let i: u32 = 0, n = load<u32>(shapeAt(index) + SHAPE_TRANSITION_COUNT);
    i < n;
    i++, entry += 16
  ) {
    if (load<u64>(entry) == key && load<u32>(entry, 12) == attributes) return load<u32>(entry, 8);
  }
  return 0;
}

/** Bytes `addTransition` may need, shape table excluded. */
export function transitionBytes(index: u32): u32 {
  const shape = shapeAt(index);
  const keys = load<u64>(shape + SHAPE_KEYS);
  const count = shapeCount(shape);
  const keyBytes = slotArrayBytes(((keys == UNDEFINED ? 0 : count) + 4) << 2);
  const transitions = load<u32>(shape + SHAPE_TRANSITION_COUNT);
  return keyBytes + slotArrayBytes((transitions + 2) << 2);
}

/** Appends (key, attributes) to the key list that shape `index` sees, sharing the list when this shape is at its end; returns the list. */
function extendKeys(index: u32, key: u64, attributes: u32): u64 {
  const shape = shapeAt(index);
  const count = shapeCount(shape);
  const keys = load<u64>(shape + SHAPE_KEYS);
  let list: u32;
  if (
    keys != UNDEFINED &&
    count << 1 < slotCount(pointer(keys)) &&
    getSlot(pointer(keys), count << 1) == 0
  ) {
    list = pointer(keys); // the next pair is free: no other line of transitions has taken it
  } else {
    const capacity = count + 2 + (count >>> 1);
    list = allocateLasting(capacity << 1, 0);
    if (keys != UNDEFINED) memory.copy(list + HEADER_SIZE, pointer(keys) + HEADER_SIZE, count << 4);
  }
  setSlot(list, count << 1, key);
  setSlot(list, (count << 1) + 1, <u64>attributes);
  return boxInternal(list);
}

/** Makes the child of shape `index` by (key, attributes); only after `reserveShape(transitionBytes(index))`. */
export function addTransition(index: u32, key: u64, attributes: u32): u32 {
  const keys = extendKeys(index, key, attributes);
  let shape = shapeAt(index);
  const child = newShape(
    shapePrototype(shape),
    shapeClass(shape),
    shapeFlags(shape),
    shapeInline(shape),
    shapeInternal(shape),
  );
  shape = shapeAt(index);
  const childShape = shapeAt(child);
  store<u64>(childShape + SHAPE_KEYS, keys);
  store<u64>(childShape + SHAPE_COUNT, <u64>shapeCount(shape) + 1);
  store<u64>(childShape + SHAPE_PARENT, <u64>index);
  linkTransition(index, key, attributes, child);
  return child;
}

/** Records that (key, attributes) leads from shape `index` to `child`. */
function linkTransition(index: u32, key: u64, attributes: u32, child: u32): void {
  const shape = shapeAt(index);
  const count = load<u32>(shape + SHAPE_TRANSITION_COUNT);
  let transitions = load<u64>(shape + SHAPE_TRANSITIONS);
  if (transitions == UNDEFINED || count << 1 >= slotCount(pointer(transitions))) {
    const bigger = allocateLasting(count < 2 ? 2 << 1 : count << 2, 0);
    if (transitions != UNDEFINED)
      memory.copy(bigger + HEADER_SIZE, pointer(transitions) + HEADER_SIZE, count << 4);
    transitions = boxInternal(bigger);
    store<u64>(shapeAt(index) + SHAPE_TRANSITIONS, transitions);
  }
  setSlot(pointer(transitions), count << 1, key);
  setSlot(pointer(transitions), (count << 1) + 1, <u64>child | ((<u64>attributes) << 32));
  store<u32>(shapeAt(index) + SHAPE_TRANSITION_COUNT, count + 1);
}

/** Bytes `appendUnique` may need. */
export function uniqueBytes(index: u32): u32 {
  return slotArrayBytes((shapeCount(shapeAt(index)) + 4) << 2);
}

/** Adds (key, attributes) to a unique shape, in place; only after `reserve(uniqueBytes(index))`. */
export function appendUnique(index: u32, key: u64, attributes: u32): void {
  const keys = extendKeys(index, key, attributes);
  const shape = shapeAt(index);
  store<u64>(shape + SHAPE_KEYS, keys);
  store<u32>(shape + SHAPE_COUNT, shapeCount(shape) + 1);
  bumpEpoch();
}

/** Gives a unique shape a key list of its own in the heap (builtins start with one in the code area); reserve `uniqueBytes` first. */
export function ownKeyList(index: u32): void {
  const shape = shapeAt(index);
  const count = shapeCount(shape);
  const list = allocateLasting((count + 2) << 1, 0);
  if (count) memory.copy(list + HEADER_SIZE, shapePair(shape, 0), count << 4);
  store<u64>(shapeAt(index) + SHAPE_KEYS, boxInternal(list));
}

/** Every method cache becomes stale. */
// @ts-ignore: decorator
@inline
export function bumpEpoch(): void {
  store<u32>(H_CACHE_EPOCH, load<u32>(H_CACHE_EPOCH) + 1);
}

/** Index of the property in the shape's key list, or -1. */
export function findKey(shape: u32, key: u64): i32 {
  const count = shapeCount(shape);
  if (count == 0) return -1;
  let pair = shapePair(shape, 0);
  for (let i: u32 = 0; i < count; i++, pair += 16) {
    if (load<u64>(pair) == key) return <i32>i;
  }
  return -1;
}

// @ts-ignore: decorator
@inline
export function pairAttributes(shape: u32, index: u32): u32 {
  return load<u32>(shapePair(shape, index), 8);
}
