/**
 * Array: the constructor, and the methods that call code of the program (ECMA-262 §23.1). The others are natives, whose general
 * algorithms are in array-slow.ts. All work on any array-like.
 */
import { hasIndex, lengthOf, relativeIndex, requireCallable, toInteger, toObject } from './convert';
import { appendIterable } from './iteration';

/** `this` of an Array method. */
export function receiverOf(value: any, name: any): any {
  if (value === undefined || value === null) {
    throw new TypeError(`Array.prototype.${name} called on null or undefined`);
  }
  return toObject(value);
}

/** `this` of an Array method that says less. */
export function objectOf(value: any): any {
  if (value === undefined || value === null) {
    throw new TypeError('Cannot convert undefined or null to object');
  }
  return toObject(value);
}

/** An array with a length and no elements. */
export function arrayOfLength(length: any): any {
  const list: any[] = [];
  setLength(list, length);
  return list;
}

/** ArraySpeciesCreate: what a method of `list` gives its results in. */
export function resultFor(list: any, length: any): any {
  if ($objectIsPlainArray(undefined, list) || !$arrayIsArray(undefined, list))
    return arrayOfLength(length);
  let { constructor } = list;
  if ($isObject(undefined, constructor)) {
    constructor = constructor[$wellKnownSymbol(undefined, 5)];
    if (constructor === null) constructor = undefined;
  }
  if (constructor === undefined || constructor === Array) return arrayOfLength(length);
  if (!$isConstructor(undefined, constructor))
    throw new TypeError('object.constructor[Symbol.species] is not a constructor');
  return new constructor(length);
}

/** CreateDataPropertyOrThrow of an element. */
export function putElement(result: any, index: any, value: any): any {
  $objectDefineData(undefined, result, index, value, 7);
}

/** One assignment adds so many holes at most. */
const MOST_HOLES = 1048576;
/** More elements than any heap holds. */
const MOST_ELEMENTS = 67108863;

/** Sets the length of an array that is shorter. */
export function setLength(list: any, length: any): any {
  if (length <= MOST_HOLES) {
    list.length = length;
    return;
  }
  if (length > 4294967295) throw new RangeError('Invalid array length');
  if (length > MOST_ELEMENTS) throw new RangeError('An array of this length is not supported');
  $arrayReserve(list, length);
  while (length - list.length > MOST_HOLES) list.length += MOST_HOLES;
  list.length = length;
}

export function arrayConstructor(this: any, ...values: any[]): any {
  const isPlain = this === Array || !$isConstructor(undefined, this);
  const list = isPlain ? [] : $newArrayFor(undefined, this);
  if (values.length === 1 && typeof values[0] === 'number') {
    const length = values[0];
    if (length >>> 0 !== length) throw new RangeError('Invalid array length');
    setLength(list, length);
    return list;
  }
  if (isPlain) return values;
  for (const value of values) $arrayPush(list, value);
  return list;
}

/** An array-like to fill, made by a constructor other than Array when `this` of a static method is one. */
function madeBy(constructor: any, length: any): any {
  if (constructor === Array || !$isConstructor(undefined, constructor)) return [];
  return length === undefined ? new constructor() : new constructor(length);
}

export function arrayOf(this: any, ...values: any[]): any {
  if (this === Array || !$isConstructor(undefined, this)) return values;
  const list = new this(values.length);
  for (let i = 0; i < values.length; i++) $objectDefineData(undefined, list, i, values[i], 7);
  list.length = values.length;
  return list;
}

export function arrayFrom(this: any, source: any, mapper: any, receiver: any): any {
  if (mapper !== undefined) requireCallable(mapper);
  if (source === undefined || source === null) throw new TypeError(`${source} is not iterable`);
  const method = source[$wellKnownSymbol(undefined, 0)];
  if (method !== undefined && method !== null) {
    const list = madeBy(this, undefined);
    if (mapper === undefined && $objectIsPlainArray(undefined, list)) {
      appendIterable(list, source);
      return list;
    }
    let index = 0;
    for (const value of source) {
      const item = mapper === undefined ? value : $call(mapper, receiver, value, index);
      $objectDefineData(undefined, list, index, item, 7);
      index++;
    }
    list.length = index;
    return list;
  }
  const length = lengthOf(source);
  const list = madeBy(this, length);
  for (let i = 0; i < length; i++) {
    const value = source[i];
    $objectDefineData(
      undefined,
      list,
      i,
      mapper === undefined ? value : $call(mapper, receiver, value, i),
      7,
    );
  }
  list.length = length;
  return list;
}

// ---- Callbacks ----

export function arrayForEach(this: any, callback: any, receiver: any): any {
  const isPlain = $objectIsPlainArray(undefined, this);
  const list = isPlain ? this : receiverOf(this, 'forEach');
  const length = isPlain ? this.length : lengthOf(list);
  if (typeof callback !== 'function') requireCallable(callback);
  for (let i = 0; i < length; i++) {
    const value = list[i];
    if (value === undefined && !hasIndex(list, i)) continue;
    if (receiver === undefined) callback(value, i, list);
    else $call(callback, receiver, value, i, list);
  }
}

