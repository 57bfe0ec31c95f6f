/**
 * Mark-compact collection, checkpoints and the out-of-memory protocol (RULES 8-10, 13). First version: grows the memory, never collects.
 */
import { H_HEAP_LIMIT, H_HEAP_TOP, H_REQUEST } from '../memory-map';

/** The slow path of `reserve`: notes the request; `serviceMemory` will meet it between instructions. */
export function reserveSlow(bytes: u32): bool {
  store<u32>(H_REQUEST, bytes);
  return false;
}

/** Memory is ready: run the instruction again. */
export const SERVICE_READY: i32 = 0;
/** A chunk of collection was done: leave `run`, come back here. */
export const SERVICE_MORE: i32 = 1;
/** Refused: throw the out-of-memory error at the current instruction. */
export const SERVICE_REFUSED: i32 = 2;

/** Meets the request noted in H_REQUEST, a chunk at a time. */
export function serviceMemory(): i32 {
  const top = load<u32>(H_HEAP_TOP);
  const end = top + load<u32>(H_REQUEST) + 65536;
  const have = <u32>memory.size() << 16;
  if (end > have) {
    if (memory.grow(<i32>(((end - have) >>> 16) + 16)) < 0) return SERVICE_REFUSED;
  }
  store<u32>(H_HEAP_LIMIT, <u32>memory.size() << 16);
  store<u32>(H_REQUEST, 0);
  return SERVICE_READY;
}

/**
 * The bytes of uncounted objects (H_UNCOUNTED, the intern table) have changed by so many. A hook for the checkpoints: where a checkpoint
 * is what binds H_HEAP_LIMIT, the limit must move by as much, so that the table never brings a checkpoint nearer.
 */
export function noteUncounted(bytes: f64): void {}
