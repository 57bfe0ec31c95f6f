/**
 * Natives that talk to the host: capability calls, the outcome of root Tasks, messages read by the guest library.
 * All are resumable: their state is the slots of their frame (frames.ts) and the walks of marshal/.
 *
 *   slot 2  the walk's state (internal), or undefined      slot 3  id of the host call
 */
import { expectAnswer, nextCallId } from './capabilities';
import { newError, throwOutOfMemory } from './errors';
import { nativeState } from './frames';
import { templateOf } from './functions';
import { chargeAllocated, getSlot, reserve } from './heap/allocate';
import { addProperty, classOf, findOwn } from './heap/objects';
import { arrayBytes, arrayLength, elementAddress, newArray, setLength } from './heap/arrays';
import { concatenate } from './heap/strings';
import { beginDecode, decodeChunk } from './marshal/decode';
import { beginEncode, encodeChunk, encodedMessage } from './marshal/encode';
import {
  FLAG_BARE,
  FLAG_LOOSE,
  REFUSED,
  ROOT_ARGS,
  ROOT_ERROR,
  ROOT_RESULT,
} from './marshal/encode-state';
import { settleText } from './marshal/decode-text';
import { forgetIndex } from './marshal/numbering';
import { PATH_BYTES, pathOf } from './marshal/path';
import {
  NOT_PLAIN,
  PLAIN_RETRY,
  READ_NOT_PLAIN,
  READ_RETRY,
  readPlainMessage,
  writePlain,
} from './marshal/plain';
import {
  ALL_ATTRIBUTES,
  ARRAY_ELEMENTS,
  CallPhase,
  E_NUMBERING,
  E_REASON,
  Ending,
  FUNCTION_CAPTURES,
  NATIVE_CALL_ID,
  NATIVE_PHASE,
  NATIVE_WALK,
  ReportPhase,
} from './layouts';
import {
  FLAG_NATIVE,
  FRAME_FUNCTION,
  FRAME_THIS,
  H_ANSWER,
  H_DETAIL,
  H_GLOBALS_BASE,
  H_HOST_CALLS,
  H_STATUS,
  R_ANSWER,
  R_OOM_ERROR,
  R_RESULT,
  Status,
  TEMPLATE_FLAGS,
  TEMPLATE_NATIVE,
} from './memory-map';
import { Answer, CONSOLE_CALL, Failure, Outbox } from './messages';
import { ClassId, ErrorKind, KnownKey } from './names';
import { HostNative } from './natives/host';
import { appendOutbox, reserveOutbox } from './outbox';
import {
  CONTINUE,
  DONE,
  EXIT,
  RETRY,
  knownKey,
  knownString,
  succeed,
  throwValue,
} from './protocol';
import { endTask, taskEnding } from './tasks';
import {
  TAG_ARRAY,
  TAG_OBJECT,
  UNDEFINED,
  UNINITIALISED,
  box,
  boxInt,
  high,
  isFunction,
  numberValue,
  pointer,
} from './value';

// @ts-ignore: decorator
@inline
function stateOf(frame: u32): u32 {
  return frame + nativeState(templateOf(load<u32>(frame, FRAME_FUNCTION)));
}

// @ts-ignore: decorator
@inline
function phaseOf(slots: u32): i32 {
  return <i32>numberValue(load<u64>(slots, NATIVE_PHASE));
}

// @ts-ignore: decorator
@inline
function setPhase(slots: u32, phase: i32): void {
  store<u64>(slots, boxInt(phase), NATIVE_PHASE);
}

/** The i-th parameter of a resumable native. */
// @ts-ignore: decorator
@inline
function parameter(frame: u32, index: u32): u64 {
  return load<u64>(frame + FRAME_THIS + 8 + (index << 3));
}

// ---- Capability calls (RULES 17) ----

