/**
 * Promises and what waits for them.
 *
 *   promise   class PROMISE, internal slots: +16 state (raw: 0 pending, 1 fulfilled, 2 rejected), +24 value or reason,
 *             +32 reactions (internal slot array, REACTION slots each; UNDEFINED = none), +40 coroutine of the async call whose promise this is
 *   reaction  on fulfilment | on rejection | promise of then() or UNDEFINED | raw root Task id
 *             an awaiting async function: internal pointer of its coroutine | UNDEFINED | UNDEFINED | raw
 *
 * Order and number of jobs follow ECMA-262 (27.2), with one job for `await` of a native promise.
 */
import { instanceShape } from './builtins';
import { newError, throwError } from './errors';
import {
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  slotArrayBytes,
  slotCount,
} from './heap/allocate';
import { addProperty, classOf, newObject, objectBytes } from './heap/objects';
import { ALL_ATTRIBUTES } from './heap/shapes';
import { JobKind, enqueue, noteFinished, reserveJobs } from './jobs';
import {
  FULFILLED,
  PENDING,
  PROMISE_COROUTINE,
  PROMISE_REACTIONS,
  PROMISE_STATE,
  PROMISE_VALUE,
  REACTION_SLOTS,
  REJECTED,
} from './layouts';
import { H_SHAPE_PROMISE, H_TASK_ID, R_EXCEPTION, R_RESULT } from './memory-map';
import { ClassId, CoreBuiltin, ErrorKind, KnownKey } from './names';
import { FOUND_ACCESSOR, FOUND_DATA, FOUND_NOTHING, lookup } from './properties';
import { DONE, RETRY, THROW, knownString, succeed } from './protocol';
import {
  HOLE,
  TAG_INTERNAL,
  TAG_OBJECT,
  UNDEFINED,
  box,
  boxInternal,
  high,
  isFunction,
  isObject,
  pointer,
} from './value';

export {
  FULFILLED,
  PENDING,
  PROMISE_COROUTINE,
  PROMISE_REACTIONS,
  PROMISE_STATE,
  PROMISE_VALUE,
  REJECTED,
} from './layouts';

/** Shape of plain promises, made at the first; 0 = RETRY. */
export function promiseShape(): u32 {
  const known = load<u32>(H_SHAPE_PROMISE);
  if (known != 0) return known;
  const shape = instanceShape(CoreBuiltin.PROMISE_PROTOTYPE, ClassId.PROMISE, 0, 4);
  if (shape != 0) store<u32>(H_SHAPE_PROMISE, shape);
  return shape;
}

/** A pending promise, its address in R_RESULT boxed. Result code. */
export function newPendingPromise(): i32 {
  const shape = promiseShape();
  if (shape == 0 || !reserve(objectBytes(shape))) return RETRY;
  const promise = newObject(shape);
  store<u64>(promise, PENDING, PROMISE_STATE);
  return succeed(box(TAG_OBJECT, promise));
}

// @ts-ignore: decorator
@inline
export function isPromise(value: u64): bool {
  return high(value) == TAG_OBJECT && classOf(pointer(value)) == ClassId.PROMISE;
}

// @ts-ignore: decorator
@inline
export function promiseState(promise: u32): u32 {
  return load<u32>(promise, PROMISE_STATE);
}

// @ts-ignore: decorator
@inline
export function promiseValue(promise: u32): u64 {
  return load<u64>(promise, PROMISE_VALUE);
}

/** Number of reactions waiting. */
function reactionCount(promise: u32): u32 {
  const reactions = load<u64>(promise, PROMISE_REACTIONS);
  if (reactions == UNDEFINED) return 0;
  const list = pointer(reactions);
  let count = slotCount(list) / REACTION_SLOTS;
  while (count > 0 && getSlot(list, (count - 1) * REACTION_SLOTS + 3) == HOLE) count--;
  return count;
}

/** Does anything wait for the promise? */
export function hasReactions(promise: u32): bool {
  return reactionCount(promise) != 0;
}

/**
 * Adds a reaction to a promise: kept while it is pending, a job when it is settled. Result code.
 * `onFulfilled` is a function, UNDEFINED, or the internal pointer of a coroutine.
 */
export function addReaction(promise: u32, onFulfilled: u64, onRejected: u64, derived: u64): i32 {
  const state = promiseState(promise);
  if (state != PENDING) {
    if (!reserveJobs(1)) return RETRY;
    scheduleReaction(
      state,
      promiseValue(promise),
      onFulfilled,
      onRejected,
      derived,
      load<u32>(H_TASK_ID),
    );
    return DONE;
  }
  const count = reactionCount(promise);
  const reactions = load<u64>(promise, PROMISE_REACTIONS);
  let list: u32;
  if (reactions == UNDEFINED || slotCount(pointer(reactions)) < (count + 1) * REACTION_SLOTS) {
    const capacity = count == 0 ? REACTION_SLOTS : count * 2 * REACTION_SLOTS;
    if (!reserve(slotArrayBytes(capacity))) return RETRY;
    list = allocateSlotArray(capacity, HOLE);
    if (count) memory.copy(list + 8, pointer(reactions) + 8, (count * REACTION_SLOTS) << 3);
    store<u64>(promise, boxInternal(list), PROMISE_REACTIONS);
  } else list = pointer(reactions);
  const base = count * REACTION_SLOTS;
  setSlot(list, base, onFulfilled);
  setSlot(list, base + 1, onRejected);
  setSlot(list, base + 2, derived);
  setSlot(list, base + 3, <u64>load<u32>(H_TASK_ID));
  return DONE;
}

