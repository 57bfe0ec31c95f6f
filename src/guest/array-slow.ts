/** The array methods whose common case is a native, in general: any array-like, any arguments, any length. */
import { objectOf, putElement, receiverOf, resultFor, setLength } from './arrays';
import { hasIndex, lengthOf, relativeIndex, toInteger } from './convert';
import { joining } from './state';

/** Elements that natives on ranges take at once. */
const RANGE = 8192;
const MAX_SAFE_INTEGER = 9007199254740991;

/** May the elements of a value be moved about by natives? */
function isOpenArray(value: any): any {
  return $arrayIsArray(undefined, value) && $objectIsExtensible(undefined, value);
}

export function slowArrayPush(this: any, ...values: any[]): any {
  const list = objectOf(this);
  let length = lengthOf(list);
  if (length + values.length > MAX_SAFE_INTEGER) {
    throw new TypeError('Pushing elements past the maximum length of an array is not allowed');
  }
  for (const value of values) list[length++] = value;
  list.length = length;
  return length;
}

export function slowArrayPop(this: any): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  if (length === 0) {
    list.length = 0;
    return undefined;
  }
  const value = list[length - 1];
  delete list[length - 1];
  list.length = length - 1;
  return value;
}

/** Moves `count` elements of an open array, whichever way. */
export function moveElements(list: any, to: any, from: any, count: any): any {
  if (to <= from) {
    for (let done = 0; done < count; done += RANGE) {
      $arrayMoveRange(list, to + done, from + done, count - done < RANGE ? count - done : RANGE);
    }
    return;
  }
  let left = count;
  while (left > 0) {
    const size = left < RANGE ? left : RANGE;
    left -= size;
    $arrayMoveRange(list, to + left, from + left, size);
  }
}

/** Moves elements of any array-like, keeping holes. */
function moveAny(list: any, to: any, from: any, count: any): any {
  const backwards = to > from;
  for (let done = 0; done < count; done++) {
    const offset = backwards ? count - 1 - done : done;
    if (hasIndex(list, from + offset)) list[to + offset] = list[from + offset];
    else delete list[to + offset];
  }
}

export function slowArrayShift(this: any): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  if (length === 0) {
    list.length = 0;
    return undefined;
  }
  const first = list[0];
  if (isOpenArray(list)) {
    moveElements(list, 0, 1, length - 1);
  } else {
    moveAny(list, 0, 1, length - 1);
    delete list[length - 1];
  }
  list.length = length - 1;
  return first;
}

export function slowArrayUnshift(this: any, ...values: any[]): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  const count = values.length;
  if (count > 0) {
    if (length + count > MAX_SAFE_INTEGER) {
      throw new TypeError('Unshifting elements past the maximum length of an array is not allowed');
    }
    if (isOpenArray(list)) {
      setLength(list, length + count);
      moveElements(list, count, 0, length);
    } else {
      moveAny(list, count, 0, length);
    }
    for (let i = 0; i < count; i++) list[i] = values[i];
  }
  list.length = length + count;
  return length + count;
}

export function slowArrayAt(this: any, index: any): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  const position = toInteger(index);
  const actual = position < 0 ? position + length : position;
  return actual < 0 || actual >= length ? undefined : list[actual];
}

// Modes of $arraySearch.
const STRICT = 0;
const SAME = 1;
const BACKWARD = 2;

export function slowArrayIndexOf(this: any, value: any, from: any): any {
  const list = receiverOf(this, 'indexOf');
  const length = lengthOf(list);
  let index = length === 0 ? 0 : relativeIndex(from, length, 0);
  if ($arrayIsArray(undefined, list)) {
    for (; index < length; index += RANGE) {
      const found = $arraySearch(list, value, index, index + RANGE, STRICT);
      if (found >= 0) return found;
      if (found === -2) break;
    }
  }
  for (; index < length; index++) {
    if (list[index] === value && (value !== undefined || hasIndex(list, index))) return index;
  }
  return -1;
}

export function slowArrayLastIndexOf(this: any, value: any, ...rest: any[]): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  if (length === 0) return -1;
  let index = length - 1;
  if (rest.length > 0) {
    const position = toInteger(rest[0]);
    index = position < 0 ? length + position : position < length ? position : length - 1;
  }
  if ($arrayIsArray(undefined, list)) {
    while (index >= 0) {
      const start = index >= RANGE ? index - RANGE + 1 : 0;
      const found = $arraySearch(list, value, start, index + 1, BACKWARD);
      if (found >= 0) return found;
      if (found === -2) break;
      index = start - 1;
    }
  }
  for (; index >= 0; index--) {
    if (list[index] === value && (value !== undefined || hasIndex(list, index))) return index;
  }
  return -1;
}

export function slowArrayIncludes(this: any, value: any, from: any): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  let index = length === 0 ? 0 : relativeIndex(from, length, 0);
  if ($arrayIsArray(undefined, list)) {
    for (; index < length; index += RANGE) {
      const found = $arraySearch(list, value, index, index + RANGE, SAME);
      if (found >= 0) return true;
      if (found === -2) break;
    }
  }
  for (; index < length; index++) {
    const element = list[index];
    if (element === value || (element !== element && value !== value)) return true;
  }
  return false;
}

