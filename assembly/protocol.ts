/**
 * How slow paths, natives and the dispatch loop talk: result codes, results, exceptions, charges.
 */
import {
  DIR_EMPTY_STRING,
  DIR_KEYS,
  FRAME_HEADER,
  H_CHARGE,
  H_CHARGE_KEPT,
  R_EXCEPTION,
  R_RESULT,
} from './memory-map';
import { TAG_STRING, UNDEFINED, box } from './value';

/** Finished; a native's result is in R_RESULT. */
export const DONE: i32 = 0;
/** An exception: the value is in R_EXCEPTION. */
export const THROW: i32 = 1;
/**
 * Run the same instruction again, after what it waits for: memory (H_REQUEST), work (H_WORK), or nothing when it has done a part of its
 * work itself. Whatever it changed before, the next attempt must find done.
 */
export const RETRY: i32 = 2;
/** H_PC and H_FP have changed: a frame was pushed or popped. */
export const RELOAD: i32 = 3;
/** Resumable native only: one chunk is done, call again when there is fuel. */
export const CONTINUE: i32 = 4;
/** Leave `run` with H_STATUS; the same instruction runs again at the next entry. */
export const EXIT: i32 = 5;
/** Native only: call the library helper whose number is in R_RESULT's place (see `delegate`) with this very window. */
export const DELEGATE: i32 = 6;

// @ts-ignore: decorator
@inline
export function succeed(value: u64): i32 {
  store<u64>(R_RESULT, value);
  return DONE;
}

// @ts-ignore: decorator
@inline
export function throwValue(value: u64): i32 {
  store<u64>(R_EXCEPTION, value);
  return THROW;
}

/** Tail-calls a library helper with the window of this native: same `this`, same arguments. */
// @ts-ignore: decorator
@inline
export function delegate(helper: i32): i32 {
  store<u64>(R_RESULT, <u64>helper);
  return DELEGATE;
}

/** Adds to what the current instruction costs, in steps. */
// @ts-ignore: decorator
@inline
export function charge(steps: u32): void {
  store<u32>(H_CHARGE, load<u32>(H_CHARGE) + steps);
}

/** The charges made so far in this instruction, to be given to `keepCharge` or `dropCharge`. */
// @ts-ignore: decorator
@inline
export function chargeMark(): u32 {
  return load<u32>(H_CHARGE);
}

/** What was charged since `mark` is for something done for good: it stays when the instruction must be tried again. */
// @ts-ignore: decorator
@inline
export function keepCharge(mark: u32): void {
  store<u32>(H_CHARGE_KEPT, load<u32>(H_CHARGE_KEPT) + load<u32>(H_CHARGE) - mark);
}

/** What was charged since `mark` is for something that guests cannot know of, made on first use: it costs nothing. */
// @ts-ignore: decorator
@inline
export function dropCharge(mark: u32): void {
  store<u32>(H_CHARGE, mark);
}

/** Steps for touching so many bytes: one per 64. */
// @ts-ignore: decorator
@inline
export function chargeBytes(bytes: u32): void {
  charge(bytes >>> 6);
}

/** The i-th argument (from 0) of a native's frame, undefined when not given. */
// @ts-ignore: decorator
@inline
export function argument(frame: u32, count: i32, index: i32): u64 {
  return index < count ? load<u64>(frame + FRAME_HEADER + 8 + ((<u32>index) << 3)) : UNDEFINED;
}

// @ts-ignore: decorator
@inline
export function thisValue(frame: u32): u64 {
  return load<u64>(frame + FRAME_HEADER);
}

/** Address of the interned string of a KnownKey. */
// @ts-ignore: decorator
@inline
export function knownKey(key: i32): u32 {
  return load<u32>(load<u32>(DIR_KEYS) + ((<u32>key) << 2));
}

// @ts-ignore: decorator
@inline
export function knownString(key: i32): u64 {
  return box(TAG_STRING, knownKey(key));
}

// @ts-ignore: decorator
@inline
export function emptyString(): u64 {
  return box(TAG_STRING, load<u32>(DIR_EMPTY_STRING));
}