/** The body of every capability: its only parameter register holds the array of arguments. */
export function hostCall(frame: u32): i32 {
  const slots = stateOf(frame);
  switch (phaseOf(slots)) {
    case CallPhase.BEGIN:
      return beginCall(frame, slots);
    case CallPhase.ENCODE: {
      const walk = pointer(load<u64>(slots, NATIVE_WALK));
      const code = encodeChunk(walk);
      if (code == REFUSED) return throwMarshalError(walk);
      return code == DONE ? leave(frame, slots, encodedMessage(walk)) : code;
    }
    default:
      return endCall(slots);
  }
}

function beginCall(frame: u32, slots: u32): i32 {
  const list = parameter(frame, 0);
  const args = pointer(list);
  const count = arrayLength(args);
  const values = count == 0 ? 0 : load<u32>(args, ARRAY_ELEMENTS) + 8;
  const plain = writePlain(values, count, false);
  if (plain == PLAIN_RETRY) return RETRY;
  if (plain != NOT_PLAIN) return leave(frame, slots, plain);
  const code = beginEncode(list, ROOT_ARGS, 0);
  if (code != DONE) return code;
  store<u64>(slots, load<u64>(R_RESULT), NATIVE_WALK);
  setPhase(slots, CallPhase.ENCODE);
  return CONTINUE;
}

/** Leaves `run` with the call; the host answers in H_ANSWER and R_ANSWER and comes back. */
function leave(frame: u32, slots: u32, message: u64): i32 {
  const index = load<u64>(pointer(load<u64>(frame, FRAME_FUNCTION)), FUNCTION_CAPTURES);
  return call(slots, message, <u32>numberValue(index));
}

function call(slots: u32, message: u64, capability: u32): i32 {
  store<u64>(slots, boxInt(<i32>nextCallId()), NATIVE_CALL_ID);
  store<u64>(slots, UNDEFINED, NATIVE_WALK);
  setPhase(slots, CallPhase.WAIT);
  store<f64>(H_HOST_CALLS, load<f64>(H_HOST_CALLS) + 1);
  store<u64>(R_ANSWER, message);
  store<u32>(H_ANSWER, Answer.NONE);
  store<u32>(H_DETAIL, capability);
  store<u32>(H_STATUS, Status.HOST_CALL);
  return EXIT;
}

/** consoleCall(method, values): a console call, which the host may drop. */
export function consoleCall(frame: u32): i32 {
  const slots = stateOf(frame);
  switch (phaseOf(slots)) {
    case CallPhase.BEGIN: {
      if (!reserve(arrayBytes(2) + 1024)) return RETRY;
      const list = newArray(2);
      store<u64>(elementAddress(list, 0), parameter(frame, 0));
      store<u64>(elementAddress(list, 1), parameter(frame, 1));
      setLength(list, 2);
      const code = beginEncode(box(TAG_ARRAY, list), ROOT_ARGS, FLAG_LOOSE);
      if (code != DONE) return code;
      store<u64>(slots, load<u64>(R_RESULT), NATIVE_WALK);
      setPhase(slots, CallPhase.ENCODE);
      return CONTINUE;
    }
    case CallPhase.ENCODE: {
      const walk = pointer(load<u64>(slots, NATIVE_WALK));
      const code = encodeChunk(walk);
      if (code == REFUSED) return throwMarshalError(walk);
      return code == DONE ? call(slots, encodedMessage(walk), CONSOLE_CALL) : code;
    }
    default:
      return endCall(slots);
  }
}

/** What both kinds of call do once the host has them. */
function endCall(slots: u32): i32 {
  const phase = phaseOf(slots);
  if (phase == CallPhase.WAIT) return takeAnswer(slots);
  const code = decodeChunk(pointer(load<u64>(slots, NATIVE_WALK)));
  if (code != DONE || phase == CallPhase.DECODE) return code;
  return throwValue(load<u64>(R_RESULT));
}

/** Is the running job in a call that the host has, or has answered? It is not switched away before it has taken the answer. */
export function isInHostCall(): bool {
  return load<u32>(H_ANSWER) != Answer.NONE || load<u64>(R_ANSWER) != UNDEFINED;
}

