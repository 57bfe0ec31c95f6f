/** Root Tasks, their timers, and messages to them. All in slots. */

// ---- Record of a root Task (tasks.ts) ----
export const TASK_STEPS: u32 = 0;
export const TASK_LIMIT: u32 = 1;
/** Promise of the entry's call. */
export const TASK_PROMISE: u32 = 2;
/** Raw: enum Ending. */
export const TASK_ENDING: u32 = 3;
export const TASK_SLOTS: u32 = 4;

/** What is about to end a Task. */
export const enum Ending {
  NONE,
  CANCELLED,
  STEP_BUDGET,
  TIMEOUT,
  OUT_OF_MEMORY,
  COUNT,
}

/** Of R_TORN: a queue of Task ids in the order in which they were torn, and a table of their records by id. */
export const TORN_QUEUE: u32 = 0;
export const TORN_TABLE: u32 = 1;
/** Of a record: stack, raw pc | frame offset << 32, a queue of the jobs set aside or UNDEFINED. */
export const TORN_STACK: u32 = 0;
export const TORN_PLACE: u32 = 1;
export const TORN_JOBS: u32 = 2;
export const TORN_SLOTS: u32 = 3;

// ---- Timers (timers.ts) ----
/** Of R_TIMERS: a table of records by id, a list of the same records in heap order, how many there are, the last sequence. */
export const TIMERS_TABLE: u32 = 0;
export const TIMERS_HEAP: u32 = 1;
export const TIMERS_COUNT: u32 = 2;
export const TIMERS_LAST_SEQUENCE: u32 = 3;
export const TIMERS_SLOTS: u32 = 4;
/** Of a record. */
export const TIMER_DEADLINE: u32 = 0;
export const TIMER_SEQUENCE: u32 = 1;
export const TIMER_INTERVAL: u32 = 2;
export const TIMER_CALLBACK: u32 = 3;
export const TIMER_ID: u32 = 4;
export const TIMER_TASK: u32 = 5;
export const TIMER_PLACE: u32 = 6;
export const TIMER_SLOTS: u32 = 7;

// ---- Inbox (inbox.ts) ----
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
