/** Records of long work that ends in an answer (heap/answers.ts), in slots. */
export const ANSWER_KIND: u32 = 0;
export const ANSWER_RESULT: u32 = 1;
/** First slot of the work's own state. */
export const ANSWER_STATE: u32 = 2;

// ---- Work.CHAIN (chains.ts) ----
export const CHAIN_CURRENT: u32 = ANSWER_STATE;
export const CHAIN_DEPTH: u32 = ANSWER_STATE + 1; // raw
export const CHAIN_STATE_SLOTS: u32 = 2;
/** Links that one instruction follows at once: shorter chains need no record. */
export const MOST_LINKS: u32 = 1024;

// ---- Work.INTERN_LONG (heap/intern.ts) ----
export const INTERN_LONG_SAME: u32 = ANSWER_STATE; // raw: units that are the same
export const INTERN_LONG_STATE_SLOTS: u32 = 1;

// ---- Work.READ_NUMBER (heap/long-numbers.ts) ----
export const READ_NUMBER_TEXT: u32 = ANSWER_STATE; // internal RAW: state of numbers/long-text.ts
export const READ_NUMBER_STATE_SLOTS: u32 = 1;

// ---- Work.KEYS (natives/keys.ts) ----
export const KEYS_OUT: u32 = ANSWER_STATE; // internal: the slots being filled
export const KEYS_PHASE: u32 = ANSWER_STATE + 1; // raw
export const KEYS_COUNT: u32 = ANSWER_STATE + 2; // raw: slots filled
export const KEYS_BEFORE_NUMBERS: u32 = ANSWER_STATE + 3; // raw: how many of them were so when the numbers began
export const KEYS_STATE_SLOTS: u32 = 4;

export const enum KeysPhase {
  INDICES,
  NUMBERS,
  /** The numbers are made a heap: cursor = nodes done, from the last parent on. */
  HEAPIFY,
  /** The greatest is taken out: cursor = numbers taken. */
  EXTRACT,
  STRINGS,
  SYMBOLS,
  END,
}

// ---- Work.INTEGRITY (natives/integrity.ts) ----
/** What is to be done with the attributes of the properties. */
export const enum Aim {
  FREEZE,
  SEAL,
  IS_FROZEN,
  IS_SEALED,
  COUNT,
}
