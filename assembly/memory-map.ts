/**
 * The region: where everything of a VmContext lies. One region is one Wasm memory; every address is absolute in it.
 *
 *   0          NULL_BYTES      never read or written (address 0 means "none")
 *   1 KiB      CORE_DATA       constant tables of the core (data segments), the same in every instance
 *   17 KiB     HEADER          counters, registers and roots of the context; mutable; in every image
 *   21 KiB     CODE            the directory, the library unit, the program's units: immutable, linked by the host
 *   …          inline caches   volatile: zero at lease, absent from images
 *   …          globals         one slot per module variable and import; mutable; roots
 *   …          HEAP            [heapBase, heapTop): objects, bump-allocated, slid together by the collector
 *   …          collector tables, only while a collection runs
 *
 * An image (parked context, snapshot) is the header, the globals and the heap.
 * The host imports this file: it reads and writes header fields by these offsets.
 */
export const NULL_BYTES: u32 = 1024;
export const CORE_DATA: u32 = NULL_BYTES;
/** What the purity gate allows the data segments to hold (src/build/purity-gate.mjs). Small: every lease is cleaned from 0 on (RULES 12). */
export const CORE_DATA_BYTES: u32 = 16384;
export const HEADER: u32 = CORE_DATA + CORE_DATA_BYTES;
export const HEADER_BYTES: u32 = 4096;
export const CODE: u32 = HEADER + HEADER_BYTES;
/** Memory that is mapped for the heap when a region begins. */
export const FIRST_HEAP_BYTES: u32 = 32768;

export const REGION_MAGIC: u32 = 0x41594152; // 'RAYA'
export const REGION_VERSION: u32 = 1;

// ---- Header: scalars. Every location is the previous one plus its size. ----
export const H_MAGIC: u32 = HEADER; // u32
export const H_VERSION: u32 = H_MAGIC + 4; // u32
/** Status of the last `run` (enum Status) and its detail. */
export const H_STATUS: u32 = H_VERSION + 4; // u32
export const H_DETAIL: u32 = H_STATUS + 4; // u32
/** Registers of the machine while it is at rest: next instruction, current frame. 0 = no job is running. */
export const H_PC: u32 = H_DETAIL + 4; // u32
export const H_FP: u32 = H_PC + 4; // u32
/** End of the stack object that holds FP: a frame must end below it. */
export const H_STACK_LIMIT: u32 = H_FP + 4; // u32
/** Bump pointer, and the address at which the next allocation takes the slow path. */
export const H_HEAP_TOP: u32 = H_STACK_LIMIT + 4; // u32
export const H_HEAP_LIMIT: u32 = H_HEAP_TOP + 4; // u32
export const H_HEAP_BASE: u32 = H_HEAP_LIMIT + 4; // u32
/**
 * End of the units that the context began with. Strings below it are constants; those of modules loaded later lie above and are charged
 * like strings made at run time, so that loading them changes no charge.
 */