export function arrayMap(this: any, callback: any, receiver: any): any {
  const isPlain = $objectIsPlainArray(undefined, this);
  const list = isPlain ? this : receiverOf(this, 'map');
  const length = isPlain ? this.length : lengthOf(list);
  if (typeof callback !== 'function') requireCallable(callback);
  const result = isPlain ? arrayOfLength(length) : resultFor(list, length);
  const isOurs = isPlain || $objectIsPlainArray(undefined, result);
  for (let i = 0; i < length; i++) {
    const value = list[i];
    if (value === undefined && !hasIndex(list, i)) continue;
    const mapped =
      receiver === undefined ? callback(value, i, list) : $call(callback, receiver, value, i, list);
    if (isOurs) result[i] = mapped;
    else putElement(result, i, mapped);
  }
  return result;
}

export function arrayFilter(this: any, callback: any, receiver: any): any {
  const isPlain = $objectIsPlainArray(undefined, this);
  const list = isPlain ? this : receiverOf(this, 'filter');
  const length = isPlain ? this.length : lengthOf(list);
  if (typeof callback !== 'function') requireCallable(callback);
  const result = isPlain ? [] : resultFor(list, 0);
  const isOurs = isPlain || $objectIsPlainArray(undefined, result);
  let count = 0;
  for (let i = 0; i < length; i++) {
    const value = list[i];
    if (value === undefined && !hasIndex(list, i)) continue;
    const chosen =
      receiver === undefined ? callback(value, i, list) : $call(callback, receiver, value, i, list);
    if (!chosen) continue;
    if (isOurs) $arrayPush(result, value);
    else putElement(result, count++, value);
  }
  return result;
}

export function arraySome(this: any, callback: any, receiver: any): any {
  const isPlain = $objectIsPlainArray(undefined, this);
  const list = isPlain ? this : receiverOf(this, 'some');
  const length = isPlain ? this.length : lengthOf(list);
  if (typeof callback !== 'function') requireCallable(callback);
  for (let i = 0; i < length; i++) {
    const value = list[i];
    if (value === undefined && !hasIndex(list, i)) continue;
    const passed =
      receiver === undefined ? callback(value, i, list) : $call(callback, receiver, value, i, list);
    if (passed) return true;
  }
  return false;
}

export function arrayEvery(this: any, callback: any, receiver: any): any {
  const isPlain = $objectIsPlainArray(undefined, this);
  const list = isPlain ? this : receiverOf(this, 'every');
  const length = isPlain ? this.length : lengthOf(list);
  if (typeof callback !== 'function') requireCallable(callback);
  for (let i = 0; i < length; i++) {
    const value = list[i];
    if (value === undefined && !hasIndex(list, i)) continue;
    const passed =
      receiver === undefined ? callback(value, i, list) : $call(callback, receiver, value, i, list);
    if (!passed) return false;
  }
  return true;
}

export function arrayFind(this: any, callback: any, receiver: any): any {
  const isPlain = $objectIsPlainArray(undefined, this);
  const list = isPlain ? this : receiverOf(this, 'find');
  const length = isPlain ? this.length : lengthOf(list);
  if (typeof callback !== 'function') requireCallable(callback);
  for (let i = 0; i < length; i++) {
    const value = list[i];
    if (
      receiver === undefined ? callback(value, i, list) : $call(callback, receiver, value, i, list)
    )
      return value;
  }
  return undefined;
}

export function arrayFindIndex(this: any, callback: any, receiver: any): any {
  const isPlain = $objectIsPlainArray(undefined, this);
  const list = isPlain ? this : receiverOf(this, 'findIndex');
  const length = isPlain ? this.length : lengthOf(list);
  if (typeof callback !== 'function') requireCallable(callback);
  for (let i = 0; i < length; i++) {
    const value = list[i];
    if (
      receiver === undefined ? callback(value, i, list) : $call(callback, receiver, value, i, list)
    )
      return i;
  }
  return -1;
}

export function arrayFindLast(this: any, callback: any, receiver: any): any {
  const list = receiverOf(this, 'findLast');
  requireCallable(callback);
  for (let i = lengthOf(list) - 1; i >= 0; i--) {
    const value = list[i];
    if ($call(callback, receiver, value, i, list)) return value;
  }
  return undefined;
}

export function arrayFindLastIndex(this: any, callback: any, receiver: any): any {
  const list = receiverOf(this, 'findLastIndex');
  requireCallable(callback);
  for (let i = lengthOf(list) - 1; i >= 0; i--) {
    const value = list[i];
    if ($call(callback, receiver, value, i, list)) return i;
  }
  return -1;
}

export function arrayReduce(this: any, callback: any, ...rest: any[]): any {
  const isPlain = $objectIsPlainArray(undefined, this);
  const list = isPlain ? this : receiverOf(this, 'reduce');
  const length = isPlain ? this.length : lengthOf(list);
  if (typeof callback !== 'function') requireCallable(callback);
  let index = 0;
  let result;
  if (rest.length > 0) {
    result = rest[0];
  } else {
    while (index < length && list[index] === undefined && !hasIndex(list, index)) index++;
    if (index >= length) throw new TypeError('Reduce of empty array with no initial value');
    result = list[index++];
  }
  for (; index < length; index++) {
    const value = list[index];
    if (value === undefined && !hasIndex(list, index)) continue;
    result = callback(result, value, index, list);
  }
  return result;
}

