/**
 * The job queue of a context: ECMA-262's FIFO, and the frames that jobs run in.
 *
 * R_JOBS is a slot array used as a ring: slot 0 head (raw), slot 1 count (raw), then JOB_SLOTS per job: raw kind | Task id << 32, and three operands.
 * At the bottom of the stack of a running job lies a job frame: function UNDEFINED, registers: kind, promise to settle, result; its code is JOBEND.
 */
import {
  FIRST_STACK_BYTES,
  enter,
  growStack,
  helperFunction,
  makeLink,
  newStack,
  promiseRegister,
  returnValue,
  unwind,
} from './frames';
import { templateOf } from './functions';
import {
  KIND_SLOTS,
  allocate,
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  sizeOf,
  slotArrayBytes,
  slotCount,
} from './heap/allocate';
import {
  COROUTINE_EVALUATES,
  COROUTINE_FUNCTION,
  COROUTINE_PC,
  COROUTINE_PROMISE,
  COROUTINE_REGISTERS,
  COROUTINE_TASK,
  JOB_FRAME_BYTES,
  JOB_PROMISE,
  JOB_RESULT,
} from './layouts';
import {
  DIR_HELPERS,
  FLAG_LIBRARY,
  FRAME_FUNCTION,
  FRAME_HEADER,
  FRAME_LINK,
  FRAME_THIS,
  H_EVALUATING,
  H_FP,
  H_JOBEND,
  H_LIVE_TASKS,
  H_MAX_TASKS,
  H_PC,
  H_SLICE_USED,
  H_STACK_LIMIT,
  H_DETAIL,
  H_STATUS,
  H_TASK_ID,
  Status,
  R_EXCEPTION,
  R_JOBS,
  R_OOM_ERROR,
  R_RESULT,
  R_STACK,
  TEMPLATE_FLAGS,
  TEMPLATE_FRAME_BYTES,
} from './memory-map';
import { newError } from './errors';
import { reportUnbegun } from './host-calls';
import { READ_NOT_PLAIN, READ_RETRY, readPlainMessage } from './marshal/plain';
import { ErrorKind, KnownKey, LibraryHelper } from './names';
import {
  FULFILLED,
  PROMISE_COROUTINE,
  addReaction,
  hasReactions,
  isPromise,
  promiseResolve,
  rejectPromise,
  resolvePromise,
  settlePromise,
} from './promises';
import { Ending, endTask, taskEnding, taskRecord } from './tasks';
import { DONE, EXIT, RELOAD, RETRY, THROW, knownString, throwValue } from './protocol';
import {
  FALSE,
  HOLE,
  UNDEFINED,
  boxInt,
  boxInternal,
  isFunction,
  isObject,
  pointer,
} from './value';

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
}

const HEAD: u32 = 0;
const COUNT: u32 = 1;
const FIRST: u32 = 2;
const JOB_SLOTS: u32 = 4;
const FIRST_CAPACITY: u32 = 8;

/** Makes the queue at initialisation. */
export function createJobQueue(): void {
  const queue = allocateSlotArray(FIRST + FIRST_CAPACITY * JOB_SLOTS, UNDEFINED);
  setSlot(queue, HEAD, 0);
  setSlot(queue, COUNT, 0);
  store<u64>(R_JOBS, boxInternal(queue));
}

// @ts-ignore: decorator
@inline
export function jobCount(): u32 {
  return <u32>getSlot(load<u32>(R_JOBS), COUNT);
}

// @ts-ignore: decorator
@inline
function capacity(queue: u32): u32 {
  return (slotCount(queue) - FIRST) / JOB_SLOTS;
}