export const H_CONSTANTS_END: u32 = H_HEAP_BASE + 4; // u32
export const H_CACHE_BASE: u32 = H_CONSTANTS_END + 4; // u32
export const H_CACHE_END: u32 = H_CACHE_BASE + 4; // u32
export const H_CACHE_POOL: u32 = H_CACHE_END + 4; // u32, next free entry of the overflow pool of inline caches
export const H_GLOBALS_BASE: u32 = H_CACHE_POOL + 4; // u32
export const H_GLOBALS_END: u32 = H_GLOBALS_BASE + 4; // u32
/** Version of everything a method cache relies on: any change of a prototype, any collection bumps it. */
export const H_CACHE_EPOCH: u32 = H_GLOBALS_END + 4; // u32
/** Work that a native or a slow path did in this instruction, in steps; the loop charges and clears it. Read together with H_DUE, as one u64. */
export const H_CHARGE: u32 = H_CACHE_EPOCH + 4; // u32
/** What is to be settled about memory as soon as the running instruction is over (heap/checkpoint.ts); 0 = nothing. */
export const H_DUE: u32 = H_CHARGE + 4; // u32
/** The part of H_CHARGE that stays when the instruction is tried again: for what it has done for good. */
export const H_CHARGE_KEPT: u32 = H_DUE + 4; // u32
/** Set by the slow path of an allocation: bytes asked for by the instruction that must be retried. */
export const H_REQUEST: u32 = H_CHARGE_KEPT + 4; // u32
/** Collector phase (0 = no collection is open) and its cursors. */
export const H_GC_PHASE: u32 = H_REQUEST + 4; // u32
export const H_GC_CURSOR: u32 = H_GC_PHASE + 4; // u32
export const H_GC_CURSOR2: u32 = H_GC_CURSOR + 4; // u32
export const H_GC_TABLES: u32 = H_GC_CURSOR2 + 4; // u32, address of the collector tables
export const H_GC_FLAGS: u32 = H_GC_TABLES + 4; // u32
export const H_HEAP_MODE: u32 = H_GC_FLAGS + 4; // u32: 0 gc, 1 bump
/** Long-running work that must end before the current instruction is tried again (enum Work). */
export const H_WORK: u32 = H_HEAP_MODE + 4; // u32
export const H_WORK_CURSOR: u32 = H_WORK + 4; // u32
export const H_IDENTITY: u32 = H_WORK_CURSOR + 4; // u32, last identity hash given out
export const H_SHAPES: u32 = H_IDENTITY + 4; // u32, number of shapes
export const H_OOM_STATE: u32 = H_SHAPES + 4; // u32: 0 armed, 1 reserve open
export const H_MAX_STACK_BYTES: u32 = H_OOM_STATE + 4; // u32
export const H_MAX_TASKS: u32 = H_MAX_STACK_BYTES + 4; // u32
/** Bounds of a message that leaves the core (RULES 25). */
export const H_MAX_MESSAGE_BYTES: u32 = H_MAX_TASKS + 4; // u32
export const H_MAX_MESSAGE_VALUES: u32 = H_MAX_MESSAGE_BYTES + 4; // u32
export const H_LIVE_TASKS: u32 = H_MAX_MESSAGE_VALUES + 4; // u32, root Tasks and suspended async calls
export const H_NEXT_CALL_ID: u32 = H_LIVE_TASKS + 4; // u32, id of the next host call
export const H_PENDING_CALLS: u32 = H_NEXT_CALL_ID + 4; // u32
export const H_TASK_ID: u32 = H_PENDING_CALLS + 4; // u32, root Task of the running job
export const H_CLOCK_MODE: u32 = H_TASK_ID + 4; // u32: 0 virtual, 1 host
export const H_NEXT_TIMER: u32 = H_CLOCK_MODE + 4; // u32
export const H_ANSWER: u32 = H_NEXT_TIMER + 4; // u32, answer state of the sync host call (enum Answer)
/** Attributes of the property that a look-up has just found. */
export const H_FOUND_ATTRIBUTES: u32 = H_ANSWER + 4; // u32
/** Root shapes that instructions need at once, made by `initialize`. */
export const H_SHAPE_ARRAY: u32 = H_FOUND_ATTRIBUTES + 4; // u32
export const H_SHAPE_FUNCTION: u32 = H_SHAPE_ARRAY + 4; // u32, functions that are not made complete yet
export const H_SHAPE_PROMISE: u32 = H_SHAPE_FUNCTION + 4; // u32, 0 until the first promise
/** Where the last look-up found a property: slot address, holder object, prototype links followed. */
export const H_FOUND_SLOT: u32 = H_SHAPE_PROMISE + 4; // u32
export const H_FOUND_HOLDER: u32 = H_FOUND_SLOT + 4; // u32
export const H_FOUND_DEPTH: u32 = H_FOUND_HOLDER + 4; // u32
/** Shape of Object.create(null), 0 until the first. */
export const OBJECT_NULL_SHAPE: u32 = H_FOUND_DEPTH + 4; // u32
/** 1: the running job is to be unwound (its Task's record says why) before its next instruction. */
export const H_CANCEL: u32 = OBJECT_NULL_SHAPE + 4; // u32
/** 1: a message was read last, so a torn job's turn comes before the next. */
export const H_TORN_TURN: u32 = H_CANCEL + 4; // u32
/** Bytes that the host asked for in vain (`messageAlloc`, `post`), to be met by `collect`. */
export const H_HOST_REQUEST: u32 = H_TORN_TURN + 4; // u32
/**
 * 1: the running job evaluates modules: it is not switched away, and a cancel ends its Task but not the evaluation (RULES 16, 20).
 * SETTLING: it reads an answer of the host, which others than its Task may wait for: nothing ends it or switches it away.
 */
export const H_EVALUATING: u32 = H_HOST_REQUEST + 4; // u32
export const SETTLING: u32 = 2;
export const H_SCALAR_END: u32 = H_EVALUATING + 4;

