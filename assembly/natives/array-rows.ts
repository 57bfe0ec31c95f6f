/** The natives of the array family, by number, and their rows. */
import { NativeRow } from './row';

export const enum ArrayNative {
  BASE = 100,
  // These have a helper in the library, in the same order: LibraryHelper.ARRAY_PUSH …
  PUSH = 100,
  POP,
  SHIFT,
  UNSHIFT,
  AT,
  INDEX_OF,
  LAST_INDEX_OF,
  INCLUDES,
  SLICE,
  SPLICE,
  CONCAT,
  FILL,
  REVERSE,
  JOIN,
  FUNCTION_CALL,
  // These have none: the library calls them with operands of the right kind.
  IS_ARRAY,
  NEW_FOR,
  ELEMENT,
  APPEND_RANGE,
  MOVE_RANGE,
  FILL_RANGE,
  SEARCH,
  JOIN_STRINGS,
  ARRAY_RESERVE,
  CALL,
  APPLY,
  CONSTRUCT,
  NEW_BOUND,
  BOUND_SLOT,
  BOUND_TARGET,
  JSON_TOKEN,
  JSON_TEXT,
  JSON_MEMBER,
  END,
}

/** In the order of the enum. Not compiled into the core. */
export function arrayNatives(): NativeRow[] {
  const rows: NativeRow[] = [];
  function row(name: string, parameters: i32): void {
    rows.push(new NativeRow(ArrayNative.BASE + rows.length, name, parameters, 0));
  }
  // (…values)
  row('arrayPush', 1);
  row('arrayPop', 0);
  row('arrayShift', 0);
  row('arrayUnshift', 1);
  // (index)
  row('arrayAt', 1);
  // (value, from)
  row('arrayIndexOf', 1);
  row('arrayLastIndexOf', 1);
  row('arrayIncludes', 1);
  // (start, end)
  row('arraySlice', 2);
  // (start, count, …values)
  row('arraySplice', 2);
  // (…arrays or values)
  row('arrayConcat', 1);
  // (value, start, end)
  row('arrayFill', 1);
  row('arrayReverse', 0);
  // (separator)
  row('arrayJoin', 1);
  // (receiver, …arguments) of the function in `this`
  row('functionCall', 1);

  // (value); `this` is not looked at
  row('arrayIsArray', 1);
  // (new.target) → an empty array
  row('newArrayFor', 1);
  // (index) → the element of an array, or the hole
  row('arrayElement', 1);
  // (source, start, end, dense): appends elements [start, end) of a plain array, at most RANGE; gives the index after the last.
  // Dense: holes become undefined.
  row('arrayAppendRange', 4);
  // (to, from, count): moves elements within a plain array, at most RANGE of them
  row('arrayMoveRange', 3);
  // (value, start, end): at most RANGE elements of a plain array
  row('arrayFillRange', 3);
  // (value, start, end, mode): see array-search.ts
  row('arraySearch', 4);
  // (separator, start, end): the strings of an array, at most 4,096 of them
  row('arrayJoinStrings', 3);
  // (capacity)
  row('arrayReserve', 1);
  // `this` = function; (receiver, …arguments), (receiver, array of arguments); only as intrinsics
  row('call', 1);
  row('apply', 2);
  // `this` = constructor; (array of arguments, new.target) → the object, or the hole: the caller does it for a plain function
  row('construct', 2);
  // (target, receiver, array of arguments, builtin index of the code behind bound functions)
  row('newBound', 4);
  // (index) → what the running bound function was made with
  row('boundSlot', 1);
  // (value, builtin index) → the target of a bound function, undefined for any other value
  row('boundTarget', 2);
  // `this` = text; (state)
  row('jsonToken', 1);
  // (value) → its text, undefined when it has none, the hole when it is an object or a long string
  row('jsonText', 1);
  // (key, value, spaced) → `"key":value`, likewise
  row('jsonMember', 3);
  return rows;
}
