/**
 * What the array natives share. They do the common case: an array whose elements are plain as `this`, arguments that are numbers or
 * absent, work bounded by RANGE elements. Anything else they hand to the library helper that stands beside them, with their own window.
 */
import { getSlot } from '../heap/allocate';
import { shapeOf } from '../heap/objects';
import { shapeAt, shapeFlags } from '../heap/shapes';
import { ARRAY_LENGTH, SHAPE_NOT_EXTENSIBLE } from '../layouts';
import { FRAME_THIS, H_SHAPE_ARRAY, R_BUILTINS } from '../memory-map';
import { CoreBuiltin, LibraryHelper } from '../names';
import { delegate } from '../protocol';
import { isArray, pointer } from '../value';
import { ArrayNative } from './array-rows';

/** Most elements that one call reads or moves: 64 KiB (RULES 2). */
export const RANGE: u32 = 8192;

/** Hands the call to the library helper of a native. */
export function slowPath(native: i32): i32 {
  return delegate(LibraryHelper.ARRAY_PUSH + (native - ArrayNative.PUSH));
}

/** May the elements of an array be written, added and removed without looking at attributes? */
// @ts-ignore: decorator
@inline
export function isOpen(array: u32): bool {
  const shape = shapeOf(array);
  if (shape == load<u32>(H_SHAPE_ARRAY)) return true;
  return !(shapeFlags(shapeAt(shape)) & SHAPE_NOT_EXTENSIBLE);
}

/** Is nothing to be seen through holes: has Array.prototype no elements? (Those of Object.prototype are not looked for.) */
// @ts-ignore: decorator
@inline
export function holesAreEmpty(): bool {
  const prototype = getSlot(load<u32>(R_BUILTINS), CoreBuiltin.ARRAY_PROTOTYPE);
  return load<u32>(pointer(prototype), ARRAY_LENGTH) == 0;
}

/** The array in `this` when it is open and `elements` long at most, else 0. */
// @ts-ignore: decorator
@inline
export function receiver(frame: u32, elements: u32): u32 {
  const value = load<u64>(frame, FRAME_THIS);
  if (!isArray(value)) return 0;
  const array = pointer(value);
  return isOpen(array) && load<u32>(array, ARRAY_LENGTH) <= elements && holesAreEmpty() ? array : 0;
}

/** Is it an array without a constructor of its own, so that methods make plain arrays of it? */
// @ts-ignore: decorator
@inline
export function isPlain(array: u32): bool {
  return shapeOf(array) == load<u32>(H_SHAPE_ARRAY);
}

/** Longer than any array. */
export const ANY_LENGTH: u32 = 0xffffffff;
