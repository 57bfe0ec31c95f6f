/**
 * What the natives of String.prototype leave to the library: receivers and arguments that must be converted, errors, functions as
 * replacements, and strings so long that the work is done in pieces. Each `slow…` gets the window of the native beside it (see
 * assembly/natives/string-operands.ts): the same `this`, the same arguments.
 *
 * Nothing here may call a native back in a way that it would delegate again: what goes back is primitives, and at most PIECE units.
 */
import { compareLatin1 } from './collation';
import { normalizeLatin1 } from './normalization';

/** BOUNDED_UNITS of the natives. */
const PIECE = 32768;
/** Their CASE_UNITS. */
const CASE_PIECE = 8192;

// ---- Conversions ----

/** `this` as a string. */
function receiver(value: unknown, method: string): string {
  if (value === undefined || value === null) {
    throw new TypeError(`String.prototype.${method} called on null or undefined`);
  }
  return `${value as any}`;
}

/** ToIntegerOrInfinity, cut to 0…length. */
function clamp(value: unknown, length: number): number {
  const number = +(value as any);
  if (!(number > 0)) return 0;
  return number >= length ? length : number - (number % 1);
}

/** The same, counted from the end when negative. */
function relative(value: unknown, length: number): number {
  const number = +(value as any);
  if (number < 0) {
    const index = length + number - (number === -Infinity ? 0 : number % 1);
    return index > 0 ? index - (index % 1) : 0;
  }
  return clamp(number, length);
}

/** A regular expression where only text makes sense? */
function refuseRegExp(value: any, method: string): string {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
    const matcher = value[Symbol.match];
    if (matcher !== undefined && matcher) {
      throw new TypeError(
        `First argument to String.prototype.${method} must not be a regular expression`,
      );
    }
  }
  return `${value}`;
}

// ---- Long strings, in pieces ----

/** Units [start, end) of any string. */
function part(text: string, start: number, end: number): string {
  if (end <= start) return '';
  if (start === 0 && end === text.length) return text;
  let result = '';
  for (let from = start; from < end; from += PIECE) {
    result += $stringSlice(text, from, from + PIECE < end ? from + PIECE : end);
  }
  return result;
}

/** Where a piece of at most `size` units from `start` on ends, so that it splits no surrogate pair. */
function pieceEnd(text: string, start: number, size: number): number {
  const end = start + size;
  if (end >= text.length) return text.length;
  const last = $stringCharCodeAt(text, end - 1);
  if (last < 0xd800 || last > 0xdbff) return end;
  const next = $stringCharCodeAt(text, end);
  return next >= 0xdc00 && next <= 0xdfff ? end - 1 : end;
}

/** Does `needle` stand at an index? */
function standsAt(text: string, needle: string, index: number): boolean {
  const length = needle.length;
  if (index < 0 || length > text.length - index) return false;
  for (let from = 0; from < length; from += PIECE) {
    const count = length - from < PIECE ? length - from : PIECE;
    if (!$stringRegionEquals(text, index + from, needle, from, count)) return false;
  }
  return true;
}

/** The first index ≥ `from` at which `needle` stands, or -1. */
function find(text: string, needle: string, from: number): number {
  const short = needle.length <= PIECE;
  const head = short ? needle : $stringSlice(needle, 0, PIECE);
  let index = from;
  while (true) {
    index = $stringSearch(text, head, index);
    while (index < -1) index = $stringSearch(text, head, -2 - index);
    if (index === -1 || short || standsAt(text, needle, index)) return index;
    index++;
  }
}

/** The last index ≤ `from` at which `needle` stands, or -1. */
function findBack(text: string, needle: string, from: number): number {
  const short = needle.length <= PIECE;
  const head = short ? needle : $stringSlice(needle, 0, PIECE);
  let index = text.length - needle.length;
  if (index < 0) return -1;
  if (from < index) index = from;
  while (index >= 0) {
    index = $stringSearchBack(text, head, index);
    while (index < -1) index = $stringSearchBack(text, head, -2 - index);
    if (index === -1 || short || standsAt(text, needle, index)) return index;
    index--;
  }
  return -1;
}

