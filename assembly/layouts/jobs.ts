/** Jobs, and async calls that wait to go on (jobs.ts). */
import { FRAME_HEADER } from '../memory-map';

// ---- Coroutine, in slots ----
export const COROUTINE_PC: u32 = 0;
export const COROUTINE_FUNCTION: u32 = 1;
/** Root Task id, and whether the call evaluates modules. */
export const COROUTINE_TASK: u32 = 2;
export const COROUTINE_EVALUATES: u32 = 0x80000000;
export const COROUTINE_PROMISE: u32 = 3;
export const COROUTINE_REGISTERS: u32 = 4;

// ---- The frame below every job, offsets in bytes ----
export const JOB_FRAME_BYTES: u32 = FRAME_HEADER + 24;
export const JOB_PROMISE: u32 = FRAME_HEADER + 8;
export const JOB_RESULT: u32 = FRAME_HEADER + 16;

// ---- State of a resumable native (frames.ts), offsets in bytes from its first slot ----
export const NATIVE_COUNT: u32 = 0;
export const NATIVE_PHASE: u32 = 8;
/** What the guest function it called gave. */
export const NATIVE_ANSWER: u32 = 16;

// ---- The same of a native of host-calls.ts ----
/** The walk over the message that it writes or reads. */
export const NATIVE_WALK: u32 = 16;
/** Number of the host call. */
export const NATIVE_CALL_ID: u32 = 24;
export const NATIVE_STATE_BYTES: u32 = 32;

/** Phases of a call of the host. */
export const enum CallPhase {
  BEGIN,
  ENCODE,
  /** The host has the call. */
  WAIT,
  DECODE,
  DECODE_THROW,
}

/** Phases of the report on a root Task. */
export const enum ReportPhase {
  BEGIN,
  ENCODE,
  /** The value was refused: only what an error must have. */
  BARE,
  /** Nothing of the value can be told but why. */
  REASON,
  /** The host has been left the report. */
  REPORTED,
}

// ---- Jobs: entries of a queue, slot 0 raw kind | root Task id << 32, and operands ----
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