// Eight-byte counters. f64 where the host reads them as numbers.
export const H_STEPS: u32 = HEADER + 256; // f64, steps executed in all
export const H_MAX_HEAP: u32 = H_STEPS + 8; // f64, maxHeapBytes
export const H_ALLOCATED: u32 = H_MAX_HEAP + 8; // f64, bytes allocated before the current bump run (see heap/allocate.ts)
export const H_LIVE: u32 = H_ALLOCATED + 8; // f64, live bytes found by the last collection
export const H_CHECKPOINT: u32 = H_LIVE + 8; // f64, cumulative allocated bytes at which the next checkpoint is due
export const H_UNCOUNTED: u32 = H_CHECKPOINT + 8; // f64, bytes of uncounted objects in the heap (intern table)
export const H_COLLECTIONS: u32 = H_UNCOUNTED + 8; // f64
export const H_BYTES_FREED: u32 = H_COLLECTIONS + 8; // f64
export const H_CLOCK: u32 = H_BYTES_FREED + 8; // f64, the Vm's clock, ms since the Vm's epoch
export const H_EPOCH: u32 = H_CLOCK + 8; // f64, `now` option: Date.now() at clock 0
export const H_RANDOM: u32 = H_EPOCH + 8; // u64 × 2, state of Math.random
export const H_HOST_CALLS: u32 = H_RANDOM + 16; // f64, host calls made in all
export const H_STEPS_PER_SLICE: u32 = H_HOST_CALLS + 8; // f64, RULES 16; Infinity = off
export const H_SLICE_USED: u32 = H_STEPS_PER_SLICE + 8; // f64, steps of the running job of this root Task so far
/** f64: bytes that checkpoints have found dead; heapBytesUsed = allocated - this (heap/checkpoint.ts). */
export const H_FOUND_DEAD: u32 = H_SLICE_USED + 8;
/** Deadline of the earliest timer on the Vm's clock, Infinity when there is none. */
export const H_TIMER_DUE: u32 = H_FOUND_DEAD + 8; // f64
// Test knobs (RULES 30): zero in any verified image.
export const H_KNOB_FAIL: u32 = H_TIMER_DUE + 8; // f64: fail the n-th reserve from now (counts down; 0 = off)
export const H_KNOB_COLLECT: u32 = H_KNOB_FAIL + 8; // u32: collect at every n-th reserve; 0 = off
export const H_KNOB_COUNT: u32 = H_KNOB_COLLECT + 4; // u32: reserves since the last such collection
export const H_KNOB_PC: u32 = H_KNOB_COUNT + 4; // u32: instruction for which the last such collection was run
export const H_KNOB_FOOTPRINT: u32 = H_KNOB_PC + 4; // u32: smallest growth before a collection for the footprint's sake, in bytes; 0 = as usual

// ---- Header: roots, a run of NaN-boxed slots. The collector scans and forwards [H_ROOTS, H_ROOTS_END). ----
export const H_ROOTS: u32 = HEADER + 512;
export const R_STACK: u32 = H_ROOTS; // internal: the stack object in use
export const R_JOBS: u32 = R_STACK + 8; // internal: ring buffer of ready jobs
export const R_SHAPES: u32 = R_JOBS + 8; // internal: shape table
export const R_INTERN: u32 = R_SHAPES + 8; // internal: dynamic intern table (uncounted, weak)
export const R_BUILTINS: u32 = R_INTERN + 8; // internal: builtin objects made so far, by builtin index
export const R_OOM_ERROR: u32 = R_BUILTINS + 8; // the pre-made RangeError of RULES 13
export const R_ROOT_TASKS: u32 = R_OOM_ERROR + 8; // internal: root Task records
export const R_PENDING: u32 = R_ROOT_TASKS + 8; // internal: promises of host calls in flight
export const R_INBOX: u32 = R_PENDING + 8; // internal: messages from the host, in order
export const R_OUTBOX: u32 = R_INBOX + 8; // internal: messages to the host, in order
export const R_TIMERS: u32 = R_OUTBOX + 8; // internal: timers
export const R_ANSWER: u32 = R_TIMERS + 8; // value or message that answers the sync host call
export const R_EXCEPTION: u32 = R_ANSWER + 8; // the value being thrown
export const R_WORK0: u32 = R_EXCEPTION + 8; // operands of the long-running work
export const R_WORK1: u32 = R_WORK0 + 8;
export const R_WORK2: u32 = R_WORK1 + 8;
export const R_SPARE_STACK: u32 = R_WORK2 + 8; // internal: a stack kept for the next job
export const R_TORN: u32 = R_SPARE_STACK + 8; // internal: jobs of other root Tasks that were switched away
export const R_RESULT: u32 = R_TORN + 8; // what a native that is DONE gives
export const R_HELPERS: u32 = R_RESULT + 8; // internal: closures of library helpers made so far, by LibraryHelper
export const R_SCRATCH0: u32 = R_HELPERS + 8; // slots any slow path may use within one instruction
export const R_SCRATCH1: u32 = R_SCRATCH0 + 8;
export const R_SCRATCH2: u32 = R_SCRATCH1 + 8;
export const R_SCRATCH3: u32 = R_SCRATCH2 + 8;
export const H_ROOTS_END: u32 = R_SCRATCH3 + 8;

