/**
 * What the host and the core send each other. The host imports this file.
 *
 * Inbox: the host fills a message (`messageAlloc`) and queues an entry with `post(kind, id, message, extra)`; the core reads one entry at a time,
 * when its job queue is empty (RULES 18).
 * Outbox: the core appends entries of OUTBOX_SLOTS slots to R_OUTBOX; the host reads and clears them (`outboxClear`).
 *
 * R_OUTBOX is an internal slot array: slot 0 = number of entries (raw), then from slot OUTBOX_FIRST on, per entry:
 *   +0 kind (raw)   +1 id (raw)   +2 extra (raw)   +3 message: internal pointer, or undefined
 * Every capability call has an id, taken from H_NEXT_CALL_ID when the call leaves the core: after HOST_CALL it is H_NEXT_CALL_ID - 1.
 *
 * A message is a RAW object, its bytes from the object's +8 on: u32 used bytes, then the bytes (MESSAGE_DATA);
 * or, above one chunk, an internal slot array of such RAW objects, to be read one after the other.
 */
export const enum Inbox {
  NONE,
  /** Start a root Task: id = Task id, extra = address of the global slot that holds the function, message = array of arguments. */
  START,
  /** An asynchronous host call ended: id = call id, message = its value. */
  ANSWER,
  /** The same, failed: message = the error. */
  ANSWER_THROW,
  COUNT,
}

export const enum Outbox {
  NONE,
  /** A root Task returned: id = Task id, message = its value. */
  TASK_DONE,
  /** A root Task failed: id = Task id, extra = enum Failure, message = what was thrown. */
  TASK_FAILED,
  COUNT,
}

/** Why a Task failed, when it is more than an exception of the guest. */
export const enum Failure {
  /** The message is the thrown value. */
  THROWN,
  OUT_OF_MEMORY,
  STACK_OVERFLOW,
  TASK_LIMIT,
  CANCELLED,
  /** The Task's own step limit is used up. */
  STEP_BUDGET,
  TIMEOUT,
  /** The result cannot be marshalled: the message is an array, path and reason. */
  MARSHAL,
  COUNT,
}

/** How the host answered the synchronous host call (H_ANSWER). */
export const enum Answer {
  /** Not yet. */
  NONE,
  /** R_ANSWER holds the value itself: a number, boolean, undefined or null. */
  VALUE,
  /** R_ANSWER is the internal pointer of a message to decode. */
  MESSAGE,
  /** The same, to be thrown. */
  THROW,
  /** The call goes on: its value is a promise, settled later by ANSWER or ANSWER_THROW with the call's id. */
  PROMISE,
  /** The answer did not fit the memory: the call throws the out-of-memory error. */
  REFUSED,
}

/** `extra` of a START that evaluates the modules and calls nothing. */
export const NO_ENTRY: u32 = 0xffffffff;

/** Capability index of a console call: the message is an array, method and values. */
export const CONSOLE_CALL: u32 = 0xffffffff;

export const OUTBOX_FIRST: u32 = 1;
export const OUTBOX_SLOTS: u32 = 4;

/** A message object: +0 header, +8 u32 used bytes, +12 bytes. */
export const MESSAGE_USED: u32 = 8;
export const MESSAGE_DATA: u32 = 12;

/** A host call in flight, in R_PENDING by its id: its promise, the message with its arguments, raw capability index | root Task id << 32. */
export const PENDING_PROMISE: u32 = 0;
export const PENDING_ARGUMENTS: u32 = 1;
export const PENDING_CALLED: u32 = 2;
export const PENDING_SLOTS: u32 = 3;
