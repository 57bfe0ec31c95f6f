/** Object and Object.prototype. Attributes of properties: 1 writable, 2 enumerable, 4 configurable, 8 accessor. */
import { describe, keyText, toObject, toPropertyKey } from './convert';
import { defineAll, ownAttributes } from './descriptors';
import { appendIterable } from './iteration';
import { requireObjectCoercible, stringKeys, withTextIndices } from './keys';

/** Which keys `$objectKeys` gives. */
const ENUMERABLE_STRINGS = 0;
const STRINGS = 1;
const ALL_KEYS = 3;

export function objectConstructor(this: any, value: any): any {
  if ($isConstructor(undefined, this) && this !== Object) return $newObjectFor(undefined, this);
  if (value === undefined || value === null) return {};
  return toObject(value);
}

export function objectKeys(value: any): any {
  requireObjectCoercible(value);
  return stringKeys(value, ENUMERABLE_STRINGS);
}

/** Calls `use(key, value)` for each own enumerable string property, as it is when its turn comes. */
function forEachProperty(value: any, use: any): any {
  requireObjectCoercible(value);
  if (!$isObject(undefined, value)) {
    if (typeof value === 'string') for (let i = 0; i < value.length; i++) use(`${i}`, value[i]);
    return;
  }
  const keys = $objectKeys(undefined, value, STRINGS);
  const length = keys.length;
  for (let i = 0; i < length; i++) {
    const key = keys[i];
    const attributes = $objectOwnAttributes(undefined, value, key);
    if (attributes >= 0 && attributes & 2)
      use(typeof key === 'number' ? `${key}` : key, value[key]);
  }
}

export function objectValues(value: any): any {
  const list: any[] = [];
  forEachProperty(value, (_key: any, item: any): any => {
    $arrayPush(list, item);
  });
  return list;
}

export function objectEntries(value: any): any {
  const list: any[] = [];
  forEachProperty(value, (key: any, item: any): any => {
    $arrayPush(list, [key, item]);
  });
  return list;
}

export function objectAssign(target: any, ...sources: any[]): any {
  requireObjectCoercible(target);
  for (const source of sources) {
    if (!$isObject(undefined, source)) {
      if (typeof source === 'string') for (let i = 0; i < source.length; i++) target[i] = source[i];
      continue;
    }
    const keys = $objectKeys(undefined, source, ALL_KEYS);
    const length = keys.length;
    for (let i = 0; i < length; i++) {
      const key = keys[i];
      const attributes = $objectOwnAttributes(undefined, source, key);
      if (attributes >= 0 && attributes & 2) target[key] = source[key];
    }
  }
  return target;
}

export function objectFromEntries(iterable: any): any {
  if (iterable === undefined || iterable === null)
    throw new TypeError(`${iterable} is not iterable`);
  const result = {};
  for (const entry of iterable) {
    if (!$isObject(undefined, entry))
      throw new TypeError(`Iterator value ${keyText(entry)} is not an entry object`);
    const key = entry[0];
    const value = entry[1];
    $objectDefineData(undefined, result, toPropertyKey(key), value, 7);
  }
  return result;
}

export function objectCreate(prototype: any, properties: any): any {
  if (prototype !== null && !$isObject(undefined, prototype)) {
    throw new TypeError(`Object prototype may only be an Object or null: ${describe(prototype)}`);
  }
  const object = $objectCreate(undefined, prototype);
  return properties === undefined ? object : defineAll(object, properties);
}

export function objectGetPrototypeOf(value: any): any {
  requireObjectCoercible(value);
  return prototypeOfValue(value);
}

function prototypeOfValue(value: any): any {
  if ($isObject(undefined, value)) return $objectGetPrototype(undefined, value);
  if (typeof value === 'string') return String.prototype;
  if (typeof value === 'number') return Number.prototype;
  if (typeof value === 'boolean') return Boolean.prototype;
  return Symbol.prototype;
}

export function objectSetPrototypeOf(value: any, prototype: any): any {
  requireObjectCoercible(value);
  if (prototype !== null && !$isObject(undefined, prototype)) {
    throw new TypeError(`Object prototype may only be an Object or null: ${describe(prototype)}`);
  }
  if ($isObject(undefined, value)) setPrototype(value, prototype);
  return value;
}

function setPrototype(object: any, prototype: any): any {
  if ($objectSetPrototype(undefined, object, prototype)) return;
  throw new TypeError(
    $objectIsExtensible(undefined, object)
      ? 'Cyclic __proto__ value'
      : '#<Object> is not extensible',
  );
}

export function protoGetter(this: any): any {
  requireObjectCoercible(this);
  return prototypeOfValue(this);
}

export function protoSetter(this: any, prototype: any): any {
  requireObjectCoercible(this);
  if (prototype !== null && !$isObject(undefined, prototype)) return;
  if ($isObject(undefined, this)) setPrototype(this, prototype);
}

export function objectIs(a: any, b: any): any {
  return $sameValue(undefined, a, b);
}

export function objectHasOwn(value: any, key: any): any {
  requireObjectCoercible(value);
  return hasOwnKey(value, toPropertyKey(key));
}

function hasOwnKey(value: any, key: any): any {
  return ownAttributes(value, key) >= 0;
}

// ---- Integrity ----

export function objectFreeze(value: any): any {
  if ($isObject(undefined, value)) $objectFreeze(undefined, value);
  return value;
}

