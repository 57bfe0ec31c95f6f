/** The state of a numeric text that is read in chunks (long-text.ts), offsets in bytes. */
/** Size of the state. */
export const LONG_NUMBER_BYTES: i32 = 1216;
/** Where in it the text stands that endLongNumber leaves; it goes up to the end. */
export const LONG_NUMBER_TEXT: usize = 64;

export const LONG_NUMBER_PHASE: usize = 0;
export const LONG_NUMBER_MODE: usize = 4;
export const LONG_NUMBER_RADIX: usize = 8;
export const LONG_NUMBER_LENGTH: usize = 12;
export const LONG_NUMBER_KEPT: usize = 16;
export const LONG_NUMBER_LETTERS: usize = 20;
export const LONG_NUMBER_EXPONENT: usize = 24;
export const LONG_NUMBER_WRITTEN: usize = 32;
export const LONG_NUMBER_WRITTEN_NEGATIVE: usize = 40;
export const LONG_NUMBER_LEFT_OUT: usize = 44;
export const LONG_NUMBER_ANY_DIGIT: usize = 48;
export const LONG_NUMBER_INVALID: usize = 52;

/** Digits kept: more than any midpoint of two doubles has; and enough for Infinity in radix two. */
export const LONG_NUMBER_DECIMAL_DIGITS: i32 = 800;
export const LONG_NUMBER_RADIX_DIGITS: i32 = 1101;

/** What the text is to be read with: stringToNumber, parseFloatPrefix, parseIntPrefix. */
export const LONG_NUMBER: i32 = 0;
export const LONG_FLOAT: i32 = 1;
export const LONG_INTEGER: i32 = 2;

export const enum LongNumberPhase {
  /** White space so far. */
  START,
  /** A sign was there. */
  SIGNED,
  /** Exactly "0" was there, a radix may follow. */
  ZERO,
  /** Digits before the point. */
  WHOLE,
  /** Behind it. */
  FRACTION,
  /** Behind the e. */
  EXPONENT_START,
  /** Behind its sign. */
  EXPONENT_SIGNED,
  EXPONENT_DIGITS,
  LETTERS_OF_INFINITY,
  /** Digits of another radix than ten. */
  RADIX_WHOLE,
  /** White space may follow. */
  END,
  /** Nothing that follows matters. */
  DONE,
}
