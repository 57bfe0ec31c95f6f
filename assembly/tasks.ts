/**
 * Root Tasks: what the host started (RULES 16, 21). Their records, their step limits, switching between them, cancelling them.
 *
 * R_ROOT_TASKS is a table (heap/tables.ts): Task id (number) → internal record:
 *   slot 0  steps used so far (number)      slot 1  step limit (number, Infinity when none)
 *   slot 2  promise of the entry's call, UNDEFINED until it has begun      slot 3  raw: enum Ending that is on its way
 * R_TORN is a slot array used as a list of torn jobs, oldest first: slot 0 count (raw), then TORN_SLOTS each:
 *   raw Task id, internal stack, raw pc | fp offset in the stack << 32, internal slot array of the Task's other jobs or UNDEFINED
 */
import {
  HEADER_SIZE,
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  sizeOf,
  slotArrayBytes,
  slotCount,
} from './heap/allocate';
import {
  ENTRY_VALUE,
  MIN_CAPACITY,
  grownCapacity,
  newTable,
  rehash,
  tableAppend,
  tableBytes,
  tableDelete,
  tableFind,
  tableFull,
} from './heap/tables';
import { usedStack } from './heap/stack-extent';
import { cancelCoroutine, otherRootHasJobs, restoreJobs, takeJobsOf } from './jobs';
import { announceUnbegun } from './host-calls';
import { inboxCount } from './inbox';
import { TASK_PROMISE, TORN_SLOTS } from './layouts';
import {
  H_CANCEL,
  H_EVALUATING,
  H_FP,
  H_LIVE_TASKS,
  H_PC,
  H_SLICE_USED,
  H_STACK_LIMIT,
  H_STEPS_PER_SLICE,
  H_TASK_ID,
  R_ROOT_TASKS,
  R_SPARE_STACK,
  R_STACK,
  R_TORN,
} from './memory-map';
import { isPromise, promiseState, PENDING } from './promises';
import { DONE, RELOAD, RETRY } from './protocol';
import { HOLE, UNDEFINED, boxInt, boxInternal, numberValue, pointer } from './value';

export const enum Ending {
  NONE,
  CANCELLED,
  STEP_BUDGET,
  TIMEOUT,
  OUT_OF_MEMORY,
}

const STEPS: u32 = 0;
const LIMIT: u32 = 1;
const ENDING: u32 = 3;
const RECORD_SLOTS: u32 = 4;

export function createTaskTable(): void {
  store<u64>(R_ROOT_TASKS, boxInternal(newTable(MIN_CAPACITY)));
  const torn = allocateSlotArray(1 + 2 * TORN_SLOTS, UNDEFINED);
  setSlot(torn, 0, 0);
  store<u64>(R_TORN, boxInternal(torn));
}

/** The record of a Task, or 0. */
export function taskRecord(id: u32): u32 {
  const entry = tableFind(load<u32>(R_ROOT_TASKS), boxInt(<i32>id));
  return entry == 0 ? 0 : pointer(load<u64>(entry, ENTRY_VALUE));
}

/** Makes the record of a new root Task. Result code. */
export function beginTask(id: u32, limit: f64): i32 {
  let table = load<u32>(R_ROOT_TASKS);
  const capacity = tableFull(table) ? grownCapacity(table) : 0;
  if (!reserve(slotArrayBytes(RECORD_SLOTS) + (capacity ? tableBytes(capacity) : 0))) return RETRY;
  if (capacity) {
    table = rehash(table, capacity);
    store<u64>(R_ROOT_TASKS, boxInternal(table));
  }
  const record = allocateSlotArray(RECORD_SLOTS, UNDEFINED);
  setSlot(record, STEPS, 0);
  setSlot(record, LIMIT, reinterpret<u64>(limit));
  setSlot(record, ENDING, 0);
  tableAppend(table, boxInt(<i32>id), boxInternal(record), 0);
  store<u32>(H_LIVE_TASKS, load<u32>(H_LIVE_TASKS) + 1);
  return DONE;
}

