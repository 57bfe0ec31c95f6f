/**
 * NaN-boxed values as the linker writes them: two 32-bit halves, since the host has no fast 64-bit integers.
 * `assembly/value.ts` is the authority; `test/bytecode/boxing.test.ts` shows that these agree with it.
 */
export const TAG_SPECIAL = 0xfff90000;
export const TAG_STRING = 0xfffb0000;
export const TAG_SYMBOL = 0xfffc0000;

/** Low words of the special values. */
export const SPECIAL_UNDEFINED = 0;
export const SPECIAL_NULL = 1;
export const SPECIAL_FALSE = 2;
export const SPECIAL_TRUE = 3;
export const SPECIAL_HOLE = 4;
export const SPECIAL_UNINITIALISED = 5;

/** Halves of the only NaN there is. */
export const CANONICAL_NAN_HIGH = 0x7ff80000;
export const CANONICAL_NAN_LOW = 0;

/** Low three bits of an object's header. */
export const KIND_RAW = 0;
export const KIND_SLOTS = 1;

/** Flags in the second word of a string. */
export const STRING_WIDE = 1;
export const STRING_INTERNED = 2;

/** Does the text have a unit that needs 16 bits? */
export function isWide(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 0xff) return true;
  }
  return false;
}

/** FNV-1a over the 16-bit units; never 0, which means "not computed". */
export function hashOfString(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash === 0 ? 1 : hash >>> 0;
}