/** Room for `count` more jobs; false = RETRY. */
export function reserveJobs(count: u32): bool {
  const queue = load<u32>(R_JOBS);
  const used = <u32>getSlot(queue, COUNT);
  const have = capacity(queue);
  if (used + count <= have) return true;
  let wanted = have << 1;
  while (wanted < used + count) wanted <<= 1;
  if (!reserve(slotArrayBytes(FIRST + wanted * JOB_SLOTS))) return false;
  const bigger = allocateSlotArray(FIRST + wanted * JOB_SLOTS, UNDEFINED);
  const head = <u32>getSlot(queue, HEAD);
  for (let i: u32 = 0; i < used; i++) {
    const from = FIRST + ((head + i) % have) * JOB_SLOTS;
    const to = FIRST + i * JOB_SLOTS;
    for (let slot: u32 = 0; slot < JOB_SLOTS; slot++)
      setSlot(bigger, to + slot, getSlot(queue, from + slot));
  }
  setSlot(bigger, HEAD, 0);
  setSlot(bigger, COUNT, <u64>used);
  store<u64>(R_JOBS, boxInternal(bigger));
  return true;
}

/** Appends a job; only after `reserveJobs`. */
export function enqueue(kind: i32, taskId: u32, first: u64, second: u64, third: u64): void {
  const queue = load<u32>(R_JOBS);
  const used = <u32>getSlot(queue, COUNT);
  const slot = FIRST + ((<u32>getSlot(queue, HEAD) + used) % capacity(queue)) * JOB_SLOTS;
  setSlot(queue, slot, <u64>kind | ((<u64>taskId) << 32));
  setSlot(queue, slot + 1, first);
  setSlot(queue, slot + 2, second);
  setSlot(queue, slot + 3, third);
  setSlot(queue, COUNT, <u64>used + 1);
}

/** Writes the job frame at the bottom of R_STACK and makes it current. */
function beginFrame(promise: u64, kind: i32 = JobKind.NONE): void {
  const frame = load<u32>(R_STACK) + 8;
  store<u64>(frame, 0, FRAME_LINK);
  store<u64>(frame, UNDEFINED, FRAME_FUNCTION);
  store<u64>(frame, boxInt(kind), FRAME_THIS);
  store<u64>(frame, promise, JOB_PROMISE);
  store<u64>(frame, UNDEFINED, JOB_RESULT);
  store<u32>(H_FP, frame);
  store<u32>(H_PC, H_JOBEND);
}

/**
 * Starts the next job of the queue. RELOAD: it runs. RETRY: memory first. DONE: there was none, or it was over at once.
 * No job is running when this is called (H_FP = 0); a job is taken off the queue only when its start is certain.
 */
export function startJob(): i32 {
  const queue = load<u32>(R_JOBS);
  if (getSlot(queue, COUNT) == 0) return DONE;
  if (load<u64>(R_STACK) == UNDEFINED) {
    if (newStack(FIRST_STACK_BYTES) != DONE) return RETRY;
  }
  const head = <u32>getSlot(queue, HEAD);
  const slot = FIRST + head * JOB_SLOTS;
  const kind = <u32>getSlot(queue, slot);
  const first = getSlot(queue, slot + 1);
  const second = getSlot(queue, slot + 2);
  const third = getSlot(queue, slot + 3);
  store<u32>(H_TASK_ID, <u32>(getSlot(queue, slot) >>> 32));
  let code: i32 = DONE;
  switch (kind) {
    case JobKind.FULFIL:
    case JobKind.REJECT:
      if (isFunction(first)) {
        beginFrame(third);
        code = callOne(first, second, UNDEFINED, UNDEFINED, 1);
      } else if (isPromise(third)) {
        code =
          kind == JobKind.FULFIL
            ? resolvePromise(pointer(third), second)
            : rejectPromise(pointer(third), second);
      }
      break;
    case JobKind.RESUME:
    case JobKind.RESUME_THROW:
      code = resume(pointer(first), second, kind == JobKind.RESUME_THROW);
      break;
    case JobKind.THENABLE:
      beginFrame(first, JobKind.THENABLE);
      code = callHelper(LibraryHelper.RESOLVE_THENABLE, first, second, third);
      break;
    case JobKind.START:
      if (taskEnding(load<u32>(H_TASK_ID)) != Ending.NONE) {
        // It was to end before it began.
        code = reportUnbegun(load<u32>(H_TASK_ID));
        break;
      }
      beginFrame(UNDEFINED, JobKind.START);
      code = callHelper(
        LibraryHelper.RUN_ROOT,
        reinterpret<u64>(<f64>load<u32>(H_TASK_ID)),
        first,
        second,
      );
      break;
    case JobKind.SETTLE: {
      const plain =
        third == FALSE && second != UNDEFINED ? readPlainMessage(pointer(second)) : READ_NOT_PLAIN;
      if (plain != READ_NOT_PLAIN) {
        // Most answers are a number or a short text: no need to go through the library.
        code = plain == READ_RETRY ? RETRY : settlePromise(pointer(first), FULFILLED, plain);
        break;
      }
      beginFrame(first, JobKind.SETTLE);
      code = callHelper(LibraryHelper.SETTLE_CALL, first, second, third);
      break;
    }
    default:
      beginFrame(UNDEFINED);
      code = callOne(first, UNDEFINED, UNDEFINED, UNDEFINED, 0);
      break;
  }
  if (code == RETRY) {
    store<u32>(H_FP, 0);
    return RETRY;
  }
  // The queue may have been replaced by a larger one meanwhile: take the job off the one in use.
  popJob();
  store<f64>(H_SLICE_USED, 0);
  if (code == THROW) return unwind();
  if (code == DONE && load<u32>(H_FP) != 0 && <i32>kind >= JobKind.THENABLE) return RELOAD;
  return code;
}

