/**
 * Frames: entering functions, returning in special ways, unwinding, growing the stack.
 *
 * Layout in memory-map.ts ("Frames"). All functions work on H_PC and H_FP, which the loop has stored before a slow path.
 */
import { throwAround, throwError, throwKnown, throwRangeError, throwTypeError } from './errors';
import {
  completeFunction,
  functionFlags,
  isLazyFunction,
  newInstance,
  templateOf,
} from './functions';
import { usedStack } from './heap/stack-extent';
import {
  allocate,
  allocateSlotArray,
  fillSlots,
  getSlot,
  reserve,
  setSlot,
  sizeOf,
} from './heap/allocate';
import { arrayBytes, elementAddress, newArray, setLength } from './heap/arrays';
import { NATIVE_FUNCTION_BYTES, newNativeFunction } from './builtins';
import {
  HEADER_SIZE,
  JOB_FRAME_BYTES,
  KIND_STACK,
  NATIVE_ANSWER,
  NATIVE_COUNT,
  NATIVE_PHASE,
} from './layouts';
import {
  DIR_HELPERS,
  FLAG_ASYNC,
  FLAG_CLASS,
  FLAG_CONSTRUCTOR,
  FLAG_DERIVED,
  FLAG_LIBRARY,
  FLAG_NATIVE,
  FLAG_REST,
  FRAME_FUNCTION,
  FRAME_HEADER,
  FRAME_LINK,
  FRAME_THIS,
  HANDLER_BYTES,
  HANDLER_FINALLY,
  H_FP,
  H_MAX_STACK_BYTES,
  H_PC,
  H_STACK_LIMIT,
  H_TASK_ID,
  H_WORK_CURSOR,
  LINK_DISTANCE_MASK,
  LINK_SPECIAL,
  R_EXCEPTION,
  R_HELPERS,
  R_RESULT,
  R_STACK,
  R_WORK0,
  TEMPLATE_CODE,
  TEMPLATE_FLAGS,
  TEMPLATE_FRAME_BYTES,
  TEMPLATE_HANDLERS,
  TEMPLATE_HANDLER_COUNT,
  TEMPLATE_LOCALS,
  TEMPLATE_NAME,
  TEMPLATE_NATIVE,
  TEMPLATE_PARAMETERS,
} from './memory-map';
import { ErrorKind, KnownKey, LibraryHelper } from './names';
import { callNative } from './natives/call';
import { Op } from './opcodes';
import { truthy } from './operators';
import { rejectPromise } from './promises';
import { describeValue } from './properties';
import { reportUnbegun } from './host-calls';
import { taskRecord } from './tasks';
import { WORK_CHUNK, Work, beginWork, endWork } from './work-kinds';
import { jobFailed, loseTask } from './jobs';
import {
  CONTINUE,
  DELEGATE,
  DONE,
  RELOAD,
  RETRY,
  THROW,
  charge,
  chargeBytes,
  chargeMark,
  dropCharge,
  chargeFrame,
} from './protocol';
import {
  HOLE,
  TAG_ARRAY,
  TAG_FUNCTION,
  UNDEFINED,
  box,
  boxInternal,
  boxInt,
  boxString,
  isFunction,
  isObject,
  pointer,
} from './value';

export const FIRST_STACK_BYTES: u32 = 1024;

/** Offset in the frame of a resumable native's state slots. */
export function nativeState(template: u32): u32 {
  return (
    <u32>load<u16>(template, TEMPLATE_LOCALS) +
    (<u32>load<u16>(template, TEMPLATE_FLAGS) & FLAG_REST ? 8 : 0)
  );
}

export const SPECIAL: u64 = (<u64>LINK_SPECIAL) << 32;

// @ts-ignore: decorator
@inline
export function makeLink(returnPc: u32, destination: u32, delta: u32, special: u64): u64 {
  return <u64>returnPc | ((<u64>destination) << 32) | ((<u64>(delta >>> 3)) << 48) | special;
}

