/**
 * The iterators of arrays, strings, Map and Set: one layout for all.
 *
 *   iterator  class ITERATOR, internal slots: source | index of what comes next (raw) | kind (raw)
 *   source    internal: a table (heap/tables.ts) · an array · a string · any other object: an array-like, which the library reads ·
 *             undefined: done
 */
import { instanceShape } from '../builtins';
import { throwTypeError } from '../errors';
import { functionFlags } from '../functions';
import { reserve } from '../heap/allocate';
import {
  arrayBytes,
  arrayLength,
  elementAddress,
  elementAt,
  newArray,
  setLength,
} from '../heap/arrays';
import { boxObject, newObject, objectBytes } from '../heap/objects';
import {
  codePointString,
  flatString,
  pointAt,
  startFlatten,
  stringLength,
  unitsOf,
} from '../heap/strings';
import { entryAt, tableNext, tableTranslate, tableUsed } from '../heap/tables';
import {
  COLLECTION_TABLE,
  ENTRY_VALUE,
  ITERATOR_INDEX,
  ITERATOR_INTERNAL_SLOTS,
  ITERATOR_KIND,
  ITERATOR_SOURCE,
  IteratorKind,
} from '../layouts';
import { FLAG_LIBRARY } from '../memory-map';
import { ClassId, KnownKey } from '../names';
import { DONE, RETRY, charge, chargeMark, keepCharge, succeed } from '../protocol';
import {
  HOLE,
  TAG_ARRAY,
  TAG_INTERNAL,
  TRUE,
  UNDEFINED,
  box,
  boxBool,
  boxInt,
  boxNumber,
  high,
  isArray,
  isFunction,
  isObject,
  isString,
  pointer,
} from '../value';
import { isOfClass } from './collections';

export function newIterator(source: u64, kind: u32, prototype: u32): i32 {
  const shape = instanceShape(prototype, ClassId.ITERATOR, 0, ITERATOR_INTERNAL_SLOTS);
  if (shape == 0 || !reserve(objectBytes(shape))) return RETRY;
  const isSet = isOfClass(source, ClassId.SET);
  const hasTable = isSet || isOfClass(source, ClassId.MAP);
  const iterator = newObject(shape);
  store<u64>(
    iterator,
    hasTable ? load<u64>(pointer(source), COLLECTION_TABLE) : source,
    ITERATOR_SOURCE,
  );
  store<u64>(iterator, 0, ITERATOR_INDEX);
  store<u64>(
    iterator,
    isSet ? (kind == IteratorKind.ENTRIES ? IteratorKind.TWINS : IteratorKind.KEYS) : kind,
    ITERATOR_KIND,
  );
  return succeed(boxObject(iterator));
}

/** Can `iteratorStep` do it? Not when the guest gave the iterator another `next`. */
export function canStep(value: u64, next: u64): bool {
  if (!isOfClass(value, ClassId.ITERATOR)) return false;
  if (!isFunction(next) || !(functionFlags(pointer(next)) & FLAG_LIBRARY)) return false;
  const source = load<u64>(pointer(value), ITERATOR_SOURCE);
  return !isObject(source) || isArray(source);
}

export function iteratorKind(value: u64): i32 {
  if (!isOfClass(value, ClassId.ITERATOR)) return succeed(boxInt(-1));
  return succeed(boxInt(load<i32>(pointer(value), ITERATOR_KIND)));
}

/** The array-like of an iterator that the library must read for. */
export function iteratorSource(value: u64): i32 {
  if (!isOfClass(value, ClassId.ITERATOR)) return throwTypeError(KnownKey.MSG_INCOMPATIBLE);
  const source = load<u64>(pointer(value), ITERATOR_SOURCE);
  return succeed(isObject(source) && !isArray(source) ? source : UNDEFINED);
}

export function iteratorAdvance(value: u64, more: u64): i32 {
  if (!isOfClass(value, ClassId.ITERATOR)) return throwTypeError(KnownKey.MSG_INCOMPATIBLE);
  const iterator = pointer(value);
  const index = load<u64>(iterator, ITERATOR_INDEX);
  if (more == TRUE) store<u64>(iterator, index + 1, ITERATOR_INDEX);
  else store<u64>(iterator, UNDEFINED, ITERATOR_SOURCE);
  return succeed(boxNumber(<f64>index));
}

