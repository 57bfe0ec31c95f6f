/**
 * Natives of the collections family; ids from 400: Map and Set, and the iterators of iterators.ts.
 *
 *   Map, Set  class MAP or SET, internal slot 0: its table (heap/tables.ts)
 */
import { instanceShapeOf } from '../builtins';
import { throwError, throwRangeError } from '../errors';
import { prototypeFor, templateOf } from '../functions';
import { reserve } from '../heap/allocate';
import { boxObject, classOf, ensureIdentity, newObject, objectBytes } from '../heap/objects';
import {
  characterBytes,
  flatString,
  intern,
  primitiveToString,
  startFlatten,
  stringLength,
} from '../heap/strings';
import { makeTableRoom } from '../heap/table-growth';
import {
  grownCapacity,
  hasIdentity,
  newTable,
  normalizeKey,
  tableAppend,
  tableBytes,
  tableClear,
  tableCount,
  tableDelete,
  tableFind,
  tableFull,
  tableUsed,
} from '../heap/tables';
import {
  COLLECTION_INTERNAL_SLOTS,
  COLLECTION_TABLE,
  ENTRY_VALUE,
  MAX_CAPACITY,
  MIN_CAPACITY,
} from '../layouts';
import { FRAME_FUNCTION, FRAME_THIS, R_RESULT, R_SCRATCH1, TEMPLATE_NAME } from '../memory-map';
import { ClassId, CoreBuiltin, ErrorKind, KnownKey } from '../names';
import { addObjectName, addText } from '../properties';
import {
  DONE,
  RETRY,
  THROW,
  argument,
  chargeUnits,
  knownString,
  succeed,
  thisValue,
} from '../protocol';
import {
  FALSE,
  TAG_OBJECT,
  TRUE,
  UNDEFINED,
  boxBool,
  boxInt,
  boxInternal,
  boxString,
  high,
  isFunction,
  isObject,
  isString,
  isSymbol,
  numberValue,
  pointer,
} from '../value';
import {
  canStep,
  iteratorAdvance,
  iteratorKind,
  iteratorSource,
  iteratorStep,
  newIterator,
} from './iterators';
import { WORK_CHUNK } from '../work-kinds';
import { NativeRow } from './row';

export const enum CollectionNative {
  BASE = 400,
  NEW_MAP = 400,
  NEW_SET,
  MAP_GET,
  MAP_SET,
  MAP_HAS,
  MAP_DELETE,
  MAP_CLEAR,
  MAP_SIZE,
  SET_ADD,
  SET_HAS,
  SET_DELETE,
  SET_CLEAR,
  SET_SIZE,
  NEW_ITERATOR,
  ITERATOR_STEP,
  IS_FAST_ITERATOR,
  ITERATOR_SOURCE,
  ITERATOR_ADVANCE,
  ITERATOR_KIND,
  END,
}

/** In the order of the enum. Not compiled into the core. */
export function collectionNatives(): NativeRow[] {
  const rows: NativeRow[] = [];
  function row(name: string, parameters: i32): void {
    rows.push(new NativeRow(CollectionNative.BASE + rows.length, name, parameters, 0));
  }
  // (new.target)
  row('newMap', 1);
  row('newSet', 1);
  // `this` = Map
  row('mapGet', 1);
  row('mapSet', 2);
  row('mapHas', 1);
  row('mapDelete', 1);
  row('mapClear', 0);
  row('mapSize', 0);
  // `this` = Set
  row('setAdd', 1);
  row('setHas', 1);
  row('setDelete', 1);
  row('setClear', 0);
  row('setSize', 0);
  // (source, kind, builtin index of the prototype)
  row('newIterator', 3);
  // (iterator) → what it gives next, or the hole; only of one that is fast
  row('iteratorStep', 1);
  // (value, next method) → an iterator of ours over an array, string, Map or Set, with its own next?
  row('isFastIterator', 2);
  // (iterator) → an array-like it goes over, undefined when done or when it is fast
  row('iteratorSource', 1);
  // (iterator, more) → its index, and counts on; the end when there is no more
  row('iteratorAdvance', 2);
  // (value) → what our iterator gives: 0 keys, 1 values, 2 entries; -1 for any other value
  row('iteratorKind', 1);
  return rows;
}

