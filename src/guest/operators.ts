/** Operators whose operands are objects: the helpers that instructions fall back to (`LibraryHelper` of assembly/names.ts). */
import { keyText, toPrimitive, toPropertyKey } from './convert';

export function opAdd(left: any, right: any): any {
  const a = toPrimitive(left, 'default');
  return a + toPrimitive(right, 'default');
}

export function opSub(left: any, right: any): any {
  const a = +toPrimitive(left, 'number');
  return a - toPrimitive(right, 'number');
}

export function opMul(left: any, right: any): any {
  const a = +toPrimitive(left, 'number');
  return a * toPrimitive(right, 'number');
}

export function opDiv(left: any, right: any): any {
  const a = +toPrimitive(left, 'number');
  return a / toPrimitive(right, 'number');
}

export function opMod(left: any, right: any): any {
  const a = +toPrimitive(left, 'number');
  return a % toPrimitive(right, 'number');
}

export function opExp(left: any, right: any): any {
  const a = +toPrimitive(left, 'number');
  return a ** toPrimitive(right, 'number');
}

export function opBitAnd(left: any, right: any): any {
  const a = +toPrimitive(left, 'number');
  return a & toPrimitive(right, 'number');
}

export function opBitOr(left: any, right: any): any {
  const a = +toPrimitive(left, 'number');
  return a | toPrimitive(right, 'number');
}

export function opBitXor(left: any, right: any): any {
  const a = +toPrimitive(left, 'number');
  return a ^ toPrimitive(right, 'number');
}

export function opShiftLeft(left: any, right: any): any {
  const a = +toPrimitive(left, 'number');
  return a << toPrimitive(right, 'number');
}

export function opShiftRight(left: any, right: any): any {
  const a = +toPrimitive(left, 'number');
  return a >> toPrimitive(right, 'number');
}

export function opShiftRightUnsigned(left: any, right: any): any {
  const a = +toPrimitive(left, 'number');
  return a >>> toPrimitive(right, 'number');
}

export function opNegate(value: any): any {
  return -toPrimitive(value, 'number');
}

export function opPlus(value: any): any {
  return +toPrimitive(value, 'number');
}

export function opBitNot(value: any): any {
  return ~toPrimitive(value, 'number');
}

export function opIncrement(value: any): any {
  return +toPrimitive(value, 'number') + 1;
}

export function opDecrement(value: any): any {
  return +toPrimitive(value, 'number') - 1;
}

export function opToNumeric(value: any): any {
  return +toPrimitive(value, 'number');
}

export function opLess(left: any, right: any): any {
  const a = toPrimitive(left, 'number');
  return a < toPrimitive(right, 'number');
}

export function opLessEqual(left: any, right: any): any {
  const a = toPrimitive(left, 'number');
  return a <= toPrimitive(right, 'number');
}

export function opGreater(left: any, right: any): any {
  const a = toPrimitive(left, 'number');
  return a > toPrimitive(right, 'number');
}

export function opGreaterEqual(left: any, right: any): any {
  const a = toPrimitive(left, 'number');
  return a >= toPrimitive(right, 'number');
}

/** One side is an object, the other a primitive other than null and undefined. */
export function opEqual(left: any, right: any): any {
  return toPrimitive(left, 'default') == toPrimitive(right, 'default');
}

export function opNotEqual(left: any, right: any): any {
  return toPrimitive(left, 'default') != toPrimitive(right, 'default');
}

export function opInstanceof(value: any, constructor: any): any {
  if (!$isObject(undefined, constructor)) {
    throw new TypeError("Right-hand side of 'instanceof' is not an object");
  }
  const method = constructor[$wellKnownSymbol(undefined, 2)];
  if (method !== undefined && method !== null) {
    if (typeof method !== 'function')
      throw new TypeError('Symbol.hasInstance of an object is not a function');
    return !!$call(method, constructor, value);
  }
  if (typeof constructor !== 'function') {
    throw new TypeError("Right-hand side of 'instanceof' is not callable");
  }
  return hasInstance(constructor, value);
}

/** Index in the table of builtins of the code behind bound functions (see builtins.ts). */
const BOUND_FUNCTION = 28;

/** OrdinaryHasInstance. */
export function hasInstance(constructor: any, value: any): any {
  if (typeof constructor !== 'function') return false;
  const target = $boundTarget(undefined, constructor, BOUND_FUNCTION);
  if (target !== undefined) return opInstanceof(value, target);
  if (!$isObject(undefined, value)) return false;
  const prototype = constructor.prototype;
  if (!$isObject(undefined, prototype)) {
    throw new TypeError(`Function has non-object prototype '${prototype}' in instanceof check`);
  }
  let object = $objectGetPrototype(undefined, value);
  while (object !== null) {
    if (object === prototype) return true;
    object = $objectGetPrototype(undefined, object);
  }
  return false;
}

export function opToString(value: any): any {
  return `${toPrimitive(value, 'string')}`;
}

export function opToKey(value: any): any {
  return toPropertyKey(value);
}

// ---- Elements whose key is an object, and an array's length set to something else than a number ----

export function getElement(object: any, key: any): any {
  const property = toPropertyKey(key);
  return object[property];
}

export function setElement(object: any, key: any, value: any): any {
  const property = toPropertyKey(key);
  if (property === 'length' && $arrayIsArray(undefined, object) && typeof value !== 'number') {
    object.length = +value;
  } else {
    object[property] = value;
  }
}

export function deleteElement(object: any, key: any): any {
  const property = toPropertyKey(key);
  return delete object[property];
}

export function defineElement(object: any, key: any, value: any): any {
  $objectDefineData(undefined, object, toPropertyKey(key), value, 7);
}

/** The object is none, or the key is one. */
export function inElement(object: any, key: any): any {
  if (!$isObject(undefined, object)) {
    const name = $isObject(undefined, key) ? '#<Object>' : keyText(key);
    const text = typeof object === 'symbol' ? keyText(object) : `${object}`;
    throw new TypeError(`Cannot use 'in' operator to search for '${name}' in ${text}`);
  }
  const property = toPropertyKey(key);
  return property in object;
}