/** The answer was taken, or nobody will take it. */
export function forgetAnswer(): void {
  store<u32>(H_ANSWER, Answer.NONE);
  store<u64>(R_ANSWER, UNDEFINED);
}

function takeAnswer(slots: u32): i32 {
  const kind = load<u32>(H_ANSWER);
  const answer = load<u64>(R_ANSWER);
  if (kind == Answer.VALUE) {
    forgetAnswer();
    return succeed(answer);
  }
  if (kind == Answer.PROMISE) {
    // R_ANSWER still holds the arguments: `leave` put them there.
    const id = <u32>numberValue(load<u64>(slots, NATIVE_CALL_ID));
    const code = expectAnswer(id, answer, load<u32>(H_DETAIL));
    if (code == DONE) forgetAnswer();
    return code;
  }
  if (kind == Answer.REFUSED) {
    forgetAnswer();
    return throwOutOfMemory();
  }
  if (kind == Answer.MESSAGE) {
    const plain = readPlainMessage(pointer(answer));
    if (plain == READ_RETRY) return RETRY;
    if (plain != READ_NOT_PLAIN) {
      chargeAllocated(pointer(answer));
      forgetAnswer();
      return succeed(plain);
    }
  } else if (kind != Answer.THROW) {
    // `run` without an answer: the call is still the host's.
    store<u32>(H_STATUS, Status.HOST_CALL);
    return EXIT;
  }
  chargeAllocated(pointer(answer));
  const code = beginDecode(pointer(answer));
  if (code != DONE) return code;
  forgetAnswer();
  store<u64>(slots, load<u64>(R_RESULT), NATIVE_WALK);
  setPhase(slots, kind == Answer.THROW ? CallPhase.DECODE_THROW : CallPhase.DECODE);
  return CONTINUE;
}

/** Throws an Error named MarshalError: `path: reason`. */
function throwMarshalError(walk: u32): i32 {
  if (!reserve(PATH_BYTES + 4096)) return RETRY;
  let code = concatenate(pointer(pathOf(walk)), knownKey(KnownKey.MSG_COLON));
  if (code != DONE) return code;
  code = concatenate(pointer(load<u64>(R_RESULT)), knownKey(<i32>getSlot(walk, E_REASON)));
  if (code != DONE) return code;
  code = newError(ErrorKind.ERROR, load<u64>(R_RESULT));
  if (code != DONE) return code;
  const error = load<u64>(R_RESULT);
  code = addProperty(
    pointer(error),
    knownString(KnownKey.NAME),
    knownString(KnownKey.MARSHAL_ERROR),
    ALL_ATTRIBUTES,
  );
  return code == DONE ? throwValue(error) : code;
}

// ---- Messages read by the library ----

/** decodeMessage(message): the value of a message from the inbox. */
export function decodeMessage(frame: u32): i32 {
  const slots = stateOf(frame);
  if (phaseOf(slots) != 0) return decodeChunk(pointer(load<u64>(slots, NATIVE_WALK)));
  const message = parameter(frame, 0);
  if (message == UNDEFINED) return succeed(load<u64>(R_OOM_ERROR));
  const plain = readPlainMessage(pointer(message));
  if (plain == READ_RETRY) return RETRY;
  if (plain != READ_NOT_PLAIN) return succeed(plain);
  const code = beginDecode(pointer(message));
  if (code != DONE) return code;
  store<u64>(slots, load<u64>(R_RESULT), NATIVE_WALK);
  setPhase(slots, 1);
  return CONTINUE;
}

/** globalValue(offset): what a module variable holds, undefined before its initialisation. The globals move when modules are loaded later. */
export function globalValue(offset: u64): i32 {
  const value = load<u64>(load<u32>(H_GLOBALS_BASE) + <u32>numberValue(offset));
  return succeed(value == UNINITIALISED ? UNDEFINED : value);
}

