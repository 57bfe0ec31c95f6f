/** WeakMap and WeakSet. They hold their keys as a Map does: a key lives as long as the collection (see docs/limitations.md). */
import { keyText, requireCallable } from './convert';

function requireKey(value: any, what: any): any {
  if (!$isObject(undefined, value) && typeof value !== 'symbol')
    throw new TypeError(`Invalid value used ${what}`);
}

export function weakMapConstructor(this: any, iterable: any): any {
  if (!$isConstructor(undefined, this)) throw new TypeError("Constructor WeakMap requires 'new'");
  const map = $newMap(undefined, this);
  if (iterable === undefined || iterable === null) return map;
  const adder = map.set;
  requireCallable(adder);
  for (const entry of iterable) {
    if (!$isObject(undefined, entry))
      throw new TypeError(`Iterator value ${keyText(entry)} is not an entry object`);
    $call(adder, map, entry[0], entry[1]);
  }
  return map;
}

export function weakMapSet(this: any, key: any, value: any): any {
  requireKey(key, 'as weak map key');
  return $mapSet(this, key, value);
}

export function weakSetConstructor(this: any, iterable: any): any {
  if (!$isConstructor(undefined, this)) throw new TypeError("Constructor WeakSet requires 'new'");
  const set = $newSet(undefined, this);
  if (iterable === undefined || iterable === null) return set;
  const adder = set.add;
  requireCallable(adder);
  for (const value of iterable) $call(adder, set, value);
  return set;
}

export function weakSetAdd(this: any, value: any): any {
  requireKey(value, 'in weak set');
  return $setAdd(this, value);
}
