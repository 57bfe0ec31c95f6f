/** The natives of the string family, by number, and their rows. */
import { NativeRow } from './row';

export const enum StringNative {
  BASE = 200,
  // These have a helper in the library, in the same order: LibraryHelper.STRING_CHAR_AT …
  CHAR_AT = 200,
  CHAR_CODE_AT,
  CODE_POINT_AT,
  AT,
  CONCAT,
  ENDS_WITH,
  INCLUDES,
  INDEX_OF,
  LAST_INDEX_OF,
  PAD_END,
  PAD_START,
  REPEAT,
  REPLACE,
  REPLACE_ALL,
  SLICE,
  SPLIT,
  STARTS_WITH,
  SUBSTRING,
  SUBSTR,
  TO_LOWER_CASE,
  TO_UPPER_CASE,
  TRIM,
  TRIM_START,
  TRIM_END,
  LOCALE_COMPARE,
  IS_WELL_FORMED,
  TO_WELL_FORMED,
  NORMALIZE,
  FROM_CHAR_CODE,
  FROM_CODE_POINT,
  ESCAPE_JSON,
  // These have none: the library calls them with operands of the right kind.
  TO_NUMBER,
  TO_ARRAY_INDEX,
  ITERATE,
  COMPARE,
  SEARCH,
  SEARCH_BACK,
  REGION_EQUALS,
  LOWER_PART,
  UPPER_PART,
  END,
}

/** In the order of the enum. Not compiled into the core. */
export function stringNatives(): NativeRow[] {
  const rows: NativeRow[] = [];
  function row(name: string, parameters: i32): void {
    rows.push(new NativeRow(StringNative.BASE + rows.length, name, parameters, 0));
  }
  // (position)
  row('stringCharAt', 1);
  row('stringCharCodeAt', 1);
  row('stringCodePointAt', 1);
  row('stringAt', 1);
  // (…strings)
  row('stringConcat', 1);
  // (search, position)
  row('stringEndsWith', 1);
  row('stringIncludes', 1);
  row('stringIndexOf', 1);
  row('stringLastIndexOf', 1);
  // (length, filler)
  row('stringPadEnd', 1);
  row('stringPadStart', 1);
  // (count)
  row('stringRepeat', 1);
  // (pattern, replacement): strings; $-patterns are expanded
  row('stringReplaceString', 2);
  row('stringReplaceAllString', 2);
  // (start, end)
  row('stringSlice', 2);
  // (separator, limit)
  row('stringSplit', 2);
  // (search, position)
  row('stringStartsWith', 1);
  // (start, end), (start, length)
  row('stringSubstring', 2);
  row('stringSubstr', 2);
  row('stringToLowerCase', 0);
  row('stringToUpperCase', 0);
  row('stringTrim', 0);
  row('stringTrimStart', 0);
  row('stringTrimEnd', 0);
  // (that)
  row('stringLocaleCompare', 1);
  row('stringIsWellFormed', 0);
  row('stringToWellFormed', 0);
  // (form)
  row('stringNormalize', 0);
  // (…units), (…points); `this` is not looked at
  row('stringFromCharCode', 1);
  row('stringFromCodePoint', 1);
  // JSON text of the string, quotes included
  row('stringEscapeJson', 0);

  // ToNumber
  row('stringToNumber', 0);
  // The array index that it spells, or -1
  row('stringToArrayIndex', 0);
  // (index) → the code point there as a string, undefined at the end
  row('stringIterate', 1);
  // (that) → -1, 0 or 1, by code units
  row('stringCompare', 1);
  // (needle, from) → index, -1, or -2 - i: not found before i, go on from there. The needle has at most 32,768 units.
  row('stringSearch', 2);
  // The same backwards: -2 - i: not found after i, go on from i
  row('stringSearchBack', 2);
  // (at, that, from, count) → are units [at, at + count) of this those of that from `from` on? At most 32,768.
  row('stringRegionEquals', 4);
  // (start, end): units [start, end) in lower or upper case, at most 8,192; the range splits no surrogate pair
  row('stringLowerPart', 2);
  row('stringUpperPart', 2);
  return rows;
}