/** Takes the next job off without running it; the id of its root Task. */
export function dropJob(): u32 {
  const queue = load<u32>(R_JOBS);
  if (getSlot(queue, COUNT) == 0) return 0;
  const id = <u32>(getSlot(queue, FIRST + <u32>getSlot(queue, HEAD) * JOB_SLOTS) >>> 32);
  popJob();
  return id;
}

function popJob(): void {
  const queue = load<u32>(R_JOBS);
  const slot = FIRST + <u32>getSlot(queue, HEAD) * JOB_SLOTS;
  for (let i: u32 = 0; i < JOB_SLOTS; i++) setSlot(queue, slot + i, UNDEFINED);
  setSlot(queue, HEAD, (getSlot(queue, HEAD) + 1) % <u64>capacity(queue));
  setSlot(queue, COUNT, getSlot(queue, COUNT) - 1);
}

/** Calls a function from the job frame. */
function callOne(callee: u64, first: u64, second: u64, third: u64, count: u32): i32 {
  const window = load<u32>(H_FP) + JOB_FRAME_BYTES;
  store<u64>(window, callee, FRAME_FUNCTION);
  store<u64>(window, UNDEFINED, FRAME_THIS);
  store<u64>(window, first, FRAME_THIS + 8);
  store<u64>(window, second, FRAME_THIS + 16);
  store<u64>(window, third, FRAME_THIS + 24);
  const code = enter(window, count, H_JOBEND, JOB_RESULT, 0);
  // The first call of a job can need a larger stack: grown, it is tried once more.
  if (code == RELOAD && load<u32>(H_PC) == H_JOBEND && load<u32>(H_FP) != window - JOB_FRAME_BYTES)
    return callOne(callee, first, second, third, count);
  return code;
}

function callHelper(helper: u32, first: u64, second: u64, third: u64): i32 {
  const code = helperFunction(helper);
  if (code != DONE) return code;
  return callOne(load<u64>(R_RESULT), first, second, third, 3);
}

/** JOBEND: the called function returned to the job frame; its result settles the derived promise. DONE: the job is over. */
export function endJob(): i32 {
  const frame = load<u32>(H_FP);
  const promise = load<u64>(frame, JOB_PROMISE);
  // Jobs with a kind in their frame settle their promise themselves; only their failure is settled here.
  if (isPromise(promise) && load<u64>(frame, FRAME_THIS) == boxInt(JobKind.NONE)) {
    const code = resolvePromise(pointer(promise), load<u64>(frame, JOB_RESULT));
    if (code != DONE) return code;
  }
  store<u32>(H_FP, 0);
  return DONE;
}

