/**
 * The job queue of a context: ECMA-262's FIFO, and the frames that jobs run in.
 *
 * R_JOBS is a queue (heap/queue.ts) of jobs: raw kind | Task id << 32, and three operands. All reactions of a promise that is settled are
 * one entry of it, taken apart as their turn comes; so settling a promise is constant work, however many wait for it.
 * At the bottom of the stack of a running job lies a job frame: function UNDEFINED, registers: kind, promise to settle, result; its code is JOBEND.
 */
import {
  FIRST_STACK_BYTES,
  beginUnwinding,
  enter,
  growStack,
  helperFunction,
  makeLink,
  newStack,
  promiseRegister,
  returnValue,
} from './frames';
import { templateOf } from './functions';
import { allocate, getSlot, reserve, setSlot, sizeOf, slotArrayBytes } from './heap/allocate';
import {
  append,
  appendFor,
  dropFirst,
  firstEntry,
  isOwnedBy,
  newQueue,
  queueCount,
} from './heap/queue';
import {
  COROUTINE_EVALUATES,
  COROUTINE_FUNCTION,
  COROUTINE_PC,
  COROUTINE_PROMISE,
  COROUTINE_REGISTERS,
  COROUTINE_TASK,
  Ending,
  FULFILLED,
  HEADER_SIZE,
  JOB_FRAME_BYTES,
  JOB_PROMISE,
  JOB_RESULT,
  JobKind,
  KIND_SLOTS,
  PROMISE_COROUTINE,
  REACTION_DERIVED,
  REACTION_TASK,
  TASK_PROMISE,
} from './layouts';
import {
  DIR_HELPERS,
  FLAG_LIBRARY,
  FRAME_FUNCTION,
  FRAME_HEADER,
  FRAME_LINK,
  FRAME_THIS,
  H_DETAIL,
  H_EVALUATING,
  H_FP,
  H_JOBEND,
  H_LIVE_TASKS,
  H_MAX_TASKS,
  H_PC,
  H_STACK_LIMIT,
  H_STATUS,
  H_TASK_ID,
  LINK_DISTANCE_MASK,
  R_EXCEPTION,
  R_JOBS,
  R_OOM_ERROR,
  R_RESULT,
  R_STACK,
  SETTLING,
  Status,
  TEMPLATE_FLAGS,
  TEMPLATE_FRAME_BYTES,
} from './memory-map';
import { newError } from './errors';
import { reportUnbegun } from './host-calls';
import { READ_NOT_PLAIN, READ_RETRY, readPlainMessage } from './marshal/plain';
import { ErrorKind, KnownKey, LibraryHelper } from './names';
import {
  addReaction,
  hasReactions,
  isPromise,
  promiseResolve,
  reactionHandler,
  reactionKind,
  rejectPromise,
  resolvePromise,
  settlePromise,
} from './promises';
import { endTask, setAside, taskEnding, taskRecord, tornCount } from './tasks';
import {
  CONTINUE,
  DONE,
  EXIT,
  RELOAD,
  RETRY,
  THROW,
  charge,
  chargeFrame,
  chargeMark,
  keepCharge,
  knownString,
  throwValue,
} from './protocol';
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

/** Makes the queue at initialisation. */
export function createJobQueue(): void {
  store<u64>(R_JOBS, boxInternal(newQueue()));
}

// @ts-ignore: decorator
@inline
export function jobCount(): u32 {
  return queueCount(load<u32>(R_JOBS));
}

/** Appends a job. */
export function enqueue(kind: i32, taskId: u32, first: u64, second: u64, third: u64): void {
  append(load<u32>(R_JOBS), taskId, <u64>kind | ((<u64>taskId) << 32), first, second, third);
}