/** Bytes for number formatting, parsing and the like, dead between instructions. */
export const SCRATCH: u32 = HEADER + 1024;
export const SCRATCH_BYTES: u32 = HEADER_BYTES - 1024;

/** One instruction that is not in the code area: JOBEND, at the bottom of every job. */
export const H_JOBEND: u32 = HEADER + 1008;

// ---- The directory: first bytes of the code area, written by the linker (src/bytecode/linker.ts). ----
export const DIR_KEYS: u32 = CODE; // u32: table of u32 string addresses, one per KnownKey
export const DIR_INTERN: u32 = CODE + 4; // u32: static intern table, u32 addresses of every string constant
export const DIR_INTERN_MASK: u32 = CODE + 8; // u32: its capacity - 1
export const DIR_CHARACTERS: u32 = CODE + 12; // u32: 256 one-character strings of CHARACTER_BYTES each
export const DIR_HELPERS: u32 = CODE + 16; // u32: table of u32 template addresses, one per LibraryHelper
export const DIR_BUILTINS: u32 = CODE + 20; // u32: builtin descriptors, BUILTIN_BYTES each
export const DIR_BUILTIN_COUNT: u32 = CODE + 24; // u32
export const DIR_MODULES: u32 = CODE + 28; // u32: module records of all units in evaluation order, see linker
export const DIR_MODULE_COUNT: u32 = CODE + 32; // u32
export const DIR_EMPTY_STRING: u32 = CODE + 36; // u32: address of ''
export const DIR_SYMBOLS: u32 = CODE + 40; // u32: table of u32 symbol addresses, one per WellKnownSymbol
export const DIR_INTERN_REST: u32 = CODE + 44; // u32: constants for which the static intern table has no room, u32 addresses, sorted
export const DIR_INTERN_REST_COUNT: u32 = CODE + 48; // u32
export const DIR_END: u32 = CODE + 64;
/** Slots of an intern table, from `hash & mask` on, that a string may be in. */
export const DIR_INTERN_WINDOW: u32 = 24;

export const CHARACTER_BYTES: u32 = 24;

// ---- Function template, written by the linker. All addresses absolute. ----
export const TEMPLATE_CODE: u32 = 0; // u32 first instruction
export const TEMPLATE_FRAME_BYTES: u32 = 4; // u16 FRAME_HEADER + 8 × registers
export const TEMPLATE_LOCALS: u32 = 6; // u16 byte offset in the frame of the first register after `this` and the parameters
export const TEMPLATE_PARAMETERS: u32 = 8; // u16 parameters, rest not counted
export const TEMPLATE_FLAGS: u32 = 10; // u16 enum FunctionFlags
export const TEMPLATE_LENGTH: u32 = 12; // u16 value of `length`
export const TEMPLATE_NATIVE: u32 = 14; // u16 Native id, for FLAG_NATIVE
export const TEMPLATE_INSTANCE_SLOTS: u32 = 16; // u16 own properties a constructor is expected to make
export const TEMPLATE_CAPTURE_COUNT: u32 = 18; // u16
export const TEMPLATE_CAPTURES: u32 = 20; // u32 capture records (u32 each)
export const TEMPLATE_NAME: u32 = 24; // u32 string address
export const TEMPLATE_HANDLERS: u32 = 28; // u32 handler records, innermost first
export const TEMPLATE_HANDLER_COUNT: u32 = 32; // u32
export const TEMPLATE_SOURCE: u32 = 36; // u32 source record, 0 for functions of the library
export const TEMPLATE_BYTES: u32 = 40;

/** Source record: where a function of the program comes from, for stacks. */
export const SOURCE_FILE: u32 = 0; // u32 string address of the file name
export const SOURCE_LINE_COUNT: u32 = 4; // u32
export const SOURCE_LINES: u32 = 8; // line records: {u32 word offset from the first instruction, u32 line << 12 | min(column, 4095)}, ascending
export const LINE_BYTES: u32 = 8;

