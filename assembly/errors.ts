/**
 * Errors that the machine itself throws, and the capture of stacks.
 *
 *   error object (class ERROR): internal slot 0 = captured stack (internal RAW object) or UNDEFINED
 *   captured stack: RAW, up to MAX_STACK_FRAMES pairs of {u32 template, u32 pc}, innermost first
 */
import { instanceShape } from './builtins';
import { allocate, reserve } from './heap/allocate';
import { addProperty, boxObject, newObject, objectBytes } from './heap/objects';
import { concatenate } from './heap/strings';
import {
  CONFIGURABLE,
  ERROR_CAPTURED_STACK,
  ERROR_INTERNAL_SLOTS,
  FUNCTION_TEMPLATE,
  KIND_RAW,
  MAX_STACK_FRAMES,
  WRITABLE,
} from './layouts';
import {
  FLAG_LIBRARY,
  FRAME_FUNCTION,
  FRAME_LINK,
  H_FP,
  H_HEAP_TOP,
  H_PC,
  LINK_DISTANCE_MASK,
  R_EXCEPTION,
  R_OOM_ERROR,
  R_RESULT,
  TEMPLATE_FLAGS,
} from './memory-map';
import { ClassId, CoreBuiltin, ErrorKind, KnownKey } from './names';
import { DONE, RETRY, THROW, knownString } from './protocol';
import { UNDEFINED, boxInternal, isFunction, pointer } from './value';

/** Captures the stack of the running job; only after `reserve(stackBytes())`. */
export function captureStack(): u32 {
  const capture = allocate(8 + (MAX_STACK_FRAMES << 3), KIND_RAW, 0);
  let out = capture + 8;
  const end = out + (MAX_STACK_FRAMES << 3);
  let fp = load<u32>(H_FP);
  let pc = load<u32>(H_PC);
  while (fp != 0 && out < end) {
    const callee = load<u64>(fp, FRAME_FUNCTION);
    if (!isFunction(callee)) break;
    const template = load<u32>(pointer(callee), FUNCTION_TEMPLATE);
    if (!(<u32>load<u16>(template, TEMPLATE_FLAGS) & FLAG_LIBRARY)) {
      store<u32>(out, template);
      store<u32>(out, pc, 4);
      out += 8;
    }
    const link = load<u64>(fp, FRAME_LINK);
    // A normal link points behind the call; a special one at the instruction itself.
    pc = <u32>link - (link >>> 61 ? 0 : 4);
    fp -= (<u32>(link >>> 48) & LINK_DISTANCE_MASK) << 3;
  }
  // Give back what was not needed.
  const used = out - capture;
  store<u32>(capture, used | KIND_RAW);
  releaseTail(capture, used);
  return capture;
}

/** Ends the youngest object early. */
function releaseTail(address: u32, bytes: u32): void {
  store<u32>(H_HEAP_TOP, address + bytes);
}

export const CAPTURE_BYTES: u32 = 8 + (MAX_STACK_FRAMES << 3);

/** A new error object of a kind; result code, the error in R_RESULT. The message is a string value or UNDEFINED. */
export function newError(kind: i32, message: u64): i32 {
  return newErrorOf(
    instanceShape(CoreBuiltin.ERROR_PROTOTYPE + kind, ClassId.ERROR, 2, ERROR_INTERNAL_SLOTS),
    message,
  );
}

/** The same from its instance shape (0 = RETRY). */
export function newErrorOf(shape: u32, message: u64): i32 {
  if (shape == 0) return RETRY;
  if (!reserve(objectBytes(shape) + CAPTURE_BYTES)) return RETRY;
  const capture = captureStack();
  const error = newObject(shape);
  store<u64>(error, boxInternal(capture), ERROR_CAPTURED_STACK);
  if (message != UNDEFINED) {
    const code = addProperty(
      error,
      knownString(KnownKey.MESSAGE),
      message,
      WRITABLE | CONFIGURABLE,
    );
    if (code != DONE) return code;
  }
  store<u64>(R_RESULT, boxObject(error));
  return DONE;
}

/** Throws a new error; `message` is a string value. */
export function throwError(kind: i32, message: u64): i32 {
  const code = newError(kind, message);
  if (code != DONE) return code;
  store<u64>(R_EXCEPTION, load<u64>(R_RESULT));
  return THROW;
}

export function throwKnown(kind: i32, message: i32): i32 {
  return throwError(kind, knownString(message));
}

/** Throws an error whose message is prefix + middle + suffix (known texts around a string). */
export function throwAround(kind: i32, prefix: i32, middle: u64, suffix: i32): i32 {
  let code = concatenate(pointer(knownString(prefix)), pointer(middle));
  if (code != DONE) return code;
  code = concatenate(pointer(load<u64>(R_RESULT)), pointer(knownString(suffix)));
  if (code != DONE) return code;
  return throwError(kind, load<u64>(R_RESULT));
}

export function throwTypeError(message: i32): i32 {
  return throwKnown(ErrorKind.TYPE_ERROR, message);
}

export function throwRangeError(message: i32): i32 {
  return throwKnown(ErrorKind.RANGE_ERROR, message);
}

/** Throws the pre-made RangeError of RULES 13. */
export function throwOutOfMemory(): i32 {
  store<u64>(R_EXCEPTION, load<u64>(R_OOM_ERROR));
  return THROW;
}
