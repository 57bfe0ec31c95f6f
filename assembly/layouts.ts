/**
 * Layouts of the objects that the host looks into, by itself, when it tells where a Task is (src/vm/task-stacks.ts) or moves a heap
 * (src/vm/relocate.ts). Each is drawn where the core works on it; the host imports this file.
 */
import { FRAME_HEADER } from './memory-map';

// ---- Promise (promises.ts), offsets in bytes ----
export const PROMISE_STATE: u32 = 16;
export const PROMISE_VALUE: u32 = 24;
export const PROMISE_REACTIONS: u32 = 32;
export const PROMISE_COROUTINE: u32 = 40;

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

// ---- Coroutine (jobs.ts), in slots ----
export const COROUTINE_PC: u32 = 0;
export const COROUTINE_FUNCTION: u32 = 1;
/** Root Task id, and whether the call evaluates modules. */
export const COROUTINE_TASK: u32 = 2;
export const COROUTINE_EVALUATES: u32 = 0x80000000;
export const COROUTINE_PROMISE: u32 = 3;
export const COROUTINE_REGISTERS: u32 = 4;

// ---- The frame below every job (jobs.ts), offsets in bytes ----
export const JOB_FRAME_BYTES: u32 = FRAME_HEADER + 24;
export const JOB_PROMISE: u32 = FRAME_HEADER + 8;
export const JOB_RESULT: u32 = FRAME_HEADER + 16;

// ---- Jobs (jobs.ts): entries of a queue, slot 0 raw kind | root Task id << 32, and operands ----
export const enum JobKind {
  NONE,
  /** handler or UNDEFINED, value, derived promise or UNDEFINED. */
  FULFIL,
  REJECT,
  /** coroutine (internal), value. */
  RESUME,
  RESUME_THROW,
  /** promise, thenable, then. */
  THENABLE,
  /** offset of the global that holds the function among the globals (a number), message: starts a root Task (library helper RUN_ROOT). */
  START,
  /** promise, message, failed: an asynchronous host call ended (library helper SETTLE_CALL). */
  SETTLE,
  /** function, UNDEFINED, UNDEFINED: calls it without arguments (queueMicrotask, timers). */
  CALL,
  /** queue of reactions (internal, see promises.ts), value: the jobs of all of them. */
  FULFIL_ALL,
  REJECT_ALL,
}

// ---- Root Tasks (tasks.ts), in slots ----
/** Of a record: promise of the entry's call. */
export const TASK_PROMISE: u32 = 2;
/** Of R_TORN: a queue of Task ids in the order in which they were torn, and a table of their records by id. */
export const TORN_QUEUE: u32 = 0;
export const TORN_TABLE: u32 = 1;
/** Of a record: stack, raw pc | frame offset << 32, a queue of the jobs set aside or UNDEFINED. */
export const TORN_STACK: u32 = 0;
export const TORN_PLACE: u32 = 1;
export const TORN_JOBS: u32 = 2;
export const TORN_SLOTS: u32 = 3;

// ---- Queues (heap/queue.ts), in slots ----
export const QUEUE_FIRST: u32 = 0;
export const QUEUE_LAST: u32 = 1;
export const QUEUE_TAKEN: u32 = 2;
export const QUEUE_COUNT: u32 = 3;
export const QUEUE_OWNER: u32 = 4;
export const QUEUE_SLOTS: u32 = 5;
export const QUEUE_ENTRY_SLOTS: u32 = 4;
/** Of a chunk, before its entries. */
export const CHUNK_NEXT: u32 = 0;
export const CHUNK_USED: u32 = 1;
export const CHUNK_SLOTS: u32 = 2;

// ---- Inbox (inbox.ts), in slots ----
export const INBOX_FIRST: u32 = 0;
export const INBOX_LAST: u32 = 1;
export const INBOX_COUNT: u32 = 2;
export const INBOX_SLOTS: u32 = 3;
/** Of a message: the next one, raw kind (enum Inbox) | id << 32, raw, message object or UNDEFINED. */
export const MESSAGE_NEXT: u32 = 0;
export const MESSAGE_KIND: u32 = 1;
export const MESSAGE_EXTRA: u32 = 2;
export const MESSAGE_CONTENT: u32 = 3;
export const MESSAGE_SLOTS: u32 = 4;

// ---- Hash tables (heap/tables.ts) ----
/** Slots before the buckets. */
export const TABLE_USED: u32 = 2;
export const TABLE_CAPACITY: u32 = 3;
export const TABLE_FIXED_SLOTS: u32 = 5;
export const ENTRY_BYTES: u32 = 24;
export const ENTRY_VALUE: u32 = 8;

// ---- Functions (functions.ts) and shapes (heap/shapes.ts), offsets in bytes ----
export const FUNCTION_TEMPLATE: u32 = 16;
export const SHAPE_BYTES: u32 = 64;
/** Its lowest byte is the class id. */
export const SHAPE_LAYOUT: u32 = 32;