export function arrayReduceRight(this: any, callback: any, ...rest: any[]): any {
  const list = receiverOf(this, 'reduceRight');
  let index = lengthOf(list) - 1;
  requireCallable(callback);
  let result;
  if (rest.length > 0) {
    result = rest[0];
  } else {
    while (index >= 0 && list[index] === undefined && !hasIndex(list, index)) index--;
    if (index < 0) throw new TypeError('Reduce of empty array with no initial value');
    result = list[index--];
  }
  for (; index >= 0; index--) {
    const value = list[index];
    if (value === undefined && !hasIndex(list, index)) continue;
    result = callback(result, value, index, list);
  }
  return result;
}

// ---- Flattening ----

export function arrayFlat(this: any, depth: any): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  const levels = depth === undefined ? 1 : toInteger(depth);
  const result = resultFor(list, 0);
  flattenInto(result, 0, list, length, levels);
  return result;
}

/** Puts the elements of a list into a result from `start` on; gives the index after the last. */
function flattenInto(result: any, start: any, list: any, length: any, depth: any): any {
  let at = start;
  for (let i = 0; i < length; i++) {
    const value = list[i];
    if (value === undefined && !hasIndex(list, i)) continue;
    if (depth > 0 && $arrayIsArray(undefined, value)) {
      at = flattenInto(result, at, value, value.length, depth - 1);
    } else putElement(result, at++, value);
  }
  return at;
}

export function arrayFlatMap(this: any, callback: any, receiver: any): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  if (typeof callback !== 'function')
    throw new TypeError('flatMap mapper function is not callable');
  const result = resultFor(list, 0);
  let at = 0;
  for (let i = 0; i < length; i++) {
    const value = list[i];
    if (value === undefined && !hasIndex(list, i)) continue;
    const part = $call(callback, receiver, value, i, list);
    if ($arrayIsArray(undefined, part)) at = flattenInto(result, at, part, part.length, 0);
    else putElement(result, at++, part);
  }
  return result;
}

// ---- Copies ----

/** All elements in a new array, holes as undefined. */
export function denseCopy(list: any, length: any): any {
  const copy: any[] = [];
  if ($objectIsPlainArray(undefined, list)) {
    let index = 0;
    while (index < length) index = $arrayAppendRange(copy, list, index, length, true);
    return copy;
  }
  if (length > MOST_ELEMENTS) throw new RangeError('Invalid array length');
  for (let i = 0; i < length; i++) $arrayPush(copy, list[i]);
  return copy;
}

export function arrayToReversed(this: any): any {
  const list = objectOf(this);
  const copy = denseCopy(list, lengthOf(list));
  let low = 0;
  let high = copy.length - 1;
  while (low < high) {
    const value = copy[low];
    copy[low++] = copy[high];
    copy[high--] = value;
  }
  return copy;
}

export function arrayToSpliced(this: any, ...values: any[]): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  const first = relativeIndex(values[0], length, 0);
  let skipped = 0;
  if (values.length === 1) {
    skipped = length - first;
  } else if (values.length > 1) {
    const wanted = toInteger(values[1]);
    skipped = wanted < 0 ? 0 : wanted < length - first ? wanted : length - first;
  }
  const copy: any[] = [];
  for (let i = 0; i < first; i++) $arrayPush(copy, list[i]);
  for (let i = 2; i < values.length; i++) $arrayPush(copy, values[i]);
  for (let i = first + skipped; i < length; i++) $arrayPush(copy, list[i]);
  return copy;
}

export function arrayWith(this: any, index: any, value: any): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  const position = toInteger(index);
  const actual = position < 0 ? position + length : position;
  if (actual < 0 || actual >= length)
    throw new RangeError(`Invalid index : ${$isObject(undefined, index) ? '#<Object>' : index}`);
  const copy = denseCopy(list, length);
  copy[actual] = value;
  return copy;
}

export function arrayCopyWithin(this: any, target: any, start: any, end: any): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  let to = relativeIndex(target, length, 0);
  let from = relativeIndex(start, length, 0);
  const last = relativeIndex(end, length, length);
  let count = last - from < length - to ? last - from : length - to;
  let step = 1;
  if (from < to && to < from + count) {
    step = -1;
    from += count - 1;
    to += count - 1;
  }
  for (; count > 0; count--) {
    if (hasIndex(list, from)) list[to] = list[from];
    else delete list[to];
    from += step;
    to += step;
  }
  return list;
}

export function arrayToString(this: any): any {
  objectOf(this);
  const { join } = this;
  if (typeof join === 'function') return $call(join, this);
  return $call(Object.prototype.toString, this);
}

export function arrayToLocaleString(this: any): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  let text = '';
  for (let i = 0; i < length; i++) {
    if (i > 0) text += ',';
    const value = list[i];
    if (value !== undefined && value !== null) text += `${value.toLocaleString()}`;
  }
  return text;
}
