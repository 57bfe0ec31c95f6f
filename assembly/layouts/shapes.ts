/** Shapes (heap/shapes.ts): records in one slot array, offsets in bytes from the first byte of a record. */
export const SHAPE_BYTES: u32 = 64;
export const SHAPE_PROTOTYPE: u32 = 0;
export const SHAPE_KEYS: u32 = 8;
export const SHAPE_COUNT: u32 = 16;
export const SHAPE_TRANSITIONS: u32 = 24;
/** Its lowest byte is the class id. */
export const SHAPE_LAYOUT: u32 = 32;
export const SHAPE_TRANSITION_COUNT: u32 = 40;
export const SHAPE_INSTANCES: u32 = 48;
export const SHAPE_BUILTIN: u32 = 52;
export const SHAPE_PARENT: u32 = 56;

// ---- Flags of a shape ----
export const SHAPE_UNIQUE: u32 = 1; // one object only, changed in place
export const SHAPE_IS_PROTOTYPE: u32 = 2; // that object serves as a prototype: changes bump the cache epoch
export const SHAPE_DICTIONARY: u32 = 4; // properties lie in a hash table in the overflow slot
export const SHAPE_NOT_EXTENSIBLE: u32 = 8;
export const SHAPE_LAZY_FUNCTION: u32 = 16; // name, length and prototype are not made yet

/** Index of the first shape; those below stand for primitive receivers in inline caches. */
export const FIRST_SHAPE: u32 = 8;
/** Shapes that there can be. */
export const MAX_SHAPES: u32 = 65536;

// ---- Attributes of a property ----
export const WRITABLE: u32 = 1;
export const ENUMERABLE: u32 = 2;
export const CONFIGURABLE: u32 = 4;
export const ACCESSOR: u32 = 8;
/** Of a property made by assignment. */
export const ALL_ATTRIBUTES: u32 = 7;
/** Every bit that attributes can have. */
export const ATTRIBUTE_BITS: u32 = ALL_ATTRIBUTES | ACCESSOR;
