/** Property descriptors: definition and inspection of own properties. Attributes: 1 writable, 2 enumerable, 4 configurable, 8 accessor. */
import { describe, keyText, toPropertyKey } from './convert';
import { requireObjectCoercible, stringKeys } from './keys';

/** Which keys `$objectKeys` gives. */
const STRINGS = 1;
const SYMBOLS = 2;
const ALL_KEYS = 3;

/** Attributes of an own property of any value, -1 when it has none of that key. */
export function ownAttributes(value: any, key: any): any {
  if ($isObject(undefined, value)) return $objectOwnAttributes(undefined, value, key);
  if (typeof value !== 'string') return -1;
  if (key === 'length') return 0;
  const index =
    typeof key === 'number' ? key : typeof key === 'string' ? $stringToArrayIndex(key) : -1;
  return index >= 0 && index < value.length ? 2 : -1;
}

/** ToPropertyDescriptor: a record whose absent parts are the hole. */
export function readDescriptor(source: any): any {
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
export function defineOwn(object: any, key: any, descriptor: any): any {
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

export function defineAll(object: any, properties: any): any {
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
export function descriptorOf(value: any, key: any): any {
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