export function objectSeal(value: any): any {
  if ($isObject(undefined, value)) $objectSeal(undefined, value);
  return value;
}

export function objectPreventExtensions(value: any): any {
  if ($isObject(undefined, value)) $objectPreventExtensions(undefined, value);
  return value;
}

export function objectIsFrozen(value: any): any {
  return !$isObject(undefined, value) || $objectIsFrozen(undefined, value);
}

export function objectIsSealed(value: any): any {
  return !$isObject(undefined, value) || $objectIsSealed(undefined, value);
}

export function objectIsExtensible(value: any): any {
  return $isObject(undefined, value) && $objectIsExtensible(undefined, value);
}

export function objectGroupBy(items: any, callback: any): any {
  if (items === undefined || items === null) throw new TypeError(`${items} is not iterable`);
  if (typeof callback !== 'function')
    throw new TypeError(`${describe(callback)} is not a function`);
  const groups = $objectCreate(undefined, null);
  let index = 0;
  for (const item of items) {
    const key = toPropertyKey(callback(item, index++));
    const group = groups[key];
    if (group === undefined) groups[key] = [item];
    else $arrayPush(group, item);
  }
  return groups;
}

// ---- Object.prototype ----

export function hasOwnProperty(this: any, key: any): any {
  const property = toPropertyKey(key);
  requireObjectCoercible(this);
  return hasOwnKey(this, property);
}

export function isPrototypeOf(this: any, value: any): any {
  if (!$isObject(undefined, value)) return false;
  requireObjectCoercible(this);
  let object = $objectGetPrototype(undefined, value);
  while (object !== null) {
    if (object === this) return true;
    object = $objectGetPrototype(undefined, object);
  }
  return false;
}

export function propertyIsEnumerable(this: any, key: any): any {
  const property = toPropertyKey(key);
  requireObjectCoercible(this);
  const attributes = ownAttributes(this, property);
  return attributes >= 0 && (attributes & 2) !== 0;
}

export function objectToString(this: any): any {
  if (this === undefined) return '[object Undefined]';
  if (this === null) return '[object Null]';
  const tag = this[$wellKnownSymbol(undefined, 4)];
  return `[object ${typeof tag === 'string' ? tag : builtinTag(this)}]`;
}

function builtinTag(value: any): any {
  switch (typeof value) {
    case 'function':
      return 'Function';
    case 'string':
      return 'String';
    case 'number':
      return 'Number';
    case 'boolean':
      return 'Boolean';
    case 'symbol':
      return 'Object';
  }
  const classId = $objectClass(undefined, value);
  switch (classId) {
    case 1:
      return 'Array';
    case 3:
      return 'Error';
    case 4:
      return 'Boolean';
    case 5:
      return 'Number';
    case 6:
      return 'String';
    case 14:
      return 'Date';
    default:
      return 'Object';
  }
}

export function objectToLocaleString(this: any): any {
  return this.toString();
}

export function objectValueOf(this: any): any {
  requireObjectCoercible(this);
  return this;
}

// ---- What instructions fall back to ----

/** Copies the own enumerable properties of a value, but for some keys: `{...source}` and rest patterns. */
export function copyProperties(target: any, source: any, excluded: any): any {
  if (!$isObject(undefined, source)) {
    if (typeof source !== 'string') return;
    for (let i = 0; i < source.length; i++) {
      if (!isExcluded(i, excluded)) $objectDefineData(undefined, target, i, source[i], 7);
    }
    return;
  }
  const keys = $objectKeys(undefined, source, ALL_KEYS);
  const length = keys.length;
  for (let i = 0; i < length; i++) {
    const key = keys[i];
    if (excluded !== undefined && isExcluded(key, excluded)) continue;
    const attributes = $objectOwnAttributes(undefined, source, key);
    if (attributes >= 0 && attributes & 2)
      $objectDefineData(undefined, target, key, source[key], 7);
  }
}

function isExcluded(key: any, excluded: any): any {
  if (excluded === undefined) return false;
  for (const other of excluded)
    if (key === other || `${keyText(other)}` === keyText(key)) return true;
  return false;
}

/** The keys that for…in gives: enumerable strings of the object and its prototypes, each once. */
export function forInKeys(value: any): any {
  const result: any[] = [];
  if (value === undefined || value === null) return result;
  if (!$isObject(undefined, value)) return stringKeys(value, ENUMERABLE_STRINGS);
  appendIterable(result, withTextIndices($objectKeys(undefined, value, ENUMERABLE_STRINGS)));
  let object = $objectGetPrototype(undefined, value);
  let seen: any;
  while (object !== null) {
    const keys = $objectKeys(undefined, object, ENUMERABLE_STRINGS);
    if (keys.length > 0) {
      if (seen === undefined) seen = keysBelow(value, object);
      for (const key of withTextIndices(keys)) if (!$setHas(seen, key)) $arrayPush(result, key);
    }
    if (seen !== undefined) addKeys(seen, object);
    object = $objectGetPrototype(undefined, object);
  }
  return result;
}

/** All string keys of an object and its prototypes up to another. */
function keysBelow(start: any, end: any): any {
  const seen = $newSet(undefined, undefined);
  for (let object = start; object !== end; object = $objectGetPrototype(undefined, object))
    addKeys(seen, object);
  return seen;
}

function addKeys(seen: any, object: any): any {
  for (const key of withTextIndices($objectKeys(undefined, object, STRINGS))) $setAdd(seen, key);
}