/** A root Task can no longer report its own end (there is no memory to do so): `run` says it with its status. */
export function loseTask(): i32 {
  const id = load<u32>(H_TASK_ID);
  if (taskRecord(id) == 0) return DONE; // it has reported
  endTask(id);
  store<u32>(H_FP, 0);
  store<u32>(H_DETAIL, id);
  store<u32>(H_STATUS, Status.TASK_OUT_OF_MEMORY);
  return EXIT;
}

/** An exception reached the job frame. DONE: the job is over. */
export function jobFailed(exception: u64): i32 {
  if (load<u64>(load<u32>(H_FP), FRAME_THIS) == boxInt(JobKind.START)) {
    store<u32>(H_FP, 0);
    return loseTask();
  }
  const promise = load<u64>(load<u32>(H_FP), JOB_PROMISE);
  // Out of memory in a reaction whose promise nobody waits for (one of Promise.all's own): what waited for it would wait for ever.
  const lost =
    exception == load<u64>(R_OOM_ERROR) && !(isPromise(promise) && hasReactions(pointer(promise)));
  if (isPromise(promise)) {
    const code = rejectPromise(pointer(promise), exception);
    if (code != DONE) return code;
  }
  store<u32>(H_FP, 0);
  return lost ? loseTask() : DONE;
}

// ---- Jobs of other root Tasks (tasks.ts) ----

/** Is a job of another root Task ready? */
export function otherRootHasJobs(id: u32): bool {
  const queue = load<u32>(R_JOBS);
  const head = <u32>getSlot(queue, HEAD);
  const have = capacity(queue);
  for (let i: u32 = 0, n = <u32>getSlot(queue, COUNT); i < n; i++) {
    if (<u32>(getSlot(queue, FIRST + ((head + i) % have) * JOB_SLOTS) >>> 32) != id) return true;
  }
  return false;
}

/** Takes the jobs of one root Task off the queue: an internal list in their order, UNDEFINED when there are none, HOLE = RETRY. */
export function takeJobsOf(id: u32): u64 {
  const queue = load<u32>(R_JOBS);
  const head = <u32>getSlot(queue, HEAD);
  const used = <u32>getSlot(queue, COUNT);
  const have = capacity(queue);
  let own: u32 = 0;
  for (let i: u32 = 0; i < used; i++)
    if (<u32>(getSlot(queue, FIRST + ((head + i) % have) * JOB_SLOTS) >>> 32) == id) own++;
  if (own == 0) return UNDEFINED;
  if (!reserve(slotArrayBytes(own * JOB_SLOTS))) return HOLE;
  const list = allocateSlotArray(own * JOB_SLOTS, UNDEFINED);
  let taken: u32 = 0;
  let kept: u32 = 0;
  for (let i: u32 = 0; i < used; i++) {
    const from = FIRST + ((head + i) % have) * JOB_SLOTS;
    const mine = <u32>(getSlot(queue, from) >>> 32) == id;
    const to = mine ? taken++ * JOB_SLOTS : FIRST + ((head + kept++) % have) * JOB_SLOTS;
    const target = mine ? list : queue;
    for (let slot: u32 = 0; slot < JOB_SLOTS; slot++)
      setSlot(target, to + slot, getSlot(queue, from + slot));
  }
  setSlot(queue, COUNT, <u64>kept);
  return boxInternal(list);
}

/** Appends jobs that `takeJobsOf` took; false = RETRY. */
export function restoreJobs(list: u64): bool {
  if (list == UNDEFINED) return true;
  const jobs = pointer(list);
  const count = slotCount(jobs) / JOB_SLOTS;
  if (!reserveJobs(count)) return false;
  for (let i: u32 = 0; i < count; i++) {
    const base = i * JOB_SLOTS;
    const head = getSlot(jobs, base);
    enqueue(
      <i32>(<u32>head),
      <u32>(head >>> 32),
      getSlot(jobs, base + 1),
      getSlot(jobs, base + 2),
      getSlot(jobs, base + 3),
    );
  }
  return true;
}

