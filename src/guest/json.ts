/** JSON (ECMA-262 §25.5). The tokens of a text are found by a native (assembly/natives/json-token.ts). */
import { toInteger } from './convert';

// ---- stringify ----

export function jsonStringify(value: any, replacer: any, space: any): any {
  const state: any = {
    replacer: typeof replacer === 'function' ? replacer : undefined,
    keys: $arrayIsArray(undefined, replacer) ? chosenKeys(replacer) : undefined,
    gap: gapOf(space),
    indent: '',
    around: [],
  };
  if (state.replacer !== undefined) return textOf(state, { '': value }, '', value);
  return textOf(state, undefined, '', value);
}

function chosenKeys(list: any): any {
  const keys: any[] = [];
  const seen = $newSet(undefined, undefined);
  const length = list.length;
  for (let i = 0; i < length; i++) {
    const item = unwrapped(list[i]);
    if (typeof item !== 'string' && typeof item !== 'number') continue;
    const key = `${item}`;
    if ($setHas(seen, key)) continue;
    $setAdd(seen, key);
    $arrayPush(keys, key);
  }
  return keys;
}

function gapOf(given: any): any {
  const space = unwrapped(given);
  if (typeof space === 'number') {
    const count = toInteger(space);
    return $stringRepeat(' ', count < 1 ? 0 : count < 10 ? count : 10);
  }
  return typeof space === 'string' ? $stringSlice(space, 0, 10) : '';
}

/** What JSON sees of a wrapper object. */
function unwrapped(value: any): any {
  const primitive = $wrapperValue(undefined, value);
  if ($isHole(undefined, primitive)) return value;
  if (typeof primitive === 'number') return +value;
  return typeof primitive === 'string'
    ? `${value}`
    : typeof primitive === 'boolean'
      ? primitive
      : value;
}

/** SerializeJSONProperty: the text of a value, undefined when it has none. `key` is a number in an array. */
function textOf(state: any, holder: any, key: any, given: any): any {
  let value = given;
  if ($isObject(undefined, value)) {
    const method = value.toJSON;
    if (typeof method === 'function') value = $call(method, value, `${key}`);
  }
  if (state.replacer !== undefined) value = $call(state.replacer, holder, `${key}`, value);
  switch (typeof value) {
    case 'string':
      return $stringEscapeJson(value);
    case 'number':
      return value - value === 0 ? `${value}` : 'null';
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (!$isHole(undefined, $wrapperValue(undefined, value))) return textOfWrapper(state, value);
      return $arrayIsArray(undefined, value)
        ? textOfArray(state, value)
        : textOfObject(state, value);
    default:
      return undefined;
  }
}

function textOfWrapper(state: any, value: any): any {
  const plain = unwrapped(value);
  return plain === value
    ? textOfObject(state, value)
    : typeof plain === 'string'
      ? $stringEscapeJson(plain)
      : plain - plain === 0 || typeof plain === 'boolean'
        ? `${plain}`
        : 'null';
}

function enter(state: any, value: any): any {
  if ($arrayIncludes(state.around, value))
    throw new TypeError('Converting circular structure to JSON');
  $arrayPush(state.around, value);
}

/** Texts put together at once. */
const MOST_PARTS = 1024;

function textOfArray(state: any, list: any): any {
  enter(state, list);
  const outer = state.indent;
  const { gap } = state;
  const indent = outer + gap;
  state.indent = indent;
  const separator = gap === '' ? ',' : `,\n${indent}`;
  // Without a replacer natives make the texts of everything but objects.
  const isPlain = state.replacer === undefined;
  const hole = $hole(undefined);
  const length = $toLength(undefined, list.length);
  let result = '';
  let parts: any[] = [];
  for (let i = 0; i < length; i++) {
    const value = list[i];
    let text = isPlain ? $jsonText(undefined, value) : hole;
    if ($isHole(undefined, text)) text = textOf(state, list, i, value);
    $arrayPush(parts, text === undefined ? 'null' : text);
    if (parts.length === MOST_PARTS) {
      result += $arrayJoinStrings(parts, separator, 0, MOST_PARTS);
      if (i + 1 < length) result += separator;
      parts = [];
    }
  }
  result += $arrayJoinStrings(parts, separator, 0, parts.length);
  state.around.length--;
  state.indent = outer;
  if (length === 0) return '[]';
  return gap === '' ? `[${result}]` : `[\n${indent}${result}\n${outer}]`;
}

