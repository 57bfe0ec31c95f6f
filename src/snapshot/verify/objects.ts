/** Objects: as large as their shape says, with the internal slots of their class and properties where their shape has them. */
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  COLLECTION_TABLE,
  ERROR_CAPTURED_STACK,
  FUNCTION_INSTANCES,
  FUNCTION_TEMPLATE,
  ITERATOR_INDEX,
  ITERATOR_KIND,
  ITERATOR_SOURCE,
  IteratorKind,
  KIND_SLOTS,
  OBJECT_OVERFLOW,
  OBJECT_SLOTS,
  PROMISE_COROUTINE,
  PROMISE_REACTIONS,
  PROMISE_STATE,
  PROMISE_VALUE,
  QUEUE_SLOTS,
  REACTION_DERIVED,
  REACTION_REJECTED,
  REACTION_SLOTS,
  REACTION_TASK,
  REJECTED,
  SHAPE_DICTIONARY,
  TABLE_FIXED_SLOTS,
  WRAPPED,
} from '../../../assembly/layouts';
import { ClassId } from '../../../assembly/names';
import {
  SPECIAL_FALSE,
  SPECIAL_TRUE,
  TAG_INTERNAL,
  TAG_OBJECT,
  TAG_SPECIAL,
  TAG_STRING,
  TAG_SYMBOL,
} from '../../../assembly/value';
import { bad, type Heap, Role, slotAt } from './heap';
import { checkQueue } from './lists';
import type { Shape, Shapes } from './shapes';
import { usedEntries } from './tables';

export function visitObjects(heap: Heap, shapes: Shapes): void {
  heap.visit(Role.OBJECT, (address) => {
    const shape = shapes.of(address);
    if (heap.kind(address) !== KIND_SLOTS || heap.size(address) < shape.bytes) {
      bad(`the object at ${address} is smaller than its shape`);
    }
    if (shape.classId === ClassId.FUNCTION) visitFunction(heap, shapes, shape, address);
    else if (heap.size(address) !== shape.bytes) bad(`the object at ${address} is too large`);
    visitInternalSlots(heap, shape, address);
    visitProperties(heap, shape, address);
  });
  heap.visit(Role.REACTIONS, (list) => visitReactions(heap, list));
}

// ---- Properties ----

function visitProperties(heap: Heap, shape: Shape, address: number): void {
  const { inline, internal, count, accessors, lazyProperties } = shape;
  const first = address + OBJECT_SLOTS + 8 * internal;
  for (let index = 0; index < inline; index++) {
    const slot = first + 8 * index;
    // What an object had before it became a dictionary stays where it was, and nobody reads it.
    if (index >= count) heap.opaque(slot);
    else if (index < lazyProperties && heap.isHole(slot)) continue;
    else if (accessors.has(index)) heap.internal(slot, Role.ACCESSOR);
    else visitProperty(heap, shape, slot);
  }
  const overflow = address + OBJECT_OVERFLOW;
  if (shape.flags & SHAPE_DICTIONARY) {
    heap.owned(overflow, Role.PROPERTIES);
    return;
  }
  const outside = Math.max(0, count - inline);
  if (heap.isUndefined(overflow)) {
    if (outside > 0) bad(`the object at ${address} has lost properties`);
    return;
  }
  const array = heap.owned(overflow, Role.OVERFLOW);
  const slots = heap.slotCount(array, 1 + outside);
  heap.rawUpTo(slotAt(array, 0), 0x7fffffff);
  for (let index = 1; index < slots; index++) {
    const slot = slotAt(array, index);
    if (index > outside) heap.opaque(slot);
    else if (accessors.has(inline + index - 1)) heap.internal(slot, Role.ACCESSOR);
    else visitProperty(heap, shape, slot);
  }
}

/** Only where a builtin's property is not made yet may it hold the hole; objects of the library use it as a value of their own. */
function visitProperty(heap: Heap, { builtin }: Shape, slot: number): void {
  if (builtin >= 0 && heap.isHole(slot)) bad('a builtin has lost a property');
  heap.anyValue(slot);
}

// ---- Classes ----