/** Appends the jobs of all reactions in a queue. */
export function enqueueReactions(reactions: u32, isFulfilled: bool, value: u64): void {
  const kind = isFulfilled ? JobKind.FULFIL_ALL : JobKind.REJECT_ALL;
  appendFor(load<u32>(R_JOBS), reactions, <u64>kind, boxInternal(reactions), value);
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
 * Starts the next job of the queue. RELOAD: it runs. RETRY: memory first. CONTINUE: it was set aside. DONE: there was none, or it was
 * over at once.
 * No job is running when this is called (H_FP = 0); a job is taken off the queue only when its start is certain.
 */
export function startJob(): i32 {
  const queue = load<u32>(R_JOBS);
  if (queueCount(queue) == 0) return DONE;
  if (load<u64>(R_STACK) == UNDEFINED) {
    if (newStack(FIRST_STACK_BYTES) != DONE) return RETRY;
  }
  const entry = firstEntry(queue);
  let kind = <i32>load<u32>(entry);
  let taskId = load<u32>(entry, 4);
  let first = load<u64>(entry, 8);
  let second = load<u64>(entry, 16);
  let third = load<u64>(entry, 24);
  if (kind >= JobKind.FULFIL_ALL) {
    const reaction = firstEntry(pointer(first));
    const isFulfilled = kind == JobKind.FULFIL_ALL;
    kind = reactionKind(reaction, isFulfilled);
    taskId = load<u32>(reaction, REACTION_TASK);
    first = reactionHandler(reaction, isFulfilled);
    third = load<u64>(reaction, REACTION_DERIVED);
  }
  // A job of a Task whose running job was torn waits for that one. (An answer of the host may be waited for by others too.)
  if (tornCount() != 0 && kind != JobKind.SETTLE) {
    if (setAside(taskId, kind, first, second, third)) {
      popJob();
      return CONTINUE;
    }
  }
  store<u32>(H_TASK_ID, taskId);
  if (kind == JobKind.SETTLE) store<u32>(H_EVALUATING, SETTLING);
  const code = begin(kind, first, second, third);
  if (code == RETRY) {
    store<u32>(H_FP, 0);
    return RETRY;
  }
  popJob();
  const mark = chargeMark();
  charge(1);
  if (code == THROW) {
    // It has failed at once, and is paid for all the same.
    keepCharge(mark);
    beginUnwinding();
    return RETRY;
  }
  if (code == DONE && load<u32>(H_FP) != 0 && kind >= JobKind.THENABLE) return RELOAD;
  return code;
}

/** Runs a job, or begins to. */
function begin(kind: i32, first: u64, second: u64, third: u64): i32 {
  switch (kind) {
    case JobKind.FULFIL:
    case JobKind.REJECT:
      if (isFunction(first)) {
        beginFrame(third);
        return callOne(first, second, UNDEFINED, UNDEFINED, 1);
      }
      if (!isPromise(third)) return DONE;
      return kind == JobKind.FULFIL
        ? resolvePromise(pointer(third), second)
        : rejectPromise(pointer(third), second);
    case JobKind.RESUME:
    case JobKind.RESUME_THROW:
      return resume(pointer(first), second, kind == JobKind.RESUME_THROW);
    case JobKind.THENABLE:
      beginFrame(first, JobKind.THENABLE);
      return callHelper(LibraryHelper.RESOLVE_THENABLE, first, second, third);
    case JobKind.START: {
      const id = load<u32>(H_TASK_ID);
      // It was to end before it began.
      if (taskEnding(id) != Ending.NONE) return reportUnbegun(id);
      beginFrame(UNDEFINED, JobKind.START);
      return callHelper(LibraryHelper.RUN_ROOT, reinterpret<u64>(<f64>id), first, second);
    }
    case JobKind.SETTLE: {
      const plain =
        third == FALSE && second != UNDEFINED ? readPlainMessage(pointer(second)) : READ_NOT_PLAIN;
      if (plain != READ_NOT_PLAIN) {
        // Most answers are a number or a short text: no need to go through the library.
        return plain == READ_RETRY ? RETRY : settlePromise(pointer(first), FULFILLED, plain);
      }
      beginFrame(first, JobKind.SETTLE);
      return callHelper(LibraryHelper.SETTLE_CALL, first, second, third);
    }
    default:
      beginFrame(UNDEFINED);
      return callOne(first, UNDEFINED, UNDEFINED, UNDEFINED, 0);
  }
}

/** Takes the next job off without running it; the id of its root Task. */
export function dropJob(): u32 {
  const queue = load<u32>(R_JOBS);
  if (queueCount(queue) == 0) return 0;
  const entry = firstEntry(queue);
  const id = standsForReactions(entry)
    ? load<u32>(firstEntry(load<u32>(entry, 8)), REACTION_TASK)
    : load<u32>(entry, 4);
  popJob();
  return id;
}

/** Does an entry of the queue stand for the jobs of all reactions of a promise? */
// @ts-ignore: decorator
@inline
function standsForReactions(entry: u32): bool {
  return load<i32>(entry) >= JobKind.FULFIL_ALL;
}

/** Takes the first job off; of the reactions of a promise, the first. */
function popJob(): void {
  const queue = load<u32>(R_JOBS);
  const entry = firstEntry(queue);
  if (standsForReactions(entry)) {
    const reactions = load<u32>(entry, 8);
    dropFirst(reactions);
    if (queueCount(reactions) != 0) return;
  }
  dropFirst(queue);
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

/** May a job of another root Task be ready? */
export function otherRootHasJobs(id: u32): bool {
  return !isOwnedBy(load<u32>(R_JOBS), id);
}

/** Makes the async call behind a promise unwind as for a cancel, whatever it waits for. Result code. */
export function cancelCoroutine(promise: u32, id: u32): i32 {
  const waiting = load<u64>(promise, PROMISE_COROUTINE);
  if (waiting == UNDEFINED) return DONE;
  const old = pointer(waiting);
  if (!reserve(sizeOf(old))) return RETRY;
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
  // What may be large comes first.
  if (!reserve(slotArrayBytes(COROUTINE_REGISTERS + registers))) return RETRY;
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
  chargeFrame(registers << 3);
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
    fp - ((<u32>(load<u64>(fp, FRAME_LINK) >>> 48) & LINK_DISTANCE_MASK) << 3),
    FRAME_FUNCTION,
  );
  return isFunction(caller) && templateOf(pointer(caller)) == loop;
}

/**
 * Is the running job, of a root Task, part of the evaluation of modules which that Task has begun and waits for? Any job is, while its own
 * function is suspended: timers and reactions that top-level code has made.
 */
export function isOfEvaluation(id: u32): bool {
  const record = taskRecord(id);
  const promise = record == 0 ? UNDEFINED : getSlot(record, TASK_PROMISE);
  if (!isPromise(promise)) return false;
  const waiting = load<u64>(pointer(promise), PROMISE_COROUTINE);
  if (waiting == UNDEFINED || !isRunRoot(getSlot(pointer(waiting), COROUTINE_FUNCTION)))
    return false;
  return !isRunRoot(load<u64>(load<u32>(R_STACK) + HEADER_SIZE + JOB_FRAME_BYTES, FRAME_FUNCTION));
}

function isRunRoot(callee: u64): bool {
  const runRoot = load<u32>(load<u32>(DIR_HELPERS) + (LibraryHelper.RUN_ROOT << 2));
  return isFunction(callee) && templateOf(pointer(callee)) == runRoot;
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
  store<u32>(H_FP, frame - ((<u32>(link >>> 48) & LINK_DISTANCE_MASK) << 3));
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
  chargeFrame(bytes);
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
