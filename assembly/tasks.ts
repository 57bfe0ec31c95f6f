/**
 * Root Tasks: what the host started (RULES 16, 21). Their records, their step limits, switching between them, cancelling them.
 *
 * R_ROOT_TASKS is a table (heap/tables.ts): Task id (number) → internal record:
 *   slot 0  steps used so far (number)      slot 1  step limit (number, Infinity when none)
 *   slot 2  promise of the entry's call, UNDEFINED until it has begun      slot 3  raw: enum Ending that is on its way
 * R_TORN is a slot array of two: a queue (heap/queue.ts) of the ids of Tasks whose running job was torn, oldest first, and a table
 * (heap/tables.ts): Task id (number) → internal record:
 *   slot 0  internal stack      slot 1  raw pc | fp offset in the stack << 32
 *   slot 2  a queue of the Task's other jobs whose turn has come meanwhile, or UNDEFINED
 */
import { usedStack } from './heap/stack-extent';
import {
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  sizeOf,
  slotArrayBytes,
} from './heap/allocate';
import { append, dropFirst, firstEntry, newQueue, queueCount } from './heap/queue';
import { makeTableRoomIn } from './heap/table-growth';
import {
  entryAt,
  tableUsed,
  grownCapacity,
  newTable,
  rehash,
  tableAppend,
  tableBytes,
  tableDelete,
  tableFind,
  tableFull,
} from './heap/tables';
import { cancelCoroutine, otherRootHasJobs } from './jobs';
import { announceUnbegun, isInHostCall, settleWalk } from './host-calls';
import { inboxCount } from './inbox';
import {
  ENTRY_VALUE,
  Ending,
  HEADER_SIZE,
  MIN_CAPACITY,
  PENDING,
  TASK_ENDING,
  TASK_LIMIT,
  TASK_PROMISE,
  TASK_SLOTS,
  TASK_STEPS,
  TORN_JOBS,
  TORN_PLACE,
  TORN_QUEUE,
  TORN_SLOTS,
  TORN_STACK,
  TORN_TABLE,
} from './layouts';
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
  R_JOBS,
  R_ROOT_TASKS,
  R_SPARE_STACK,
  R_STACK,
  R_TORN,
  SETTLING,
} from './memory-map';
import { isPromise, promiseState } from './promises';
import { DONE, RELOAD, RETRY, chargeMark, dropCharge } from './protocol';
import { HOLE, UNDEFINED, boxInt, boxInternal, numberValue, pointer } from './value';

export function createTaskTable(): void {
  store<u64>(R_ROOT_TASKS, boxInternal(newTable(MIN_CAPACITY)));
  const torn = allocateSlotArray(2, UNDEFINED);
  setSlot(torn, TORN_QUEUE, boxInternal(newQueue()));
  setSlot(torn, TORN_TABLE, boxInternal(newTable(MIN_CAPACITY)));
  store<u64>(R_TORN, boxInternal(torn));
}

/** The record of a Task, or 0. It costs nothing: how often steps are booked depends on how runs are cut. */
export function taskRecord(id: u32): u32 {
  const mark = chargeMark();
  const entry = tableFind(load<u32>(R_ROOT_TASKS), boxInt(<i32>id));
  dropCharge(mark);
  return entry == 0 ? 0 : pointer(load<u64>(entry, ENTRY_VALUE));
}

/** Makes the record of a new root Task. Result code. */
export function beginTask(id: u32, limit: f64): i32 {
  // The host calls this at any time: what grows grows at once, since work may be the guest's. The table is as large as VmOptions.maxTasks.
  const table = load<u32>(R_ROOT_TASKS);
  const capacity = tableFull(table) ? grownCapacity(table) : 0;
  if (!reserve(slotArrayBytes(TASK_SLOTS) + (capacity ? tableBytes(capacity) : 0))) return RETRY;
  // How many Tasks there are at once depends on when the host starts them: that this takes room costs nothing (RULES 18).
  const mark = chargeMark();
  if (capacity) store<u64>(R_ROOT_TASKS, boxInternal(rehash(table, capacity)));
  dropCharge(mark);
  const record = allocateSlotArray(TASK_SLOTS, UNDEFINED);
  setSlot(record, TASK_STEPS, 0);
  setSlot(record, TASK_LIMIT, reinterpret<u64>(limit));
  setSlot(record, TASK_ENDING, 0);
  tableAppend(load<u32>(R_ROOT_TASKS), boxInt(<i32>id), boxInternal(record), 0);
  store<u32>(H_LIVE_TASKS, load<u32>(H_LIVE_TASKS) + 1);
  return DONE;
}