/** Makes the async call behind a promise unwind as for a cancel, whatever it waits for. Result code. */
export function cancelCoroutine(promise: u32, id: u32): i32 {
  const waiting = load<u64>(promise, PROMISE_COROUTINE);
  if (waiting == UNDEFINED) return DONE;
  const old = pointer(waiting);
  if (!reserve(sizeOf(old)) || !reserveJobs(1)) return RETRY;
  // What the old one waits for will find it without a function and pass it over.
  const copy = allocate(sizeOf(old), KIND_SLOTS, 0);
  memory.copy(copy + 8, old + 8, sizeOf(old) - 8);
  setSlot(old, COROUTINE_FUNCTION, UNDEFINED);
  store<u64>(promise, boxInternal(copy), PROMISE_COROUTINE);
  enqueue(JobKind.RESUME_THROW, id, boxInternal(copy), HOLE, UNDEFINED);
  return DONE;
}

// ---- Coroutines: the frame of an async call while it waits ----
//   internal slot array: slot 0 pc (raw), slot 1 function, slot 2 raw root Task id | evaluates modules << 31, slot 3 promise, then the frame's registers from `this` on
/** AWAIT: saves the current frame, waits for `value`, returns the promise to the caller. RELOAD, or what went wrong. */
export function awaitValue(value: u64): i32 {
  const fp = load<u32>(H_FP);
  const closure = load<u64>(fp, FRAME_FUNCTION);
  const template = templateOf(pointer(closure));
  const registers = (<u32>load<u16>(template, TEMPLATE_FRAME_BYTES) - FRAME_HEADER) >>> 3;
  const own = load<u64>(fp + promiseRegister(template));
  if (!isPromise(own)) return THROW;
  const isNew = load<u64>(pointer(own), PROMISE_COROUTINE) == UNDEFINED;
  if (isNew && counts(template) && load<u32>(H_LIVE_TASKS) >= load<u32>(H_MAX_TASKS))
    return refuseTask();
  // Everything that may need memory, first.
  if (!reserve(slotArrayBytes(COROUTINE_REGISTERS + registers) + 2048) || !reserveJobs(2))
    return RETRY;
  let target = value;
  if (isObject(value)) {
    const code = promiseResolve(value);
    if (code != DONE) return code;
    target = load<u64>(R_RESULT);
  }
  let coroutine: u32;
  const known = load<u64>(pointer(own), PROMISE_COROUTINE);
  if (known == UNDEFINED) {
    coroutine = allocate(slotArrayBytes(COROUTINE_REGISTERS + registers), KIND_SLOTS, 0);
    setSlot(coroutine, COROUTINE_FUNCTION, closure);
    setSlot(coroutine, COROUTINE_TASK, evaluatesModules(fp) ? <u64>COROUTINE_EVALUATES : 0);
    setSlot(coroutine, COROUTINE_PROMISE, own);
    store<u64>(pointer(own), boxInternal(coroutine), PROMISE_COROUTINE);
    if (counts(template)) store<u32>(H_LIVE_TASKS, load<u32>(H_LIVE_TASKS) + 1);
  } else coroutine = pointer(known);
  setSlot(coroutine, COROUTINE_PC, <u64>load<u32>(H_PC));
  const evaluates = <u32>getSlot(coroutine, COROUTINE_TASK) & COROUTINE_EVALUATES;
  setSlot(coroutine, COROUTINE_TASK, <u64>(load<u32>(H_TASK_ID) | evaluates));
  memory.copy(coroutine + 8 + (COROUTINE_REGISTERS << 3), fp + FRAME_THIS, registers << 3);
  if (isObject(value)) {
    const code = addReaction(pointer(target), boxInternal(coroutine), UNDEFINED, UNDEFINED);
    if (code != DONE) return code;
  } else enqueue(JobKind.RESUME, load<u32>(H_TASK_ID), boxInternal(coroutine), value, UNDEFINED);
  return returnValue(own);
}