function textOfObject(state: any, value: any): any {
  enter(state, value);
  const outer = state.indent;
  const { gap } = state;
  const indent = outer + gap;
  state.indent = indent;
  const separator = gap === '' ? ',' : `,\n${indent}`;
  // Without a replacer natives make the texts of everything but objects.
  const isPlain = state.replacer === undefined;
  const hole = $hole(undefined);
  const spaced = gap !== '';
  const keys = state.keys === undefined ? $objectKeys(undefined, value, 0) : state.keys;
  const length = keys.length;
  let result = '';
  let parts: any[] = [];
  for (let i = 0; i < length; i++) {
    const key = keys[i];
    const item = value[key];
    let part = isPlain ? $jsonMember(undefined, key, item, spaced) : hole;
    if ($isHole(undefined, part)) {
      const text = textOf(state, value, key, item);
      if (text === undefined) continue;
      const name = $stringEscapeJson(typeof key === 'number' ? `${key}` : key);
      part = spaced ? `${name}: ${text}` : `${name}:${text}`;
    } else if (part === undefined) continue;
    if (parts.length === MOST_PARTS) {
      result += $arrayJoinStrings(parts, separator, 0, MOST_PARTS) + separator;
      parts = [];
    }
    $arrayPush(parts, part);
  }
  result += $arrayJoinStrings(parts, separator, 0, parts.length);
  state.around.length--;
  state.indent = outer;
  if (result === '') return '{}';
  return gap === '' ? `{${result}}` : `{\n${indent}${result}\n${outer}}`;
}

// ---- parse ----

// Kinds of tokens, in slot 1 of the scan.
const END = 0;
const STRING = 2;
const NUMBER = 3;
const TRUE = 4;
const FALSE = 5;
const NULL = 6;
const MORE = 7;
const PART = 8;
const LONG_NUMBER = 17;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

export function jsonParse(source: any, reviver: any): any {
  const text = `${source}`;
  // Where to go on, the kind of the token, where it began, what it is in the middle of; see the native.
  const scan: any[] = [0, 0, 0, 0];
  const result = valueOf(text, scan, nextToken(text, scan));
  nextToken(text, scan);
  if (scan[1] !== END) {
    failed(scan);
    throw new SyntaxError(`Unexpected non-whitespace character after JSON at position ${scan[2]}`);
  }
  return typeof reviver === 'function' ? revive({ '': result }, '', reviver) : result;
}

/** Goes to the next token; gives the value of a string or number. */
function nextToken(text: any, scan: any): any {
  let value = $jsonToken(text, scan);
  while (scan[1] === MORE) value = $jsonToken(text, scan);
  while (scan[1] === PART) value += $jsonToken(text, scan);
  while (scan[1] === LONG_NUMBER) value = $jsonToken(text, scan);
  if (scan[1] === NUMBER && value === undefined) value = +$stringSlice(text, scan[2], scan[0]);
  return value;
}

/** The value that begins with the token at hand. */
function valueOf(text: any, scan: any, token: any): any {
  switch (scan[1]) {
    case STRING:
    case NUMBER:
      return token;
    case TRUE:
      return true;
    case FALSE:
      return false;
    case NULL:
      return null;
    case OPEN_BRACKET:
      return parseArray(text, scan);
    case OPEN_BRACE:
      return parseObject(text, scan);
    default:
      return unexpected(text, scan);
  }
}

function parseArray(text: any, scan: any): any {
  const list: any[] = [];
  let token = nextToken(text, scan);
  if (scan[1] === CLOSE_BRACKET) return list;
  for (;;) {
    $arrayPush(list, valueOf(text, scan, token));
    nextToken(text, scan);
    if (scan[1] === CLOSE_BRACKET) return list;
    if (scan[1] !== COMMA) expected(scan, "',' or ']' after array element");
    token = nextToken(text, scan);
  }
}