export function callCollectionNative(id: i32, frame: u32, count: i32): i32 {
  switch (id) {
    case CollectionNative.NEW_MAP:
      return newCollection(argument(frame, count, 0), CoreBuiltin.MAP_PROTOTYPE, ClassId.MAP);
    case CollectionNative.NEW_SET:
      return newCollection(argument(frame, count, 0), CoreBuiltin.SET_PROTOTYPE, ClassId.SET);
    case CollectionNative.MAP_GET:
    case CollectionNative.MAP_HAS:
    case CollectionNative.MAP_DELETE:
    case CollectionNative.MAP_SET:
      if (!isOfClass(thisValue(frame), ClassId.MAP))
        return throwIncompatible(frame, KnownKey.MSG_MAP_METHOD);
      return withKey(id, frame, count);
    case CollectionNative.SET_HAS:
    case CollectionNative.SET_DELETE:
    case CollectionNative.SET_ADD:
      if (!isOfClass(thisValue(frame), ClassId.SET))
        return throwIncompatible(frame, KnownKey.MSG_SET_METHOD);
      return withKey(id, frame, count);
    case CollectionNative.MAP_CLEAR:
    case CollectionNative.MAP_SIZE:
    case CollectionNative.SET_CLEAR:
    case CollectionNative.SET_SIZE:
      return ofWhole(id, frame);
    case CollectionNative.NEW_ITERATOR:
      return newIterator(
        argument(frame, count, 0),
        <u32>numberValue(argument(frame, count, 1)),
        <u32>numberValue(argument(frame, count, 2)),
      );
    case CollectionNative.ITERATOR_STEP:
      return iteratorStep(argument(frame, count, 0));
    case CollectionNative.IS_FAST_ITERATOR:
      return succeed(boxBool(canStep(argument(frame, count, 0), argument(frame, count, 1))));
    case CollectionNative.ITERATOR_SOURCE:
      return iteratorSource(argument(frame, count, 0));
    case CollectionNative.ITERATOR_ADVANCE:
      return iteratorAdvance(argument(frame, count, 0), argument(frame, count, 1));
    case CollectionNative.ITERATOR_KIND:
      return iteratorKind(argument(frame, count, 0));
    default:
      return THROW;
  }
}

// @ts-ignore: decorator
@inline
export function isOfClass(value: u64, classId: u32): bool {
  return high(value) == TAG_OBJECT && classOf(pointer(value)) == classId;
}

function newCollection(newTarget: u64, builtin: u32, classId: u32): i32 {
  const code = prototypeFor(newTarget, builtin);
  if (code != DONE) return code;
  const shape = instanceShapeOf(load<u64>(R_RESULT), classId, 0, COLLECTION_INTERNAL_SLOTS);
  if (shape == 0 || !reserve(objectBytes(shape) + tableBytes(MIN_CAPACITY))) return RETRY;
  const table = newTable(MIN_CAPACITY);
  const object = newObject(shape);
  store<u64>(object, boxInternal(table), COLLECTION_TABLE);
  return succeed(boxObject(object));
}

/** The operations on one key; the receiver is known to be a Map or Set. */
function withKey(id: i32, frame: u32, count: i32): i32 {
  const object = load<u32>(frame, FRAME_THIS);
  let key = normalizeKey(argument(frame, count, 0));
  if (isString(key)) {
    const code = tableKey(key);
    if (code != DONE) return code;
    key = load<u64>(R_RESULT);
  }
  const table = load<u32>(object, COLLECTION_TABLE);
  // An object without an identity has never been a key.
  const entry = isObject(key) && !hasIdentity(key) ? 0 : tableFind(table, key);
  switch (id) {
    case CollectionNative.MAP_GET:
      return succeed(entry ? load<u64>(entry, ENTRY_VALUE) : UNDEFINED);
    case CollectionNative.MAP_HAS:
    case CollectionNative.SET_HAS:
      return succeed(boxBool(entry != 0));
    case CollectionNative.MAP_DELETE:
    case CollectionNative.SET_DELETE:
      if (entry == 0) return succeed(FALSE);
      tableDelete(table, entry);
      return succeed(TRUE);
    case CollectionNative.MAP_SET:
      if (entry) {
        store<u64>(entry, argument(frame, count, 1), ENTRY_VALUE);
        return succeed(thisValue(frame));
      }
      break;
    default:
      if (entry) return succeed(thisValue(frame));
      break;
  }
  return append(
    frame,
    object,
    key,
    id == CollectionNative.MAP_SET ? argument(frame, count, 1) : UNDEFINED,
  );
}

