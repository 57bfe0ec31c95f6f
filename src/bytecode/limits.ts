/**
 * Bounds on what is accepted as a unit. They stand far above what the compiler makes of its largest source (1 MiB)
 * and keep the work of decoding, verifying and linking hostile bytes small.
 */

/** Bytes of one unit's file. */
export const MAX_UNIT_BYTES = 16 * 1024 * 1024;
/** Bytes of the code area: the library and all units of a program, linked. */
export const MAX_CODE_AREA_BYTES = 64 * 1024 * 1024;
/** Entries of any table of a unit (strings, functions, constants, globals…). */
export const MAX_TABLE_ENTRIES = 1 << 20;
/** Modules of all units that are linked together. */
export const MAX_MODULES = 2000;
/** Registers of a function; MAX_FRAME_BYTES of memory-map.ts has room for some more. */
export const MAX_REGISTERS = 4000;
/** Parameters of a function, rest not counted. */
export const MAX_PARAMETERS = 1000;
/** Captured variables of a function. */
export const MAX_CAPTURES = 2000;
/** Own properties that an object has room for before it turns into a dictionary: keys of a literal, inline slots. */
export const MAX_INLINE_PROPERTIES = 64;
/** Line numbers take 20 bits of a line record. */
export const MAX_LINE = (1 << 20) - 1;
/** Columns take 12 bits; what is beyond is shown as this. */
export const MAX_COLUMN = 4095;
/** Steps that resolving imports and exports of linked modules may take. */
export const MAX_LINK_STEPS = 10_000_000;
