/** Reflect. */
import { describe, listOf, toPropertyKey } from './convert';
import { defineOwn, descriptorOf, readDescriptor } from './descriptors';
import { construct } from './functions';
import { withTextIndices } from './keys';

/** Which keys `$objectKeys` gives: all. */
const ALL_KEYS = 3;

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
