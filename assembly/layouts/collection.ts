/** Where a collection stands, and what it is for. */

// ---- H_GC_PHASE (heap/collector-tables.ts) ----
export const PHASE_IDLE: u32 = 0;
/** A collection for the footprint's sake is due between two instructions. */
export const PHASE_WANTED: u32 = 1;
/** A collection must come before the request in H_REQUEST can be judged. The last phase in which nothing has been moved or marked. */
export const PHASE_DEMANDED: u32 = 2;
export const PHASE_CLEAR: u32 = 3;
export const PHASE_MARK: u32 = 4;
export const PHASE_WEAK: u32 = 5;
export const PHASE_OFFSETS: u32 = 6;
export const PHASE_ROOTS: u32 = 7;
export const PHASE_SLIDE: u32 = 8;
/** The region was found to contradict itself: nothing more is done in it. */
export const PHASE_BROKEN: u32 = 9;

// ---- H_GC_FLAGS, about the request in H_REQUEST (heap/checkpoint.ts) ----
/** A collection has ended since the request was made: H_LIVE is exact. */
export const REQUEST_COLLECTED: u32 = 1;
/** The test knob makes it fail. */
export const REQUEST_FORCED: u32 = 2;
/** The test knob asks for a collection. */
export const REQUEST_STRESS: u32 = 4;
/** No checkpoint is about it: it is for an intern table, or settles what only a knob made due. */
export const REQUEST_UNCOUNTED: u32 = 8;
/** A checkpoint demands the collection: it drops dead strings from the intern tables (weak.ts). */
export const REQUEST_DECISIVE: u32 = 16;
/** The instruction that made it is over: a refusal is thrown where it stood, not where it goes on. */
export const REQUEST_SETTLING: u32 = 32;
/** Those that a request in an image may have: the others are test knobs'. */
export const REQUEST_FLAGS_IN_IMAGES: u32 =
  REQUEST_COLLECTED | REQUEST_UNCOUNTED | REQUEST_DECISIVE | REQUEST_SETTLING;

/** H_DUE besides REQUEST_FORCED and REQUEST_STRESS: a checkpoint. */
export const CHECKPOINT_DUE: u32 = 1;