/** Bytes of the frame at fp. */
// @ts-ignore: decorator
@inline
export function frameBytes(fp: u32): u32 {
  const callee = load<u64>(fp, FRAME_FUNCTION);
  return isFunction(callee)
    ? <u32>load<u16>(templateOf(pointer(callee)), TEMPLATE_FRAME_BYTES)
    : JOB_FRAME_BYTES;
}

/** A new stack object in R_STACK; result code. */
export function newStack(bytes: u32): i32 {
  if (!reserve(bytes)) return RETRY;
  // How large a stack is depends on what ran on it before, and so on when jobs were torn: stacks cost nothing (RULES 18), frames do.
  const mark = chargeMark();
  const stack = allocate(bytes, KIND_STACK, 8);
  dropCharge(mark);
  store<u64>(R_STACK, boxInternal(stack));
  store<u32>(H_STACK_LIMIT, stack + bytes);
  return DONE;
}

/** A stack up to so many bytes moves at once, a larger one as work. */
const MOVE_AT_ONCE: u32 = 1 << 20;

/** Makes room for `bytes` above the current frame's start. RELOAD: the stack has moved, run the instruction again. */
export function growStack(bytes: u32): i32 {
  const stack = load<u32>(R_STACK);
  const fp = load<u32>(H_FP);
  const needed = fp + bytes - stack;
  let size = sizeOf(stack) << 1;
  while (size < needed) size <<= 1;
  const maximum = load<u32>(H_MAX_STACK_BYTES) & ~7;
  if (size > maximum) {
    if (needed > maximum) return throwRangeError(KnownKey.MSG_STACK_OVERFLOW);
    size = maximum;
  }
  if (!reserve(size)) return RETRY;
  const mark = chargeMark();
  const bigger = allocate(size, KIND_STACK, HEADER_SIZE);
  dropCharge(mark);
  beginWork(Work.GROW_STACK, boxInternal(bigger), UNDEFINED, UNDEFINED);
  if (sizeOf(stack) > MOVE_AT_ONCE) return RETRY;
  while (!runGrowStack());
  return RELOAD;
}

/** One chunk of moving the stack in use. H_WORK_CURSOR = bytes moved. */
export function runGrowStack(): bool {
  const stack = load<u32>(R_STACK);
  const bigger = pointer(load<u64>(R_WORK0));
  const fp = load<u32>(H_FP);
  const used = usedStack(stack, fp);
  const start = max(load<u32>(H_WORK_CURSOR), HEADER_SIZE);
  const end = min(used, start + (WORK_CHUNK << 2));
  memory.copy(bigger + start, stack + start, end - start);
  store<u32>(bigger, end, 4);
  store<u32>(H_WORK_CURSOR, end);
  if (end < used) return false;
  // Given up: nothing of it is in use.
  store<u32>(stack, HEADER_SIZE, 4);
  store<u64>(R_STACK, boxInternal(bigger));
  store<u32>(H_STACK_LIMIT, bigger + sizeOf(bigger));
  store<u32>(H_FP, bigger + (fp - stack));
  return endWork();
}

/** Closure of a library helper. Result code, in R_RESULT. */
export function helperFunction(helper: u32): i32 {
  const known = getSlot(load<u32>(R_HELPERS), helper);
  if (known != UNDEFINED) {
    store<u64>(R_RESULT, known);
    return DONE;
  }
  if (!reserve(NATIVE_FUNCTION_BYTES)) return RETRY;
  const value = box(
    TAG_FUNCTION,
    newNativeFunction(load<u32>(load<u32>(DIR_HELPERS) + (helper << 2))),
  );
  setSlot(load<u32>(R_HELPERS), helper, value);
  store<u64>(R_RESULT, value);
  return DONE;
}

/** Calls from slow paths: window above the current frame. `returnPc` and `destination` as in a link. RELOAD on success. */
export function pushCall(
  callee: u64,
  thisValue: u64,
  first: u64,
  second: u64,
  third: u64,
  count: u32,
  returnPc: u32,
  destination: u32,
  special: u64,
): i32 {
  const own = frameBytes(load<u32>(H_FP));
  if (load<u32>(H_FP) + own + FRAME_HEADER + 40 > load<u32>(H_STACK_LIMIT))
    return growStack(own + FRAME_HEADER + 40);
  const window = load<u32>(H_FP) + own;
  store<u64>(window, callee, FRAME_FUNCTION);
  store<u64>(window, thisValue, FRAME_THIS);
  store<u64>(window, first, FRAME_THIS + 8);
  store<u64>(window, second, FRAME_THIS + 16);
  store<u64>(window, third, FRAME_THIS + 24);
  return enter(window, count, returnPc, destination, special);
}

