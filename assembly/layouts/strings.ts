/** Strings (heap/flat-strings.ts, heap/ropes.ts) and the table of those interned at run time (heap/intern.ts). */
import { HEADER_SIZE } from './header';

// ---- Flags, in the second word ----
export const STRING_16_BIT: u32 = 1;
export const STRING_INTERNED: u32 = 2;
export const STRING_ROPE: u32 = 4;
export const STRING_FLATTENED: u32 = 8;

// ---- Flat strings, offsets in bytes ----
export const STRING_LENGTH: u32 = 8;
export const STRING_HASH: u32 = 12;
export const STRING_CHARACTERS: u32 = 16;

/** Longest string, in code units, as in V8. 16-bit strings end earlier: at MAX_OBJECT_BYTES. */
export const MAX_STRING_LENGTH: u32 = (1 << 29) - 24;

// ---- Ropes, in slots ----
export const ROPE_LENGTH: u32 = 0;
export const ROPE_LEFT: u32 = 1;
export const ROPE_RIGHT: u32 = 2;
/** Bytes of a rope. */
export const ROPE_BYTES: u32 = 32;
/** Entries of the stack of a rope that is being flattened: the bottom one, one per halving of a length below 2^29, the one being split. */
export const FLATTEN_ENTRIES: u32 = 32;

// ---- An intern table, offsets in bytes; its second word: slots that are not free ----
/** u32: strings that are in it. */
export const INTERN_LIVE: u32 = HEADER_SIZE;
/** u32: bytes at its end that are not cleared yet. */
export const INTERN_UNCLEARED: u32 = HEADER_SIZE + 4;
export const INTERN_SLOTS: u32 = HEADER_SIZE + 8;
