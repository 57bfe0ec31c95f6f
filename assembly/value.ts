/**
 * Values: 64-bit NaN-boxed slots.
 *
 * A number is its own IEEE double; the only NaN ever stored is 0x7FF8000000000000 (RULES 14).
 * Everything else is a pattern at or above 0xFFF9_0000_0000_0000, its high word the type:
 *
 *   0xFFF9  special    low word: 0 undefined, 1 null, 2 false, 3 true, 4 hole, 5 uninitialised (TDZ)
 *   0xFFFA  internal   low word: address of a heap object the guest can never see (cell, elements…)
 *   0xFFFB  string     low word: address of a string, in the heap or in the code area
 *   0xFFFC  symbol     low word: address of a symbol (or, later, a bigint)
 *   0xFFFD  object     low word: address of an object
 *   0xFFFE  array      low word: address of an array
 *   0xFFFF  function   low word: address of a closure
 *
 * So `isObject` is one compare of the high word, and a slot whose high word is 0xFFFA or more is a pointer.
 */
export const TAG_SPECIAL: u32 = 0xfff90000;
export const TAG_INTERNAL: u32 = 0xfffa0000;
export const TAG_STRING: u32 = 0xfffb0000;
export const TAG_SYMBOL: u32 = 0xfffc0000;
export const TAG_OBJECT: u32 = 0xfffd0000;
export const TAG_ARRAY: u32 = 0xfffe0000;
export const TAG_FUNCTION: u32 = 0xffff0000;

/** The low words of the special values; operand of LOADS, JIS and JNIS. */
export const SPECIAL_UNDEFINED: i32 = 0;
export const SPECIAL_NULL: i32 = 1;
export const SPECIAL_FALSE: i32 = 2;
export const SPECIAL_TRUE: i32 = 3;
export const SPECIAL_HOLE: i32 = 4;
export const SPECIAL_UNINITIALISED: i32 = 5;

export const UNDEFINED: u64 = 0xfff9000000000000;
export const NULL: u64 = 0xfff9000000000001;
export const FALSE: u64 = 0xfff9000000000002;
export const TRUE: u64 = 0xfff9000000000003;
/** Absent array element, deleted map entry, builtin slot not yet made; never seen by the guest. */
export const HOLE: u64 = 0xfff9000000000004;
/** A `let`, `const`, `class` or `this` before its initialisation. */
export const UNINITIALISED: u64 = 0xfff9000000000005;

export const CANONICAL_NAN: u64 = 0x7ff8000000000000;
/** Its high word; the low one is 0. */
export const CANONICAL_NAN_HIGH: u32 = 0x7ff80000;

// @ts-ignore: decorator
@inline
export function high(value: u64): u32 {
  return <u32>(value >>> 32);
}

/** The address in a boxed pointer. */
// @ts-ignore: decorator
@inline
export function pointer(value: u64): u32 {
  return <u32>value;
}

// @ts-ignore: decorator
@inline
export function box(tag: u32, address: u32): u64 {
  return ((<u64>tag) << 32) | <u64>address;
}

// @ts-ignore: decorator
@inline
export function isNumber(value: u64): bool {
  return value < UNDEFINED;
}

// @ts-ignore: decorator
@inline
export function isString(value: u64): bool {
  return high(value) == TAG_STRING;
}

// @ts-ignore: decorator
@inline
export function isSymbol(value: u64): bool {
  return high(value) == TAG_SYMBOL;
}

/** Object, array or function. */
// @ts-ignore: decorator
@inline
export function isObject(value: u64): bool {
  return high(value) >= TAG_OBJECT;
}

// @ts-ignore: decorator
@inline
export function isArray(value: u64): bool {
  return high(value) == TAG_ARRAY;
}

// @ts-ignore: decorator
@inline
export function isFunction(value: u64): bool {
  return high(value) == TAG_FUNCTION;
}

// @ts-ignore: decorator
@inline
export function isBoolean(value: u64): bool {
  return (value | 1) == TRUE;
}

// @ts-ignore: decorator
@inline
export function isNullish(value: u64): bool {
  return (value | 1) == NULL;
}

/** Does the slot hold an address, visible to the guest or not? */
// @ts-ignore: decorator
@inline
export function isPointer(value: u64): bool {
  return high(value) >= TAG_INTERNAL;
}

// @ts-ignore: decorator
@inline
export function numberValue(value: u64): f64 {
  return reinterpret<f64>(value);
}

/** Boxes a double, canonicalising NaN. */
// @ts-ignore: decorator
@inline
export function boxNumber(value: f64): u64 {
  return value == value ? reinterpret<u64>(value) : CANONICAL_NAN;
}

// @ts-ignore: decorator
@inline
export function boxInt(value: i32): u64 {
  return reinterpret<u64>(<f64>value);
}

// @ts-ignore: decorator
@inline
export function boxBool(value: bool): u64 {
  return FALSE | <u64>value;
}

// @ts-ignore: decorator
@inline
export function boxString(address: u32): u64 {
  return box(TAG_STRING, address);
}

// @ts-ignore: decorator
@inline
export function boxInternal(address: u32): u64 {
  return box(TAG_INTERNAL, address);
}
