/** Object and Object.prototype. Attributes of properties: 1 writable, 2 enumerable, 4 configurable, 8 accessor. */
import { describe, keyText, listOf, toObject, toPropertyKey } from './convert';
import { construct } from './functions';
import { appendIterable } from './iteration';

/** Which keys `$objectKeys` gives. */
const ENUMERABLE_STRINGS = 0;
const STRINGS = 1;
const SYMBOLS = 2;
const ALL_KEYS = 3;

export function objectConstructor(this: any, value: any): any {
  if ($isConstructor(undefined, this) && this !== Object) return $newObjectFor(undefined, this);
  if (value === undefined || value === null) return {};
  return toObject(value);
}

function requireObjectCoercible(value: any): any {
  if (value === undefined || value === null) {
    throw new TypeError('Cannot convert undefined or null to object');
  }
}

/** Turns the numbers at the start of a key list into strings. */
function withTextIndices(keys: any): any {
  const length = keys.length;
  for (let i = 0; i < length && typeof keys[i] === 'number'; i++) keys[i] = `${keys[i]}`;
  return keys;
}

/** The own string keys of any value but null and undefined. */
function stringKeys(value: any, which: any): any {
  if ($isObject(undefined, value)) return withTextIndices($objectKeys(undefined, value, which));
  const keys: any[] = [];
  if (typeof value === 'string') {
    for (let i = 0; i < value.length; i++) $arrayPush(keys, `${i}`);
    if (which !== ENUMERABLE_STRINGS) $arrayPush(keys, 'length');
  }
  return keys;
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

/** Attributes of an own property of any value, -1 when it has none of that key. */
function ownAttributes(value: any, key: any): any {
  if ($isObject(undefined, value)) return $objectOwnAttributes(undefined, value, key);
  if (typeof value !== 'string') return -1;
  if (key === 'length') return 0;
  const index =
    typeof key === 'number' ? key : typeof key === 'string' ? $stringToArrayIndex(key) : -1;
  return index >= 0 && index < value.length ? 2 : -1;
}

// ---- Descriptors ----

/** ToPropertyDescriptor: a record whose absent parts are the hole. */
function readDescriptor(source: any): any {
  if (!$isObject(undefined, source)) {
    throw new TypeError(`Property description must be an object: ${describe(source)}`);
  }
  const absent = $hole(undefined);
  const enumerable = 'enumerable' in source ? !!source.enumerable : absent;
  const configurable = 'configurable' in source ? !!source.configurable : absent;
  const value = 'value' in source ? source.value : absent;
  const writable = 'writable' in source ? !!source.writable : absent;
  const getter = 'get' in source ? source.get : absent;
  if (!$isHole(undefined, getter) && getter !== undefined && typeof getter !== 'function') {
    throw new TypeError(`Getter must be a function: ${describe(getter)}`);
  }
  const setter = 'set' in source ? source.set : absent;
  if (!$isHole(undefined, setter) && setter !== undefined && typeof setter !== 'function') {
    throw new TypeError(`Setter must be a function: ${describe(setter)}`);
  }
  const isAccessor = !$isHole(undefined, getter) || !$isHole(undefined, setter);
  const isData = !$isHole(undefined, value) || !$isHole(undefined, writable);
  if (isAccessor && isData) {
    throw new TypeError(
      'Invalid property descriptor. Cannot both specify accessors and a value or writable attribute',
    );
  }
  return { enumerable, configurable, value, writable, getter, setter, isAccessor, isData };
}

/** The flag of a descriptor, else that of the present attributes. */
function flag(given: any, present: any, bit: any): any {
  if ($isHole(undefined, given)) return present & bit;
  return given ? bit : 0;
}

function denied(given: any, present: any): any {
  return !$isHole(undefined, given) && given !== present;
}

/** OrdinaryDefineOwnProperty: true, or false when it is not allowed. */
function defineOwn(object: any, key: any, descriptor: any): any {
  const present = $objectOwnAttributes(undefined, object, key);
  if (present < 0) {
    if (!$objectIsExtensible(undefined, object)) return false;
    return define(object, key, descriptor, 0, undefined);
  }
  if (key === 'length' && $arrayIsArray(undefined, object))
    return defineLength(object, descriptor, present);
  const wasAccessor = (present & 8) !== 0;
  if ((present & 4) === 0) {
    if (!$isHole(undefined, descriptor.configurable) && descriptor.configurable) return false;
    if (denied(descriptor.enumerable, (present & 2) !== 0)) return false;
    if (descriptor.isAccessor !== wasAccessor && (descriptor.isAccessor || descriptor.isData))
      return false;
    if (wasAccessor) {
      if (denied(descriptor.getter, $objectOwnGetter(undefined, object, key))) return false;
      if (denied(descriptor.setter, $objectOwnSetter(undefined, object, key))) return false;
      return true;
    }
    if ((present & 1) === 0) {
      if (!$isHole(undefined, descriptor.writable) && descriptor.writable) return false;
      const { value } = descriptor;
      if ($isHole(undefined, value)) return true;
      return $sameValue(undefined, value, $objectOwnValue(undefined, object, key));
    }
  }
  const value = wasAccessor ? undefined : $objectOwnValue(undefined, object, key);
  return define(
    object,
    key,
    descriptor,
    wasAccessor && descriptor.isData ? present & 6 : present,
    value,
  );
}

/** Writes a property whose definition is allowed; `present` are the attributes it has, `old` its value. */
function define(object: any, key: any, descriptor: any, present: any, old: any): any {
  const shared =
    flag(descriptor.enumerable, present, 2) | flag(descriptor.configurable, present, 4);
  if (descriptor.isAccessor || (present & 8 && !descriptor.isData)) {
    const fresh = (present & 8) === 0;
    const getter = $isHole(undefined, descriptor.getter) && fresh ? undefined : descriptor.getter;
    const setter = $isHole(undefined, descriptor.setter) && fresh ? undefined : descriptor.setter;
    $objectDefineAccessor(undefined, object, key, getter, setter, shared);
    return true;
  }
  const value = $isHole(undefined, descriptor.value) ? old : descriptor.value;
  $objectDefineData(undefined, object, key, value, shared | flag(descriptor.writable, present, 1));
  return true;
}

/** The length of an array can be set, and made read-only by freezing only. */
function defineLength(array: any, descriptor: any, present: any): any {
  if (descriptor.isAccessor) return false;
  if (!$isHole(undefined, descriptor.configurable) && descriptor.configurable) return false;
  if (!$isHole(undefined, descriptor.enumerable) && descriptor.enumerable) return false;
  const isWritable = (present & 1) !== 0;
  if (!$isHole(undefined, descriptor.value)) {
    const length = +descriptor.value;
    if (length !== array.length) {
      if (!isWritable) return false;
      array.length = length;
    }
  }
  if (denied(descriptor.writable, isWritable)) {
    if (descriptor.writable) return false;
    throw new TypeError('An array whose length is read-only is not supported');
  }
  return true;
}

export function objectDefineProperty(object: any, key: any, descriptor: any): any {
  if (!$isObject(undefined, object))
    throw new TypeError('Object.defineProperty called on non-object');
  const property = toPropertyKey(key);
  defineOrThrow(object, property, readDescriptor(descriptor));
  return object;
}

function defineOrThrow(object: any, key: any, descriptor: any): any {
  if (defineOwn(object, key, descriptor)) return;
  if ($objectOwnAttributes(undefined, object, key) < 0) {
    throw new TypeError(`Cannot define property ${keyText(key)}, object is not extensible`);
  }
  throw new TypeError(`Cannot redefine property: ${keyText(key)}`);
}

export function objectDefineProperties(object: any, properties: any): any {
  if (!$isObject(undefined, object))
    throw new TypeError('Object.defineProperties called on non-object');
  return defineAll(object, properties);
}

function defineAll(object: any, properties: any): any {
  requireObjectCoercible(properties);
  if (!$isObject(undefined, properties)) return object;
  const descriptors: any[] = [];
  const keys = $objectKeys(undefined, properties, ALL_KEYS);
  for (const key of keys) {
    const attributes = $objectOwnAttributes(undefined, properties, key);
    if (attributes >= 0 && attributes & 2)
      $arrayPush(descriptors, [key, readDescriptor(properties[key])]);
  }
  for (const row of descriptors) defineOrThrow(object, row[0], row[1]);
  return object;
}

/** FromPropertyDescriptor of an own property, undefined when there is none. */
function descriptorOf(value: any, key: any): any {
  const attributes = ownAttributes(value, key);
  if (attributes < 0) return undefined;
  const enumerable = (attributes & 2) !== 0;
  const configurable = (attributes & 4) !== 0;
  if (attributes & 8) {
    const get = $objectOwnGetter(undefined, value, key);
    const set = $objectOwnSetter(undefined, value, key);
    return { get, set, enumerable, configurable };
  }
  const content = $isObject(undefined, value) ? $objectOwnValue(undefined, value, key) : value[key];
  return { value: content, writable: (attributes & 1) !== 0, enumerable, configurable };
}

export function objectGetOwnPropertyDescriptor(value: any, key: any): any {
  requireObjectCoercible(value);
  return descriptorOf(value, toPropertyKey(key));
}

export function objectGetOwnPropertyDescriptors(value: any): any {
  requireObjectCoercible(value);
  const result = {};
  const keys = $isObject(undefined, value)
    ? $objectKeys(undefined, value, ALL_KEYS)
    : stringKeys(value, STRINGS);
  for (const key of keys) $objectDefineData(undefined, result, key, descriptorOf(value, key), 7);
  return result;
}

export function objectGetOwnPropertyNames(value: any): any {
  requireObjectCoercible(value);
  return stringKeys(value, STRINGS);
}

export function objectGetOwnPropertySymbols(value: any): any {
  requireObjectCoercible(value);
  return $isObject(undefined, value) ? $objectKeys(undefined, value, SYMBOLS) : [];
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

// ---- Reflect ----

function requireTarget(value: any, name: any): any {
  if (!$isObject(undefined, value)) throw new TypeError(`Reflect.${name} called on non-object`);
}

export function reflectApply(target: any, receiver: any, values: any): any {
  if (typeof target !== 'function') throw new TypeError(`${describe(target)} is not a function`);
  if (!$isObject(undefined, values))
    throw new TypeError('CreateListFromArrayLike called on non-object');
  const list: any[] = [];
  for (let i = 0; i < values.length; i++) $arrayPush(list, values[i]);
  return $apply(target, receiver, list);
}

export function reflectConstruct(target: any, values: any, ...rest: any[]): any {
  const newTarget = rest.length > 0 ? rest[0] : target;
  if (!$isConstructor(undefined, newTarget)) {
    throw new TypeError(`${describe(newTarget)} is not a constructor`);
  }
  return construct(target, listOf(values), newTarget);
}

export function reflectDefineProperty(object: any, key: any, descriptor: any): any {
  requireTarget(object, 'defineProperty');
  const property = toPropertyKey(key);
  return defineOwn(object, property, readDescriptor(descriptor));
}

export function reflectDeleteProperty(object: any, key: any): any {
  requireTarget(object, 'deleteProperty');
  return $objectDelete(undefined, object, toPropertyKey(key));
}

export function reflectGet(object: any, key: any, ...rest: any[]): any {
  requireTarget(object, 'get');
  const property = toPropertyKey(key);
  if (rest.length === 0 || rest[0] === object) return object[property];
  const holder = holderOf(object, property);
  if (holder === null) return undefined;
  if ($objectOwnAttributes(undefined, holder, property) & 8) {
    const getter = $objectOwnGetter(undefined, holder, property);
    return getter === undefined ? undefined : $call(getter, rest[0]);
  }
  return $objectOwnValue(undefined, holder, property);
}

/** The object on the prototype chain that has the property, or null. */
function holderOf(start: any, key: any): any {
  let object = start;
  while (object !== null && $objectOwnAttributes(undefined, object, key) < 0) {
    object = $objectGetPrototype(undefined, object);
  }
  return object;
}

export function reflectSet(object: any, key: any, value: any, ...rest: any[]): any {
  requireTarget(object, 'set');
  const property = toPropertyKey(key);
  const receiver = rest.length > 0 ? rest[0] : object;
  const holder = holderOf(object, property);
  if (holder !== null) {
    const attributes = $objectOwnAttributes(undefined, holder, property);
    if (attributes & 8) {
      const setter = $objectOwnSetter(undefined, holder, property);
      if (setter === undefined) return false;
      $call(setter, receiver, value);
      return true;
    }
    if ((attributes & 1) === 0) return false;
  }
  if (!$isObject(undefined, receiver)) return false;
  const own = $objectOwnAttributes(undefined, receiver, property);
  if (own < 0) {
    if (!$objectIsExtensible(undefined, receiver)) return false;
    $objectDefineData(undefined, receiver, property, value, 7);
    return true;
  }
  if (own & 8 || (own & 1) === 0) return false;
  if (property === 'length' && $arrayIsArray(undefined, receiver)) receiver.length = value;
  else $objectDefineData(undefined, receiver, property, value, own);
  return true;
}

export function reflectGetOwnPropertyDescriptor(object: any, key: any): any {
  requireTarget(object, 'getOwnPropertyDescriptor');
  return descriptorOf(object, toPropertyKey(key));
}

export function reflectGetPrototypeOf(object: any): any {
  requireTarget(object, 'getPrototypeOf');
  return $objectGetPrototype(undefined, object);
}

export function reflectSetPrototypeOf(object: any, prototype: any): any {
  requireTarget(object, 'setPrototypeOf');
  if (prototype !== null && !$isObject(undefined, prototype)) {
    throw new TypeError(`Object prototype may only be an Object or null: ${describe(prototype)}`);
  }
  return $objectSetPrototype(undefined, object, prototype);
}

export function reflectHas(object: any, key: any): any {
  requireTarget(object, 'has');
  return toPropertyKey(key) in object;
}

export function reflectIsExtensible(object: any): any {
  requireTarget(object, 'isExtensible');
  return $objectIsExtensible(undefined, object);
}

export function reflectPreventExtensions(object: any): any {
  requireTarget(object, 'preventExtensions');
  $objectPreventExtensions(undefined, object);
  return true;
}

export function reflectOwnKeys(object: any): any {
  requireTarget(object, 'ownKeys');
  return withTextIndices($objectKeys(undefined, object, ALL_KEYS));
}
