/** Objects (heap/objects.ts, and the files of each class), offsets in bytes. Internal slots come first, then inline properties. */
export const OBJECT_OVERFLOW: u32 = 8;
export const OBJECT_SLOTS: u32 = 16;

// ---- Arrays (heap/arrays.ts) ----
export const ARRAY_ELEMENTS: u32 = 16;
export const ARRAY_LENGTH: u32 = 24;
export const ARRAY_BYTES: u32 = 32;
export const ARRAY_INTERNAL_SLOTS: u32 = 2;

// ---- Functions (functions.ts) ----
export const FUNCTION_TEMPLATE: u32 = 16;
export const FUNCTION_INSTANCES: u32 = 24;
export const FUNCTION_CAPTURES: u32 = 32;
export const FUNCTION_INTERNAL_SLOTS: u32 = 2;

// ---- Errors (errors.ts) ----
export const ERROR_CAPTURED_STACK: u32 = 16;
export const ERROR_INTERNAL_SLOTS: u32 = 1;
/** Frames of a captured stack at most, eight bytes each. */
export const MAX_STACK_FRAMES: u32 = 100;

// ---- Map and Set (natives/collections.ts) ----
export const COLLECTION_TABLE: u32 = 16;
export const COLLECTION_INTERNAL_SLOTS: u32 = 1;

// ---- Wrappers of primitives (natives/wrappers.ts), objects of the host (marshal/decode.ts) ----
export const WRAPPED: u32 = 16;
export const WRAPPER_INTERNAL_SLOTS: u32 = 1;
export const FOREIGN_INTERNAL_SLOTS: u32 = 1;

// ---- Iterators (natives/iterators.ts) ----
export const ITERATOR_SOURCE: u32 = 16;
export const ITERATOR_INDEX: u32 = 24;
export const ITERATOR_KIND: u32 = 32;
export const ITERATOR_INTERNAL_SLOTS: u32 = 3;

/** What an iterator gives. */
export const enum IteratorKind {
  KEYS,
  VALUES,
  ENTRIES,
  /** Entries of a Set: its key twice. */
  TWINS,
  COUNT,
}

// ---- Promises (promises.ts) ----
export const PROMISE_STATE: u32 = 16;
export const PROMISE_VALUE: u32 = 24;
export const PROMISE_REACTIONS: u32 = 32;
export const PROMISE_COROUTINE: u32 = 40;
export const PROMISE_INTERNAL_SLOTS: u32 = 4;

export const PENDING: u32 = 0;
export const FULFILLED: u32 = 1;
export const REJECTED: u32 = 2;

/** Slots of a reaction: on fulfilment, on rejection, derived promise, root Task id. A promise has one alone, or a queue of them. */
export const REACTION_SLOTS: u32 = 4;
/** Offsets in bytes from the first of them. */
export const REACTION_FULFILLED: u32 = 0;
export const REACTION_REJECTED: u32 = 8;
export const REACTION_DERIVED: u32 = 16;
export const REACTION_TASK: u32 = 24;