function visitFunction(heap: Heap, shapes: Shapes, shape: Shape, address: number): void {
  const template = heap.constants.template(heap.raw(address + FUNCTION_TEMPLATE));
  if (template === undefined) bad(`the function at ${address} has no code`);
  shapes.checkInstances(heap.raw(address + FUNCTION_INSTANCES));
  const { cells } = template;
  const captures = address + shape.bytes;
  const end = address + heap.size(address);
  // A builtin's properties lie where other functions have what they captured.
  if (shape.inline > 0 ? cells.length > 0 || captures !== end : captures + 8 * cells.length > end) {
    bad(`the function at ${address} has not captured what it uses`);
  }
  for (let slot = captures, index = 0; slot < end; slot += 8, index++) {
    if (cells[index]) heap.internal(slot, Role.CELL);
    else heap.anyValue(slot);
  }
}

function visitInternalSlots(heap: Heap, { classId }: Shape, address: number): void {
  switch (classId) {
    case ClassId.ARRAY: {
      const elements = address + ARRAY_ELEMENTS;
      let capacity = 0;
      if (!heap.isUndefined(elements)) {
        capacity = heap.slotCount(heap.owned(elements, Role.ELEMENTS));
      }
      heap.rawUpTo(address + ARRAY_LENGTH, capacity);
      return;
    }
    case ClassId.ERROR:
      heap.optional(address + ERROR_CAPTURED_STACK, Role.CAPTURED_STACK);
      return;
    case ClassId.MAP:
    case ClassId.SET:
      heap.internal(address + COLLECTION_TABLE, Role.COLLECTION);
      return;
    case ClassId.PROMISE:
      visitPromise(heap, address);
      return;
    case ClassId.ITERATOR:
      visitIterator(heap, address);
      return;
    case ClassId.FOREIGN:
      heap.raw(address + OBJECT_SLOTS);
      return;
    case ClassId.BOOLEAN:
    case ClassId.NUMBER:
    case ClassId.STRING:
    case ClassId.SYMBOL:
      visitWrapper(heap, classId, address + WRAPPED);
      return;
    default:
      return;
  }
}

function visitWrapper(heap: Heap, classId: ClassId, slot: number): void {
  const low = heap.u32(slot);
  const high = heap.u32(slot + 4);
  const isRight =
    classId === ClassId.NUMBER
      ? high < TAG_SPECIAL
      : classId === ClassId.STRING
        ? high === TAG_STRING
        : classId === ClassId.SYMBOL
          ? high === TAG_SYMBOL
          : high === TAG_SPECIAL && (low === SPECIAL_FALSE || low === SPECIAL_TRUE);
  if (!isRight) bad(`the wrapper around ${slot} holds another kind of value`);
  heap.value(slot);
}

function visitIterator(heap: Heap, address: number): void {
  const source = address + ITERATOR_SOURCE;
  heap.rawUpTo(address + ITERATOR_KIND, IteratorKind.COUNT - 1);
  const index = heap.raw(address + ITERATOR_INDEX);
  if (heap.u32(source + 4) === TAG_INTERNAL) {
    const table = heap.internal(source, Role.COLLECTION);
    heap.slotCount(table, TABLE_FIXED_SLOTS);
    if (index > usedEntries(heap, table)) bad('an iterator stands behind the end of its table');
    return;
  }
  const tag = heap.u32(source + 4);
  const isSource = tag === TAG_STRING || tag >= TAG_OBJECT;
  if (!isSource && !heap.isUndefined(source)) {
    bad('an iterator goes over nothing');
  }
  heap.value(source);
}

// ---- Promises ----

function visitPromise(heap: Heap, address: number): void {
  heap.rawUpTo(address + PROMISE_STATE, REJECTED);
  heap.value(address + PROMISE_VALUE);
  if (!heap.isUndefined(address + PROMISE_REACTIONS)) {
    heap.owned(address + PROMISE_REACTIONS, Role.REACTIONS);
  }
  heap.optional(address + PROMISE_COROUTINE, Role.COROUTINE);
}

/** What waits for a promise: one reaction, or a queue of them. */
function visitReactions(heap: Heap, list: number): void {
  if (heap.slotCount(list) === QUEUE_SLOTS)
    checkQueue(heap, list, (slot) => checkReaction(heap, slot));
  else if (heap.slotCount(list) === REACTION_SLOTS) checkReaction(heap, slotAt(list, 0));
  else bad('a promise is waited for oddly');
}

/** Handlers or a coroutine, the promise of then(), the root Task. */
function checkReaction(heap: Heap, slot: number): void {
  if (heap.u32(slot + 4) === TAG_INTERNAL) heap.internal(slot, Role.COROUTINE);
  else heap.value(slot);
  heap.value(slot + REACTION_REJECTED);
  heap.value(slot + REACTION_DERIVED);
  heap.raw(slot + REACTION_TASK);
}
