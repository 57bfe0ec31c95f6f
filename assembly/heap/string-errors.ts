/** The errors that operations on strings throw. Result codes. */
import { throwRangeError, throwTypeError } from '../errors';
import { KnownKey } from '../names';

/** RangeError: Invalid string length. */
export function throwInvalidStringLength(): i32 {
  return throwRangeError(KnownKey.MSG_STRING_LENGTH);
}

/** TypeError: Cannot convert a Symbol value to a string. */
export function throwSymbolToString(): i32 {
  return throwTypeError(KnownKey.MSG_SYMBOL_TO_STRING);
}