// ---- Characters ----

export function slowCharAt(this: unknown, position: unknown): string {
  return $stringCharAt(receiver(this, 'charAt'), +(position as any));
}

export function slowCharCodeAt(this: unknown, position: unknown): number {
  return $stringCharCodeAt(receiver(this, 'charCodeAt'), +(position as any));
}

export function slowCodePointAt(this: unknown, position: unknown): number | undefined {
  return $stringCodePointAt(receiver(this, 'codePointAt'), +(position as any));
}

export function slowAt(this: unknown, position: unknown): string | undefined {
  return $stringAt(receiver(this, 'at'), +(position as any));
}

export function slowFromCharCode(...units: unknown[]): string {
  let result = '';
  for (let i = 0; i < units.length; i++)
    result += $stringFromCharCode(undefined, +(units[i] as any));
  return result;
}

export function slowFromCodePoint(...points: unknown[]): string {
  let result = '';
  for (let i = 0; i < points.length; i++) {
    const point = +(points[i] as any);
    if (!(point >= 0 && point <= 0x10ffff && point % 1 === 0)) {
      throw new RangeError(`Invalid code point ${point}`);
    }
    result += $stringFromCodePoint(undefined, point);
  }
  return result;
}

// ---- Parts ----

export function slowSlice(this: unknown, start: unknown, end: unknown): string {
  const text = receiver(this, 'slice');
  const from = relative(start, text.length);
  return part(text, from, end === undefined ? text.length : relative(end, text.length));
}

export function slowSubstring(this: unknown, start: unknown, end: unknown): string {
  const text = receiver(this, 'substring');
  const one = clamp(start, text.length);
  const other = end === undefined ? text.length : clamp(end, text.length);
  return one < other ? part(text, one, other) : part(text, other, one);
}

export function slowSubstr(this: unknown, start: unknown, length: unknown): string {
  const text = receiver(this, 'substr');
  const from = relative(start, text.length);
  const rest = text.length - from;
  return part(text, from, from + (length === undefined ? rest : clamp(length, rest)));
}

/** The first index that is not white space. */
function contentStart(text: string): number {
  const length = text.length;
  for (let start = 0; start < length; ) {
    const piece = $stringSlice(text, start, start + PIECE);
    const rest = $stringTrimStart(piece).length;
    start += piece.length - rest;
    if (rest > 0) return start;
  }
  return length;
}

/** Behind the last index ≥ `start` that is not white space. */
function contentEnd(text: string, start: number): number {
  let end = text.length;
  while (end > start) {
    const from = end - PIECE > start ? end - PIECE : start;
    const rest = $stringTrimEnd($stringSlice(text, from, end)).length;
    end = from + rest;
    if (rest > 0) return end;
  }
  return start;
}

export function slowTrim(this: unknown): string {
  const text = receiver(this, 'trim');
  const start = contentStart(text);
  return part(text, start, contentEnd(text, start));
}

// The names in these errors are V8's.

export function slowTrimStart(this: unknown): string {
  const text = receiver(this, 'trimLeft');
  return part(text, contentStart(text), text.length);
}

export function slowTrimEnd(this: unknown): string {
  const text = receiver(this, 'trimRight');
  return part(text, 0, contentEnd(text, 0));
}

export function slowSplit(this: unknown, separator: any, limit: unknown): string[] {
  if (this === undefined || this === null) receiver(this, 'split');
  if (separator !== undefined && separator !== null) {
    const splitter = separator[Symbol.split];
    if (splitter !== undefined && splitter !== null) return $call(splitter, separator, this, limit);
  }
  const text = receiver(this, 'split');
  const most = limit === undefined ? 4294967295 : (limit as any) >>> 0;
  const between = `${separator}`;
  const pieces: string[] = [];
  if (most === 0) return pieces;
  if (separator === undefined) {
    pieces[0] = text;
    return pieces;
  }
  const length = text.length;
  const size = between.length;
  if (size === 0) {
    const count = length < most ? length : most;
    for (let i = 0; i < count; i++) pieces[i] = $stringCharAt(text, i);
    return pieces;
  }
  let start = 0;
  while (pieces.length < most) {
    const index = find(text, between, start);
    if (index === -1) {
      pieces[pieces.length] = part(text, start, length);
      break;
    }
    pieces[pieces.length] = part(text, start, index);
    start = index + size;
  }
  return pieces;
}

