/** Functions that stand alone: timers, microtasks, structuredClone, the URI functions. */
import { requireCallable, toObject } from './convert';
import { objectToString } from './objects';

export function queueMicrotaskFunction(callback: any): any {
  if (typeof callback !== 'function')
    throw new TypeError('The "callback" argument must be of type function');
  $queueJob(undefined, callback);
}

function setTimer(callback: any, delay: any, values: any, repeats: any): any {
  requireCallable(callback);
  const number = +delay;
  const wait = number >= 1 && number <= 2147483647 ? number - (number % 1) : 1;
  const run = values.length === 0 ? callback : (): any => $apply(callback, undefined, values);
  return $timerSet(undefined, run, wait, repeats);
}

export function setTimeoutFunction(callback: any, delay: any, ...values: any[]): any {
  return setTimer(callback, delay, values, false);
}

export function setIntervalFunction(callback: any, delay: any, ...values: any[]): any {
  return setTimer(callback, delay, values, true);
}

export function clearTimer(id: any): any {
  if (typeof id === 'number') $timerClear(undefined, id);
}

// ---- URI (ECMA-262 §19.2.6) ----

const UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
const RESERVED = ';/?:@&=+$,';
const HEX = '0123456789ABCDEF';

function escaped(byte: any): any {
  return `%${HEX[byte >> 4]}${HEX[byte & 15]}`;
}

function encode(text: any, kept: any): any {
  let result = '';
  const length = text.length;
  for (let i = 0; i < length; i++) {
    const character = text[i];
    if ($stringIncludes(kept, character)) {
      result += character;
      continue;
    }
    const point = $stringCodePointAt(text, i);
    if (point >= 0xd800 && point <= 0xdfff) throw new URIError('URI malformed');
    if (point < 0x80) {
      result += escaped(point);
    } else if (point < 0x800) {
      result += escaped(0xc0 | (point >> 6)) + escaped(0x80 | (point & 63));
    } else if (point < 0x10000) {
      result +=
        escaped(0xe0 | (point >> 12)) +
        escaped(0x80 | ((point >> 6) & 63)) +
        escaped(0x80 | (point & 63));
    } else {
      i++;
      result +=
        escaped(0xf0 | (point >> 18)) +
        escaped(0x80 | ((point >> 12) & 63)) +
        escaped(0x80 | ((point >> 6) & 63)) +
        escaped(0x80 | (point & 63));
    }
  }
  return result;
}

export function encodeUriComponent(text: any): any {
  return encode(`${text}`, UNRESERVED);
}

export function encodeUri(text: any): any {
  return encode(`${text}`, `${RESERVED + UNRESERVED}#`);
}

