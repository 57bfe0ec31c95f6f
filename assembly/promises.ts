/**
 * Promises and what waits for them.
 *
 *   promise   class PROMISE, internal slots: +16 state (raw: 0 pending, 1 fulfilled, 2 rejected), +24 value or reason,
 *             +32 reactions: UNDEFINED = none, or internal: a slot array of one, or a queue (heap/queue.ts) of several
 *             +40 coroutine of the async call whose promise this is
 *   reaction  four slots: on fulfilment | on rejection | promise of then() or UNDEFINED | raw root Task id
 *             an awaiting async function: internal pointer of its coroutine | UNDEFINED | UNDEFINED | raw
 *
 * Order and number of jobs follow ECMA-262 (27.2), with one job for `await` of a native promise.
 */
import { instanceShape } from './builtins';
import { newError, throwError } from './errors';
import { allocateSlotArray, reserve, slotArrayBytes, slotCount } from './heap/allocate';
import { addProperty, classOf, newObject, objectBytes } from './heap/objects';
import { append, newQueue } from './heap/queue';
import { enqueue, enqueueReactions, noteFinished } from './jobs';
import {
  ALL_ATTRIBUTES,
  FULFILLED,
  HEADER_SIZE,
  JobKind,
  PENDING,
  PROMISE_INTERNAL_SLOTS,
  PROMISE_REACTIONS,
  PROMISE_STATE,
  PROMISE_VALUE,
  REACTION_DERIVED,
  REACTION_FULFILLED,
  REACTION_REJECTED,
  REACTION_SLOTS,
  REACTION_TASK,
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

/** A pending promise, its address in R_RESULT boxed. Result code. */
export function newPendingPromise(): i32 {
  let shape = load<u32>(H_SHAPE_PROMISE);
  if (shape == 0) {
    shape = instanceShape(
      CoreBuiltin.PROMISE_PROTOTYPE,
      ClassId.PROMISE,
      0,
      PROMISE_INTERNAL_SLOTS,
    );
    if (shape == 0) return RETRY;
    store<u32>(H_SHAPE_PROMISE, shape);
  }
  if (!reserve(objectBytes(shape))) return RETRY;
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

/** Does anything wait for the promise? */
export function hasReactions(promise: u32): bool {
  return load<u64>(promise, PROMISE_REACTIONS) != UNDEFINED;
}

/** Which job comes of a reaction. */
export function reactionKind(reaction: u32, isFulfilled: bool): i32 {
  return kindFor(load<u64>(reaction, REACTION_FULFILLED), isFulfilled);
}

/** Its first operand: the handler, or the coroutine that waits. */
export function reactionHandler(reaction: u32, isFulfilled: bool): u64 {
  const onFulfilled = load<u64>(reaction, REACTION_FULFILLED);
  return handlerFor(onFulfilled, load<u64>(reaction, REACTION_REJECTED), isFulfilled);
}

// @ts-ignore: decorator
@inline
function kindFor(onFulfilled: u64, isFulfilled: bool): i32 {
  if (high(onFulfilled) == TAG_INTERNAL) return isFulfilled ? JobKind.RESUME : JobKind.RESUME_THROW;
  return isFulfilled ? JobKind.FULFIL : JobKind.REJECT;
}

// @ts-ignore: decorator
@inline
function handlerFor(onFulfilled: u64, onRejected: u64, isFulfilled: bool): u64 {
  return isFulfilled || high(onFulfilled) == TAG_INTERNAL ? onFulfilled : onRejected;
}

/**
 * Adds a reaction to a promise: kept while it is pending, a job when it is settled. Result code.
 * `onFulfilled` is a function, UNDEFINED, or the internal pointer of a coroutine.
 */
export function addReaction(promise: u32, onFulfilled: u64, onRejected: u64, derived: u64): i32 {
  const task = load<u32>(H_TASK_ID);
  const state = promiseState(promise);
  if (state != PENDING) {
    const kind = kindFor(onFulfilled, state == FULFILLED);
    const handler = handlerFor(onFulfilled, onRejected, state == FULFILLED);
    enqueue(kind, task, handler, promiseValue(promise), derived);
    return DONE;
  }
  const known = load<u64>(promise, PROMISE_REACTIONS);
  if (known != UNDEFINED) {
    const queue = reactionQueue(promise, pointer(known));
    append(queue, task, onFulfilled, onRejected, derived, <u64>task);
    return DONE;
  }
  if (!reserve(slotArrayBytes(REACTION_SLOTS))) return RETRY;
  const single = allocateSlotArray(REACTION_SLOTS, onFulfilled);
  store<u64>(single + HEADER_SIZE, onRejected, REACTION_REJECTED);
  store<u64>(single + HEADER_SIZE, derived, REACTION_DERIVED);
  store<u64>(single + HEADER_SIZE, <u64>task, REACTION_TASK);
  store<u64>(promise, boxInternal(single), PROMISE_REACTIONS);
  return DONE;
}

/** The queue of a promise's reactions, made of the one that it has. */
function reactionQueue(promise: u32, list: u32): u32 {
  if (slotCount(list) != REACTION_SLOTS) return list;
  const queue = newQueue();
  const reaction = list + HEADER_SIZE;
  append(
    queue,
    load<u32>(reaction, REACTION_TASK),
    load<u64>(reaction),
    load<u64>(reaction, REACTION_REJECTED),
    load<u64>(reaction, REACTION_DERIVED),
    load<u64>(reaction, REACTION_TASK),
  );
  store<u64>(promise, boxInternal(queue), PROMISE_REACTIONS);
  return queue;
}

/** Settles a pending promise; every reaction becomes a job. Result code. */
export function settlePromise(promise: u32, state: u32, value: u64): i32 {
  if (promiseState(promise) != PENDING) return DONE;
  const reactions = load<u64>(promise, PROMISE_REACTIONS);
  store<u64>(promise, state, PROMISE_STATE);
  store<u64>(promise, value, PROMISE_VALUE);
  store<u64>(promise, UNDEFINED, PROMISE_REACTIONS);
  noteFinished(promise);
  if (reactions == UNDEFINED) return DONE;
  const list = pointer(reactions);
  const isFulfilled = state == FULFILLED;
  if (slotCount(list) != REACTION_SLOTS) enqueueReactions(list, isFulfilled, value);
  else {
    const reaction = list + HEADER_SIZE;
    enqueue(
      reactionKind(reaction, isFulfilled),
      load<u32>(reaction, REACTION_TASK),
      reactionHandler(reaction, isFulfilled),
      value,
      load<u64>(reaction, REACTION_DERIVED),
    );
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
    enqueue(JobKind.THENABLE, load<u32>(H_TASK_ID), box(TAG_OBJECT, promise), value, then);
    return DONE;
  }
  if (found == FOUND_ACCESSOR) {
    // The getter runs in the job.
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