/** Puts elements [start, end) of an array-like into a result from `at` on, holes as holes; gives the index after the last. */
function putSlice(result: any, at: any, list: any, start: any, end: any): any {
  if (
    $objectIsPlainArray(undefined, list) &&
    $objectIsPlainArray(undefined, result) &&
    result.length === at
  ) {
    let index = start;
    while (index < end) index = $arrayAppendRange(result, list, index, end, false);
  } else {
    for (let i = start; i < end; i++)
      if (hasIndex(list, i)) putElement(result, at + i - start, list[i]);
  }
  return at + end - start;
}

export function slowArraySlice(this: any, start: any, end: any): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  const first = relativeIndex(start, length, 0);
  const last = relativeIndex(end, length, length);
  const count = first < last ? last - first : 0;
  const result = resultFor(list, $objectIsPlainArray(undefined, list) ? 0 : count);
  putSlice(result, 0, list, first, first + count);
  result.length = count;
  return result;
}

export function slowArraySplice(this: any, ...values: any[]): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  const first = relativeIndex(values[0], length, 0);
  let removed = 0;
  if (values.length === 1) {
    removed = length - first;
  } else if (values.length > 1) {
    const wanted = toInteger(values[1]);
    removed = wanted < 0 ? 0 : wanted < length - first ? wanted : length - first;
  }
  const added = values.length > 2 ? values.length - 2 : 0;
  if (length + added - removed > MAX_SAFE_INTEGER) throw new TypeError('Invalid array length');
  const result = resultFor(list, $objectIsPlainArray(undefined, list) ? 0 : removed);
  putSlice(result, 0, list, first, first + removed);
  result.length = removed;
  const tail = length - first - removed;
  if (added !== removed) {
    if (isOpenArray(list)) {
      if (added > removed) setLength(list, length + added - removed);
      moveElements(list, first + added, first + removed, tail);
    } else {
      moveAny(list, first + added, first + removed, tail);
      for (let i = length; i > length + added - removed; i--) delete list[i - 1];
    }
  }
  for (let i = 0; i < added; i++) list[first + i] = values[i + 2];
  list.length = length + added - removed;
  return result;
}

export function slowArrayConcat(this: any, ...values: any[]): any {
  const list = receiverOf(this, 'concat');
  const result = resultFor(list, 0);
  let at = concatOne(result, 0, list);
  for (const value of values) at = concatOne(result, at, value);
  result.length = at;
  return result;
}

function concatOne(result: any, at: any, value: any): any {
  if (isSpreadable(value)) return putSlice(result, at, value, 0, lengthOf(value));
  putElement(result, at, value);
  return at + 1;
}

function isSpreadable(value: any): any {
  if (!$isObject(undefined, value)) return false;
  const own = value[$wellKnownSymbol(undefined, 6)];
  return own === undefined ? $arrayIsArray(undefined, value) : !!own;
}

export function slowArrayFill(this: any, value: any, start: any, end: any): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  const first = relativeIndex(start, length, 0);
  const last = relativeIndex(end, length, length);
  if (isOpenArray(list) && length === list.length) {
    for (let i = first; i < last; i += RANGE)
      $arrayFillRange(list, value, i, i + RANGE < last ? i + RANGE : last);
  } else {
    for (let i = first; i < last; i++) list[i] = value;
  }
  return list;
}

export function slowArrayReverse(this: any): any {
  const list = objectOf(this);
  let high = lengthOf(list) - 1;
  for (let low = 0; low < high; low++) {
    const hasLow = hasIndex(list, low);
    const first = list[low];
    const hasHigh = hasIndex(list, high);
    const second = list[high];
    if (hasHigh) list[low] = second;
    else if (hasLow) delete list[low];
    if (hasLow) list[high] = first;
    else if (hasHigh) delete list[high];
    high--;
  }
  return list;
}

/** Most texts put together at once. */
const MOST_PARTS = 1024;

export function slowArrayJoin(this: any, separator: any): any {
  const list = objectOf(this);
  const length = lengthOf(list);
  const gap = separator === undefined ? ',' : `${separator}`;
  // An array that is being joined further out is the empty text, as in Node.
  if ($isObject(undefined, list) && !enterJoin(list)) return '';
  try {
    return joinAll(list, length, gap);
  } finally {
    if ($isObject(undefined, list)) joining.length--;
  }
}

function enterJoin(list: any): any {
  if ($arrayIncludes(joining, list)) return false;
  $arrayPush(joining, list);
  return true;
}

function joinAll(list: any, length: any, gap: any): any {
  let result = '';
  let parts: any[] = [];
  for (let i = 0; i < length; i++) {
    const value = list[i];
    $arrayPush(parts, value === undefined || value === null ? '' : `${value}`);
    if (parts.length === MOST_PARTS) {
      result += $arrayJoinStrings(parts, gap, 0, MOST_PARTS);
      if (i + 1 < length) result += gap;
      parts = [];
    }
  }
  return result + $arrayJoinStrings(parts, gap, 0, parts.length);
}