// ---- Searching ----

export function slowIndexOf(this: unknown, search: unknown, position: unknown): number {
  const text = receiver(this, 'indexOf');
  const needle = `${search as any}`;
  return find(text, needle, clamp(position, text.length));
}

export function slowLastIndexOf(this: unknown, search: unknown, position: unknown): number {
  const text = receiver(this, 'lastIndexOf');
  const needle = `${search as any}`;
  const from = +(position as any);
  return findBack(text, needle, from !== from ? text.length : clamp(from, text.length));
}

export function slowIncludes(this: unknown, search: unknown, position: unknown): boolean {
  const text = receiver(this, 'includes');
  const needle = refuseRegExp(search, 'includes');
  return find(text, needle, clamp(position, text.length)) !== -1;
}

export function slowStartsWith(this: unknown, search: unknown, position: unknown): boolean {
  const text = receiver(this, 'startsWith');
  const needle = refuseRegExp(search, 'startsWith');
  return standsAt(text, needle, clamp(position, text.length));
}

export function slowEndsWith(this: unknown, search: unknown, end: unknown): boolean {
  const text = receiver(this, 'endsWith');
  const needle = refuseRegExp(search, 'endsWith');
  const last = end === undefined ? text.length : clamp(end, text.length);
  return standsAt(text, needle, last - needle.length);
}

// ---- Building ----

export function slowConcat(this: unknown, ...texts: unknown[]): string {
  let result = receiver(this, 'concat');
  for (let i = 0; i < texts.length; i++) result += `${texts[i] as any}`;
  return result;
}

export function slowRepeat(this: unknown, count: unknown): string {
  const text = receiver(this, 'repeat');
  const number = +(count as any);
  const times = number === number ? number - (number % 1) : 0;
  if (times < 0 || times === Infinity || times !== times)
    throw new RangeError(`Invalid count value: ${count as any}`);
  // The native takes every count that it is given as a number and that is not too large.
  if (typeof this === 'string' && typeof count === 'number')
    throw new RangeError('Invalid string length');
  return $stringRepeat(text, times);
}

function padding(text: string, wanted: unknown, filler: unknown): string {
  const number = +(wanted as any);
  if (!(number - (number === Infinity ? 0 : number % 1) > text.length)) return '';
  const fill = filler === undefined ? ' ' : `${filler as any}`;
  if (fill.length === 0) return '';
  if (number > 1073741824) throw new RangeError('Invalid string length');
  const missing = number - (number % 1) - text.length;
  const rest = missing % fill.length;
  return $stringRepeat(fill, (missing - rest) / fill.length) + part(fill, 0, rest);
}

export function slowPadStart(this: unknown, wanted: unknown, filler: unknown): string {
  const text = receiver(this, 'padStart');
  return padding(text, wanted, filler) + text;
}

export function slowPadEnd(this: unknown, wanted: unknown, filler: unknown): string {
  const text = receiver(this, 'padEnd');
  return text + padding(text, wanted, filler);
}

/** ECMA-262 GetSubstitution without captures. */
function expand(text: string, matched: string, position: number, replacement: string): string {
  let index = find(replacement, '$', 0);
  if (index === -1) return replacement;
  let result = '';
  let copied = 0;
  while (index !== -1 && index + 1 < replacement.length) {
    const sign = $stringCharAt(replacement, index + 1);
    let inserted: string | undefined;
    if (sign === '$') inserted = '$';
    else if (sign === '&') inserted = matched;
    else if (sign === '`') inserted = part(text, 0, position);
    else if (sign === "'") inserted = part(text, position + matched.length, text.length);
    if (inserted !== undefined) {
      result += part(replacement, copied, index) + inserted;
      copied = index + 2;
      index++;
    }
    index = find(replacement, '$', index + 1);
  }
  return result + part(replacement, copied, replacement.length);
}