/** Forgets a Task that has reported its end. */
export function endTask(id: u32): void {
  const entry = tableFind(load<u32>(R_ROOT_TASKS), boxInt(<i32>id));
  if (entry == 0) return;
  // A heap that is never collected keeps the record: it must not tell how far its steps had been booked.
  setSlot(pointer(load<u64>(entry, ENTRY_VALUE)), STEPS, 0);
  tableDelete(load<u32>(R_ROOT_TASKS), entry);
  store<u32>(H_LIVE_TASKS, load<u32>(H_LIVE_TASKS) - 1);
}

/** Remembers the promise that the entry of a Task returned. */
export function setTaskPromise(id: u32, promise: u64): void {
  const record = taskRecord(id);
  if (record) setSlot(record, TASK_PROMISE, promise);
}

/** Changes the step limit of a Task. */
export function setTaskLimit(id: u32, limit: f64): void {
  const record = taskRecord(id);
  if (record) setSlot(record, LIMIT, reinterpret<u64>(limit));
}

/** Which end is on its way for a Task (enum Ending). */
export function taskEnding(id: u32): u32 {
  const record = taskRecord(id);
  return record == 0 ? Ending.NONE : <u32>getSlot(record, ENDING);
}

/** Books steps that the running job has used. Is its allowance used up? */
export function bookSteps(steps: i32): bool {
  store<f64>(H_SLICE_USED, load<f64>(H_SLICE_USED) + <f64>steps);
  const endsSlice = load<f64>(H_SLICE_USED) >= load<f64>(H_STEPS_PER_SLICE);
  const record = taskRecord(load<u32>(H_TASK_ID));
  if (record == 0) return endsSlice;
  const used = numberValue(getSlot(record, STEPS)) + <f64>steps;
  setSlot(record, STEPS, reinterpret<u64>(used));
  return endsSlice || (getSlot(record, ENDING) == 0 && used >= numberValue(getSlot(record, LIMIT)));
}

/** Steps the running job may take before something is to be decided about it. @param unbooked taken, and not booked yet */
export function allowance(unbooked: i32): i32 {
  let steps = load<f64>(H_STEPS_PER_SLICE) - load<f64>(H_SLICE_USED);
  const record = taskRecord(load<u32>(H_TASK_ID));
  if (record && getSlot(record, ENDING) == 0)
    steps = min(steps, numberValue(getSlot(record, LIMIT)) - numberValue(getSlot(record, STEPS)));
  steps -= <f64>unbooked;
  if (!(steps < 1e9)) return 1000000000;
  return <i32>max(steps, 0);
}

/**
 * The allowance of the running job is used up. DONE: it may go on; RELOAD: another job's turn (H_FP = 0); RETRY.
 * When the Task's own limit is passed it is ended: H_CANCEL is set.
 */
export function allowanceEnded(): i32 {
  const id = load<u32>(H_TASK_ID);
  const record = taskRecord(id);
  if (
    record &&
    getSlot(record, ENDING) == 0 &&
    numberValue(getSlot(record, STEPS)) >= numberValue(getSlot(record, LIMIT))
  ) {
    setSlot(record, ENDING, Ending.STEP_BUDGET);
    store<u32>(H_CANCEL, 1);
    return DONE;
  }
  if (load<f64>(H_SLICE_USED) < load<f64>(H_STEPS_PER_SLICE)) return DONE;
  if (
    load<u32>(H_EVALUATING) != 0 ||
    (!otherRootHasJobs(id) && tornCount() == 0 && inboxCount() == 0)
  ) {
    store<f64>(H_SLICE_USED, 0);
    return DONE;
  }
  return tear(id);
}

// @ts-ignore: decorator
@inline
export function tornCount(): u32 {
  return <u32>getSlot(load<u32>(R_TORN), 0);
}

/** The current frame of a torn job. */
export function tornFrame(index: u32): u32 {
  const base = 1 + index * TORN_SLOTS;
  const torn = load<u32>(R_TORN);
  return pointer(getSlot(torn, base + 1)) + <u32>(getSlot(torn, base + 2) >>> 32);
}