/** Forgets a Task that has reported its end. */
export function endTask(id: u32): void {
  const entry = tableFind(load<u32>(R_ROOT_TASKS), boxInt(<i32>id));
  if (entry == 0) return;
  // A heap that is never collected keeps the record: it must not tell how far its steps had been booked.
  setSlot(pointer(load<u64>(entry, ENTRY_VALUE)), TASK_STEPS, 0);
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
  if (record) setSlot(record, TASK_LIMIT, reinterpret<u64>(limit));
}

/** Which end is on its way for a Task (enum Ending). */
export function taskEnding(id: u32): u32 {
  const record = taskRecord(id);
  return record == 0 ? Ending.NONE : <u32>getSlot(record, TASK_ENDING);
}

/** Books steps that the running job has used. Is its allowance used up? */
export function bookSteps(steps: i32): bool {
  store<f64>(H_SLICE_USED, load<f64>(H_SLICE_USED) + <f64>steps);
  const endsSlice = load<f64>(H_SLICE_USED) >= load<f64>(H_STEPS_PER_SLICE);
  const record = taskRecord(load<u32>(H_TASK_ID));
  if (record == 0) return endsSlice;
  const used = numberValue(getSlot(record, TASK_STEPS)) + <f64>steps;
  setSlot(record, TASK_STEPS, reinterpret<u64>(used));
  return (
    endsSlice ||
    (getSlot(record, TASK_ENDING) == 0 && used >= numberValue(getSlot(record, TASK_LIMIT)))
  );
}

/** Steps the running job may take before something is to be decided about it; at least 1 in a host call. @param unbooked taken, and not booked yet */
export function allowance(unbooked: i32): i32 {
  if (load<u32>(H_EVALUATING) == SETTLING) return 1000000000;
  let steps = load<f64>(H_STEPS_PER_SLICE) - load<f64>(H_SLICE_USED);
  const record = taskRecord(load<u32>(H_TASK_ID));
  if (record && getSlot(record, TASK_ENDING) == 0)
    steps = min(
      steps,
      numberValue(getSlot(record, TASK_LIMIT)) - numberValue(getSlot(record, TASK_STEPS)),
    );
  steps -= <f64>unbooked;
  if (!(steps < 1e9)) return 1000000000;
  // A part of a step is one, so that whoever may take none has used up all.
  return <i32>max(ceil<f64>(steps), isInHostCall() ? 1 : 0);
}

/**
 * The allowance of the running job is used up. DONE: it may go on; RELOAD: another job's turn (H_FP = 0); RETRY.
 * When the Task's own limit is passed it is ended: H_CANCEL is set.
 */