/** Before an image is made of the region: the walk of the native in this frame, if it has one, forgets what says nothing about the guest. */
export function settleWalk(frame: u32): void {
  const callee = load<u64>(frame, FRAME_FUNCTION);
  if (!isFunction(callee)) return;
  const template = templateOf(pointer(callee));
  if (!(<u32>load<u16>(template, TEMPLATE_FLAGS) & FLAG_NATIVE)) return;
  const native = <i32>load<u16>(template, TEMPLATE_NATIVE);
  if (native < HostNative.HOST_CALL || native == HostNative.GLOBAL_VALUE) return;
  const slots = stateOf(frame);
  const phase = phaseOf(slots);
  const walk = load<u64>(slots, NATIVE_WALK);
  // Before its first phase has ended, and while the host has the call.
  if (phase == 0 || walk == UNDEFINED) return;
  const calls = native == HostNative.HOST_CALL || native == HostNative.CONSOLE_CALL;
  const reads = calls ? phase != CallPhase.ENCODE : native == HostNative.DECODE_MESSAGE;
  if (reads) settleText(pointer(walk));
  else forgetIndex(pointer(walk), E_NUMBERING);
}

// ---- Outcomes of root Tasks ----

/** taskDone(id, value): the root Task has returned. One that was to end is over all the same. */
export function taskDone(frame: u32): i32 {
  const slots = stateOf(frame);
  const id = <u32>numberValue(parameter(frame, 0));
  const phase = phaseOf(slots);
  if (phase == ReportPhase.REPORTED) return succeed(UNDEFINED);
  if (phase == ReportPhase.BEGIN && taskEnding(id) != Ending.NONE)
    return leaveReport(slots, Outbox.TASK_FAILED, id, failureOf(id, UNDEFINED), UNDEFINED);
  if (phase == ReportPhase.BEGIN)
    return beginReport(frame, slots, Outbox.TASK_DONE, Failure.THROWN, ROOT_RESULT);
  const walk = pointer(load<u64>(slots, NATIVE_WALK));
  const code = encodeChunk(walk);
  if (phase == ReportPhase.REASON)
    return code == DONE
      ? leaveReport(slots, Outbox.TASK_FAILED, id, Failure.MARSHAL, encodedMessage(walk))
      : code;
  if (code == DONE)
    return leaveReport(slots, Outbox.TASK_DONE, id, Failure.THROWN, encodedMessage(walk));
  return code == REFUSED ? beginReason(slots, walk) : code;
}

/** taskFailed(id, reason): the root Task has thrown, or was ended. */
export function taskFailed(frame: u32): i32 {
  const slots = stateOf(frame);
  const id = <u32>numberValue(parameter(frame, 0));
  const phase = phaseOf(slots);
  if (phase == ReportPhase.REPORTED) return succeed(UNDEFINED);
  const failure = failureOf(id, parameter(frame, 1));
  if (phase == ReportPhase.BEGIN) {
    if (failure != Failure.THROWN)
      return leaveReport(slots, Outbox.TASK_FAILED, id, failure, UNDEFINED);
    return beginReport(frame, slots, Outbox.TASK_FAILED, Failure.THROWN, ROOT_ERROR);
  }
  const walk = pointer(load<u64>(slots, NATIVE_WALK));
  const code = encodeChunk(walk);
  if (code == DONE)
    return leaveReport(
      slots,
      Outbox.TASK_FAILED,
      id,
      phase == ReportPhase.REASON ? Failure.MARSHAL : Failure.THROWN,
      encodedMessage(walk),
    );
  if (code != REFUSED) return code;
  if (phase == ReportPhase.BARE || !isError(parameter(frame, 1))) return beginReason(slots, walk);
  const begun = beginEncode(parameter(frame, 1), ROOT_ERROR, FLAG_BARE);
  if (begun != DONE) return begun;
  store<u64>(slots, load<u64>(R_RESULT), NATIVE_WALK);
  setPhase(slots, ReportPhase.BARE);
  return CONTINUE;
}

