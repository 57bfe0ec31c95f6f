/** Own keys of values, as the functions of Object list them. */

/** Which keys `$objectKeys` gives. */
const ENUMERABLE_STRINGS = 0;

export function requireObjectCoercible(value: any): any {
  if (value === undefined || value === null) {
    throw new TypeError('Cannot convert undefined or null to object');
  }
}

/** Turns the numbers at the start of a key list into strings. */
export function withTextIndices(keys: any): any {
  const length = keys.length;
  for (let i = 0; i < length && typeof keys[i] === 'number'; i++) keys[i] = `${keys[i]}`;
  return keys;
}

/** The own string keys of any value but null and undefined. */
export function stringKeys(value: any, which: any): any {
  if ($isObject(undefined, value)) return withTextIndices($objectKeys(undefined, value, which));
  const keys: any[] = [];
  if (typeof value === 'string') {
    for (let i = 0; i < value.length; i++) $arrayPush(keys, `${i}`);
    if (which !== ENUMERABLE_STRINGS) $arrayPush(keys, 'length');
  }
  return keys;
}