export function allowanceEnded(): i32 {
  if (load<u32>(H_EVALUATING) == SETTLING || isInHostCall()) return DONE;
  const id = load<u32>(H_TASK_ID);
  const record = taskRecord(id);
  if (
    record &&
    getSlot(record, TASK_ENDING) == 0 &&
    numberValue(getSlot(record, TASK_STEPS)) >= numberValue(getSlot(record, TASK_LIMIT))
  ) {
    setSlot(record, TASK_ENDING, Ending.STEP_BUDGET);
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
function tornQueue(): u32 {
  return pointer(getSlot(load<u32>(R_TORN), TORN_QUEUE));
}

// @ts-ignore: decorator
@inline
function tornTable(): u32 {
  return pointer(getSlot(load<u32>(R_TORN), TORN_TABLE));
}

// @ts-ignore: decorator
@inline
export function tornCount(): u32 {
  return queueCount(tornQueue());
}

/** Puts the running job aside. */
function tear(id: u32): i32 {
  // Whether a job is torn depends on when messages arrive: it costs nothing (RULES 18).
  const mark = chargeMark();
  const code = putAside(id);
  dropCharge(mark);
  return code;
}

function putAside(id: u32): i32 {
  const torn = load<u32>(R_TORN);
  const room = makeTableRoomIn(torn, HEADER_SIZE + (TORN_TABLE << 3));
  if (room != DONE) return room;
  if (!reserve(slotArrayBytes(TORN_SLOTS))) return RETRY;
  const stack = load<u32>(R_STACK);
  // The stack at rest says itself how much of it is used.
  store<u32>(stack, usedStack(stack, load<u32>(H_FP)), 4);
  const record = allocateSlotArray(TORN_SLOTS, UNDEFINED);
  setSlot(record, TORN_STACK, load<u64>(R_STACK));
  setSlot(record, TORN_PLACE, <u64>load<u32>(H_PC) | ((<u64>(load<u32>(H_FP) - stack)) << 32));
  tableAppend(tornTable(), boxInt(<i32>id), boxInternal(record), 0);
  append(tornQueue(), id, boxInt(<i32>id), UNDEFINED, UNDEFINED, UNDEFINED);
  store<u64>(R_STACK, load<u64>(R_SPARE_STACK));
  store<u64>(R_SPARE_STACK, UNDEFINED);
  const spare = load<u64>(R_STACK);
  store<u32>(H_STACK_LIMIT, spare == UNDEFINED ? 0 : pointer(spare) + sizeOf(pointer(spare)));
  store<u32>(H_FP, 0);
  return RELOAD;
}

/** Keeps a job whose Task has a torn one until that one has gone on; false when it has none. Costs nothing. */
export function setAside(id: u32, kind: i32, first: u64, second: u64, third: u64): bool {
  const mark = chargeMark();
  const entry = tableFind(tornTable(), boxInt(<i32>id));
  dropCharge(mark);
  if (entry == 0) return false;
  const record = pointer(load<u64>(entry, ENTRY_VALUE));
  if (getSlot(record, TORN_JOBS) == UNDEFINED) setSlot(record, TORN_JOBS, boxInternal(newQueue()));
  const jobs = pointer(getSlot(record, TORN_JOBS));
  append(jobs, id, <u64>kind | ((<u64>id) << 32), first, second, third);
  dropCharge(mark);
  return true;
}

/** Goes on with the job that was torn first, when no job is ready: those of its Task that were set aside are, from now on. */
export function resumeTorn(): void {
  const id = load<u64>(firstEntry(tornQueue()));
  dropFirst(tornQueue());
  const entry = tableFind(tornTable(), id);
  if (entry == 0) unreachable(); // a forged image
  const record = pointer(load<u64>(entry, ENTRY_VALUE));
  tableDelete(tornTable(), entry);
  if (getSlot(record, TORN_JOBS) != UNDEFINED) store<u64>(R_JOBS, getSlot(record, TORN_JOBS));
  // The stack in use is kept for the next job, or given up: nothing of it is in use either way.
  const left = load<u64>(R_STACK);
  if (left != UNDEFINED) store<u32>(pointer(left), HEADER_SIZE, 4);
  if (load<u64>(R_SPARE_STACK) == UNDEFINED) store<u64>(R_SPARE_STACK, left);
  store<u64>(R_STACK, getSlot(record, TORN_STACK));
  const stack = load<u32>(R_STACK);
  const place = getSlot(record, TORN_PLACE);
  store<u32>(H_STACK_LIMIT, stack + sizeOf(stack));
  store<u32>(H_PC, <u32>place);
  store<u32>(H_FP, stack + <u32>(place >>> 32));
  store<u32>(H_TASK_ID, <u32>numberValue(id));
  if (taskEnding(load<u32>(H_TASK_ID)) != Ending.NONE) store<u32>(H_CANCEL, 1);
}

/**
 * Begins to end a Task: its frames unwind as for a cancel; one that has not begun is over at once (RULES 18). 1 = begun (or not known), 0 = memory must be settled first.
 */
export function cancelTask(id: u32, ending: u32): i32 {
  const record = taskRecord(id);
  if (record == 0 || getSlot(record, TASK_ENDING) != 0) return 1;
  const running =
    load<u32>(H_FP) != 0 && load<u32>(H_TASK_ID) == id && load<u32>(H_EVALUATING) != SETTLING;
  const promise = getSlot(record, TASK_PROMISE);
  if (!running && isPromise(promise) && promiseState(pointer(promise)) == PENDING) {
    if (cancelCoroutine(pointer(promise), id) != DONE) return 0;
  }
  setSlot(record, TASK_ENDING, <u64>ending);
  if (running) store<u32>(H_CANCEL, 1);
  else if (!isPromise(promise) && !isTorn(id) && announceUnbegun(id) != DONE) {
    setSlot(record, TASK_ENDING, 0);
    return 0;
  }
  return 1;
}

function isTorn(id: u32): bool {
  return tableFind(tornTable(), boxInt(<i32>id)) != 0;
}

/** Brings the walks of torn jobs into the form that an image has. */
export function settleTorn(): void {
  const table = tornTable();
  for (let index: u32 = 0, used = tableUsed(table); index < used; index++) {
    const entry = entryAt(table, index);
    if (load<u64>(entry) == HOLE) continue;
    const record = pointer(load<u64>(entry, ENTRY_VALUE));
    settleWalk(pointer(getSlot(record, TORN_STACK)) + <u32>(getSlot(record, TORN_PLACE) >>> 32));
  }
}
