/** Map and Set; their hot methods are natives. */
import { describe, keyText, requireCallable } from './convert';

export function mapConstructor(this: any, iterable: any): any {
  if (!$isConstructor(undefined, this)) throw new TypeError("Constructor Map requires 'new'");
  const map = $newMap(undefined, this);
  if (iterable === undefined || iterable === null) return map;
  const adder = map.set;
  requireCallable(adder);
  const isOwn = adder === $objectOwnValue(undefined, Map.prototype, 'set') && this === Map;
  for (const entry of iterable) {
    if (!$isObject(undefined, entry))
      throw new TypeError(`Iterator value ${keyText(entry)} is not an entry object`);
    if (isOwn) $mapSet(map, entry[0], entry[1]);
    else $call(adder, map, entry[0], entry[1]);
  }
  return map;
}

export function setConstructor(this: any, iterable: any): any {
  if (!$isConstructor(undefined, this)) throw new TypeError("Constructor Set requires 'new'");
  const set = $newSet(undefined, this);
  if (iterable === undefined || iterable === null) return set;
  const adder = set.add;
  requireCallable(adder);
  const isOwn = adder === $objectOwnValue(undefined, Set.prototype, 'add') && this === Set;
  for (const value of iterable) {
    if (isOwn) $setAdd(set, value);
    else $call(adder, set, value);
  }
  return set;
}

/** Any iterator of ours does: nobody sees it. */
const ANY_ITERATOR = 26;

export function mapForEach(this: any, callback: any, receiver: any): any {
  $mapSize(this);
  requireCallable(callback);
  const iterator = $newIterator(undefined, this, 2, ANY_ITERATOR);
  for (;;) {
    const entry = $iteratorStep(undefined, iterator);
    if ($isHole(undefined, entry)) return;
    $call(callback, receiver, entry[1], entry[0], this);
  }
}

export function setForEach(this: any, callback: any, receiver: any): any {
  $setSize(this);
  requireCallable(callback);
  const iterator = $newIterator(undefined, this, 0, ANY_ITERATOR);
  for (;;) {
    const value = $iteratorStep(undefined, iterator);
    if ($isHole(undefined, value)) return;
    $call(callback, receiver, value, value, this);
  }
}

export function mapGroupBy(items: any, callback: any): any {
  if (items === undefined || items === null) throw new TypeError(`${items} is not iterable`);
  requireCallable(callback);
  const map = $newMap(undefined, Map);
  let index = 0;
  for (const item of items) {
    const key = callback(item, index++);
    const group = $mapGet(map, key);
    if (group === undefined) $mapSet(map, key, [item]);
    else $arrayPush(group, item);
  }
  return map;
}

// ---- Set methods of ES2025 ----

/** GetSetRecord: what another set-like offers. */
function recordOf(other: any): any {
  if (!$isObject(undefined, other)) throw new TypeError(`${describe(other)} is not an object`);
  const size = +other.size;
  if (size !== size) throw new TypeError('The size of a set-like is not a number');
  const has = other.has;
  requireCallable(has);
  const keys = other.keys;
  requireCallable(keys);
  return { set: other, size: $toInteger(undefined, size), has, keys };
}

/** The keys of a set-like in a list. */
function keysOf(record: any): any {
  const iterator = $call(record.keys, record.set);
  if (!$isObject(undefined, iterator))
    throw new TypeError('keys() of a set-like gives no iterator');
  const list: any[] = [];
  const next = iterator.next;
  for (;;) {
    const result = $call(next, iterator);
    if (!$isObject(undefined, result)) throw new TypeError('Iterator result is not an object');
    if (result.done) return list;
    $arrayPush(list, result.value);
  }
}

function copyOf(set: any): any {
  const copy = $newSet(undefined, Set);
  const iterator = $newIterator(undefined, set, 0, ANY_ITERATOR);
  for (;;) {
    const value = $iteratorStep(undefined, iterator);
    if ($isHole(undefined, value)) return copy;
    $setAdd(copy, value);
  }
}

export function setUnion(this: any, other: any): any {
  $setSize(this);
  const record = recordOf(other);
  const keys = keysOf(record);
  const result = copyOf(this);
  for (const key of keys) $setAdd(result, key);
  return result;
}

export function setIntersection(this: any, other: any): any {
  const size = $setSize(this);
  const record = recordOf(other);
  const result = $newSet(undefined, Set);
  if (size <= record.size) {
    const iterator = $newIterator(undefined, this, 0, ANY_ITERATOR);
    for (;;) {
      const value = $iteratorStep(undefined, iterator);
      if ($isHole(undefined, value)) return result;
      if ($call(record.has, other, value)) $setAdd(result, value);
    }
  }
  for (const key of keysOf(record)) if ($setHas(this, key)) $setAdd(result, key);
  return result;
}

export function setDifference(this: any, other: any): any {
  const size = $setSize(this);
  const record = recordOf(other);
  const result = copyOf(this);
  if (size <= record.size) {
    const iterator = $newIterator(undefined, this, 0, ANY_ITERATOR);
    for (;;) {
      const value = $iteratorStep(undefined, iterator);
      if ($isHole(undefined, value)) return result;
      if ($call(record.has, other, value)) $setDelete(result, value);
    }
  }
  for (const key of keysOf(record)) $setDelete(result, key);
  return result;
}

export function setSymmetricDifference(this: any, other: any): any {
  $setSize(this);
  const record = recordOf(other);
  const keys = keysOf(record);
  const result = copyOf(this);
  for (const key of keys) {
    if ($setHas(this, key)) $setDelete(result, key);
    else $setAdd(result, key);
  }
  return result;
}

export function setIsSubsetOf(this: any, other: any): any {
  const size = $setSize(this);
  const record = recordOf(other);
  if (size > record.size) return false;
  const iterator = $newIterator(undefined, this, 0, ANY_ITERATOR);
  for (;;) {
    const value = $iteratorStep(undefined, iterator);
    if ($isHole(undefined, value)) return true;
    if (!$call(record.has, other, value)) return false;
  }
}

export function setIsSupersetOf(this: any, other: any): any {
  const size = $setSize(this);
  const record = recordOf(other);
  if (size < record.size) return false;
  for (const key of keysOf(record)) if (!$setHas(this, key)) return false;
  return true;
}

export function setIsDisjointFrom(this: any, other: any): any {
  $setSize(this);
  const record = recordOf(other);
  for (const key of keysOf(record)) if ($setHas(this, key)) return false;
  return true;
}
