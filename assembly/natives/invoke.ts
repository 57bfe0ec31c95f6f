/**
 * Calls with a given receiver. As intrinsics of the library (CALLN) `call` and `apply` push the frame of the function themselves;
 * Function.prototype.call does when a CALL, CALLM or CALLSPREAD of the guest runs it, and is a library function for all other callers.
 */
import { throwRangeError, throwTypeError } from '../errors';
import { constructAs, enter, frameBytes, growStack } from '../frames';
import { functionFlags, templateOf } from '../functions';
import { allocate, reserve } from '../heap/allocate';
import { arrayLength, elementAt } from '../heap/arrays';
import {
  FUNCTION_CAPTURES,
  FUNCTION_INSTANCES,
  FUNCTION_TEMPLATE,
  KIND_SLOTS,
  OBJECT_OVERFLOW,
} from '../layouts';
import {
  BUILTIN_BYTES,
  DIR_BUILTINS,
  FLAG_CLASS,
  FLAG_DERIVED,
  FRAME_FUNCTION,
  FRAME_HEADER,
  FRAME_THIS,
  H_FP,
  H_PC,
  H_SHAPE_FUNCTION,
  H_STACK_LIMIT,
  R_SCRATCH0,
} from '../memory-map';
import { KnownKey } from '../names';
import { Op } from '../opcodes';
import { RETRY, argument, charge, succeed } from '../protocol';
import {
  HOLE,
  TAG_FUNCTION,
  UNDEFINED,
  box,
  isArray,
  isFunction,
  numberValue,
  pointer,
} from '../value';
import { slowPath } from './array-operands';
import { ArrayNative } from './array-rows';

/** Bytes of an instruction with an extra word, and of one without. */
const LONG: u32 = 16;
const SHORT: u32 = 8;
/** Offset of the template in a builtin's descriptor. */
const BUILTIN_TEMPLATE: u32 = 12;
/** Most arguments of one call, as for CALLSPREAD. */
const MOST_ARGUMENTS: u32 = 65536;

/** The window one slot further on is that of the call: function, receiver, arguments. */
function callShifted(frame: u32, count: i32, bytes: u32): i32 {
  const pc = load<u32>(H_PC);
  if (count == 0) {
    // The receiver that was not given is the slot behind the window.
    if (frame + FRAME_THIS + 32 > load<u32>(H_STACK_LIMIT))
      return growStack(frame - load<u32>(H_FP) + FRAME_THIS + 64);
    store<u64>(frame + 8, UNDEFINED, FRAME_THIS);
  }
  return enter(frame + 8, <u32>max(count - 1, 0), pc + bytes, <u32>load<u16>(pc, 2), 0);
}

/** $call(function, receiver, …arguments) */
export function call(frame: u32, count: i32): i32 {
  return callShifted(frame, count, LONG);
}

/** Function.prototype.call */
export function functionCall(frame: u32, count: i32): i32 {
  const pc = load<u32>(H_PC);
  const fp = load<u32>(H_FP);
  switch (<i32>load<u16>(pc)) {
    case Op.CALLM:
      if (frame == fp + <u32>load<u16>(pc, 4)) return callShifted(frame, count, LONG);
      break;
    case Op.CALL:
      if (frame == fp + <u32>load<u16>(pc, 4)) return callShifted(frame, count, SHORT);
      break;
    case Op.CALLSPREAD:
      if (frame == fp + frameBytes(fp)) return callShifted(frame, count, SHORT);
      break;
    default:
      break;
  }
  return slowPath(ArrayNative.FUNCTION_CALL);
}

