/**
 * The dispatch loop: one `switch` in one loop. pc, fp and fuel are Wasm locals; everything else is in the region.
 *
 * A handler does its fast path and continues; otherwise it stores pc and fp, calls a slow path, and leaves the switch with its result code,
 * which the code behind the switch acts on. A handler must not change anything before a slow path that may return RETRY.
 */
import { throwAround, throwError, throwKnown, throwOutOfMemory, throwTypeError } from './errors';
import {
  SPECIAL,
  construct,
  constructAs,
  enter,
  enterFunction,
  growStack,
  instructionBytes,
  isNegatedJump,
  makeLink,
  pushHelper,
  returnValue,
  specialReturn,
  unwind,
  helperFunction,
  throwNotCallable,
} from './frames';
import { instanceAtOnce, makeClosure } from './functions';
import { fits } from './heap/allocate';
import {
  arrayBytes,
  arrayLength,
  elementAddress,
  newArray,
  pushElement,
  setLength,
} from './heap/arrays';
import { newCell } from './heap/objects';
import { stringLength } from './heap/strings';
import { asyncReturn, awaitValue, endJob, startJob } from './jobs';
import { HEADER_SIZE } from './layouts';
import {
  CACHE_BYTES,
  FLAG_CLASS,
  FLAG_CONSTRUCTOR,
  FLAG_DERIVED,
  FLAG_GENERATOR,
  FLAG_LIBRARY,
  FLAG_NATIVE,
  FLAG_REST,
  FRAME_FUNCTION,
  FRAME_LINK,
  FRAME_THIS,
  H_CACHE_EPOCH,
  H_CANCEL,
  H_CHARGE,
  H_DUE,
  H_FP,
  H_GC_PHASE,
  H_PC,
  H_REQUEST,
  H_STACK_LIMIT,
  H_STATUS,
  H_STEPS,
  H_STEPS_PER_SLICE,
  H_WORK,
  R_EXCEPTION,
  R_RESULT,
  Status,
  TEMPLATE_CODE,
  TEMPLATE_FLAGS,
  TEMPLATE_FRAME_BYTES,
  TEMPLATE_LOCALS,
  TEMPLATE_NATIVE,
} from './memory-map';
import { ErrorKind, KnownKey, LibraryHelper } from './names';
import { callNative } from './natives/call';
import { toInt32 } from './numbers/convert';
import { Op } from './opcodes';
import {
  arithmetic,
  comparisonOf,
  looseEqual,
  relational,
  strictEqual,
  truthy,
  typeName,
  unary,
} from './operators';
import { findCacheEntry } from './properties';
import { newPendingPromise } from './promises';
import {
  CONTINUE,
  DELEGATE,
  DONE,
  EXIT,
  FRAME_CHARGE_SHIFT,
  RELOAD,
  RETRY,
  THROW,
  knownString,
} from './protocol';
import { collectionBegun } from './heap/collect';
import * as control from './control';
import * as slow from './slow';
import { allowance, bookSteps } from './tasks';
import {
  CANONICAL_NAN,
  FALSE,
  HOLE,
  NULL,
  TAG_ARRAY,
  TAG_FUNCTION,
  TAG_INTERNAL,
  TAG_OBJECT,
  TAG_STRING,
  TRUE,
  UNDEFINED,
  UNINITIALISED,
  box,
  boxBool,
  boxInternal,
  boxNumber,
  high,
  isFunction,
  isNumber,
  isObject,
  pointer,
} from './value';
import { runWork } from './work';

// @ts-ignore: decorator
@inline
function regA(pc: u32, fp: u32): u32 {
  return fp + <u32>load<u16>(pc, 2);
}

// @ts-ignore: decorator
@inline
function regB(pc: u32, fp: u32): u32 {
  return fp + <u32>load<u16>(pc, 4);
}

// @ts-ignore: decorator
@inline
function regC(pc: u32, fp: u32): u32 {
  return fp + <u32>load<u16>(pc, 6);
}

// @ts-ignore: decorator
@inline
function immediateB(pc: u32): i32 {
  return <i32>load<i16>(pc, 4);
}

// @ts-ignore: decorator
@inline
function immediateC(pc: u32): i32 {
  return <i32>load<i16>(pc, 6);
}

/** Target of a rel16 jump. */
// @ts-ignore: decorator
@inline
function near(pc: u32): u32 {
  return pc + ((<i32>load<i16>(pc, 6)) << 3);
}

/** Target of a rel32 jump. */
// @ts-ignore: decorator
@inline
function far(pc: u32): u32 {
  return pc + (load<i32>(pc, 4) << 3);
}

// @ts-ignore: decorator
@inline
function isInt32(number: f64): bool {
  return <f64>(<i32>number) == number;
}

/** Besides the codes of protocol.ts: the instruction is over, and what its small requests made due comes first. */
const SETTLE: i32 = 7;

