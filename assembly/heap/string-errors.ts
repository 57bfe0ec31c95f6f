/** The errors that operations on strings throw. Result codes. */
import { THROW } from '../protocol';

/** RangeError: Invalid string length. */
export function throwInvalidStringLength(): i32 {
  return THROW;
}

/** TypeError: Cannot convert a Symbol value to a string. */
export function throwSymbolToString(): i32 {
  return THROW;
}