function replaceMatches(
  receiverValue: unknown,
  pattern: any,
  replacement: any,
  method: string,
  all: boolean,
): string {
  if (receiverValue === undefined || receiverValue === null) receiver(receiverValue, method);
  if (pattern !== undefined && pattern !== null) {
    const replacer = pattern[Symbol.replace];
    if (replacer !== undefined && replacer !== null) {
      return $call(replacer, pattern, receiverValue, replacement);
    }
  }
  const text = receiver(receiverValue, method);
  const searched = `${pattern}`;
  const computed = typeof replacement === 'function';
  const template = computed ? '' : `${replacement}`;
  const size = searched.length;
  const positions: number[] = [];
  for (let from = 0; from <= text.length; ) {
    const index = find(text, searched, from);
    if (index === -1) break;
    positions[positions.length] = index;
    if (!all) break;
    from = index + (size > 1 ? size : 1);
  }
  if (positions.length === 0) return text;
  let result = '';
  let copied = 0;
  for (let i = 0; i < positions.length; i++) {
    const index = positions[i];
    const value = computed
      ? `${replacement(searched, index, text)}`
      : expand(text, searched, index, template);
    result += part(text, copied, index) + value;
    copied = index + size;
  }
  return result + part(text, copied, text.length);
}

export function slowReplace(this: unknown, pattern: unknown, replacement: unknown): string {
  return replaceMatches(this, pattern, replacement, 'replace', false);
}

export function slowReplaceAll(this: unknown, pattern: unknown, replacement: unknown): string {
  return replaceMatches(this, pattern, replacement, 'replaceAll', true);
}

// ---- The whole string ----

export function slowToLowerCase(this: unknown): string {
  const text = receiver(this, 'toLowerCase');
  if (text.length <= CASE_PIECE) return $stringToLowerCase(text);
  let result = '';
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(text, start, CASE_PIECE);
    result += $stringLowerPart(text, start, end);
    start = end;
  }
  return result;
}

export function slowToUpperCase(this: unknown): string {
  const text = receiver(this, 'toUpperCase');
  if (text.length <= CASE_PIECE) return $stringToUpperCase(text);
  let result = '';
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(text, start, CASE_PIECE);
    result += $stringUpperPart(text, start, end);
    start = end;
  }
  return result;
}

export function slowIsWellFormed(this: unknown): boolean {
  const text = receiver(this, 'isWellFormed');
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(text, start, PIECE);
    if (!$stringIsWellFormed($stringSlice(text, start, end))) return false;
    start = end;
  }
  return true;
}

export function slowToWellFormed(this: unknown): string {
  const text = receiver(this, 'toWellFormed');
  let result = '';
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(text, start, PIECE);
    result += $stringToWellFormed($stringSlice(text, start, end));
    start = end;
  }
  return result;
}

/** JSON text of a string that is too long for the native. */
export function slowEscapeJson(this: string): string {
  const text = this;
  let result = '"';
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(text, start, PIECE);
    const quoted = $stringEscapeJson($stringSlice(text, start, end));
    result += part(quoted, 1, quoted.length - 1);
    start = end;
  }
  return `${result}"`;
}

export function slowLocaleCompare(this: unknown, that: unknown, locales: unknown): number {
  const text = receiver(this, 'localeCompare');
  const other = `${that as any}`;
  if (locales !== undefined)
    throw new RangeError('String.prototype.localeCompare knows the root locale only');
  return compareLatin1(text, other);
}

export function slowNormalize(this: unknown, form: unknown): string {
  const text = receiver(this, 'normalize');
  const name = form === undefined ? 'NFC' : `${form as any}`;
  if (name !== 'NFC' && name !== 'NFD' && name !== 'NFKC' && name !== 'NFKD') {
    throw new RangeError('The normalization form should be one of NFC, NFD, NFKC, NFKD.');
  }
  return normalizeLatin1(text, name);
}