/** The next value, HOLE at the end. */
export function iteratorStep(value: u64): i32 {
  if (!isOfClass(value, ClassId.ITERATOR)) return throwTypeError(KnownKey.MSG_INCOMPATIBLE);
  const iterator = pointer(value);
  const source = load<u64>(iterator, ITERATOR_SOURCE);
  if (source == UNDEFINED) return succeed(HOLE);
  if (high(source) == TAG_INTERNAL) return stepTable(iterator, pointer(source));
  if (isArray(source)) return stepArray(iterator, pointer(source));
  if (isString(source)) return stepString(iterator, pointer(source));
  return throwTypeError(KnownKey.MSG_INCOMPATIBLE);
}

function finish(iterator: u32): i32 {
  store<u64>(iterator, UNDEFINED, ITERATOR_SOURCE);
  return succeed(HOLE);
}

function pairOf(first: u64, second: u64): i32 {
  const pair = newArray(2);
  store<u64>(elementAddress(pair, 0), first);
  store<u64>(elementAddress(pair, 1), second);
  setLength(pair, 2);
  return succeed(box(TAG_ARRAY, pair));
}

function stepArray(iterator: u32, array: u32): i32 {
  const index = load<u32>(iterator, ITERATOR_INDEX);
  if (index >= arrayLength(array)) return finish(iterator);
  const kind = load<u32>(iterator, ITERATOR_KIND);
  if (kind == IteratorKind.ENTRIES && !reserve(arrayBytes(2))) return RETRY;
  store<u64>(iterator, <u64>index + 1, ITERATOR_INDEX);
  if (kind == IteratorKind.KEYS) return succeed(boxNumber(<f64>index));
  let element = elementAt(array, index);
  if (element == HOLE) element = UNDEFINED;
  return kind == IteratorKind.VALUES ? succeed(element) : pairOf(boxNumber(<f64>index), element);
}

function stepString(iterator: u32, text: u32): i32 {
  const flat = flatString(text);
  if (flat == 0) return startFlatten(text);
  const index = load<u32>(iterator, ITERATOR_INDEX);
  if (index >= stringLength(flat)) return finish(iterator);
  const point = pointAt(flat, index);
  const code = codePointString(point);
  if (code == DONE) store<u64>(iterator, <u64>(index + unitsOf(point)), ITERATOR_INDEX);
  return code;
}

/** Deleted entries and tables that were replaced that one attempt passes. */
const MOST_PASSED: u32 = 4096;

function stepTable(iterator: u32, first: u32): i32 {
  const kind = load<u32>(iterator, ITERATOR_KIND);
  if (kind >= <u32>IteratorKind.ENTRIES && !reserve(arrayBytes(2))) return RETRY;
  let table = first;
  let index = load<u32>(iterator, ITERATOR_INDEX);
  let left = MOST_PASSED;
  // The table may have been replaced, several times.
  for (let next = tableNext(table); next && left; next = tableNext(table), left--) {
    index = tableTranslate(table, index);
    table = next;
  }
  const used = tableUsed(table);
  for (; left && index < used && load<u64>(entryAt(table, index)) == HOLE; left--) index++;
  store<u64>(iterator, box(TAG_INTERNAL, table), ITERATOR_SOURCE);
  store<u64>(iterator, <u64>index, ITERATOR_INDEX);
  const mark = chargeMark();
  charge((MOST_PASSED - left) >>> 2);
  if (left == 0) {
    // So far it is done: the next attempt goes on from here.
    keepCharge(mark);
    return RETRY;
  }
  if (index == used) return finish(iterator);
  const entry = entryAt(table, index);
  store<u64>(iterator, <u64>index + 1, ITERATOR_INDEX);
  const key = load<u64>(entry);
  if (kind == IteratorKind.KEYS) return succeed(key);
  const value = load<u64>(entry, ENTRY_VALUE);
  return kind == IteratorKind.VALUES
    ? succeed(value)
    : pairOf(key, kind == IteratorKind.TWINS ? key : value);
}