/** Puts the running job aside, with the other jobs of its Task. */
function tear(id: u32): i32 {
  let torn = load<u32>(R_TORN);
  const count = tornCount();
  if (slotCount(torn) < 1 + (count + 1) * TORN_SLOTS) {
    if (!reserve(slotArrayBytes(1 + (count + 1) * 2 * TORN_SLOTS))) return RETRY;
    const bigger = allocateSlotArray(1 + (count + 1) * 2 * TORN_SLOTS, UNDEFINED);
    memory.copy(bigger + 8, torn + 8, (1 + count * TORN_SLOTS) << 3);
    store<u64>(R_TORN, boxInternal(bigger));
    torn = bigger;
  }
  const jobs = takeJobsOf(id);
  if (jobs == HOLE) return RETRY;
  const stack = load<u32>(R_STACK);
  // The stack at rest says itself how much of it is used.
  store<u32>(stack, usedStack(stack, load<u32>(H_FP)), 4);
  const base = 1 + count * TORN_SLOTS;
  setSlot(torn, base, <u64>id);
  setSlot(torn, base + 1, load<u64>(R_STACK));
  setSlot(torn, base + 2, <u64>load<u32>(H_PC) | ((<u64>(load<u32>(H_FP) - stack)) << 32));
  setSlot(torn, base + 3, jobs);
  setSlot(torn, 0, <u64>count + 1);
  store<u64>(R_STACK, load<u64>(R_SPARE_STACK));
  store<u64>(R_SPARE_STACK, UNDEFINED);
  const spare = load<u64>(R_STACK);
  store<u32>(H_STACK_LIMIT, spare == UNDEFINED ? 0 : pointer(spare) + sizeOf(pointer(spare)));
  store<u32>(H_FP, 0);
  return RELOAD;
}

/** Goes on with the job that was torn first. RELOAD, or RETRY. */
export function resumeTorn(): i32 {
  const torn = load<u32>(R_TORN);
  const count = tornCount();
  const jobs = getSlot(torn, 4);
  if (!restoreJobs(jobs)) return RETRY;
  const state = getSlot(torn, 3);
  // The stack in use is kept for the next job, or given up: nothing of it is in use either way.
  const left = load<u64>(R_STACK);
  if (left != UNDEFINED) store<u32>(pointer(left), HEADER_SIZE, 4);
  if (load<u64>(R_SPARE_STACK) == UNDEFINED) store<u64>(R_SPARE_STACK, left);
  store<u64>(R_STACK, getSlot(torn, 2));
  const stack = load<u32>(R_STACK);
  store<u32>(H_STACK_LIMIT, stack + sizeOf(stack));
  store<u32>(H_PC, <u32>state);
  store<u32>(H_FP, stack + <u32>(state >>> 32));
  store<u32>(H_TASK_ID, <u32>getSlot(torn, 1));
  memory.copy(torn + 16, torn + 16 + (TORN_SLOTS << 3), ((count - 1) * TORN_SLOTS) << 3);
  for (let i: u32 = 0; i < TORN_SLOTS; i++)
    setSlot(torn, 1 + (count - 1) * TORN_SLOTS + i, UNDEFINED);
  setSlot(torn, 0, <u64>count - 1);
  store<f64>(H_SLICE_USED, 0);
  if (taskEnding(load<u32>(H_TASK_ID)) != Ending.NONE) store<u32>(H_CANCEL, 1);
  return RELOAD;
}

/**
 * Begins to end a Task: its frames unwind as for a cancel; one that has not begun is over at once (RULES 18). 1 = begun (or not known), 0 = memory must be settled first.
 */
export function cancelTask(id: u32, ending: u32): i32 {
  const record = taskRecord(id);
  if (record == 0 || getSlot(record, ENDING) != 0) return 1;
  const running = load<u32>(H_FP) != 0 && load<u32>(H_TASK_ID) == id;
  const promise = getSlot(record, TASK_PROMISE);
  if (!running && isPromise(promise) && promiseState(pointer(promise)) == PENDING) {
    if (cancelCoroutine(pointer(promise), id) != DONE) return 0;
  }
  setSlot(record, ENDING, <u64>ending);
  if (running) store<u32>(H_CANCEL, 1);
  else if (!isPromise(promise) && !isTorn(id) && announceUnbegun(id) != DONE) {
    setSlot(record, ENDING, 0);
    return 0;
  }
  return 1;
}

function isTorn(id: u32): bool {
  const torn = load<u32>(R_TORN);
  for (let i: u32 = 0, n = tornCount(); i < n; i++)
    if (<u32>getSlot(torn, 1 + i * TORN_SLOTS) == id) return true;
  return false;
}
