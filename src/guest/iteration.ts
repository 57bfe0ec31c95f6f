/** Iteration: what for…of, spread and destructuring fall back to, and the iterators of arrays, strings, Map and Set. */
import { lengthOf, toObject } from './convert';

/** Begins an iteration; the machine reads the iterator's `next`. */
export function getIterator(iterable: any): any {
  if (iterable === undefined || iterable === null) notIterable(iterable);
  const method = iterable[$wellKnownSymbol(undefined, 0)];
  if (typeof method !== 'function') notIterable(iterable);
  const iterator = $call(method, iterable);
  if (!$isObject(undefined, iterator)) {
    throw new TypeError('Result of the Symbol.iterator method is not an object');
  }
  if (!$isFastIterator(undefined, iterator, getIterator) && hasNextGetter(iterator))
    return withFixedNext(iterator);
  return iterator;
}

function notIterable(value: any): any {
  let text: any = typeof value;
  if (value === undefined || value === null) text = value === null ? 'object null' : 'undefined';
  else if (text === 'string' || text === 'number' || text === 'boolean') text = `${text} ${value}`;
  throw new TypeError(`${text} is not iterable (cannot read property Symbol(Symbol.iterator))`);
}

/** Is `next` an accessor? The machine reads it itself otherwise, once. */
function hasNextGetter(iterator: any): any {
  let object = iterator;
  while (object !== null) {
    const attributes = $objectOwnAttributes(undefined, object, 'next');
    if (attributes >= 0) return (attributes & 8) !== 0;
    object = $objectGetPrototype(undefined, object);
  }
  return false;
}

/** An iterator whose `next` has been read once. */
function withFixedNext(iterator: any): any {
  const method = iterator.next;
  return {
    next: (): any => $call(method, iterator),
    get return(): any {
      const end = iterator.return;
      return end === undefined || end === null ? end : (): any => $call(end, iterator);
    },
  };
}

/** The next value, or the hole at the end. `next` is the hole when it must be read each time. */
export function iteratorNext(iterator: any, next: any): any {
  if ($isFastIterator(undefined, iterator, next)) return $iteratorStep(undefined, iterator);
  const method = $isHole(undefined, next) ? iterator.next : next;
  if (typeof method !== 'function') throw new TypeError('next of an iterator is not a function');
  const result = $call(method, iterator);
  if (!$isObject(undefined, result)) throw new TypeError(`Iterator result is not an object`);
  return result.done ? $hole(undefined) : result.value;
}

/** Ends an iteration early. */
export function iteratorClose(iterator: any): any {
  const method = iterator.return;
  if (method === undefined || method === null) return;
  if (typeof method !== 'function') throw new TypeError('return of an iterator is not a function');
  const result = $call(method, iterator);
  if (!$isObject(undefined, result)) throw new TypeError(`Iterator result is not an object`);
}

/** Ends an iteration while an exception is on its way. */
export function iteratorCloseQuiet(iterator: any): any {
  try {
    const method = iterator.return;
    if (typeof method === 'function') $call(method, iterator);
  } catch {
    // The exception on its way matters more.
  }
}

/** Appends the values of an iterable to an array of ours. */
export function appendIterable(list: any, iterable: any): any {
  if ($objectIsPlainArray(undefined, iterable)) {
    let index = 0;
    const length = iterable.length;
    while (index < length) index = $arrayAppendRange(list, iterable, index, length, true);
    return;
  }
  for (const value of iterable) $arrayPush(list, value);
}

/** The values of an iterable in a new array. */
export function listFromIterable(iterable: any): any {
  const list: any[] = [];
  appendIterable(list, iterable);
  return list;
}

/** next() of our iterators. */
export function iteratorObjectNext(this: any): any {
  const source = $iteratorSource(undefined, this);
  if (source !== undefined) return nextOfArrayLike(this, source);
  const value = $iteratorStep(undefined, this);
  return $isHole(undefined, value) ? { value: undefined, done: true } : { value, done: false };
}

function nextOfArrayLike(iterator: any, source: any): any {
  const length = lengthOf(source);
  const index = $iteratorAdvance(undefined, iterator, true);
  if (index >= length) {
    $iteratorAdvance(undefined, iterator, false);
    return { value: undefined, done: true };
  }
  const kind = $iteratorKind(undefined, iterator);
  if (kind === 0) return { value: index, done: false };
  return { value: kind === 1 ? source[index] : [index, source[index]], done: false };
}

/** [Symbol.iterator]() of iterators. */
export function iteratorSelf(this: any): any {
  return this;
}

export function arrayKeys(this: any): any {
  return newArrayIterator(this, 0);
}

export function arrayValues(this: any): any {
  return newArrayIterator(this, 1);
}

export function arrayEntries(this: any): any {
  return newArrayIterator(this, 2);
}

/** Index of %ArrayIteratorPrototype% in the table of builtins, and those of the others (see builtins.ts). */
const ARRAY_ITERATOR = 19;
const STRING_ITERATOR = 25;
const MAP_ITERATOR = 26;
const SET_ITERATOR = 27;

function newArrayIterator(value: any, kind: any): any {
  if (value === undefined || value === null)
    throw new TypeError('Cannot convert undefined or null to object');
  return $newIterator(undefined, toObject(value), kind, ARRAY_ITERATOR);
}

export function stringIterator(this: any): any {
  if (this === undefined || this === null) {
    throw new TypeError('String.prototype[Symbol.iterator] called on null or undefined');
  }
  return $newIterator(undefined, `${this}`, 1, STRING_ITERATOR);
}

export function mapKeys(this: any): any {
  return newMapIterator(this, 0);
}

export function mapValues(this: any): any {
  return newMapIterator(this, 1);
}

export function mapEntries(this: any): any {
  return newMapIterator(this, 2);
}

function newMapIterator(map: any, kind: any): any {
  $mapSize(map);
  return $newIterator(undefined, map, kind, MAP_ITERATOR);
}

export function setValues(this: any): any {
  $setSize(this);
  return $newIterator(undefined, this, 0, SET_ITERATOR);
}

export function setEntries(this: any): any {
  $setSize(this);
  return $newIterator(undefined, this, 2, SET_ITERATOR);
}