/** Calls a library helper for the current instruction: the result goes to `destination`, execution goes on at `returnPc`. */
export function pushHelper(
  helper: u32,
  first: u64,
  second: u64,
  third: u64,
  count: u32,
  returnPc: u32,
  destination: u32,
  special: u64,
): i32 {
  const code = helperFunction(helper);
  if (code != DONE) return code;
  return pushCall(
    load<u64>(R_RESULT),
    UNDEFINED,
    first,
    second,
    third,
    count,
    returnPc,
    destination,
    special,
  );
}

/**
 * Makes sure of all that entering the function with this template may lack, before an object is made for it: DONE, or what to return. Then
 * `enterFunction` cannot fail.
 */
export function prepareEntry(template: u32, window: u32, count: u32): i32 {
  const bytes = max(<u32>load<u16>(template, TEMPLATE_FRAME_BYTES), FRAME_THIS + 8 + (count << 3));
  if (window + bytes > load<u32>(H_STACK_LIMIT)) return growStack(window - load<u32>(H_FP) + bytes);
  if (!(<u32>load<u16>(template, TEMPLATE_FLAGS) & FLAG_REST)) return DONE;
  return reserve(arrayBytes(count) + MAX_INSTANCE_BYTES) ? DONE : RETRY;
}

/** More than what is made before a frame: an instance, or a function object. */
const MAX_INSTANCE_BYTES: u32 = 1024;

/** Enters the function of a call window with `count` arguments: RELOAD, or the code of what went wrong. */
export function enter(window: u32, count: u32, returnPc: u32, destination: u32, special: u64): i32 {
  const callee = load<u64>(window, FRAME_FUNCTION);
  if (!isFunction(callee)) return throwNotCallable(callee, KnownKey.MSG_NOT_A_FUNCTION);
  const flags = functionFlags(pointer(callee));
  if (flags & FLAG_CLASS) {
    return throwAround(
      ErrorKind.TYPE_ERROR,
      KnownKey.MSG_CLASS_CALL_1,
      boxString(load<u32>(templateOf(pointer(callee)), TEMPLATE_NAME)),
      KnownKey.MSG_CLASS_CALL_2,
    );
  }
  const code = enterFunction(window, count, returnPc, destination, special);
  // A builtin constructor tells by `this`, its new.target, how it was called; only once its frame stands may the receiver be forgotten.
  if (flags & FLAG_DERIVED && code == RELOAD && load<u32>(H_FP) == window)
    store<u64>(window, UNDEFINED, FRAME_THIS);
  return code;
}

/** The same for a function known to be callable in this way (also constructors). */
export function enterFunction(
  window: u32,
  count: u32,
  returnPc: u32,
  destination: u32,
  special: u64,
): i32 {
  const fp = load<u32>(H_FP);
  const template = templateOf(load<u32>(window, FRAME_FUNCTION));
  const flags = <u32>load<u16>(template, TEMPLATE_FLAGS);
  const bytes = <u32>load<u16>(template, TEMPLATE_FRAME_BYTES);
  const locals = <u32>load<u16>(template, TEMPLATE_LOCALS);
  if (flags & FLAG_NATIVE && bytes == locals && !(flags & FLAG_REST))
    return callSimple(window, count, returnPc, destination, special, template);
  const argumentsEnd = FRAME_THIS + 8 + (count << 3);
  if (window + max(bytes, argumentsEnd) > load<u32>(H_STACK_LIMIT))
    return growStack(window - fp + max(bytes, argumentsEnd));
  let rest = UNDEFINED;
  if (flags & FLAG_REST) {
    const parameters = <u32>load<u16>(template, TEMPLATE_PARAMETERS);
    const extra = count > parameters ? count - parameters : 0;
    if (!reserve(arrayBytes(extra))) return RETRY;
    const array = newArray(extra);
    if (extra)
      memory.copy(
        elementAddress(array, 0),
        window + FRAME_THIS + 8 + (parameters << 3),
        extra << 3,
      );
    setLength(array, extra);
    chargeBytes(extra << 3);
    rest = box(TAG_ARRAY, array);
  }
  const clearFrom = min(argumentsEnd, locals);
  fillSlots(window + clearFrom, (bytes - clearFrom) >>> 3, UNDEFINED);
  chargeFrame(bytes);
  if (flags & FLAG_REST) store<u64>(window + locals, rest);
  if (flags & FLAG_NATIVE) {
    const state = window + nativeState(template);
    store<u64>(state, boxInt(<i32>count), NATIVE_COUNT);
    store<u64>(state, boxInt(0), NATIVE_PHASE);
  }
  store<u64>(window, makeLink(returnPc, destination, window - fp, special));
  store<u32>(H_FP, window);
  store<u32>(H_PC, load<u32>(template, TEMPLATE_CODE));
  return RELOAD;
}

