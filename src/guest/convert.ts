/** Conversions of any value (ECMA-262 §7.1), objects included. The operators do the rest. */

/** ToPrimitive; hint: 'default', 'number' or 'string'. */
export function toPrimitive(value: any, hint: string): any {
  if (!$isObject(undefined, value)) return value;
  const exotic = value[$wellKnownSymbol(undefined, 3)];
  if (exotic !== undefined && exotic !== null) {
    if (typeof exotic !== 'function') {
      throw new TypeError('Symbol.toPrimitive of an object is not a function');
    }
    const result = $call(exotic, value, hint);
    if (!$isObject(undefined, result)) return result;
    throw new TypeError('Cannot convert object to primitive value');
  }
  const first = hint === 'string' ? value.toString : value.valueOf;
  if (typeof first === 'function') {
    const result = $call(first, value);
    if (!$isObject(undefined, result)) return result;
  }
  const second = hint === 'string' ? value.valueOf : value.toString;
  if (typeof second === 'function') {
    const result = $call(second, value);
    if (!$isObject(undefined, result)) return result;
  }
  throw new TypeError('Cannot convert object to primitive value');
}

/** ToPropertyKey: a string, a number or a symbol. */
export function toPropertyKey(value: any): any {
  const key = $isObject(undefined, value) ? toPrimitive(value, 'string') : value;
  return typeof key === 'symbol' || typeof key === 'number' ? key : `${key}`;
}

/** ToIntegerOrInfinity. */
export function toInteger(value: any): any {
  return $toInteger(undefined, typeof value === 'number' ? value : +value);
}

/** The length of an array-like. */
export function lengthOf(value: any): any {
  const length = value.length;
  return $toLength(undefined, typeof length === 'number' ? length : +length);
}

/** An index from 0 to `length`; from the end when negative. */
export function relativeIndex(value: any, length: any, missing: any): any {
  if (value === undefined) return missing;
  const position = toInteger(value);
  if (position < 0) return position + length > 0 ? position + length : 0;
  return position < length ? position : length;
}

/** Has a value that methods of arrays work on the property `index`? */
export function hasIndex(value: any, index: any): any {
  if ($isObject(undefined, value)) return index in value;
  return typeof value === 'string' && index < value.length;
}

/** A property key as text for a message. */
export function keyText(key: any): any {
  return typeof key === 'symbol' ? symbolText(key) : `${key}`;
}

/** What Symbol.prototype.toString gives. */
export function symbolText(symbol: any): any {
  const description = $symbolDescription(undefined, symbol);
  return description === undefined ? 'Symbol()' : `Symbol(${description})`;
}

/** A value as text for a message; runs no code of the program. */
export function describe(value: any): any {
  if (typeof value === 'string') return value.length > 100 ? 'string' : `"${value}"`;
  if (typeof value === 'symbol') return symbolText(value);
  if (typeof value === 'function') {
    const name = $functionName(undefined, value);
    return name === '' || name === undefined ? 'function' : `function ${name}`;
  }
  if ($isObject(undefined, value))
    return $arrayIsArray(undefined, value) ? '[object Array]' : '#<Object>';
  return `${value}`;
}

/** Throws unless the value is callable. */
export function requireCallable(value: any): any {
  if (typeof value !== 'function') throw new TypeError(`${describe(value)} is not a function`);
}

/** A list of an array-like's elements, as an array with plain elements (CreateListFromArrayLike). */
export function listOf(value: any): any {
  if ($objectIsPlainArray(undefined, value)) return value;
  if (!$isObject(undefined, value))
    throw new TypeError('CreateListFromArrayLike called on non-object');
  const length = lengthOf(value);
  const list: any[] = [];
  for (let i = 0; i < length; i++) $arrayPush(list, value[i]);
  return list;
}

/** ToObject of a value that is neither null nor undefined. */
export function toObject(value: any): any {
  if ($isObject(undefined, value)) return value;
  return typeof value === 'string'
    ? stringObject(undefined, value)
    : $newWrapper(undefined, undefined, value);
}

/** A String object: its characters and its length are own properties that cannot be changed. */
export function stringObject(newTarget: any, text: any): any {
  const object = $newWrapper(undefined, newTarget, text);
  const length = text.length;
  for (let i = 0; i < length; i++) $objectDefineData(undefined, object, i, text[i], 2);
  $objectDefineData(undefined, object, 'length', length, 0);
  return object;
}

/** The primitive of a type that `value` is or wraps; throws for any other value. */
export function primitiveOf(value: any, type: any, method: any): any {
  if (typeof value === type) return value;
  const wrapped = $wrapperValue(undefined, value);
  if (typeof wrapped === type && !$isHole(undefined, wrapped)) return wrapped;
  // The prototypes are wrapper objects themselves.
  if (type === 'number' && value === Number.prototype) return 0;
  if (type === 'boolean' && value === Boolean.prototype) return false;
  if (type === 'string' && value === String.prototype) return '';
  throw new TypeError(
    `${method} requires that 'this' be a ${type === 'number' ? 'Number' : type === 'boolean' ? 'Boolean' : type === 'string' ? 'String' : 'Symbol'}`,
  );
}
