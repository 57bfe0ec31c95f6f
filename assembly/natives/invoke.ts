/**
 * Calls with a given receiver. As intrinsics of the library (CALLN) `call` and `apply` push the frame of the function themselves;
 * Function.prototype.call does when a CALL, CALLM or CALLSPREAD of the guest runs it, and is a library function for all other callers.
 */
import { throwRangeError, throwTypeError } from '../errors';
import { enter, frameBytes, growStack } from '../frames';
import { arrayLength, elementAt } from '../heap/arrays';
import { FRAME_FUNCTION, FRAME_HEADER, FRAME_THIS, H_FP, H_PC, H_STACK_LIMIT } from '../memory-map';
import { KnownKey } from '../names';
import { Op } from '../opcodes';
import { argument, charge } from '../protocol';
import { HOLE, UNDEFINED, isArray, pointer } from '../value';
import { slowPath } from './array-operands';
import { ArrayNative } from './array-rows';

/** Bytes of an instruction with an extra word, and of one without. */
const LONG: u32 = 16;
const SHORT: u32 = 8;
/** Most arguments of one call, as for CALLSPREAD. */
const MOST_ARGUMENTS: u32 = 65536;

/** The window one slot further on is that of the call: function, receiver, arguments. */
function callShifted(frame: u32, count: i32, bytes: u32): i32 {
  const pc = load<u32>(H_PC);
  if (count == 0) {
    // The receiver that was not given is the slot behind the window.
    if (frame + FRAME_THIS + 32 > load<u32>(H_STACK_LIMIT)) return growStack(frame - load<u32>(H_FP) + FRAME_THIS + 64);
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

/** $apply(function, receiver, array) */
export function apply(frame: u32, count: i32): i32 {
  const list = argument(frame, count, 1);
  if (!isArray(list)) return throwTypeError(KnownKey.MSG_INCOMPATIBLE);
  const array = pointer(list);
  const length = arrayLength(array);
  if (length > MOST_ARGUMENTS) return throwRangeError(KnownKey.MSG_STACK_OVERFLOW);
  const fp = load<u32>(H_FP);
  const pc = load<u32>(H_PC);
  // Above the frame, so that a retry finds the arguments still in place.
  const own = frameBytes(fp);
  const needed = own + FRAME_HEADER + 16 + (length << 3);
  if (fp + needed > load<u32>(H_STACK_LIMIT)) return growStack(needed);
  const window = fp + own;
  store<u64>(window, load<u64>(frame, FRAME_THIS), FRAME_FUNCTION);
  store<u64>(window, argument(frame, count, 0), FRAME_THIS);
  for (let i: u32 = 0; i < length; i++) {
    const value = elementAt(array, i);
    store<u64>(window + FRAME_THIS + 8 + (i << 3), value == HOLE ? UNDEFINED : value);
  }
  charge(length >>> 3);
  return enter(window, length, pc + LONG, <u32>load<u16>(pc, 2), 0);
}
