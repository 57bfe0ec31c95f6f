/**
 * What the string natives share: their receiver and arguments, and the way out.
 *
 * These natives do the common case: a string as `this`, primitives that convert without allocating, work bounded by BOUNDED_UNITS.
 * For anything else they delegate to the helper of the guest library that stands beside them (`slowIndexOf` for stringIndexOf …), with
 * their own window: it converts by the rules, throws what is to be thrown, and does long work in bounded pieces by calling natives.
 */
import { characterString, flatString, startFlatten } from '../heap/strings';
import { FRAME_THIS, R_SCRATCH0 } from '../memory-map';
import { KnownKey, LibraryHelper } from '../names';
import { DELEGATE, delegate, knownKey } from '../protocol';
import { FALSE, NULL, TRUE, UNDEFINED, isNumber, isString, numberValue, pointer } from '../value';
import { StringNative } from './string-rows';

/** Most units that a string native reads, copies or writes in one call: 32 K, so 64 KiB (RULES 2). */
export const BOUNDED_UNITS: u32 = 32768;

/** Hands the call to the library helper of a native. */
export function slowPath(native: i32): i32 {
  return delegate(LibraryHelper.STRING_CHAR_AT + (native - StringNative.CHAR_AT));
}

/** Leaves the reason why an operand is not there for `failed`. */
function fail(code: i32): u32 {
  store<u64>(R_SCRATCH0, <u64>code);
  return 0;
}

/** The code to return when `receiver` or `flatOperand` gave 0. */
export function failed(native: i32): i32 {
  const code = <i32>load<u64>(R_SCRATCH0);
  return code == DELEGATE ? slowPath(native) : code;
}

/** The flat string in `this`, or 0. */
// @ts-ignore: decorator
@inline
export function receiver(frame: u32): u32 {
  const value = load<u64>(frame, FRAME_THIS);
  return isString(value) ? flatten(pointer(value)) : fail(DELEGATE);
}

function flatten(address: u32): u32 {
  const flat = flatString(address);
  return flat != 0 ? flat : fail(startFlatten(address));
}

/** An argument as a flat string, or 0. Others than strings only where their text is a constant. */
export function flatOperand(value: u64): u32 {
  if (isString(value)) return flatten(pointer(value));
  if (isNumber(value)) {
    const number = numberValue(value);
    const digit = <u32>number;
    return <f64>digit == number && digit < 10 ? characterString(48 + digit) : fail(DELEGATE);
  }
  if (value == UNDEFINED) return knownKey(KnownKey.UNDEFINED);
  if (value == NULL) return knownKey(KnownKey.NULL);
  if (value == TRUE) return knownKey(KnownKey.TRUE);
  if (value == FALSE) return knownKey(KnownKey.FALSE);
  return fail(DELEGATE);
}

/** ToIntegerOrInfinity; NaN: the library must convert. */
export function integerOperand(value: u64): f64 {
  if (isNumber(value)) {
    const number = numberValue(value);
    return number == number ? trunc(number) : 0;
  }
  if (value == TRUE) return 1;
  return value == UNDEFINED || value == NULL || value == FALSE ? 0 : NaN;
}

/** An index from 0 to `length`; from the end when negative. */
export function relativeIndex(position: f64, length: u32): u32 {
  if (position < 0) return <u32>max(0, <f64>length + position);
  return <u32>min(position, <f64>length);
}

/** An index from 0 to `length`. */
export function clampedIndex(position: f64, length: u32): u32 {
  return <u32>max(0, min(position, <f64>length));
}
