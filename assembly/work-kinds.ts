/**
 * Long-running work: what an instruction needs before it can go on, done in chunks between its attempts.
 *
 * The slow path that finds it needs work allocates what the work will fill, calls `beginWork` and returns RETRY. The loop calls
 * `runWork` (work.ts) until it is done and runs the same instruction again, which then finds the work's effect: a flattened rope,
 * larger elements, a cached hash, or an *answer* (see heap/answers.ts).
 *
 *   H_WORK          enum Work
 *   H_WORK_CURSOR   how far it is, in units of its kind
 *   R_WORK0…2       operands, by kind (roots, so the work survives a collection between two chunks)
 */
import { H_WORK, H_WORK_CURSOR, R_WORK0, R_WORK1, R_WORK2 } from './memory-map';
import { UNDEFINED } from './value';

export const enum Work {
  NONE,
  /** R_WORK0 = rope, R_WORK1 = flat string being filled, R_WORK2 = internal: stack of (string, offset) pairs; see heap/ropes.ts. */
  FLATTEN,
  /** R_WORK0 = array, R_WORK1 = internal: its new elements. */
  GROW_ELEMENTS,
  /** R_WORK0 = internal: the new stack, into which the one in use moves; see frames.ts. */
  GROW_STACK,
  /** R_WORK0 = internal: the new shape table; see heap/shapes.ts. */
  GROW_SHAPES,
  /** R_WORK0 = internal: the new intern table. */
  REHASH_INTERN,
  /** R_WORK0 = flat string, R_WORK1 = hash so far. */
  HASH,
  /** R_WORK0 = long flat string, R_WORK2 = internal: answer record; see heap/intern.ts. */
  INTERN_LONG,
  /** R_WORK0, R_WORK1 = flat strings of one width, R_WORK2 = internal: answer record. */
  COMPARE,
  /** R_WORK0 = flat string, R_WORK1 = mode and radix, R_WORK2 = internal: answer record; see heap/long-numbers.ts. */
  READ_NUMBER,
  /** An exception, in R_EXCEPTION, on its way to a handler; see control.ts. */
  UNWIND,
  /** R_WORK0 = object, R_WORK1 = key or object, R_WORK2 = internal: answer record; see chains.ts. */
  CHAIN,
  /** R_WORK0 = object, R_WORK1 = raw: which keys, R_WORK2 = internal: answer record; see natives/keys.ts. */
  KEYS,
  /** R_WORK0 = object, R_WORK1 = raw: what for, R_WORK2 = internal: answer record; see natives/integrity.ts. */
  INTEGRITY,
  /** R_WORK0 = object, or UNDEFINED for the roots, R_WORK1 = internal: its new table, R_WORK2 = raw: offset of the slot, capacity << 16; see heap/table-growth.ts. */
  REHASH_TABLE,
}

/** Bytes of work in one chunk (RULES 2). */
export const WORK_CHUNK: u32 = 65536;

export function beginWork(kind: i32, operand0: u64, operand1: u64, operand2: u64): void {
  store<u32>(H_WORK, kind);
  store<u32>(H_WORK_CURSOR, 0);
  store<u64>(R_WORK0, operand0);
  store<u64>(R_WORK1, operand1);
  store<u64>(R_WORK2, operand2);
}

/** The work has had its effect: nothing of it stays behind. */
export function endWork(): bool {
  beginWork(Work.NONE, UNDEFINED, UNDEFINED, UNDEFINED);
  return true;
}