function callSimple(
  window: u32,
  count: u32,
  returnPc: u32,
  destination: u32,
  special: u64,
  template: u32,
): i32 {
  const code = callNative(<u32>load<u16>(template, TEMPLATE_NATIVE), window, <i32>count);
  if (code == DONE) {
    if (special) return specialReturn(load<u64>(R_RESULT), window, returnPc);
    store<u64>(load<u32>(H_FP) + destination, load<u64>(R_RESULT));
    store<u32>(H_PC, returnPc);
    return RELOAD;
  }
  if (code == DELEGATE) {
    const found = helperFunction(<u32>load<u64>(R_RESULT));
    if (found != DONE) return found;
    store<u64>(window, load<u64>(R_RESULT), FRAME_FUNCTION);
    return enterFunction(window, count, returnPc, destination, special);
  }
  return code;
}

/** TypeError: … is not a function / constructor. */
export function throwNotCallable(value: u64, message: i32): i32 {
  const code = describeValue(value);
  if (code != DONE) return code;
  return throwAround(ErrorKind.TYPE_ERROR, KnownKey.EMPTY, load<u64>(R_RESULT), message);
}

/** `new` on the function in a window. RELOAD, or the code of what went wrong. */
export function construct(window: u32, count: u32, returnPc: u32, destination: u32): i32 {
  const callee = load<u64>(window, FRAME_FUNCTION);
  if (!isFunction(callee) || !(functionFlags(pointer(callee)) & FLAG_CONSTRUCTOR))
    return throwNotCallable(callee, KnownKey.MSG_NOT_A_CONSTRUCTOR);
  return constructAs(window, count, callee, returnPc, destination);
}

/** Runs the constructor in a window for `newTarget`. */
export function constructAs(
  window: u32,
  count: u32,
  newTarget: u64,
  returnPc: u32,
  destination: u32,
): i32 {
  const closure = load<u32>(window, FRAME_FUNCTION);
  const flags = functionFlags(closure);
  // Builtin constructors too make their object themselves, from new.target.
  if (flags & (FLAG_DERIVED | FLAG_LIBRARY)) {
    store<u64>(window, newTarget, FRAME_THIS);
    return enterFunction(window, count, returnPc, destination, 0);
  }
  let code = prepareEntry(templateOf(closure), window, count);
  if (code != DONE) return code;
  code = newInstance(pointer(newTarget));
  if (code != DONE) return code;
  store<u64>(window, load<u64>(R_RESULT), FRAME_THIS);
  if (flags & FLAG_CLASS) return enterFunction(window, count, returnPc, destination, 0);
  // A plain function may return anything: NEW itself decides (specialReturn).
  return enterFunction(window, count, load<u32>(H_PC), destination, SPECIAL);
}