export const FLAG_CONSTRUCTOR: u32 = 1; // may be the target of `new`
export const FLAG_CLASS: u32 = 2; // class constructor: calling it without `new` is a TypeError
export const FLAG_DERIVED: u32 = 4; // receives new.target in `this`; makes its object through super()
export const FLAG_ASYNC: u32 = 8;
export const FLAG_GENERATOR: u32 = 16;
export const FLAG_REST: u32 = 32; // the register after the parameters receives an array of the other arguments
export const FLAG_NATIVE: u32 = 64;
export const FLAG_LIBRARY: u32 = 128; // hidden from stacks
export const FLAG_ARROW: u32 = 256;
export const FLAG_METHOD: u32 = 512;

/** Handler record: {u32 start, u32 end, u32 target, u16 register offset for the exception, u16 kind}; addresses absolute, [start, end). */
export const HANDLER_BYTES: u32 = 16;
export const HANDLER_CATCH: u32 = 0;
export const HANDLER_FINALLY: u32 = 1; // also entered by a cancel

/** Capture record: (source << 2) | kind. */
export const CAPTURE_CELL_REGISTER: u32 = 0; // source = register offset in the frame that makes the closure
export const CAPTURE_VALUE_REGISTER: u32 = 1;
export const CAPTURE_CELL_OUTER: u32 = 2; // source = index among the maker's own captures
export const CAPTURE_VALUE_OUTER: u32 = 3;

// ---- Frames: on the stack object, growing up. ----
//   +0   link: return pc (32) | destination register offset in the caller's frame (16) | special (1) << 61 | bytes to the caller's frame / 8 (13) << 48
//   +8   the function (boxed)
//   +16  register 0 = this, register 1… = parameters, then cells, locals, temporaries
export const FRAME_LINK: u32 = 0;
/** Of a link's high word: the instruction itself decides what happens to the result; how far it is to the caller's frame, in slots. */
export const LINK_SPECIAL: u32 = 1 << 29;
export const LINK_DISTANCE_SHIFT: u32 = 16;
export const LINK_DISTANCE_MASK: u32 = 0x1fff;
export const FRAME_FUNCTION: u32 = 8;
export const FRAME_THIS: u32 = 16;
export const FRAME_HEADER: u32 = 16;
export const MAX_FRAME_BYTES: u32 = 32768;

// ---- Inline cache entries, 24 bytes: zero = empty. ----
//   +0 u32 shape (0 = none)   +4 u16 slot offset, u16 prototype depth   +8 u64 value (method found on a prototype) or next shape (set)
//   +16 u32 epoch (methods)   +20 u32 next entry
export const CACHE_BYTES: u32 = 24;

/** What `run` returns. */
export const enum Status {
  /** Nothing is ready: no job, no message. */
  IDLE = 0,
  /** The steps given are used up; the same job goes on at the next `run`. */
  FUEL = 1,
  /** A capability was called: H_DETAIL = capability index, arguments in the outbox message R_ANSWER; answer, then `run`. */
  HOST_CALL = 2,
  /** A chunk of collection was done; `run` again. */
  GC_WORK = 3,
  /** Asynchronous host calls or Task results wait in the outbox and nothing else is ready. */
  OUTBOX = 4,
  /** The Vm is over: live bytes exceed the cap even after the Task was ended. */
  OUT_OF_MEMORY = 5,
  /** The region contradicts itself; drop it. */
  FAULT = 6,
  /** A second failure before the reserve was refilled: root Task H_DETAIL is over, its frames are gone; `run` goes on with the others. */
  TASK_OUT_OF_MEMORY = 7,
}

// ---- Builtin descriptors (written by the linker from src/guest/builtins.ts) ----
//   +0 u32 kind (enum BuiltinKind)  +4 u32 class id  +8 u32 prototype: builtin index + 1, 0 = null  +12 u32 template (functions)
//   +16 u32 property count  +20 u32 properties  +24 u32 key list (a constant slots object: key, attributes, key, attributes …)  +28 u32 name string
export const BUILTIN_BYTES: u32 = 32;
/** Property of a builtin: +0 u32 enum BuiltinProperty  +4 u32 (template address, or builtin index)  +8 u64 constant value, or u32 getter, u32 setter templates (0 = none). */
export const BUILTIN_PROPERTY_BYTES: u32 = 16;

export const enum BuiltinKind {
  OBJECT = 0,
  FUNCTION = 1,
  ARRAY = 2,
}

export const enum BuiltinProperty {
  FUNCTION = 0,
  BUILTIN = 1,
  CONSTANT = 2,
  ACCESSOR = 3,
}