/** The form that a value has as a key: -0 is 0, strings are flat, and long ones interned. In R_RESULT. Result code. */
export function tableKey(value: u64): i32 {
  if (!isString(value)) return succeed(normalizeKey(value));
  const flat = flatString(pointer(value));
  if (flat == 0) return startFlatten(pointer(value));
  if (characterBytes(flat) <= WORK_CHUNK) {
    // Its hash, whether it is known or not.
    chargeUnits(stringLength(flat));
    return succeed(boxString(flat));
  }
  const interned = intern(flat);
  return interned == 0 ? RETRY : succeed(boxString(interned));
}

/** Adds a key that is not there; gives the receiver. */
function append(frame: u32, object: u32, key: u64, value: u64): i32 {
  if (isObject(key)) {
    const code = ensureIdentity(key);
    if (code != DONE) return code;
  }
  const full = load<u32>(object, COLLECTION_TABLE);
  if (tableFull(full) && grownCapacity(full) > MAX_CAPACITY)
    return throwRangeError(KnownKey.MSG_COLLECTION_FULL);
  const room = makeTableRoom(object, COLLECTION_TABLE);
  if (room != DONE) return room;
  tableAppend(load<u32>(object, COLLECTION_TABLE), key, value, 0);
  return succeed(thisValue(frame));
}

/**
 * TypeError: Method Map.prototype.get called on incompatible receiver #<Object>. `text` is what stands before the method's name, which the
 * function in the window has, or the whole name of a getter.
 */
function throwIncompatible(frame: u32, text: i32): i32 {
  store<u64>(R_SCRATCH1, knownString(KnownKey.MSG_METHOD));
  let code = addText(knownString(text));
  const callee = load<u64>(frame, FRAME_FUNCTION);
  const isMethod = text == KnownKey.MSG_MAP_METHOD || text == KnownKey.MSG_SET_METHOD;
  if (code == DONE && isMethod && isFunction(callee))
    code = addText(boxString(load<u32>(templateOf(pointer(callee)), TEMPLATE_NAME)));
  if (code == DONE) code = addText(knownString(KnownKey.MSG_RECEIVER));
  if (code != DONE) return code;
  const receiver = thisValue(frame);
  if (isObject(receiver)) code = addObjectName(pointer(receiver));
  else {
    if (!isSymbol(receiver)) code = primitiveToString(receiver);
    else code = succeed(knownString(KnownKey.SYMBOL));
    if (code == DONE) code = addText(load<u64>(R_RESULT));
  }
  return code == DONE ? throwError(ErrorKind.TYPE_ERROR, load<u64>(R_SCRATCH1)) : code;
}

/** clear and size. */
function ofWhole(id: i32, frame: u32): i32 {
  const receiver = thisValue(frame);
  const isMap = id <= CollectionNative.MAP_SIZE;
  if (!isOfClass(receiver, isMap ? ClassId.MAP : ClassId.SET)) {
    const isSize = id == CollectionNative.MAP_SIZE || id == CollectionNative.SET_SIZE;
    if (isSize)
      return throwIncompatible(frame, isMap ? KnownKey.MSG_MAP_SIZE : KnownKey.MSG_SET_SIZE);
    return throwIncompatible(frame, isMap ? KnownKey.MSG_MAP_METHOD : KnownKey.MSG_SET_METHOD);
  }
  const object = pointer(receiver);
  const table = load<u32>(object, COLLECTION_TABLE);
  if (id == CollectionNative.MAP_SIZE || id == CollectionNative.SET_SIZE)
    return succeed(boxInt(tableCount(table)));
  if (tableUsed(table) == 0) return succeed(UNDEFINED);
  if (!reserve(tableBytes(MIN_CAPACITY))) return RETRY;
  store<u64>(object, boxInternal(tableClear(table)), COLLECTION_TABLE);
  return succeed(UNDEFINED);
}