function scheduleReaction(
  state: u32,
  value: u64,
  onFulfilled: u64,
  onRejected: u64,
  derived: u64,
  taskId: u32,
): void {
  if (high(onFulfilled) == TAG_INTERNAL)
    enqueue(
      state == FULFILLED ? JobKind.RESUME : JobKind.RESUME_THROW,
      taskId,
      onFulfilled,
      value,
      UNDEFINED,
    );
  else
    enqueue(
      state == FULFILLED ? JobKind.FULFIL : JobKind.REJECT,
      taskId,
      state == FULFILLED ? onFulfilled : onRejected,
      value,
      derived,
    );
}

/** Settles a pending promise; every reaction becomes a job. Result code (RETRY before anything changes). */
export function settlePromise(promise: u32, state: u32, value: u64): i32 {
  if (promiseState(promise) != PENDING) return DONE;
  const count = reactionCount(promise);
  if (count && !reserveJobs(count)) return RETRY;
  const reactions = load<u64>(promise, PROMISE_REACTIONS);
  store<u64>(promise, state, PROMISE_STATE);
  store<u64>(promise, value, PROMISE_VALUE);
  store<u64>(promise, UNDEFINED, PROMISE_REACTIONS);
  noteFinished(promise);
  if (count) {
    const list = pointer(reactions);
    for (let i: u32 = 0; i < count; i++) {
      const base = i * REACTION_SLOTS;
      scheduleReaction(
        state,
        value,
        getSlot(list, base),
        getSlot(list, base + 1),
        getSlot(list, base + 2),
        <u32>getSlot(list, base + 3),
      );
    }
  }
  return DONE;
}

export function rejectPromise(promise: u32, reason: u64): i32 {
  if (reason == HOLE) {
    // A cancel: those who wait for it see an Error named CancelledError.
    let code = newError(ErrorKind.ERROR, knownString(KnownKey.MSG_CANCELLED));
    if (code != DONE) return code;
    const error = load<u64>(R_RESULT);
    code = addProperty(
      pointer(error),
      knownString(KnownKey.NAME),
      knownString(KnownKey.CANCELLED_ERROR),
      ALL_ATTRIBUTES,
    );
    if (code != DONE) return code;
    return settlePromise(promise, REJECTED, error);
  }
  return settlePromise(promise, REJECTED, reason);
}

/** The promise resolve function: follows thenables. Result code. */
export function resolvePromise(promise: u32, value: u64): i32 {
  if (!isObject(value)) return settlePromise(promise, FULFILLED, value);
  if (promiseState(promise) != PENDING) return DONE;
  if (value == box(TAG_OBJECT, promise)) {
    const code = throwError(ErrorKind.TYPE_ERROR, knownString(KnownKey.MSG_SELF_RESOLUTION));
    if (code != THROW) return code;
    return settlePromise(promise, REJECTED, thrown());
  }
  const found = lookup(pointer(value), knownString(KnownKey.THEN));
  if (found == FOUND_NOTHING) return settlePromise(promise, FULFILLED, value);
  if (found == FOUND_DATA) {
    const then = load<u64>(R_RESULT);
    if (!isFunction(then)) return settlePromise(promise, FULFILLED, value);
    if (!reserveJobs(1)) return RETRY;
    enqueue(JobKind.THENABLE, load<u32>(H_TASK_ID), box(TAG_OBJECT, promise), value, then);
    return DONE;
  }
  if (found == FOUND_ACCESSOR) {
    // The getter runs in the job.
    if (!reserveJobs(1)) return RETRY;
    enqueue(JobKind.THENABLE, load<u32>(H_TASK_ID), box(TAG_OBJECT, promise), value, HOLE);
    return DONE;
  }
  return found;
}

/** The exception just made by `throwError`, taken back as a value. */
function thrown(): u64 {
  return load<u64>(R_EXCEPTION);
}

/** PromiseResolve: the value itself when it is a promise, else a new promise resolved with it; boxed in R_RESULT. */
export function promiseResolve(value: u64): i32 {
  if (isPromise(value)) return succeed(value);
  let code = newPendingPromise();
  if (code != DONE) return code;
  const promise = load<u64>(R_RESULT);
  code = resolvePromise(pointer(promise), value);
  if (code != DONE) return code;
  return succeed(promise);
}