function beginReport(frame: u32, slots: u32, kind: u32, failure: u32, root: u64): i32 {
  const id = <u32>numberValue(parameter(frame, 0));
  if (!reserveOutbox()) return RETRY;
  const plain = writePlain(frame + FRAME_THIS + 16, 1, true);
  if (plain == PLAIN_RETRY) return RETRY;
  if (plain != NOT_PLAIN) return leaveReport(slots, kind, id, failure, plain);
  const code = beginEncode(parameter(frame, 1), root, 0);
  if (code != DONE) return code;
  store<u64>(slots, load<u64>(R_RESULT), NATIVE_WALK);
  setPhase(slots, ReportPhase.ENCODE);
  return CONTINUE;
}

/** Goes on with why the walk was refused: path and reason. */
function beginReason(slots: u32, walk: u32): i32 {
  // Everything at once: an attempt that fails half way must not use up what was made free for it.
  if (!reserve(PATH_BYTES + arrayBytes(2) + 1024)) return RETRY;
  const path = pathOf(walk);
  const list = newArray(2);
  store<u64>(elementAddress(list, 0), path);
  store<u64>(elementAddress(list, 1), knownString(<i32>getSlot(walk, E_REASON)));
  setLength(list, 2);
  const begun = beginEncode(box(TAG_ARRAY, list), ROOT_ERROR, 0);
  if (begun != DONE) return begun;
  store<u64>(slots, load<u64>(R_RESULT), NATIVE_WALK);
  setPhase(slots, ReportPhase.REASON);
  return CONTINUE;
}

function report(kind: u32, id: u32, failure: u32, message: u64): i32 {
  if (!reserveOutbox()) return RETRY;
  appendOutbox(kind, id, failure, message);
  endTask(id);
  return succeed(UNDEFINED);
}

/**
 * The same in the native of a frame, which leaves `run` at once and is over when it comes back: while the host has not taken the message it is
 * live, and when that is must not depend on how long the host's slices are.
 */
function leaveReport(slots: u32, kind: u32, id: u32, failure: u32, message: u64): i32 {
  const code = report(kind, id, failure, message);
  if (code != DONE) return code;
  store<u64>(slots, UNDEFINED, NATIVE_WALK);
  setPhase(slots, ReportPhase.REPORTED);
  store<u32>(H_STATUS, Status.FUEL);
  return EXIT;
}

/** A root Task that was to end before it began. DONE or RETRY. */
export function reportUnbegun(id: u32): i32 {
  return report(Outbox.TASK_FAILED, id, failureOf(id, UNDEFINED), UNDEFINED);
}

/** Tells the host that a root Task is over whose START is still to come. DONE or RETRY. */
export function announceUnbegun(id: u32): i32 {
  if (!reserveOutbox()) return RETRY;
  appendOutbox(Outbox.TASK_FAILED, id, failureOf(id, UNDEFINED), UNDEFINED);
  return DONE;
}

function isError(value: u64): bool {
  return high(value) == TAG_OBJECT && classOf(pointer(value)) == ClassId.ERROR;
}

/** Which limit or order ended the Task (enum Failure). */
function failureOf(id: u32, reason: u64): u32 {
  switch (taskEnding(id)) {
    case Ending.CANCELLED:
      return Failure.CANCELLED;
    case Ending.STEP_BUDGET:
      return Failure.STEP_BUDGET;
    case Ending.TIMEOUT:
      return Failure.TIMEOUT;
    case Ending.OUT_OF_MEMORY:
      return Failure.OUT_OF_MEMORY;
    default:
  }
  if (reason == load<u64>(R_OOM_ERROR)) return Failure.OUT_OF_MEMORY;
  if (!isError(reason)) return Failure.THROWN;
  const slot = findOwn(pointer(reason), knownString(KnownKey.MESSAGE));
  const message = slot == 0 ? UNDEFINED : load<u64>(slot);
  // The core's own texts are constants, told by their address; a guest that throws an error of the very same text is taken at its word.
  if (message == knownString(KnownKey.MSG_STACK_OVERFLOW)) return Failure.STACK_OVERFLOW;
  return message == knownString(KnownKey.MSG_TOO_MANY_TASKS) ? Failure.TASK_LIMIT : Failure.THROWN;
}
