/** Natives on promises, jobs and modules. Ids from 500. Operands are arguments; `this` is not used. */
import { NATIVE_FUNCTION_BYTES, instanceShapeOf, newNativeFunction } from '../builtins';
import { throwTypeError } from '../errors';
import { promiseRegister } from '../frames';
import { prototypeFor, templateOf } from '../functions';
import { reserve } from '../heap/allocate';
import { boxObject, newObject, objectBytes } from '../heap/objects';
import { enqueue } from '../jobs';
import { FULFILLED, JobKind, PENDING, PROMISE_INTERNAL_SLOTS, PROMISE_STATE } from '../layouts';
import {
  DIR_MODULES,
  DIR_MODULE_COUNT,
  FRAME_FUNCTION,
  H_CLOCK,
  H_EPOCH,
  H_EVALUATING,
  H_FP,
  H_TASK_ID,
  R_RESULT,
} from '../memory-map';
import { ClassId, CoreBuiltin, KnownKey } from '../names';
import {
  addReaction,
  isPromise,
  newPendingPromise,
  promiseResolve,
  promiseState,
  promiseValue,
  rejectPromise,
  resolvePromise,
  settlePromise,
} from '../promises';
import { clearTimer, setTimer } from '../timers';
import { setTaskPromise, taskRecord } from '../tasks';
import { DONE, RETRY, argument, succeed } from '../protocol';
import {
  TAG_FUNCTION,
  TRUE,
  UNDEFINED,
  box,
  boxBool,
  boxInt,
  boxNumber,
  isFunction,
  isNumber,
  numberValue,
  pointer,
} from '../value';
import { NativeRow } from './row';

export const enum PromiseNative {
  BASE = 499,
  PROMISE_NEW,
  PROMISE_NEW_FOR,
  PROMISE_RESOLVE_WITH,
  PROMISE_REJECT_WITH,
  PROMISE_THEN,
  IS_PROMISE,
  PROMISE_STATE,
  PROMISE_VALUE,
  PROMISE_RESOLVE_VALUE,
  QUEUE_JOB,
  MODULE_COUNT,
  MODULE_INIT,
  TASK_PROMISE,
  TASK_WAITS,
  TASK_IS_OVER,
  EVALUATING,
  TIMER_SET,
  TIMER_CLEAR,
  CLOCK_NOW,
  PROMISE_FOLLOW,
  PROMISE_FULFIL,
}

/** Intrinsics of this family. */
export function promiseNatives(): NativeRow[] {
  return [
    new NativeRow(PromiseNative.PROMISE_NEW, 'promiseNew', 0, 0),
    new NativeRow(PromiseNative.PROMISE_NEW_FOR, 'promiseNewFor', 1, 0),
    new NativeRow(PromiseNative.PROMISE_RESOLVE_WITH, 'promiseResolveWith', 2, 0),
    new NativeRow(PromiseNative.PROMISE_REJECT_WITH, 'promiseRejectWith', 2, 0),
    new NativeRow(PromiseNative.PROMISE_THEN, 'promiseThen', 4, 0),
    new NativeRow(PromiseNative.IS_PROMISE, 'isPromise', 1, 0),
    new NativeRow(PromiseNative.PROMISE_STATE, 'promiseState', 1, 0),
    new NativeRow(PromiseNative.PROMISE_VALUE, 'promiseValue', 1, 0),
    new NativeRow(PromiseNative.PROMISE_RESOLVE_VALUE, 'promiseResolveValue', 1, 0),
    new NativeRow(PromiseNative.QUEUE_JOB, 'queueJob', 1, 0),
    new NativeRow(PromiseNative.MODULE_COUNT, 'moduleCount', 0, 0),
    new NativeRow(PromiseNative.MODULE_INIT, 'moduleInit', 1, 0),
    new NativeRow(PromiseNative.TASK_PROMISE, 'taskPromise', 2, 0),
    // (Task id): a cancel of the Task ends the async call that asks, while it waits.
    new NativeRow(PromiseNative.TASK_WAITS, 'taskWaits', 1, 0),
    // (Task id): has it reported its end already?
    new NativeRow(PromiseNative.TASK_IS_OVER, 'taskIsOver', 1, 0),
    // (whether): does this job evaluate modules from here on?
    new NativeRow(PromiseNative.EVALUATING, 'evaluating', 1, 0),
    new NativeRow(PromiseNative.TIMER_SET, 'timerSet', 3, 0),
    new NativeRow(PromiseNative.TIMER_CLEAR, 'timerClear', 1, 0),
    new NativeRow(PromiseNative.CLOCK_NOW, 'clockNow', 0, 0),
    // (promise, thenable, then): a job will call then; (promise, value): fulfilled as it is.
    new NativeRow(PromiseNative.PROMISE_FOLLOW, 'promiseFollow', 3, 0),
    new NativeRow(PromiseNative.PROMISE_FULFIL, 'promiseFulfil', 2, 0),
  ];
}

