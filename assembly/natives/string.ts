/** Natives of the string family; ids from 200. What they do is in string-access.ts, string-find.ts, string-build.ts and string-convert.ts. */
import { THROW } from '../protocol';
import {
  at,
  charAt,
  charCodeAt,
  codePointAt,
  iterate,
  slice,
  substr,
  substring,
  trim,
} from './string-access';
import { concat, fromCharCode, fromCodePoint, pad, repeat, replace } from './string-build';
import {
  escapeJson,
  isWellFormed,
  localeCompare,
  normalize,
  partToCase,
  toArrayIndex,
  toCase,
  toNumber,
  toWellFormed,
} from './string-convert';
import {
  compare,
  endsWith,
  includes,
  indexOf,
  lastIndexOf,
  regionEquals,
  search,
  searchBack,
  startsWith,
} from './string-find';
import { StringNative } from './string-rows';
import { split } from './string-split';

export { StringNative, stringNatives } from './string-rows';

export function callStringNative(id: i32, frame: u32, count: i32): i32 {
  switch (id) {
    case StringNative.CHAR_AT:
      return charAt(frame, count);
    case StringNative.CHAR_CODE_AT:
      return charCodeAt(frame, count);
    case StringNative.CODE_POINT_AT:
      return codePointAt(frame, count);
    case StringNative.AT:
      return at(frame, count);
    case StringNative.CONCAT:
      return concat(frame, count);
    case StringNative.ENDS_WITH:
      return endsWith(frame, count);
    case StringNative.INCLUDES:
      return includes(frame, count);
    case StringNative.INDEX_OF:
      return indexOf(frame, count);
    case StringNative.LAST_INDEX_OF:
      return lastIndexOf(frame, count);
    case StringNative.PAD_END:
    case StringNative.PAD_START:
      return pad(id, frame, count);
    case StringNative.REPEAT:
      return repeat(frame, count);
    case StringNative.REPLACE:
    case StringNative.REPLACE_ALL:
      return replace(id, frame, count);
    case StringNative.SLICE:
      return slice(frame, count);
    case StringNative.SPLIT:
      return split(frame, count);
    case StringNative.STARTS_WITH:
      return startsWith(frame, count);
    case StringNative.SUBSTRING:
      return substring(frame, count);
    case StringNative.SUBSTR:
      return substr(frame, count);
    case StringNative.TO_LOWER_CASE:
    case StringNative.TO_UPPER_CASE:
      return toCase(id, frame);
    case StringNative.TRIM:
    case StringNative.TRIM_START:
    case StringNative.TRIM_END:
      return trim(id, frame);
    case StringNative.LOCALE_COMPARE:
      return localeCompare(frame, count);
    case StringNative.IS_WELL_FORMED:
      return isWellFormed(frame);
    case StringNative.TO_WELL_FORMED:
      return toWellFormed(frame);
    case StringNative.NORMALIZE:
      return normalize(frame, count);
    case StringNative.FROM_CHAR_CODE:
      return fromCharCode(frame, count);
    case StringNative.FROM_CODE_POINT:
      return fromCodePoint(frame, count);
    case StringNative.ESCAPE_JSON:
      return escapeJson(frame);
    case StringNative.TO_NUMBER:
      return toNumber(frame);
    case StringNative.TO_ARRAY_INDEX:
      return toArrayIndex(frame);
    case StringNative.ITERATE:
      return iterate(frame, count);
    case StringNative.COMPARE:
      return compare(frame, count);
    case StringNative.SEARCH:
      return search(frame, count);
    case StringNative.SEARCH_BACK:
      return searchBack(frame, count);
    case StringNative.REGION_EQUALS:
      return regionEquals(frame, count);
    case StringNative.LOWER_PART:
    case StringNative.UPPER_PART:
      return partToCase(id, frame, count);
    default:
      return THROW;
  }
}