/** Length of an instruction in bytes. */
export function instructionBytes(op: i32): u32 {
  switch (op) {
    case Op.LOADK:
    case Op.LOADG:
    case Op.LOADGC:
    case Op.STOREG:
    case Op.STOREGC:
    case Op.INITG:
    case Op.LOADB:
    case Op.IMPORT:
    case Op.CELLGETC:
    case Op.CELLSETC:
    case Op.CAPCELLGETC:
    case Op.CAPCELLSETC:
    case Op.CHECKINIT:
    case Op.GETP:
    case Op.SETP:
    case Op.GETLENGTH:
    case Op.DELP:
    case Op.DEFP:
    case Op.NEWLIT:
    case Op.CLOSURE:
    case Op.CALLM:
    case Op.CALLN:
    case Op.CALLH:
    case Op.THROWERR:
    case Op.NATIVE:
      return 16;
    default:
      return 8;
  }
}

// @ts-ignore: decorator
@inline
export function isNegatedJump(op: i32): bool {
  return (
    op == Op.JNLT ||
    op == Op.JNLE ||
    op == Op.JNGT ||
    op == Op.JNGE ||
    op == Op.JNE ||
    op == Op.JNLTI ||
    op == Op.JNLEI ||
    op == Op.JNGTI ||
    op == Op.JNGEI
  );
}

/**
 * The instruction at `pc` in the current frame (H_FP) gets the value of a call it made. `calleeFrame` is the frame that has just returned.
 */
export function specialReturn(value: u64, calleeFrame: u32, pc: u32): i32 {
  const fp = load<u32>(H_FP);
  const op = <i32>load<u16>(pc);
  if ((op >= Op.JLT && op <= Op.JSNE) || (op >= Op.JLTI && op <= Op.JSNEI) || op == Op.LOOPLT) {
    const taken = truthy(value) != isNegatedJump(op);
    store<u32>(H_PC, taken ? pc + ((<i32>load<i16>(pc, 6)) << 3) : pc + 8);
    return RELOAD;
  }
  switch (op) {
    case Op.NEW:
    case Op.NEWSPREAD:
    case Op.SUPERCALL:
    case Op.SUPERSPREAD:
      store<u64>(
        fp + <u32>load<u16>(pc, 2),
        isObject(value) ? value : load<u64>(calleeFrame, FRAME_THIS),
      );
      store<u32>(H_PC, pc + 8);
      return RELOAD;
    case Op.NATIVE: {
      store<u64>(fp + nativeState(templateOf(load<u32>(fp, FRAME_FUNCTION))), value, NATIVE_ANSWER);
      store<u32>(H_PC, pc);
      return RELOAD;
    }
    case Op.ITER: {
      // The iterator; its next method is read by the first ITERNEXT.
      const state = fp + <u32>load<u16>(pc, 2);
      store<u64>(state, value);
      store<u64>(state, HOLE, 8);
      store<u32>(H_PC, pc + 8);
      return RELOAD;
    }
    case Op.ITERNEXT:
      if (value == HOLE) store<u32>(H_PC, pc + ((<i32>load<i16>(pc, 6)) << 3));
      else {
        store<u64>(fp + <u32>load<u16>(pc, 2), value);
        store<u32>(H_PC, pc + 8);
      }
      return RELOAD;
    case Op.CALLM: {
      // A getter gave the method: now call it.
      const window = fp + <u32>load<u16>(pc, 4);
      store<u64>(window, value, FRAME_FUNCTION);
      return enter(window, <u32>load<u16>(pc, 6), pc + 16, <u32>load<u16>(pc, 2), 0);
    }
    default:
      // Setters and helpers called for their effect.
      store<u32>(H_PC, pc + instructionBytes(op));
      return RELOAD;
  }
}

/** Returns `value` from the current frame along its link (the slow way; RET has the fast one). */
export function returnValue(value: u64): i32 {
  const frame = load<u32>(H_FP);
  const link = load<u64>(frame, FRAME_LINK);
  const caller = frame - ((<u32>(link >>> 48) & LINK_DISTANCE_MASK) << 3);
  store<u32>(H_FP, caller);
  if (link & SPECIAL) return specialReturn(value, frame, <u32>link);
  store<u64>(caller + (<u32>(link >>> 32) & 0xffff), value);
  store<u32>(H_PC, <u32>link);
  return RELOAD;
}

