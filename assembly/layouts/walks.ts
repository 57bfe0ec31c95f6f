/** What the walks of marshalling keep between two chunks: the walk that writes a message (marshal/encode.ts), and the one that reads it. */

// ---- The bytes written so far (marshal/buffer.ts), slots from E_BUFFER on ----
export const B_CHUNKS: u32 = 0; // internal slot array of all chunks, when there is more than one
export const B_CHUNK: u32 = 1; // the chunk being written
export const B_COUNT: u32 = 2; // raw: chunks
export const B_BYTES: u32 = 3; // raw: bytes in the chunks before it
export const BUFFER_SLOTS: u32 = 4;

// ---- Numbers of the objects written (marshal/numbering.ts), slots from E_NUMBERING on ----
export const N_OBJECTS: u32 = 0; // list of objects
export const N_PAGES: u32 = 1; // internal slot array of RAW pages
export const N_CAPACITY: u32 = 2; // raw: entries of the index, a power of two
export const N_EPOCH: u32 = 3; // number of collections when the index was made
export const N_CURSOR: u32 = 4; // raw: objects that are in the index
export const N_MADE: u32 = 5; // raw: pages made so far
export const NUMBERING_SLOTS: u32 = 6;
/** Entries of the smallest index, and of a page. */
export const NUMBERING_FIRST_CAPACITY: u32 = 16;
export const NUMBERING_PAGE_SHIFT: u32 = 10;
export const NUMBERING_PAGE_ENTRIES: u32 = 1 << NUMBERING_PAGE_SHIFT;

// ---- A walk that writes (marshal/encode-state.ts), in slots ----
export const E_BUFFER: u32 = 0;
export const E_NUMBERING: u32 = E_BUFFER + BUFFER_SLOTS;
export const E_STACK: u32 = E_NUMBERING + NUMBERING_SLOTS; // list of frames
export const E_DEPTH: u32 = E_STACK + 1; // raw: frames
export const E_VALUES: u32 = E_DEPTH + 1; // raw: values written
export const E_SHAPES: u32 = E_VALUES + 1; // internal RAW: shapes of this message by guest shape, or UNDEFINED
export const E_SHAPE_COUNT: u32 = E_SHAPES + 1; // raw: shapes of this message
export const E_KNOWN: u32 = E_SHAPE_COUNT + 1; // raw: those in E_SHAPES
export const E_LAST: u32 = E_KNOWN + 1; // raw: guest shape | number << 32 of the record before
export const E_WORK: u32 = E_LAST + 1; // raw: steps of this chunk so far
export const E_FLAGS: u32 = E_WORK + 1; // raw
export const E_REASON: u32 = E_FLAGS + 1; // raw: KnownKey that says why it was refused
export const E_ROOT: u32 = E_REASON + 1; // raw: what the value is called in paths, up to six characters, first in the lowest byte
export const E_SLOTS: u32 = E_ROOT + 1;

// ---- A walk that reads (marshal/decode-state.ts), in slots ----
export const D_MESSAGE: u32 = 0; // the message object
export const D_CURSOR: u32 = 1; // raw: bytes read
export const D_STACK: u32 = 2; // list of frames
export const D_DEPTH: u32 = 3; // raw
export const D_SHAPES: u32 = 4; // list of shapes of the message
export const D_OBJECTS: u32 = 5; // list of objects by number, kept when the message has references
export const D_KEEPS: u32 = 6; // raw: are they kept
export const D_WORK: u32 = 7; // raw: steps of this chunk so far
export const D_VALUE: u32 = 8; // what was read and is not delivered yet; EMPTY = nothing
export const D_CHILD: u32 = 9; // raw: kind | length << 8 of the frame that its delivery pushes, 0 = none
export const D_DETAIL: u32 = 10; // detail of that frame
export const D_TEXT: u32 = 11; // raw: bytes of D_VALUE, a long string, that are read
export const D_UNITS: u32 = 12; // raw: 1 = it is wide | READING
export const D_RESULT: u32 = 13;
export const D_KEY: u32 = 14; // a key that is made and not yet interned
export const D_SLOTS: u32 = 15;

/** Of D_UNITS: a long text is being read. */
export const READING: u32 = 2;

/** Of a shape of the message, raw in its slot 0: 0 = no guest shape is known, 1 = every object has its own, else the guest shape. Its keys follow. */
export const OWN_SHAPES: u32 = 1;

// ---- A frame of either walk: offsets in bytes from its first slot ----
export const WALK_FRAME_SLOTS: u32 = 4;
/** What is written, or the container that is filled. */
export const WALK_SUBJECT: u32 = 0;
/** Raw: children begun, or filled in. */
export const WALK_POSITION: u32 = 8;
/** Raw: kind | detail or length << 8. */
export const WALK_KIND: u32 = 16;
/** Of a walk that reads: by kind. */
export const WALK_DETAIL: u32 = 24;

/** Kinds of a frame of a walk that writes. */
export const enum Walk {
  /** The value itself. */
  ROOT,
  ARRAY,
  /** An object whose shape the message has: its slots in order. */
  RECORD,
  /** Properties of any object: counted, their keys written, their values written. Detail: number of them. */
  COUNT,
  KEYS,
  VALUES,
  MAP,
  SET,
  /** A string longer than is written at once. Detail: written two bytes per unit. */
  TEXT,
  /** Name, message and stack of an error, by position. */
  ERROR,
  CAUSE,
}

/** Kinds of a frame of a walk that reads. */
export const enum Build {
  NONE,
  ARRAY,
  /** A record whose guest shape is known: slots in order. */
  RECORD,
  /** Any object, property by property. Detail: shape of the message. */
  OBJECT,
  /** Keys of a new shape. Container: the shape. */
  KEYS,
  MAP,
  SET,
  /** An error: detail is a shape of the message, in which HOLE means `cause`. */
  ERROR,
}