function hexAt(text: any, index: any): any {
  const unit = index < text.length ? $stringCharCodeAt(text, index) : 0;
  if (unit >= 48 && unit <= 57) return unit - 48;
  const letter = unit | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** The byte of an escape at an index. */
function byteAt(text: any, index: any): any {
  if (text[index] !== '%') throw new URIError('URI malformed');
  const high = hexAt(text, index + 1);
  const low = hexAt(text, index + 2);
  if (high < 0 || low < 0) throw new URIError('URI malformed');
  return high * 16 + low;
}

function decode(text: any, kept: any): any {
  let result = '';
  const length = text.length;
  let index = 0;
  while (index < length) {
    const start = index;
    if (text[index] !== '%') {
      result += text[index++];
      continue;
    }
    const first = byteAt(text, index);
    index += 3;
    if (first < 0x80) {
      const character = $stringFromCharCode(undefined, first);
      result += $stringIncludes(kept, character) ? $stringSlice(text, start, index) : character;
      continue;
    }
    const more =
      first >= 0xc2 && first <= 0xdf
        ? 1
        : first >= 0xe0 && first <= 0xef
          ? 2
          : first >= 0xf0 && first <= 0xf4
            ? 3
            : 0;
    if (more === 0) throw new URIError('URI malformed');
    let point = first & (more === 1 ? 31 : more === 2 ? 15 : 7);
    for (let i = 0; i < more; i++) {
      const byte = byteAt(text, index);
      if ((byte & 0xc0) !== 0x80) throw new URIError('URI malformed');
      point = point * 64 + (byte & 63);
      index += 3;
    }
    const least = more === 1 ? 0x80 : more === 2 ? 0x800 : 0x10000;
    if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
      throw new URIError('URI malformed');
    result += $stringFromCodePoint(undefined, point);
  }
  return result;
}

export function decodeUriComponent(text: any): any {
  return decode(`${text}`, '');
}

export function decodeUri(text: any): any {
  return decode(`${text}`, `${RESERVED}#`);
}

// ---- structuredClone ----

function uncloneable(value: any): any {
  const error = new Error(
    `${typeof value === 'symbol' ? 'Symbol' : typeof value === 'function' ? 'function' : $call(objectToString, value)} could not be cloned.`,
  );
  error.name = 'DataCloneError';
  throw error;
}

export function structuredCloneFunction(value: any): any {
  return clone(value, $newMap(undefined, undefined));
}

function clone(value: any, known: any): any {
  if (typeof value === 'symbol' || typeof value === 'function') uncloneable(value);
  if (!$isObject(undefined, value)) return value;
  const before = $mapGet(known, value);
  if (before !== undefined) return before;
  switch ($objectClass(undefined, value)) {
    case 0:
      return cloneProperties({}, value, known);
    case 1: {
      const list: any[] = [];
      list.length = value.length;
      return cloneProperties(list, value, known);
    }
    case 3:
      return cloneError(value, known);
    case 4:
    case 5:
    case 6: {
      const copy = toObject($wrapperValue(undefined, value));
      $mapSet(known, value, copy);
      return copy;
    }
    case 8: {
      const map = $newMap(undefined, undefined);
      $mapSet(known, value, map);
      const iterator = $newIterator(undefined, value, 2, 26);
      const entries: any[] = [];
      for (
        let entry = $iteratorStep(undefined, iterator);
        !$isHole(undefined, entry);
        entry = $iteratorStep(undefined, iterator)
      ) {
        $arrayPush(entries, entry);
      }
      for (const entry of entries) $mapSet(map, clone(entry[0], known), clone(entry[1], known));
      return map;
    }
    case 9: {
      const set = $newSet(undefined, undefined);
      $mapSet(known, value, set);
      const iterator = $newIterator(undefined, value, 0, 27);
      const items: any[] = [];
      for (
        let item = $iteratorStep(undefined, iterator);
        !$isHole(undefined, item);
        item = $iteratorStep(undefined, iterator)
      ) {
        $arrayPush(items, item);
      }
      for (const item of items) $setAdd(set, clone(item, known));
      return set;
    }
    default:
      return uncloneable(value);
  }
}

function cloneProperties(copy: any, value: any, known: any): any {
  $mapSet(known, value, copy);
  const keys = $objectKeys(undefined, value, 0);
  for (const key of keys) $objectDefineData(undefined, copy, key, clone(value[key], known), 7);
  return copy;
}

function cloneError(value: any, known: any): any {
  const { name } = value;
  let kind = 0;
  switch (name) {
    case 'TypeError':
      kind = 1;
      break;
    case 'RangeError':
      kind = 2;
      break;
    case 'ReferenceError':
      kind = 3;
      break;
    case 'SyntaxError':
      kind = 4;
      break;
    case 'EvalError':
      kind = 5;
      break;
    case 'URIError':
      kind = 6;
      break;
  }
  const copy = $newError(undefined, undefined, kind);
  $mapSet(known, value, copy);
  if ($objectOwnAttributes(undefined, value, 'message') >= 0) {
    $objectDefineData(undefined, copy, 'message', `${value.message}`, 5);
  }
  if ($objectOwnAttributes(undefined, value, 'cause') >= 0) {
    $objectDefineData(undefined, copy, 'cause', clone(value.cause, known), 5);
  }
  $objectDefineData(undefined, copy, 'stack', value.stack, 5);
  return copy;
}

// ---- What is not there yet ----

export function unsupportedDate(): any {
  throw new TypeError('Date is not supported yet');
}

export function unsupportedRegExp(): any {
  throw new TypeError('RegExp is not supported yet');
}

export function unsupportedBigInt(): any {
  throw new TypeError('BigInt is not supported yet');
}

export function iteratorConstructor(): any {
  throw new TypeError('Abstract class Iterator not directly constructable');
}