/** Puts a window above the frame, so that a retry finds the arguments still in place; 0: R_SCRATCH0 holds the code to return. */
function windowOf(callee: u64, receiver: u64, list: u64): u32 {
  if (!isArray(list)) return refused(throwTypeError(KnownKey.MSG_INCOMPATIBLE));
  const array = pointer(list);
  const length = arrayLength(array);
  if (length > MOST_ARGUMENTS) return refused(throwRangeError(KnownKey.MSG_STACK_OVERFLOW));
  const fp = load<u32>(H_FP);
  const own = frameBytes(fp);
  const needed = own + FRAME_HEADER + 16 + (length << 3);
  if (fp + needed > load<u32>(H_STACK_LIMIT)) return refused(growStack(needed));
  const window = fp + own;
  store<u64>(window, callee, FRAME_FUNCTION);
  store<u64>(window, receiver, FRAME_THIS);
  for (let i: u32 = 0; i < length; i++) {
    const value = elementAt(array, i);
    store<u64>(window + FRAME_THIS + 8 + (i << 3), value == HOLE ? UNDEFINED : value);
  }
  charge(length >>> 3);
  return window;
}

function refused(code: i32): u32 {
  store<u64>(R_SCRATCH0, <u64>code);
  return 0;
}

/** $apply(function, receiver, array) */
export function apply(frame: u32, count: i32): i32 {
  const list = argument(frame, count, 1);
  const window = windowOf(load<u64>(frame, FRAME_THIS), argument(frame, count, 0), list);
  if (window == 0) return <i32>load<u64>(R_SCRATCH0);
  const pc = load<u32>(H_PC);
  return enter(window, arrayLength(pointer(list)), pc + LONG, <u32>load<u16>(pc, 2), 0);
}

/** $construct(constructor, array, new.target): pushes the frame of a class or builtin constructor. */
export function constructFor(frame: u32, count: i32): i32 {
  const callee = load<u64>(frame, FRAME_THIS);
  if (!(functionFlags(pointer(callee)) & (FLAG_CLASS | FLAG_DERIVED))) return succeed(HOLE);
  const list = argument(frame, count, 0);
  const window = windowOf(callee, UNDEFINED, list);
  if (window == 0) return <i32>load<u64>(R_SCRATCH0);
  const pc = load<u32>(H_PC);
  return constructAs(
    window,
    arrayLength(pointer(list)),
    argument(frame, count, 1),
    pc + LONG,
    <u32>load<u16>(pc, 2),
  );
}

// ---- Bound functions: closures of one library function, whose captures are what they were made with ----

const BOUND_SLOTS: u32 = 3;

/** Template of a builtin function. */
function templateOfBuiltin(index: u64): u32 {
  return load<u32>(
    load<u32>(DIR_BUILTINS) + <u32>numberValue(index) * BUILTIN_BYTES,
    BUILTIN_TEMPLATE,
  );
}

export function newBound(frame: u32, count: i32): i32 {
  const bytes = FUNCTION_CAPTURES + (BOUND_SLOTS << 3);
  if (!reserve(bytes)) return RETRY;
  const closure = allocate(bytes, KIND_SLOTS, load<u32>(H_SHAPE_FUNCTION));
  store<u64>(closure, UNDEFINED, OBJECT_OVERFLOW);
  store<u64>(closure, <u64>templateOfBuiltin(argument(frame, count, 3)), FUNCTION_TEMPLATE);
  store<u64>(closure, 0, FUNCTION_INSTANCES);
  for (let i: u32 = 0; i < BOUND_SLOTS; i++) {
    store<u64>(closure + FUNCTION_CAPTURES + (i << 3), argument(frame, count, i));
  }
  return succeed(box(TAG_FUNCTION, closure));
}

export function boundSlot(index: u64): i32 {
  const closure = load<u32>(load<u32>(H_FP), FRAME_FUNCTION);
  return succeed(load<u64>(closure + FUNCTION_CAPTURES + ((<u32>numberValue(index)) << 3)));
}

export function boundTarget(value: u64, builtin: u64): i32 {
  if (!isFunction(value) || templateOf(pointer(value)) != templateOfBuiltin(builtin))
    return succeed(UNDEFINED);
  return succeed(load<u64>(pointer(value), FUNCTION_CAPTURES));
}