/** Is the call in a frame the library's loop over the modules, or what that has called: the top-level code of one? */
function evaluatesModules(fp: u32): bool {
  const loop = load<u32>(load<u32>(DIR_HELPERS) + (LibraryHelper.EVALUATE_INTO << 2));
  if (templateOf(load<u32>(fp, FRAME_FUNCTION)) == loop) return true;
  const caller = load<u64>(
    fp - ((<u32>(load<u64>(fp, FRAME_LINK) >>> 48) & 0x1fff) << 3),
    FRAME_FUNCTION,
  );
  return isFunction(caller) && templateOf(pointer(caller)) == loop;
}

/** Does a suspended call of this function count as a Task? The library's own waits, for a root Task's function, do not. */
// @ts-ignore: decorator
@inline
function counts(template: u32): bool {
  return (<u32>load<u16>(template, TEMPLATE_FLAGS) & FLAG_LIBRARY) == 0;
}

/** One suspended call too many (VmOptions.maxTasks): a RangeError where the async function was called. */
function refuseTask(): i32 {
  const code = newError(ErrorKind.RANGE_ERROR, knownString(KnownKey.MSG_TOO_MANY_TASKS));
  if (code != DONE) return code;
  const frame = load<u32>(H_FP);
  const link = load<u64>(frame, FRAME_LINK);
  store<u32>(H_FP, frame - ((<u32>(link >>> 48) & 0x1fff) << 3));
  store<u32>(H_PC, <u32>link - (link >>> 61 ? 0 : 4));
  return throwValue(load<u64>(R_RESULT));
}

/** Puts a waiting frame back on the stack and goes on with the value, or throws it there. */
function resume(coroutine: u32, value: u64, throws: bool): i32 {
  const closure = getSlot(coroutine, COROUTINE_FUNCTION);
  if (closure == UNDEFINED) return DONE; // cancelled meanwhile
  beginFrame(UNDEFINED);
  const bytes = <u32>load<u16>(templateOf(pointer(closure)), TEMPLATE_FRAME_BYTES);
  if (load<u32>(H_FP) + JOB_FRAME_BYTES + bytes > load<u32>(H_STACK_LIMIT)) {
    const code = growStack(JOB_FRAME_BYTES + bytes);
    if (code != RELOAD) return code;
  }
  const fp = load<u32>(H_FP) + JOB_FRAME_BYTES;
  store<u64>(fp, makeLink(H_JOBEND, JOB_RESULT, JOB_FRAME_BYTES, 0));
  store<u64>(fp, closure, FRAME_FUNCTION);
  memory.copy(fp + FRAME_THIS, coroutine + 8 + (COROUTINE_REGISTERS << 3), bytes - FRAME_HEADER);
  const pc = <u32>getSlot(coroutine, COROUTINE_PC);
  store<u32>(H_FP, fp);
  store<u32>(H_PC, pc);
  store<u32>(H_EVALUATING, <u32>getSlot(coroutine, COROUTINE_TASK) >>> 31);
  if (throws) {
    store<u64>(R_EXCEPTION, value);
    return THROW;
  }
  store<u64>(fp + <u32>load<u16>(pc, 2), value);
  store<u32>(H_PC, pc + 8);
  return RELOAD;
}

/** ARETURN: resolves the promise of the current async frame and returns it to the caller. */
export function asyncReturn(value: u64): i32 {
  const fp = load<u32>(H_FP);
  const promise = load<u64>(fp + promiseRegister(templateOf(load<u32>(fp, FRAME_FUNCTION))));
  if (!isPromise(promise)) return THROW;
  noteFinished(pointer(promise));
  const code = resolvePromise(pointer(promise), value);
  if (code != DONE) return code;
  return returnValue(promise);
}

/** An async call that was suspended is over: it no longer counts as a Task. */
export function noteFinished(promise: u32): void {
  const coroutine = load<u64>(promise, PROMISE_COROUTINE);
  if (coroutine == UNDEFINED) return;
  store<u64>(promise, UNDEFINED, PROMISE_COROUTINE);
  if (counts(templateOf(pointer(getSlot(pointer(coroutine), COROUTINE_FUNCTION)))))
    store<u32>(H_LIVE_TASKS, load<u32>(H_LIVE_TASKS) - 1);
}
