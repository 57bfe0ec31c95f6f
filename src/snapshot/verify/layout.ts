/**
 * How the core lays out its heap objects, as far as the host must know it to check an image. docs/design/machine.md draws them; the
 * files of assembly/ named here own them.
 */

// ---- Object headers (assembly/heap/allocate.ts): u32 size | kind, u32 second word ----
export const KIND_RAW = 0;
export const KIND_SLOTS = 1;
export const KIND_STACK = 2;
export const KIND_TABLE = 3;
export const KIND_FREE = 4;
export const KIND_MASK = 7;
export const HEADER_SIZE = 8;

// ---- Strings (heap/flat-strings.ts, ropes.ts) ----
export const STRING_16_BIT = 1;
export const STRING_INTERNED = 2;
export const STRING_ROPE = 4;
export const STRING_FLATTENED = 8;
export const STRING_CHARACTERS = 16;
export const ROPE_BYTES = 32;
export const MAX_STRING_LENGTH = (1 << 29) - 24;

// ---- Shapes (heap/shapes.ts) ----
export const SHAPE_BYTES = 64;
export const SHAPE_PROTOTYPE = 0;
export const SHAPE_KEYS = 8;
export const SHAPE_COUNT = 16;
export const SHAPE_TRANSITIONS = 24;
export const SHAPE_LAYOUT = 32;
export const SHAPE_TRANSITION_COUNT = 40;
export const SHAPE_INSTANCES = 48;
export const SHAPE_BUILTIN = 52;
export const SHAPE_PARENT = 56;
export const SHAPE_UNIQUE = 1;
export const SHAPE_DICTIONARY = 4;
export const SHAPE_LAZY_FUNCTION = 16;
export const FIRST_SHAPE = 8;
export const MAX_SHAPES = 65536;
/** Attributes of a property. */
export const ACCESSOR = 8;
export const ALL_ATTRIBUTE_BITS = 15;

// ---- Objects (heap/objects.ts, and the natives of each class) ----
export const OBJECT_OVERFLOW = 8;
export const OBJECT_SLOTS = 16;
export const ARRAY_ELEMENTS = 16;
export const ARRAY_LENGTH = 24;
export const FUNCTION_TEMPLATE = 16;
export const FUNCTION_INSTANCES = 24;
export const FUNCTION_CAPTURES = 32;
export const ERROR_STACK = 16;
export const COLLECTION_TABLE = 16;
export const ITERATOR_SOURCE = 16;
export const ITERATOR_INDEX = 24;
export const ITERATOR_KIND = 32;
export const ITERATOR_KINDS = 4;
export const MAX_STACK_FRAMES = 100;

// ---- Hash tables (heap/tables.ts): identity, count, used, capacity, next, buckets, entries ----
export const TABLE_COUNT = 16;
export const TABLE_USED = 24;
export const TABLE_CAPACITY = 32;
export const TABLE_NEXT = 40;
export const TABLE_BUCKETS = 48;
export const TABLE_CLEARED = 0xffffffff;
export const ENTRY_BYTES = 24;
export const ENTRY_VALUE = 8;
export const ENTRY_CHAIN = 16;
export const ENTRY_ATTRIBUTES = 20;
export const MIN_CAPACITY = 4;
export const MAX_CAPACITY = 1 << 24;

// ---- The intern table (heap/intern.ts) ----
export const INTERN_LIVE = 8;
export const INTERN_SLOTS = 16;

// ---- Promises, coroutines, jobs (promises.ts, jobs.ts) ----
export const PROMISE_STATE = 16;
export const PROMISE_VALUE = 24;
export const PROMISE_REACTIONS = 32;
export const PROMISE_COROUTINE = 40;
export const REACTION_SLOTS = 4;
export const COROUTINE_PC = 8;
export const COROUTINE_FUNCTION = 16;
export const COROUTINE_TASK = 24;
export const COROUTINE_PROMISE = 32;
export const COROUTINE_REGISTERS = 40;
export const JOB_FRAME_REGISTERS = 3;

// ---- Root Tasks (tasks.ts) ----
export const TASK_RECORD_SLOTS = 4;
/** enum Ending of tasks.ts. */
export const ENDINGS = 5;

// ---- Timers (timers.ts), in slots ----
export const TIMERS_TABLE = 0;
export const TIMERS_HEAP = 1;
export const TIMERS_COUNT = 2;
export const TIMERS_SLOTS = 4;
export const TIMER_DEADLINE = 0;
export const TIMER_SEQUENCE = 1;
export const TIMER_INTERVAL = 2;
export const TIMER_CALLBACK = 3;
export const TIMER_ID = 4;
export const TIMER_TASK = 5;
export const TIMER_PLACE = 6;
export const TIMER_SLOTS = 7;

// ---- Long work (work-kinds.ts, heap/answers.ts) ----
export const ANSWER_KIND = 0;
export const ANSWER_RESULT = 1;
export const ANSWER_STATE = 2;
/** Links that one instruction follows at once (chains.ts). */
export const MOST_LINKS = 1024;

// ---- Lists of slots (heap/slot-list.ts) ----
export const FIRST_SEGMENT = 16;
export const DOUBLING_SEGMENTS = 9;
export const LARGE_SEGMENT = 4096;