function parseObject(text: any, scan: any): any {
  const object = {};
  let key = nextToken(text, scan);
  if (scan[1] === CLOSE_BRACE) return object;
  if (scan[1] !== STRING) expected(scan, "property name or '}'");
  for (;;) {
    nextToken(text, scan);
    if (scan[1] !== COLON) expected(scan, "':' after property name");
    $objectDefineData(undefined, object, key, valueOf(text, scan, nextToken(text, scan)), 7);
    nextToken(text, scan);
    if (scan[1] === CLOSE_BRACE) return object;
    if (scan[1] !== COMMA) expected(scan, "',' or '}' after property value");
    key = nextToken(text, scan);
    if (scan[1] !== STRING) expected(scan, 'double-quoted property name');
  }
}

// ---- What is wrong with a text, in Node's words ----

/** Throws when the token at hand is no token at all. */
function failed(scan: any): any {
  const position = scan[2];
  switch (scan[1]) {
    case 9:
      throw new SyntaxError(
        `Bad control character in string literal in JSON at position ${position}`,
      );
    case 10:
      throw new SyntaxError(`Bad escaped character in JSON at position ${position}`);
    case 11:
      throw new SyntaxError(`Bad Unicode escape in JSON at position ${position}`);
    case 12:
      throw new SyntaxError(`Unterminated string in JSON at position ${position}`);
    case 13:
      throw new SyntaxError(`No number after minus sign in JSON at position ${position}`);
    case 14:
      throw new SyntaxError(`Unterminated fractional number in JSON at position ${position}`);
    case 15:
      throw new SyntaxError(`Exponent part is missing a number in JSON at position ${position}`);
    case 16:
      throw new SyntaxError(`Unexpected number in JSON at position ${position}`);
  }
}

/** The token at hand is not what must stand there. */
function expected(scan: any, what: any): any {
  failed(scan);
  throw new SyntaxError(`Expected ${what} in JSON at position ${scan[2]}`);
}

/** Units of the text shown on either side of a mistake. */
const CONTEXT = 10;

/** The token at hand begins no value. */
function unexpected(text: any, scan: any): any {
  failed(scan);
  if (scan[1] === END) throw new SyntaxError('Unexpected end of JSON input');
  if (text === 'undefined' || text === '[object Object]' || text === 'NaN' || text === 'Infinity') {
    throw new SyntaxError(`"${text}" is not valid JSON`);
  }
  const at = scan[2];
  const { length } = text;
  let shown;
  if (length <= CONTEXT * 2) shown = `"${text}"`;
  else if (at < CONTEXT) shown = `"${$stringSlice(text, 0, at + CONTEXT)}"...`;
  else if (at < length - CONTEXT)
    shown = `..."${$stringSlice(text, at - CONTEXT, at + CONTEXT)}"...`;
  else shown = `..."${$stringSlice(text, at - CONTEXT)}"`;
  throw new SyntaxError(`Unexpected token '${text[at]}', ${shown} is not valid JSON`);
}

/** InternalizeJSONProperty. */
function revive(holder: any, key: any, reviver: any): any {
  const value = holder[key];
  if ($isObject(undefined, value)) {
    if ($arrayIsArray(undefined, value)) {
      const length = $toLength(undefined, value.length);
      for (let i = 0; i < length; i++) reviveProperty(value, i, reviver);
    } else {
      for (const name of $objectKeys(undefined, value, 0)) reviveProperty(value, name, reviver);
    }
  }
  return $call(reviver, holder, `${key}`, value);
}

function reviveProperty(object: any, key: any, reviver: any): any {
  const value = revive(object, key, reviver);
  if (value === undefined) $objectDelete(undefined, object, key);
  else if (mayDefine(object, key)) $objectDefineData(undefined, object, key, value, 7);
}

/** CreateDataProperty fails without a word. */
function mayDefine(object: any, key: any): any {
  const attributes = $objectOwnAttributes(undefined, object, key);
  return attributes < 0 ? $objectIsExtensible(undefined, object) : (attributes & 5) !== 0;
}