/** The promise of the async function that calls. */
function ownPromise(): u64 {
  const frame = load<u32>(H_FP);
  return load<u64>(frame + promiseRegister(templateOf(load<u32>(frame, FRAME_FUNCTION))));
}

export function callPromiseNative(id: i32, frame: u32, count: i32): i32 {
  const first = argument(frame, count, 0);
  const second = argument(frame, count, 1);
  switch (id) {
    case PromiseNative.PROMISE_NEW:
      return newPendingPromise();
    case PromiseNative.PROMISE_NEW_FOR: {
      const code = prototypeFor(first, CoreBuiltin.PROMISE_PROTOTYPE);
      if (code != DONE) return code;
      const shape = instanceShapeOf(
        load<u64>(R_RESULT),
        ClassId.PROMISE,
        0,
        PROMISE_INTERNAL_SLOTS,
      );
      if (shape == 0 || !reserve(objectBytes(shape))) return RETRY;
      const promise = newObject(shape);
      store<u64>(promise, PENDING, PROMISE_STATE);
      return succeed(boxObject(promise));
    }
    case PromiseNative.IS_PROMISE:
      return succeed(boxBool(isPromise(first)));
    case PromiseNative.PROMISE_RESOLVE_VALUE:
      return promiseResolve(first);
    case PromiseNative.QUEUE_JOB:
      if (!isFunction(first)) return throwTypeError(KnownKey.MSG_NOT_A_FUNCTION);
      enqueue(JobKind.CALL, load<u32>(H_TASK_ID), first, UNDEFINED, UNDEFINED);
      return succeed(UNDEFINED);
    case PromiseNative.MODULE_COUNT:
      return succeed(boxInt(load<i32>(DIR_MODULE_COUNT)));
    case PromiseNative.MODULE_INIT: {
      const index = <u32>numberValue(first);
      if (index >= load<u32>(DIR_MODULE_COUNT)) return succeed(UNDEFINED);
      if (!reserve(NATIVE_FUNCTION_BYTES)) return RETRY;
      return succeed(
        box(TAG_FUNCTION, newNativeFunction(load<u32>(load<u32>(DIR_MODULES) + (index << 3)))),
      );
    }
    case PromiseNative.TASK_PROMISE:
      setTaskPromise(<u32>numberValue(first), second);
      return succeed(UNDEFINED);
    case PromiseNative.TIMER_SET:
      if (!isFunction(first)) return throwTypeError(KnownKey.MSG_NOT_A_FUNCTION);
      return setTimer(
        first,
        isNumber(second) ? numberValue(second) : 0,
        argument(frame, count, 2) == TRUE,
      );
    case PromiseNative.TIMER_CLEAR:
      if (isNumber(first)) clearTimer(<u32>numberValue(first));
      return succeed(UNDEFINED);
    case PromiseNative.CLOCK_NOW:
      return succeed(boxNumber(load<f64>(H_EPOCH) + load<f64>(H_CLOCK)));
    case PromiseNative.TASK_WAITS:
      setTaskPromise(<u32>numberValue(first), ownPromise());
      return succeed(UNDEFINED);
    case PromiseNative.TASK_IS_OVER:
      return succeed(boxBool(taskRecord(<u32>numberValue(first)) == 0));
    case PromiseNative.EVALUATING:
      store<u32>(H_EVALUATING, first == TRUE ? 1 : 0);
      return succeed(UNDEFINED);
    default:
      break;
  }
  if (!isPromise(first)) return throwTypeError(KnownKey.MSG_INCOMPATIBLE);
  const promise = pointer(first);
  switch (id) {
    case PromiseNative.PROMISE_RESOLVE_WITH: {
      const code = resolvePromise(promise, second);
      return code == DONE ? succeed(UNDEFINED) : code;
    }
    case PromiseNative.PROMISE_REJECT_WITH: {
      const code = rejectPromise(promise, second);
      return code == DONE ? succeed(UNDEFINED) : code;
    }
    case PromiseNative.PROMISE_FOLLOW:
      enqueue(JobKind.THENABLE, load<u32>(H_TASK_ID), first, second, argument(frame, count, 2));
      return succeed(UNDEFINED);
    case PromiseNative.PROMISE_FULFIL: {
      const code = settlePromise(promise, FULFILLED, second);
      return code == DONE ? succeed(UNDEFINED) : code;
    }
    case PromiseNative.PROMISE_THEN: {
      const code = addReaction(
        promise,
        second,
        argument(frame, count, 2),
        argument(frame, count, 3),
      );
      return code == DONE ? succeed(UNDEFINED) : code;
    }
    case PromiseNative.PROMISE_STATE:
      return succeed(boxInt(<i32>promiseState(promise)));
    default:
      return succeed(promiseState(promise) == PENDING ? UNDEFINED : promiseValue(promise));
  }
}