/** Offset of the register that holds an async function's promise. */
export function promiseRegister(template: u32): u32 {
  return (
    <u32>load<u16>(template, TEMPLATE_LOCALS) +
    (<u32>load<u16>(template, TEMPLATE_FLAGS) & FLAG_REST ? 8 : 0)
  );
}

/** Tells the host of the end of the running Task, if that is still to be told. DONE or RETRY. */
function reportEnd(): i32 {
  const id = load<u32>(H_TASK_ID);
  return taskRecord(id) == 0 ? DONE : reportUnbegun(id);
}

/** R_EXCEPTION is unwound in parts from here on. */
export function beginUnwinding(): void {
  beginWork(Work.UNWIND, UNDEFINED, UNDEFINED, UNDEFINED);
}

/** A native is given up half-way: what it was at, and in which collection's terms, must not be left among the dead registers of its caller. */
function forgetState(fp: u32, template: u32): void {
  const end = fp + <u32>load<u16>(template, TEMPLATE_FRAME_BYTES);
  for (let slot = fp + nativeState(template); slot < end; slot += 8) store<u64>(slot, UNDEFINED);
}

/** Frames and handler records that one call of `unwind` looks at. */
const UNWIND_BUDGET: i32 = 4096;

/**
 * Finds the handler of the exception in R_EXCEPTION, popping frames. A HOLE as exception is a cancel: only `finally` handlers see it.
 * RELOAD: a handler (or the caller of an async function) goes on. CONTINUE, RETRY: it goes on from H_FP and H_PC when called again.
 * Otherwise the job is over (jobFailed).
 */
export function unwind(): i32 {
  let fp = load<u32>(H_FP);
  let pc = load<u32>(H_PC);
  let budget = UNWIND_BUDGET;
  const exception = load<u64>(R_EXCEPTION);
  while (budget > 0) {
    const callee = load<u64>(fp, FRAME_FUNCTION);
    if (!isFunction(callee)) return jobFailed(exception);
    const template = templateOf(pointer(callee));
    const handler = findHandler(template, pc, exception);
    if (handler) {
      store<u64>(fp + <u32>load<u16>(handler, 12), exception);
      store<u32>(H_PC, load<u32>(handler, 8));
      return RELOAD;
    }
    budget -= 1 + load<i32>(template, TEMPLATE_HANDLER_COUNT);
    if (template == load<u32>(load<u32>(DIR_HELPERS) + (LibraryHelper.RUN_ROOT << 2))) {
      // A cancel that came before the library could catch it; anything else is beyond reporting.
      const lost = exception == HOLE ? reportEnd() : loseTask();
      if (lost != DONE) return lost;
    }
    if (<u32>load<u16>(template, TEMPLATE_FLAGS) & FLAG_ASYNC) {
      const promise = load<u64>(fp + promiseRegister(template));
      if (isObject(promise)) {
        const code = rejectPromise(pointer(promise), exception);
        if (code != DONE) return code;
        charge(1);
        return returnValue(promise);
      }
    }
    if (<u32>load<u16>(template, TEMPLATE_FLAGS) & FLAG_NATIVE) forgetState(fp, template);
    charge(1);
    const link = load<u64>(fp, FRAME_LINK);
    pc = <u32>link - (link & SPECIAL ? 0 : 4);
    fp -= (<u32>(link >>> 48) & LINK_DISTANCE_MASK) << 3;
    store<u32>(H_FP, fp);
    store<u32>(H_PC, pc);
  }
  return CONTINUE;
}

/** The innermost handler for an exception at `pc`, or 0. Eight records are looked at for a step. */
function findHandler(template: u32, pc: u32, exception: u64): u32 {
  const first = load<u32>(template, TEMPLATE_HANDLERS);
  const end = first + load<u32>(template, TEMPLATE_HANDLER_COUNT) * HANDLER_BYTES;
  let handler = first;
  for (; handler < end; handler += HANDLER_BYTES) {
    if (pc < load<u32>(handler) || pc >= load<u32>(handler, 4)) continue;
    if (exception != HOLE || load<u16>(handler, 14) == HANDLER_FINALLY) break;
  }
  charge((handler - first) / (8 * HANDLER_BYTES));
  return handler < end ? handler : 0;
}