/** Runs until `steps` are used up or something in Status happens; returns the status. */
export function run(steps: i32): i32 {
  let fuel = steps;
  let pc = load<u32>(H_PC);
  let fp = load<u32>(H_FP);
  let code: i32 = RELOAD;
  let status: i32 = Status.FUEL;
  // Fuel when steps were last booked to the running job.
  let booked = fuel;
  // A collection or long work that an earlier entry began goes on first.
  if (load<u32>(H_REQUEST) != 0 || load<u32>(H_WORK) != 0 || load<u32>(H_GC_PHASE) != 0) {
    const working = fp != 0;
    code = control.prepare(fuel);
    fuel -= control.takeSettled();
    if (working && !collectionBegun()) bookSteps(booked - fuel);
    booked = fuel;
    if (code == EXIT) {
      store<f64>(H_STEPS, load<f64>(H_STEPS) + <f64>(steps - fuel));
      return <i32>load<u32>(H_STATUS);
    }
    pc = load<u32>(H_PC);
    fp = load<u32>(H_FP);
  }
  // What is still to be paid is paid before anything else: no instruction that must be tried again may forget it.
  fuel -= control.takeCharge();
  // Steps of this entry that the running job may not take: its Task's limit or slice ends before.
  let held: i32 = 0;
  // Steps that the look-up of the method took in the last CALLM.
  let lookedUp: i32 = 0;
  while (true) {
    if (fp == 0) {
      // Between two jobs.
      if (fuel <= 0) break;
      booked = fuel;
      code = control.nextJob(fuel);
      fuel -= control.takeSettled();
      pc = load<u32>(H_PC);
      fp = load<u32>(H_FP);
      if (code != EXIT) continue;
      if (fp != 0 && !collectionBegun()) bookSteps(booked - fuel);
      status = <i32>load<u32>(H_STATUS);
      break;
    }
    code = RELOAD;
    if (load<u32>(H_CANCEL) != 0) {
      store<u32>(H_PC, pc);
      store<u32>(H_FP, fp);
      bookSteps(booked - fuel);
      booked = fuel;
      code = control.cancelRunning(fuel);
      pc = load<u32>(H_PC);
      fp = load<u32>(H_FP);
      fuel -= control.takeSettled();
      if (!collectionBegun()) bookSteps(booked - fuel);
      booked = fuel;
      if (code == EXIT) {
        status = <i32>load<u32>(H_STATUS);
        break;
      }
      if (fp == 0) continue;
    }
    const allowed = allowance(booked - fuel);
    if (allowed < fuel) {
      held = fuel - allowed;
      booked -= held;
      fuel = allowed;
    }
    while (fuel > 0) {
      fuel--;
      switch (<i32>load<u16>(pc)) {
        case Op.LOADK: {
          store<u64>(regA(pc, fp), load<u64>(pc, 8));
          pc += 16;
          continue;
        }
        case Op.LOADI: {
          store<f64>(regA(pc, fp), <f64>load<i32>(pc, 4));
          pc += 8;
          continue;
        }
        case Op.LOADS: {
          store<u64>(regA(pc, fp), UNDEFINED | <u64>load<u16>(pc, 4));
          pc += 8;
          continue;
        }
        case Op.MOVE: {
          store<u64>(regA(pc, fp), load<u64>(regB(pc, fp)));
          pc += 8;
          continue;
        }
        case Op.LOADG: {
          store<u64>(regA(pc, fp), load<u64>(load<u32>(pc, 8)));
          pc += 16;
          continue;
        }
        case Op.LOADGC: {
          const value = load<u64>(load<u32>(pc, 8));
          if (value != UNINITIALISED) {
            store<u64>(regA(pc, fp), value);
            pc += 16;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.throwUninitialised(load<u32>(pc, 12));
          break;
        }
        case Op.STOREG: {
          store<u64>(load<u32>(pc, 8), load<u64>(regA(pc, fp)));
          pc += 16;
          continue;
        }
        case Op.INITG: {
          store<u64>(load<u32>(pc, 8), load<u64>(regA(pc, fp)));
          pc += 16;
          continue;
        }
        case Op.STOREGC: {
          if (load<u64>(load<u32>(pc, 8)) != UNINITIALISED) {
            store<u64>(load<u32>(pc, 8), load<u64>(regA(pc, fp)));
            pc += 16;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.throwUninitialised(load<u32>(pc, 12));
          break;
        }
        case Op.LOADB: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.loadBuiltin(load<u32>(pc, 8));
          break;
        }
        case Op.IMPORT: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.importCapability(load<u32>(pc, 8));
          break;
        }
        case Op.NEWCELL: {
          if (fits(16)) {
            const cell = newCell(load<u64>(regB(pc, fp)));
            store<u64>(regA(pc, fp), boxInternal(cell));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.makeCell(load<u64>(regB(pc, fp)));
          break;
        }
        case Op.CELLGET: {
          store<u64>(regA(pc, fp), load<u64>(load<u32>(regB(pc, fp)), HEADER_SIZE));
          pc += 8;
          continue;
        }
        case Op.CELLGETC: {
          const value = load<u64>(load<u32>(regB(pc, fp)), HEADER_SIZE);
          if (value != UNINITIALISED) {
            store<u64>(regA(pc, fp), value);
            pc += 16;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.throwUninitialised(load<u32>(pc, 8));
          break;
        }
        case Op.CELLSET: {
          store<u64>(load<u32>(regA(pc, fp)), load<u64>(regB(pc, fp)), HEADER_SIZE);
          pc += 8;
          continue;
        }
        case Op.CELLSETC: {
          const cell = load<u32>(regA(pc, fp));
          if (load<u64>(cell, HEADER_SIZE) != UNINITIALISED) {
            store<u64>(cell, load<u64>(regB(pc, fp)), HEADER_SIZE);
            pc += 16;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.throwUninitialised(load<u32>(pc, 8));
          break;
        }
        case Op.CAPGET: {
          store<u64>(
            regA(pc, fp),
            load<u64>(load<u32>(fp, FRAME_FUNCTION) + 32 + ((<u32>load<u16>(pc, 4)) << 3)),
          );
          pc += 8;
          continue;
        }
        case Op.CAPCELLGET: {
          store<u64>(
            regA(pc, fp),
            load<u64>(
              load<u32>(load<u32>(fp, FRAME_FUNCTION) + 32 + ((<u32>load<u16>(pc, 4)) << 3)),
              HEADER_SIZE,
            ),
          );
          pc += 8;
          continue;
        }
        case Op.CAPCELLGETC: {
          const value = load<u64>(
            load<u32>(load<u32>(fp, FRAME_FUNCTION) + 32 + ((<u32>load<u16>(pc, 4)) << 3)),
            HEADER_SIZE,
          );
          if (value != UNINITIALISED) {
            store<u64>(regA(pc, fp), value);
            pc += 16;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.throwUninitialised(load<u32>(pc, 8));
          break;
        }
        case Op.CAPCELLSET: {
          store<u64>(
            load<u32>(load<u32>(fp, FRAME_FUNCTION) + 32 + ((<u32>load<u16>(pc, 4)) << 3)),
            load<u64>(regA(pc, fp)),
            HEADER_SIZE,
          );
          pc += 8;
          continue;
        }
        case Op.CAPCELLSETC: {
          const cell = load<u32>(
            load<u32>(fp, FRAME_FUNCTION) + 32 + ((<u32>load<u16>(pc, 4)) << 3),
          );
          if (load<u64>(cell, HEADER_SIZE) != UNINITIALISED) {
            store<u64>(cell, load<u64>(regA(pc, fp)), HEADER_SIZE);
            pc += 16;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.throwUninitialised(load<u32>(pc, 8));
          break;
        }
        case Op.CHECKINIT: {
          if (load<u64>(regA(pc, fp)) != UNINITIALISED) {
            pc += 16;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.throwUninitialised(load<u32>(pc, 8));
          break;
        }
        case Op.ADD: {
          const result = load<f64>(regB(pc, fp)) + load<f64>(regC(pc, fp));
          if (result == result) {
            store<f64>(regA(pc, fp), result);
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.ADD,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.SUB: {
          const result = load<f64>(regB(pc, fp)) - load<f64>(regC(pc, fp));
          if (result == result) {
            store<f64>(regA(pc, fp), result);
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.SUB,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.MUL: {
          const result = load<f64>(regB(pc, fp)) * load<f64>(regC(pc, fp));
          if (result == result) {
            store<f64>(regA(pc, fp), result);
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.MUL,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.DIV: {
          const result = load<f64>(regB(pc, fp)) / load<f64>(regC(pc, fp));
          if (result == result) {
            store<f64>(regA(pc, fp), result);
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.DIV,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.MOD: {
          const left = load<f64>(regB(pc, fp));
          const right = load<f64>(regC(pc, fp));
          const a = <i32>left;
          const b = <i32>right;
          if (a > 0 && b > 0 && <f64>a == left && <f64>b == right) {
            store<f64>(regA(pc, fp), <f64>(<u32>a % <u32>b));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.MOD,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.EXP: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.EXP,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.BAND: {
          const left = load<f64>(regB(pc, fp));
          const right = load<f64>(regC(pc, fp));
          const a = <i32>left;
          const b = <i32>right;
          if (<f64>a == left && <f64>b == right) {
            store<f64>(regA(pc, fp), <f64>(a & b));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.BAND,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.BOR: {
          const left = load<f64>(regB(pc, fp));
          const right = load<f64>(regC(pc, fp));
          const a = <i32>left;
          const b = <i32>right;
          if (<f64>a == left && <f64>b == right) {
            store<f64>(regA(pc, fp), <f64>(a | b));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.BOR,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.BXOR: {
          const left = load<f64>(regB(pc, fp));
          const right = load<f64>(regC(pc, fp));
          const a = <i32>left;
          const b = <i32>right;
          if (<f64>a == left && <f64>b == right) {
            store<f64>(regA(pc, fp), <f64>(a ^ b));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.BXOR,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.SHL: {
          const left = load<f64>(regB(pc, fp));
          const right = load<f64>(regC(pc, fp));
          const a = <i32>left;
          const b = <i32>right;
          if (<f64>a == left && <f64>b == right) {
            store<f64>(regA(pc, fp), <f64>(a << (b & 31)));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.SHL,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.SHR: {
          const left = load<f64>(regB(pc, fp));
          const right = load<f64>(regC(pc, fp));
          const a = <i32>left;
          const b = <i32>right;
          if (<f64>a == left && <f64>b == right) {
            store<f64>(regA(pc, fp), <f64>(a >> (b & 31)));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.SHR,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.USHR: {
          const left = load<f64>(regB(pc, fp));
          const right = load<f64>(regC(pc, fp));
          const a = <i32>left;
          const b = <i32>right;
          if (<f64>a == left && <f64>b == right) {
            store<f64>(regA(pc, fp), <f64>(<u32>a >>> (<u32>b & 31)));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.USHR,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.ADDI: {
          const result = load<f64>(regB(pc, fp)) + <f64>immediateC(pc);
          if (result == result) {
            store<f64>(regA(pc, fp), result);
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.ADD,
            load<u64>(regB(pc, fp)),
            boxNumber(<f64>immediateC(pc)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.SUBI: {
          const result = load<f64>(regB(pc, fp)) - <f64>immediateC(pc);
          if (result == result) {
            store<f64>(regA(pc, fp), result);
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.SUB,
            load<u64>(regB(pc, fp)),
            boxNumber(<f64>immediateC(pc)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.MULI: {
          const result = load<f64>(regB(pc, fp)) * <f64>immediateC(pc);
          if (result == result) {
            store<f64>(regA(pc, fp), result);
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.MUL,
            load<u64>(regB(pc, fp)),
            boxNumber(<f64>immediateC(pc)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.BANDI: {
          const left = load<f64>(regB(pc, fp));
          const a = <i32>left;
          const b = immediateC(pc);
          if (<f64>a == left) {
            store<f64>(regA(pc, fp), <f64>(a & b));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.BAND,
            load<u64>(regB(pc, fp)),
            boxNumber(<f64>b),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.BORI: {
          const left = load<f64>(regB(pc, fp));
          const a = <i32>left;
          const b = immediateC(pc);
          if (<f64>a == left) {
            store<f64>(regA(pc, fp), <f64>(a | b));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.BOR,
            load<u64>(regB(pc, fp)),
            boxNumber(<f64>b),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.SHLI: {
          const left = load<f64>(regB(pc, fp));
          const a = <i32>left;
          const b = immediateC(pc);
          if (<f64>a == left) {
            store<f64>(regA(pc, fp), <f64>(a << (b & 31)));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.SHL,
            load<u64>(regB(pc, fp)),
            boxNumber(<f64>b),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.SHRI: {
          const left = load<f64>(regB(pc, fp));
          const a = <i32>left;
          const b = immediateC(pc);
          if (<f64>a == left) {
            store<f64>(regA(pc, fp), <f64>(a >> (b & 31)));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.SHR,
            load<u64>(regB(pc, fp)),
            boxNumber(<f64>b),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.USHRI: {
          const left = load<f64>(regB(pc, fp));
          const a = <i32>left;
          const b = immediateC(pc);
          if (<f64>a == left) {
            store<f64>(regA(pc, fp), <f64>(<u32>a >>> (<u32>b & 31)));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = arithmetic(
            Op.USHR,
            load<u64>(regB(pc, fp)),
            boxNumber(<f64>b),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.NEG: {
          const value = load<f64>(regB(pc, fp));
          if (value == value) {
            store<f64>(regA(pc, fp), -value);
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = unary(Op.NEG, load<u64>(regB(pc, fp)), pc + 8, <u32>load<u16>(pc, 2));
          break;
        }
        case Op.PLUS: {
          const value = load<f64>(regB(pc, fp));
          if (value == value) {
            store<f64>(regA(pc, fp), value);
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = unary(Op.PLUS, load<u64>(regB(pc, fp)), pc + 8, <u32>load<u16>(pc, 2));
          break;
        }
        case Op.INC: {
          const value = load<f64>(regB(pc, fp));
          if (value == value) {
            store<f64>(regA(pc, fp), value + 1);
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = unary(Op.INC, load<u64>(regB(pc, fp)), pc + 8, <u32>load<u16>(pc, 2));
          break;
        }
        case Op.DEC: {
          const value = load<f64>(regB(pc, fp));
          if (value == value) {
            store<f64>(regA(pc, fp), value - 1);
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = unary(Op.DEC, load<u64>(regB(pc, fp)), pc + 8, <u32>load<u16>(pc, 2));
          break;
        }
        case Op.TONUMERIC: {
          const value = load<f64>(regB(pc, fp));
          if (value == value) {
            store<f64>(regA(pc, fp), value);
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = unary(Op.TONUMERIC, load<u64>(regB(pc, fp)), pc + 8, <u32>load<u16>(pc, 2));
          break;
        }
        case Op.BNOT: {
          const value = load<f64>(regB(pc, fp));
          if (isInt32(value)) {
            store<f64>(regA(pc, fp), <f64>~(<i32>value));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = unary(Op.BNOT, load<u64>(regB(pc, fp)), pc + 8, <u32>load<u16>(pc, 2));
          break;
        }
        case Op.NOT: {
          const value = load<u64>(regB(pc, fp));
          store<u64>(
            regA(pc, fp),
            value == TRUE ? FALSE : value == FALSE ? TRUE : boxBool(!truthy(value)),
          );
          pc += 8;
          continue;
        }
        case Op.TOSTR: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.toStringValue(load<u64>(regB(pc, fp)), pc + 8, <u32>load<u16>(pc, 2));
          break;
        }
        case Op.TOKEY: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.toKeyValue(load<u64>(regB(pc, fp)), pc + 8, <u32>load<u16>(pc, 2));
          break;
        }
        case Op.TYPEOF: {
          store<u64>(regA(pc, fp), typeName(load<u64>(regB(pc, fp))));
          pc += 8;
          continue;
        }
        case Op.LT: {
          const left = load<f64>(regB(pc, fp));
          const right = load<f64>(regC(pc, fp));
          if (left == left && right == right) {
            store<u64>(regA(pc, fp), boxBool(left < right));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = relational(
            Op.LT,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
            0,
          );
          break;
        }
        case Op.LE: {
          const left = load<f64>(regB(pc, fp));
          const right = load<f64>(regC(pc, fp));
          if (left == left && right == right) {
            store<u64>(regA(pc, fp), boxBool(left <= right));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = relational(
            Op.LE,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
            0,
          );
          break;
        }
        case Op.GT: {
          const left = load<f64>(regB(pc, fp));
          const right = load<f64>(regC(pc, fp));
          if (left == left && right == right) {
            store<u64>(regA(pc, fp), boxBool(left > right));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = relational(
            Op.GT,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
            0,
          );
          break;
        }
        case Op.GE: {
          const left = load<f64>(regB(pc, fp));
          const right = load<f64>(regC(pc, fp));
          if (left == left && right == right) {
            store<u64>(regA(pc, fp), boxBool(left >= right));
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = relational(
            Op.GE,
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
            0,
          );
          break;
        }
        case Op.EQ: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = looseEqual(
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
            0,
            false,
          );
          break;
        }
        case Op.NE: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = looseEqual(
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
            0,
            true,
          );
          break;
        }
        case Op.SEQ: {
          const left = load<u64>(regB(pc, fp));
          const right = load<u64>(regC(pc, fp));
          if (high(left) != TAG_STRING || high(right) != TAG_STRING) {
            const equal =
              isNumber(left) && isNumber(right)
                ? reinterpret<f64>(left) == reinterpret<f64>(right)
                : left == right;
            store<u64>(regA(pc, fp), boxBool(equal) ^ 0);
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = strictEqual(left, right);
          if (code == DONE) store<u64>(R_RESULT, load<u64>(R_RESULT) ^ 0);
          break;
        }
        case Op.SNE: {
          const left = load<u64>(regB(pc, fp));
          const right = load<u64>(regC(pc, fp));
          if (high(left) != TAG_STRING || high(right) != TAG_STRING) {
            const equal =
              isNumber(left) && isNumber(right)
                ? reinterpret<f64>(left) == reinterpret<f64>(right)
                : left == right;
            store<u64>(regA(pc, fp), boxBool(equal) ^ 1);
            pc += 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = strictEqual(left, right);
          if (code == DONE) store<u64>(R_RESULT, load<u64>(R_RESULT) ^ 1);
          break;
        }
        case Op.INSTANCEOF: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.instanceOf(
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.IN: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.hasProperty(
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.JMP: {
          pc = far(pc);
          continue;
        }
        case Op.JT: {
          const value = load<u64>(regA(pc, fp));
          pc = value == TRUE || (value != FALSE && truthy(value)) ? far(pc) : pc + 8;
          continue;
        }
        case Op.JF: {
          const value = load<u64>(regA(pc, fp));
          pc = value == FALSE || (value != TRUE && !truthy(value)) ? far(pc) : pc + 8;
          continue;
        }
        case Op.JNULLISH: {
          pc = (load<u64>(regA(pc, fp)) | 1) == NULL ? far(pc) : pc + 8;
          continue;
        }
        case Op.JNNULLISH: {
          pc = (load<u64>(regA(pc, fp)) | 1) != NULL ? far(pc) : pc + 8;
          continue;
        }
        case Op.JUNDEF: {
          pc = load<u64>(regA(pc, fp)) == UNDEFINED ? far(pc) : pc + 8;
          continue;
        }
        case Op.JNUNDEF: {
          pc = load<u64>(regA(pc, fp)) != UNDEFINED ? far(pc) : pc + 8;
          continue;
        }
        case Op.JIS: {
          pc = load<u64>(regA(pc, fp)) == (UNDEFINED | <u64>load<u16>(pc, 4)) ? near(pc) : pc + 8;
          continue;
        }
        case Op.JNIS: {
          pc = load<u64>(regA(pc, fp)) != (UNDEFINED | <u64>load<u16>(pc, 4)) ? near(pc) : pc + 8;
          continue;
        }
        case Op.JLT: {
          const left = load<f64>(regA(pc, fp));
          const right = load<f64>(regB(pc, fp));
          if (left == left && right == right) {
            pc = left < right ? near(pc) : pc + 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)));
          break;
        }
        case Op.JLTI: {
          const left = load<f64>(regA(pc, fp));
          if (left == left) {
            const right = <f64>immediateB(pc);
            pc = left < right ? near(pc) : pc + 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), boxNumber(<f64>immediateB(pc)));
          break;
        }
        case Op.JNLT: {
          const left = load<f64>(regA(pc, fp));
          const right = load<f64>(regB(pc, fp));
          if (left == left && right == right) {
            pc = left < right ? pc + 8 : near(pc);
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)));
          break;
        }
        case Op.JNLTI: {
          const left = load<f64>(regA(pc, fp));
          if (left == left) {
            const right = <f64>immediateB(pc);
            pc = left < right ? pc + 8 : near(pc);
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), boxNumber(<f64>immediateB(pc)));
          break;
        }
        case Op.JLE: {
          const left = load<f64>(regA(pc, fp));
          const right = load<f64>(regB(pc, fp));
          if (left == left && right == right) {
            pc = left <= right ? near(pc) : pc + 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)));
          break;
        }
        case Op.JLEI: {
          const left = load<f64>(regA(pc, fp));
          if (left == left) {
            const right = <f64>immediateB(pc);
            pc = left <= right ? near(pc) : pc + 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), boxNumber(<f64>immediateB(pc)));
          break;
        }
        case Op.JNLE: {
          const left = load<f64>(regA(pc, fp));
          const right = load<f64>(regB(pc, fp));
          if (left == left && right == right) {
            pc = left <= right ? pc + 8 : near(pc);
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)));
          break;
        }
        case Op.JNLEI: {
          const left = load<f64>(regA(pc, fp));
          if (left == left) {
            const right = <f64>immediateB(pc);
            pc = left <= right ? pc + 8 : near(pc);
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), boxNumber(<f64>immediateB(pc)));
          break;
        }
        case Op.JGT: {
          const left = load<f64>(regA(pc, fp));
          const right = load<f64>(regB(pc, fp));
          if (left == left && right == right) {
            pc = left > right ? near(pc) : pc + 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)));
          break;
        }
        case Op.JGTI: {
          const left = load<f64>(regA(pc, fp));
          if (left == left) {
            const right = <f64>immediateB(pc);
            pc = left > right ? near(pc) : pc + 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), boxNumber(<f64>immediateB(pc)));
          break;
        }
        case Op.JNGT: {
          const left = load<f64>(regA(pc, fp));
          const right = load<f64>(regB(pc, fp));
          if (left == left && right == right) {
            pc = left > right ? pc + 8 : near(pc);
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)));
          break;
        }
        case Op.JNGTI: {
          const left = load<f64>(regA(pc, fp));
          if (left == left) {
            const right = <f64>immediateB(pc);
            pc = left > right ? pc + 8 : near(pc);
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), boxNumber(<f64>immediateB(pc)));
          break;
        }
        case Op.JGE: {
          const left = load<f64>(regA(pc, fp));
          const right = load<f64>(regB(pc, fp));
          if (left == left && right == right) {
            pc = left >= right ? near(pc) : pc + 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)));
          break;
        }
        case Op.JGEI: {
          const left = load<f64>(regA(pc, fp));
          if (left == left) {
            const right = <f64>immediateB(pc);
            pc = left >= right ? near(pc) : pc + 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), boxNumber(<f64>immediateB(pc)));
          break;
        }
        case Op.JNGE: {
          const left = load<f64>(regA(pc, fp));
          const right = load<f64>(regB(pc, fp));
          if (left == left && right == right) {
            pc = left >= right ? pc + 8 : near(pc);
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)));
          break;
        }
        case Op.JNGEI: {
          const left = load<f64>(regA(pc, fp));
          if (left == left) {
            const right = <f64>immediateB(pc);
            pc = left >= right ? pc + 8 : near(pc);
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnRelation(pc, load<u64>(regA(pc, fp)), boxNumber(<f64>immediateB(pc)));
          break;
        }
        case Op.JEQ: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnLooseEquality(
            pc,
            load<u64>(regA(pc, fp)),
            load<u64>(regB(pc, fp)),
            false,
          );
          break;
        }
        case Op.JNE: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.jumpOnLooseEquality(
            pc,
            load<u64>(regA(pc, fp)),
            load<u64>(regB(pc, fp)),
            true,
          );
          break;
        }
        case Op.JSEQ: {
          const left = load<u64>(regA(pc, fp));
          const right = load<u64>(regB(pc, fp));
          if (high(left) != TAG_STRING || high(right) != TAG_STRING) {
            const equal =
              isNumber(left) && isNumber(right)
                ? reinterpret<f64>(left) == reinterpret<f64>(right)
                : left == right;
            pc = equal ? near(pc) : pc + 8;
            continue;
          }
          // Comparing less than 64 bytes charges nothing, so the same string may be told by its address.
          if (left == right && load<u32>(pointer(left), 8) < 32) {
            pc = near(pc);
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = strictEqual(left, right);
          if (code == DONE) {
            store<u32>(H_PC, load<u64>(R_RESULT) == TRUE ? near(pc) : pc + 8);
            code = RELOAD;
          }
          break;
        }
        case Op.JSNE: {
          const left = load<u64>(regA(pc, fp));
          const right = load<u64>(regB(pc, fp));
          if (high(left) != TAG_STRING || high(right) != TAG_STRING) {
            const equal =
              isNumber(left) && isNumber(right)
                ? reinterpret<f64>(left) == reinterpret<f64>(right)
                : left == right;
            pc = equal ? pc + 8 : near(pc);
            continue;
          }
          // Comparing less than 64 bytes charges nothing, so the same string may be told by its address.
          if (left == right && load<u32>(pointer(left), 8) < 32) {
            pc = pc + 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = strictEqual(left, right);
          if (code == DONE) {
            store<u32>(H_PC, load<u64>(R_RESULT) == TRUE ? pc + 8 : near(pc));
            code = RELOAD;
          }
          break;
        }
        case Op.JSEQI: {
          pc = load<f64>(regA(pc, fp)) == <f64>immediateB(pc) ? near(pc) : pc + 8;
          continue;
        }
        case Op.JSNEI: {
          pc = load<f64>(regA(pc, fp)) != <f64>immediateB(pc) ? near(pc) : pc + 8;
          continue;
        }
        case Op.LOOPLT: {
          const counter = load<f64>(regA(pc, fp)) + 1;
          const bound = load<f64>(regB(pc, fp));
          if (counter == counter && bound == bound) {
            store<f64>(regA(pc, fp), counter);
            pc = counter < bound ? near(pc) : pc + 8;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.loopLess(pc, load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)));
          break;
        }
        case Op.GETP: {
          const value = load<u64>(regB(pc, fp));
          if (high(value) >= TAG_OBJECT) {
            let entry = load<u32>(pc, 12);
            const shape = load<u32>(pointer(value), 4);
            if (load<u32>(entry) != shape) {
              entry = findCacheEntry(entry, shape);
            }
            if (entry) {
              const offset = <u32>load<u16>(entry, 4);
              if (offset) {
                store<u64>(regA(pc, fp), load<u64>(pointer(value) + offset));
                pc += 16;
                continue;
              }
              if (load<u32>(entry, 16) == load<u32>(H_CACHE_EPOCH)) {
                store<u64>(regA(pc, fp), load<u64>(entry, 8));
                fuel -= <i32>load<u16>(entry, 6);
                pc += 16;
                continue;
              }
            }
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.getNamed(
            pc,
            value,
            load<u32>(pc, 8),
            load<u32>(pc, 12),
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.GETLENGTH: {
          const value = load<u64>(regB(pc, fp));
          if (high(value) == TAG_ARRAY) {
            store<f64>(regA(pc, fp), <f64>load<u32>(pointer(value), 24));
            pc += 16;
            continue;
          }
          if (high(value) == TAG_STRING) {
            store<f64>(regA(pc, fp), <f64>load<u32>(pointer(value), 8));
            pc += 16;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.getNamed(
            pc,
            value,
            load<u32>(pc, 8),
            load<u32>(pc, 12),
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.SETP: {
          const target = load<u64>(regA(pc, fp));
          if (high(target) >= TAG_OBJECT) {
            let entry = load<u32>(pc, 12);
            const shape = load<u32>(pointer(target), 4);
            if (load<u32>(entry) != shape) entry = findCacheEntry(entry, shape);
            if (entry) {
              store<u32>(pointer(target), load<u32>(entry, 8), 4);
              store<u64>(pointer(target) + load<u32>(entry, 4), load<u64>(regB(pc, fp)));
              pc += 16;
              continue;
            }
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.setNamed(
            pc,
            target,
            load<u32>(pc, 8),
            load<u64>(regB(pc, fp)),
            load<u32>(pc, 12),
          );
          break;
        }
        case Op.GETE: {
          const value = load<u64>(regB(pc, fp));
          const key = load<f64>(regC(pc, fp));
          const index = <u32>key;
          if (
            high(value) == TAG_ARRAY &&
            <f64>index == key &&
            index < load<u32>(pointer(value), 24)
          ) {
            const element = load<u64>(load<u32>(pointer(value), 16) + HEADER_SIZE + (index << 3));
            if (element != HOLE) {
              store<u64>(regA(pc, fp), element);
              pc += 8;
              continue;
            }
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.getElement(value, load<u64>(regC(pc, fp)), pc + 8, <u32>load<u16>(pc, 2));
          break;
        }
        case Op.SETE: {
          const target = load<u64>(regA(pc, fp));
          const key = load<f64>(regB(pc, fp));
          const index = <u32>key;
          if (
            high(target) == TAG_ARRAY &&
            <f64>index == key &&
            index < load<u32>(pointer(target), 24)
          ) {
            const slot = load<u32>(pointer(target), 16) + HEADER_SIZE + (index << 3);
            if (load<u64>(slot) != HOLE && slow.hasPlainElements(pointer(target))) {
              store<u64>(slot, load<u64>(regC(pc, fp)));
              pc += 8;
              continue;
            }
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.setElement(target, load<u64>(regB(pc, fp)), load<u64>(regC(pc, fp)), pc);
          break;
        }
        case Op.DELP: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.deleteNamed(load<u64>(regB(pc, fp)), load<u32>(pc, 8));
          break;
        }
        case Op.DELE: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.deleteElement(
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.GETSUPER: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.getSuper(
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            load<u64>(regC(pc, fp) + 8),
            pc + 8,
            <u32>load<u16>(pc, 2),
          );
          break;
        }
        case Op.SETSUPER: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.setSuper(
            load<u64>(regA(pc, fp)),
            load<u64>(regB(pc, fp)),
            load<u64>(regB(pc, fp) + 8),
            load<u64>(regC(pc, fp)),
            pc,
          );
          break;
        }
        case Op.DEFP: {
          const target = load<u64>(regA(pc, fp));
          if (high(target) >= TAG_OBJECT) {
            let entry = load<u32>(pc, 12);
            const shape = load<u32>(pointer(target), 4);
            if (load<u32>(entry) != shape) entry = findCacheEntry(entry, shape);
            if (entry) {
              store<u32>(pointer(target), load<u32>(entry, 8), 4);
              store<u64>(pointer(target) + load<u32>(entry, 4), load<u64>(regB(pc, fp)));
              pc += 16;
              continue;
            }
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.defineNamed(
            target,
            load<u32>(pc, 8),
            load<u64>(regB(pc, fp)),
            load<u32>(pc, 12),
          );
          break;
        }
        case Op.DEFE: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.defineComputed(
            load<u64>(regA(pc, fp)),
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            pc,
          );
          break;
        }
        case Op.DEFGETTER: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.defineGetter(
            load<u64>(regA(pc, fp)),
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
          );
          break;
        }
        case Op.DEFSETTER: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.defineSetter(
            load<u64>(regA(pc, fp)),
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
          );
          break;
        }
        case Op.DEFMETHOD: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.defineMethod(
            load<u64>(regA(pc, fp)),
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
          );
          break;
        }
        case Op.COPYPROPS: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = pushHelper(
            LibraryHelper.COPY_PROPERTIES,
            load<u64>(regA(pc, fp)),
            load<u64>(regB(pc, fp)),
            load<u64>(regC(pc, fp)),
            3,
            pc,
            0,
            SPECIAL,
          );
          break;
        }
        case Op.SETPROTO: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.setLiteralPrototype(load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)));
          break;
        }
        case Op.NEWOBJ: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.newPlainObject(<u32>load<u16>(pc, 4));
          break;
        }
        case Op.NEWLIT: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.newLiteral(
            load<u32>(pc, 8),
            load<u32>(pc, 12),
            regB(pc, fp),
            <u32>load<u16>(pc, 6),
          );
          break;
        }
        case Op.NEWARR: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.newArrayOf(regB(pc, fp), <u32>load<u16>(pc, 6));
          break;
        }
        case Op.ARRPUSH: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.appendElement(load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)));
          break;
        }
        case Op.ARRSPREAD: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.spreadInto(load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)), pc);
          break;
        }
        case Op.CLOSURE: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = makeClosure(load<u32>(pc, 8), fp);
          break;
        }
        case Op.CLASS: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.makeClass(load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)), regC(pc, fp));
          break;
        }
        case Op.SETNAME: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.nameFunction(load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)));
          break;
        }
        case Op.CALL: {
          const window = regB(pc, fp);
          const callee = load<u64>(window, FRAME_FUNCTION);
          if (high(callee) == TAG_FUNCTION) {
            const template = load<u32>(pointer(callee), 16);
            if (
              (<u32>load<u16>(template, TEMPLATE_FLAGS) &
                (FLAG_CLASS | FLAG_NATIVE | FLAG_REST | FLAG_DERIVED)) ==
              0
            ) {
              const bytes = <u32>load<u16>(template, TEMPLATE_FRAME_BYTES);
              const argumentsEnd = FRAME_THIS + 8 + ((<u32>load<u16>(pc, 6)) << 3);
              if (window + max(bytes, argumentsEnd) <= load<u32>(H_STACK_LIMIT)) {
                const locals = <u32>load<u16>(template, TEMPLATE_LOCALS);
                let slot = window + min(argumentsEnd, locals);
                const end = window + bytes;
                while (slot < end) {
                  store<u64>(slot, UNDEFINED);
                  slot += 8;
                }
                store<u64>(window, makeLink(pc + 8, <u32>load<u16>(pc, 2), window - fp, 0));
                fuel -= <i32>(bytes >>> FRAME_CHARGE_SHIFT);
                fp = window;
                pc = load<u32>(template, TEMPLATE_CODE);
                continue;
              }
            }
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = enter(window, <u32>load<u16>(pc, 6), pc + 8, <u32>load<u16>(pc, 2), 0);
          break;
        }
        case Op.CALLM: {
          const window = regB(pc, fp);
          const receiver = load<u64>(window, FRAME_THIS);
          let callee: u64 = UNDEFINED;
          lookedUp = 0;
          let entry = load<u32>(pc, 12);
          const shape =
            high(receiver) >= TAG_OBJECT
              ? load<u32>(pointer(receiver), 4)
              : slow.primitiveShape(receiver);
          if (load<u32>(entry) != shape) entry = findCacheEntry(entry, shape);
          if (entry) {
            const offset = <u32>load<u16>(entry, 4);
            if (offset) callee = load<u64>(pointer(receiver) + offset);
            else if (load<u32>(entry, 16) == load<u32>(H_CACHE_EPOCH)) {
              callee = load<u64>(entry, 8);
              lookedUp = <i32>load<u16>(entry, 6);
            } else entry = 0;
          }
          if (entry == 0) {
            store<u32>(H_PC, pc);
            store<u32>(H_FP, fp);
            code = slow.getMethod(pc, receiver, load<u32>(pc, 8), load<u32>(pc, 12));
            if (code != DONE) break;
            callee = load<u64>(R_RESULT);
            lookedUp = control.takeCharge();
          }
          fuel -= lookedUp;
          store<u64>(window, callee, FRAME_FUNCTION);
          if (high(callee) == TAG_FUNCTION) {
            const template = load<u32>(pointer(callee), 16);
            const flags = <u32>load<u16>(template, TEMPLATE_FLAGS);
            if ((flags & (FLAG_CLASS | FLAG_NATIVE | FLAG_REST | FLAG_DERIVED)) == 0) {
              const bytes = <u32>load<u16>(template, TEMPLATE_FRAME_BYTES);
              const argumentsEnd = FRAME_THIS + 8 + ((<u32>load<u16>(pc, 6)) << 3);
              if (window + max(bytes, argumentsEnd) <= load<u32>(H_STACK_LIMIT)) {
                const locals = <u32>load<u16>(template, TEMPLATE_LOCALS);
                let slot = window + min(argumentsEnd, locals);
                const end = window + bytes;
                while (slot < end) {
                  store<u64>(slot, UNDEFINED);
                  slot += 8;
                }
                store<u64>(window, makeLink(pc + 16, <u32>load<u16>(pc, 2), window - fp, 0));
                fuel -= <i32>(bytes >>> FRAME_CHARGE_SHIFT);
                fp = window;
                pc = load<u32>(template, TEMPLATE_CODE);
                continue;
              }
            } else if (
              (flags & (FLAG_NATIVE | FLAG_REST)) == FLAG_NATIVE &&
              <u32>load<u16>(template, TEMPLATE_FRAME_BYTES) ==
                <u32>load<u16>(template, TEMPLATE_LOCALS)
            ) {
              // A simple native runs in the window.
              store<u32>(H_PC, pc);
              store<u32>(H_FP, fp);
              code = callNative(
                <u32>load<u16>(template, TEMPLATE_NATIVE),
                window,
                <i32>load<u16>(pc, 6),
              );
              if (code == DONE) {
                store<u64>(regA(pc, fp), load<u64>(R_RESULT));
                pc += 16;
                if (load<u64>(H_CHARGE) == 0) continue;
                store<u32>(H_PC, pc);
                code = RELOAD;
              }
              if (code == DELEGATE)
                code = slow.callHelperInWindow(
                  <u32>load<u64>(R_RESULT),
                  window,
                  <u32>load<u16>(pc, 6),
                  pc,
                );
              break;
            }
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.callMethod(window, <u32>load<u16>(pc, 6), pc);
          break;
        }
        case Op.CALLSPREAD: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.callSpread(regB(pc, fp), pc, Op.CALLSPREAD);
          break;
        }
        case Op.NEW: {
          const window = regB(pc, fp);
          const callee = load<u64>(window, FRAME_FUNCTION);
          if (high(callee) == TAG_FUNCTION) {
            const template = load<u32>(pointer(callee), 16);
            // A base class of the program's own: the object is made here.
            if (
              (<u32>load<u16>(template, TEMPLATE_FLAGS) &
                (FLAG_CLASS | FLAG_DERIVED | FLAG_LIBRARY | FLAG_REST | FLAG_GENERATOR)) ==
              FLAG_CLASS
            ) {
              const bytes = <u32>load<u16>(template, TEMPLATE_FRAME_BYTES);
              const argumentsEnd = FRAME_THIS + 8 + ((<u32>load<u16>(pc, 6)) << 3);
              if (window + max(bytes, argumentsEnd) <= load<u32>(H_STACK_LIMIT)) {
                const made = instanceAtOnce(pointer(callee));
                if (made) {
                  store<u64>(window, made, FRAME_THIS);
                  const locals = <u32>load<u16>(template, TEMPLATE_LOCALS);
                  let slot = window + min(argumentsEnd, locals);
                  const end = window + bytes;
                  while (slot < end) {
                    store<u64>(slot, UNDEFINED);
                    slot += 8;
                  }
                  store<u64>(window, makeLink(pc + 8, <u32>load<u16>(pc, 2), window - fp, 0));
                  fuel -= <i32>(bytes >>> FRAME_CHARGE_SHIFT);
                  fp = window;
                  pc = load<u32>(template, TEMPLATE_CODE);
                  if (load<u32>(H_CHARGE) != 0) fuel -= control.takeCharge();
                  continue;
                }
              }
            }
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = construct(window, <u32>load<u16>(pc, 6), pc + 8, <u32>load<u16>(pc, 2));
          break;
        }
        case Op.NEWSPREAD: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.callSpread(regB(pc, fp), pc, Op.NEWSPREAD);
          break;
        }
        case Op.SUPERCALL: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.superCall(regB(pc, fp), <u32>load<u16>(pc, 6), pc);
          break;
        }
        case Op.SUPERSPREAD: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.callSpread(regB(pc, fp), pc, Op.SUPERSPREAD);
          break;
        }
        case Op.CALLN: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          if (load<u32>(pc, 12) != 0) {
            // A resumable native runs in a frame of its own.
            code = slow.callResumable(load<u32>(pc, 12), regB(pc, fp), <u32>load<u16>(pc, 6), pc);
            break;
          }
          code = callNative(load<u32>(pc, 8), regB(pc, fp), <i32>load<u16>(pc, 6));
          if (code == DONE) {
            store<u64>(regA(pc, fp), load<u64>(R_RESULT));
            pc += 16;
            if (load<u64>(H_CHARGE) == 0) continue;
            store<u32>(H_PC, pc);
            code = RELOAD;
          }
          if (code == DELEGATE)
            code = slow.callHelperInWindow(
              <u32>load<u64>(R_RESULT),
              regB(pc, fp),
              <u32>load<u16>(pc, 6),
              pc,
            );
          break;
        }
        case Op.CALLH: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.callLibrary(load<u32>(pc, 8), regB(pc, fp), <u32>load<u16>(pc, 6), pc);
          break;
        }
        case Op.RET: {
          const value = load<u64>(regA(pc, fp));
          const link = load<u64>(fp);
          if (link >>> 61 == 0) {
            fp -= (<u32>(link >>> 48)) << 3;
            store<u64>(fp + (<u32>(link >>> 32) & 0xffff), value);
            pc = <u32>link;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = returnValue(value);
          break;
        }
        case Op.RETU: {
          const link = load<u64>(fp);
          if (link >>> 61 == 0) {
            fp -= (<u32>(link >>> 48)) << 3;
            store<u64>(fp + (<u32>(link >>> 32) & 0xffff), UNDEFINED);
            pc = <u32>link;
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = returnValue(UNDEFINED);
          break;
        }
        case Op.RETCTOR: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.returnFromConstructor(load<u64>(regA(pc, fp)), load<u64>(regB(pc, fp)));
          break;
        }
        case Op.THROW: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          store<u64>(R_EXCEPTION, load<u64>(regA(pc, fp)));
          code = THROW;
          break;
        }
        case Op.RETHROW: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          store<u64>(R_EXCEPTION, load<u64>(regA(pc, fp)));
          code = THROW;
          break;
        }
        case Op.THROWERR: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = throwError(<i32>load<u16>(pc, 4), box(TAG_STRING, load<u32>(pc, 8)));
          break;
        }
        case Op.ITER: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.beginIteration(load<u64>(regB(pc, fp)), regA(pc, fp), pc);
          break;
        }
        case Op.ITERNEXT: {
          const state = regB(pc, fp);
          const source = load<u64>(state);
          const position = load<f64>(state, 8);
          if (high(source) == TAG_ARRAY && position == position) {
            const index = <u32>position;
            if (index < load<u32>(pointer(source), 24)) {
              const element = load<u64>(
                load<u32>(pointer(source), 16) + HEADER_SIZE + (index << 3),
              );
              store<u64>(regA(pc, fp), element == HOLE ? UNDEFINED : element);
              store<f64>(state, position + 1, 8);
              pc += 8;
            } else {
              store<u64>(state, UNDEFINED, 8);
              store<u64>(state, UNDEFINED);
              pc = near(pc);
            }
            continue;
          }
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.nextIteration(state, pc);
          break;
        }
        case Op.ITERCLOSE: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.closeIteration(
            load<u64>(regA(pc, fp)),
            load<u64>(regA(pc, fp) + 8),
            LibraryHelper.ITERATOR_CLOSE,
            pc,
          );
          break;
        }
        case Op.ITERCLOSETHROW: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.closeIteration(
            load<u64>(regA(pc, fp)),
            load<u64>(regA(pc, fp) + 8),
            LibraryHelper.ITERATOR_CLOSE_QUIET,
            pc,
          );
          break;
        }
        case Op.FORIN: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = pushHelper(
            LibraryHelper.FOR_IN_KEYS,
            load<u64>(regB(pc, fp)),
            UNDEFINED,
            UNDEFINED,
            1,
            pc + 8,
            <u32>load<u16>(pc, 2),
            0,
          );
          break;
        }
        case Op.ASYNC: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = newPendingPromise();
          break;
        }
        case Op.AWAIT: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = awaitValue(load<u64>(regB(pc, fp)));
          break;
        }
        case Op.ARETURN: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = asyncReturn(load<u64>(regA(pc, fp)));
          break;
        }
        case Op.NATIVE: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = slow.runNative(load<u32>(pc, 8), fp);
          break;
        }
        case Op.JOBEND: {
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = endJob();
          break;
        }
        case Op.NOP: {
          pc += 8;
          continue;
        }
        default: {
          store<u32>(H_STATUS, Status.FAULT);
          store<u32>(H_PC, pc);
          store<u32>(H_FP, fp);
          code = EXIT;
          break;
        }
      }
      // Behind the switch: what a slow path said. H_PC and H_FP are current.
      if (code == DONE) {
        fuel -= control.takeCharge();
        if (load<u32>(H_FP) == 0) {
          fp = 0;
          break; // the job is over
        }
        pc = slow.finishInstruction(pc, fp);
        if (load<u32>(H_DUE) == 0) continue;
        store<u32>(H_PC, pc);
        code = SETTLE;
      } else if (code == RETRY) {
        // The step is given back: memory or work comes first. So is what a method call has paid to find its method.
        fuel++;
        if (<i32>load<u16>(pc) == Op.CALLM) fuel += lookedUp;
        control.forgetAttempt();
        fuel -= control.takeCharge();
      } else if (code == RELOAD || code == CONTINUE) {
        // The instruction at H_PC is next, if there is still a frame.
        fuel -= control.takeCharge();
        if (load<u32>(H_DUE) != 0 && load<u32>(H_FP) != 0) code = SETTLE;
      }
      if (code == RETRY || code == THROW || code == SETTLE) {
        // Steps are booked first: while a collection is open nothing in the heap may be touched.
        bookSteps(booked - fuel);
        booked = fuel;
        if (code == RETRY) code = control.prepare(fuel);
        else code = code == THROW ? control.raise(fuel) : control.settle(fuel);
        fuel -= control.takeSettled();
      }
      if (code == EXIT) break;
      pc = load<u32>(H_PC);
      fp = load<u32>(H_FP);
      if (fp == 0) break;
    }
    let usedUp = false;
    if (!collectionBegun()) {
      fuel -= control.takeCharge();
      usedUp = bookSteps(booked - fuel) || (held != 0 && fuel <= 0);
    }
    fuel += held;
    held = 0;
    booked = fuel;
    if (code == EXIT) {
      status = <i32>load<u32>(H_STATUS);
      pc = load<u32>(H_PC);
      fp = load<u32>(H_FP);
      break;
    }
    if (fp == 0) continue;
    // Out of fuel. Whether the job may go on is decided when there is some again: at one count of steps there is one state.
    if (!usedUp || fuel <= 0) break;
    store<u32>(H_PC, pc);
    store<u32>(H_FP, fp);
    code = control.decideAllowance(fuel);
    fuel -= control.takeSettled();
    pc = load<u32>(H_PC);
    fp = load<u32>(H_FP);
    if (fp != 0 && !collectionBegun()) bookSteps(booked - fuel);
    booked = fuel;
    if (code == EXIT) {
      status = <i32>load<u32>(H_STATUS);
      break;
    }
    if (fuel <= 0) break;
  }
  store<u32>(H_PC, pc);
  store<u32>(H_FP, fp);
  store<u32>(H_STATUS, status);
  store<f64>(H_STEPS, load<f64>(H_STEPS) + <f64>(steps - fuel));
  return status;
}
