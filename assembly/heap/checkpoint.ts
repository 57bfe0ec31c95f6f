/**
 * Checkpoints, limits and the out-of-memory protocol (RULES 9, 10, 13); when to collect, when to grow.
 *
 * Bytes are counted by the bump pointer:
 *   allocated   = H_ALLOCATED + (top - base)     cumulative, intern tables excluded
 *   used        = allocated - H_FOUND_DEAD       live at the last checkpoint that collected, plus what was allocated since
 *
 * Both are functions of the guest alone. A checkpoint is due when allocated + request > H_CHECKPOINT. It passes without a collection when
 * used + request fits, for live ≤ used; else it collects, learns live exactly, and decides.
 *
 * Where a checkpoint comes is not where an instruction breaks off. A small request is always met, whatever is due: that is settled as soon
 * as the instruction is over (H_DUE). So an instruction may ask for as many small things as it likes, at any place, and never has to
 * be tried again half-way. A large request is judged first and the instruction tried again: it comes before anything the instruction does
 * that a second attempt would do once more (docs/design/bounds.md). Collections for the footprint's sake begin between instructions.
 *
 * H_OOM_STATE is how much of the reserve (RULES 13) has been given out:
 *   0  armed: the heap may fill up to the cap less the reserve
 *   1  a failure has opened the reserve; the next checkpoint, 8 KB later, finds it refilled or ends the Task
 *   2  a Task was ended for it; if live still exceeds the cap at the next failure, the Vm ends
 */
import {
  CHECKPOINT_DUE,
  MAX_HEAP_TOP,
  PHASE_IDLE,
  PHASE_WANTED,
  REQUEST_COLLECTED,
  REQUEST_DECISIVE,
  REQUEST_FORCED,
  REQUEST_SETTLING,
  REQUEST_STRESS,
  REQUEST_UNCOUNTED,
} from '../layouts';
import {
  H_ALLOCATED,
  H_CHECKPOINT,
  H_DUE,
  H_FOUND_DEAD,
  H_GC_FLAGS,
  H_GC_PHASE,
  H_HEAP_BASE,
  H_HEAP_LIMIT,
  H_HEAP_MODE,
  H_HEAP_TOP,
  H_KNOB_COLLECT,
  H_KNOB_COUNT,
  H_KNOB_FAIL,
  H_KNOB_FOOTPRINT,
  H_KNOB_PC,
  H_LIVE,
  H_MAX_HEAP,
  H_OOM_STATE,
  H_PC,
  H_REQUEST,
  H_UNCOUNTED,
} from '../memory-map';
import { charge } from '../protocol';
import { tablesBytes, topBelow } from './collector-tables';

/** Memory is ready: run the instruction again. */
export const SERVICE_READY: i32 = 0;
/** A chunk of collection was done: leave `run`, come back here. */
export const SERVICE_MORE: i32 = 1;
/** Refused: throw the out-of-memory error at the current instruction. */
export const SERVICE_REFUSED: i32 = 2;
/** Refused again: end the running root Task; no guest code sees it (no `catch`, no `finally`). */
export const SERVICE_FATAL_TASK: i32 = 3;
/** Live bytes exceed the cap even after a Task was ended: the Vm is over. */
export const SERVICE_FATAL_VM: i32 = 4;
/** The region contradicts itself, or the host cannot give the memory that the limits promise: Status.FAULT. */
export const SERVICE_FAULT: i32 = 5;

/** Requests up to this size are met inside of an instruction, in bytes. */
export const SMALL_REQUEST: u32 = 2048;

const MAX_RESERVE_BYTES: f64 = 8192;
/** Smallest distance from the live bytes to the next collection for the footprint's sake. */
const FOOTPRINT_FLOOR: f64 = 4194304;
/** A refusal charges one step per so many bytes of the cap (as a shift): a collection of a full heap costs about as much. */
const REFUSAL_CHARGE_SHIFT: u32 = 6;
/** Steps for refusing what could never fit. */
const IMPOSSIBLE_CHARGE: u32 = 64;

const PAGE_BYTES: u64 = 65536;
/** Heaps below this grow by half of themselves, others by a quarter of the memory. */
const SMALL_HEAP: u32 = 4194304;
const GROWTH_FLOOR: u64 = 1048576;

/** Bits of H_GC_FLAGS that are about the request in H_REQUEST. */
const REQUEST_FLAGS: u32 = 63;
/** What settling asks for: nothing more, and no request is 0. */
const SETTLING_BYTES: u32 = 8;
// Test knob: large requests that instruction H_KNOB_PC may make before the next collection, and how many of them are left.
const ALLOWANCE_SHIFT: u32 = 8;
const LEFT_SHIFT: u32 = 20;
const ALLOWANCE_MASK: u32 = 0xfff;

/** Bytes allocated so far, dead ones too; tables that are not counted excluded. */
export function allocatedBytes(): f64 {
  return load<f64>(H_ALLOCATED) + <f64>(load<u32>(H_HEAP_TOP) - load<u32>(H_HEAP_BASE));
}

/** Live bytes at the last checkpoint that collected, plus bytes allocated since: the same on every run, exact to the byte. */
export function heapBytesUsed(): f64 {
  return allocatedBytes() - load<f64>(H_FOUND_DEAD);
}

/** Part of maxHeapBytes that only a failure opens: 8 KB, less under tiny caps. */
// @ts-ignore: decorator
@inline
function reserveBytes(): f64 {
  return min(MAX_RESERVE_BYTES, floor(load<f64>(H_MAX_HEAP) / 4));
}

/**
 * How much may be live after a checkpoint. A bump heap knows no checkpoints and has its reserve above this, given out by steps; in a
 * collected heap the reserve is what may be allocated before the next checkpoint.
 */
function ceiling(): f64 {
  const armed = load<f64>(H_MAX_HEAP) - reserveBytes();
  return load<u32>(H_HEAP_MODE) == 0 ? armed : armed + reserveBytes() * <f64>load<u32>(H_OOM_STATE);
}

// @ts-ignore: decorator
@inline
function half(): f64 {
  return floor(load<f64>(H_MAX_HEAP) / 2);
}

/** The first checkpoint of a new heap. */
function startCheckpoints(): void {
  if (load<f64>(H_CHECKPOINT) == 0) store<f64>(H_CHECKPOINT, allocatedBytes() + half());
}

/** A changed maxHeapBytes holds from the next checkpoint on, which is due at most half of it from now. */
export function setMaxHeapBytes(bytes: f64): void {
  store<f64>(H_MAX_HEAP, bytes);
  store<f64>(H_CHECKPOINT, allocatedBytes() + half());
  updateLimit();
}

/** Must this request be judged between two instructions? */
function isDue(bytes: u32): bool {
  if (<f64>bytes > ceiling()) return true;
  const allocated = allocatedBytes() + <f64>bytes;
  return allocated > (load<u32>(H_HEAP_MODE) != 0 ? ceiling() : load<f64>(H_CHECKPOINT));
}

/** Address at which a collection for the footprint's sake is wanted. */
function footprintTarget(): f64 {
  const live = load<f64>(H_LIVE);
  const knob = load<u32>(H_KNOB_FOOTPRINT);
  const growth = knob ? <f64>knob : max(live, FOOTPRINT_FLOOR);
  return <f64>load<u32>(H_HEAP_BASE) + live + load<f64>(H_UNCOUNTED) + growth;
}

// @ts-ignore: decorator
@inline
function mappedEnd(): u64 {
  return <u64>memory.size() * PAGE_BYTES;
}

/** How far the heap may grow in mapped memory: a collection must always find room for its tables. */
function heapEnd(): u64 {
  const mapped = min<u64>(mappedEnd(), MAX_HEAP_TOP);
  return load<u32>(H_HEAP_MODE) != 0 ? mapped : topBelow(load<u32>(H_HEAP_BASE), mapped);
}

// @ts-ignore: decorator
@inline
function isUnderKnob(): bool {
  return load<u32>(H_KNOB_COLLECT) != 0 || load<f64>(H_KNOB_FAIL) != 0;
}

/** Where the next allocation takes the slow path: the least of mapped memory, checkpoint and footprint target; at once under a test knob. */
export function updateLimit(): void {
  if (isUnderKnob()) {
    store<u32>(H_HEAP_LIMIT, 0);
    return;
  }
  const top = <f64>load<u32>(H_HEAP_TOP);
  const bump = load<u32>(H_HEAP_MODE) != 0;
  const left = (bump ? ceiling() : load<f64>(H_CHECKPOINT)) - allocatedBytes();
  let limit = min(<f64>heapEnd(), top + max(left, 0));
  if (!bump && load<u32>(H_GC_PHASE) == PHASE_IDLE) limit = min(limit, footprintTarget());
  store<u32>(H_HEAP_LIMIT, <u32>max(limit, 0));
}

/**
 * Maps memory for a heap up to `heapTop`, its collector's tables, and some more. The step is half of a small heap, else a quarter of the
 * memory, at least 1 MB; not beyond what the cap lets heap and tables need. False: the host has no more.
 */
function ensureRoom(heapTop: u64): bool {
  if (heapTop <= heapEnd()) return true;
  if (heapTop > MAX_HEAP_TOP) return false;
  const have = mappedEnd();
  const base = load<u32>(H_HEAP_BASE);
  const heap = load<u32>(H_HEAP_TOP) - base;
  const step = heap < SMALL_HEAP ? <u64>(heap >>> 1) : max(GROWTH_FLOOR, have >>> 2);
  const most = <u64>(
    min<f64>(<f64>base + load<f64>(H_MAX_HEAP) * 1.54 + load<f64>(H_UNCOUNTED), 4294967296)
  );
  const tables = load<u32>(H_HEAP_MODE) != 0 ? 0 : <u64>tablesBytes(base, <u32>heapTop) + 1024;
  const needed = heapTop + tables;
  return growTo(max(needed, min(needed + step, most)), have) || growTo(needed, have);
}

/** Maps memory for the tables of a collection that begins now. */
export function ensureTables(): bool {
  return ensureRoom(<u64>load<u32>(H_HEAP_TOP));
}

function growTo(end: u64, have: u64): bool {
  if (end <= have) return true;
  const pages = (end - have + PAGE_BYTES - 1) / PAGE_BYTES;
  return pages <= 65536 && memory.grow(<i32>pages) >= 0;
}

/**
 * The slow path of `reserve`. False, for a large request only (or when the platform has no memory): the request is noted, and
 * `serviceMemory` will meet it between instructions.
 */
export function reserveSlow(bytes: u32): bool {
  startCheckpoints();
  const isSmall = bytes <= SMALL_REQUEST;
  const knobs = knobsSay();
  const checkpoint: u32 = isDue(bytes) ? CHECKPOINT_DUE : 0;
  if (isSmall) store<u32>(H_DUE, load<u32>(H_DUE) | knobs | checkpoint);
  else if (knobs & REQUEST_FORCED || checkpoint || (knobs & REQUEST_STRESS && isStressed()))
    return note(bytes, knobs);
  return give(bytes);
}

/** `reserve` for the host, between two instructions: judged first, whatever its size. Test knobs are about the guest's requests. */
export function reserveForHost(bytes: u32): bool {
  startCheckpoints();
  return isDue(bytes) ? note(bytes, 0) : give(bytes);
}

/** Maps what the request needs; false: the platform has no memory, or not before a collection. */
function give(bytes: u32): bool {
  const end = <u64>load<u32>(H_HEAP_TOP) + <u64>bytes;
  if (
    load<u32>(H_GC_PHASE) == PHASE_IDLE &&
    load<u32>(H_HEAP_MODE) == 0 &&
    <f64>end > footprintTarget()
  ) {
    store<u32>(H_GC_PHASE, PHASE_WANTED);
  }
  if (!ensureRoom(end)) return note(bytes, 0);
  if (isUnderKnob()) store<u32>(H_HEAP_LIMIT, <u32>end);
  else updateLimit();
  return true;
}

/** `reserve` for memory that is not counted (the intern table): no checkpoint is about it, so it may lie above H_HEAP_LIMIT. */
export function reserveUncounted(bytes: u32): bool {
  return ensureRoom(<u64>load<u32>(H_HEAP_TOP) + <u64>bytes) || note(bytes, REQUEST_UNCOUNTED);
}

/** Uncounted objects have been made (bytes > 0) or given up. What was made is taken out of the count of bytes allocated. */
export function noteUncounted(bytes: f64): void {
  if (bytes > 0) store<f64>(H_ALLOCATED, load<f64>(H_ALLOCATED) - bytes);
  updateLimit();
}

function note(bytes: u32, flags: u32): bool {
  store<u32>(H_REQUEST, bytes);
  store<u32>(H_GC_FLAGS, (load<u32>(H_GC_FLAGS) & ~REQUEST_FLAGS) | flags);
  return false;
}

/** What the test knobs (RULES 30) say to this reserve: FORCED, STRESS or nothing. */
function knobsSay(): u32 {
  const countdown = load<f64>(H_KNOB_FAIL);
  if (countdown != 0) {
    store<f64>(H_KNOB_FAIL, countdown - 1);
    if (countdown == 1) return REQUEST_FORCED;
  }
  const period = load<u32>(H_KNOB_COLLECT);
  if (period == 0 || load<u32>(H_HEAP_MODE) != 0) return 0;
  const count = load<u32>(H_KNOB_COUNT) + 1;
  store<u32>(H_KNOB_COUNT, count < period ? count : 0);
  return count < period ? 0 : REQUEST_STRESS;
}

/**
 * Is a collection to come before this large request? An instruction that makes several of them is let one further after each
 * collection, so that it ends.
 */
function isStressed(): bool {
  const packed = load<u32>(H_GC_FLAGS);
  const same = load<u32>(H_PC) == load<u32>(H_KNOB_PC);
  let allowance = (packed >>> ALLOWANCE_SHIFT) & ALLOWANCE_MASK;
  const left = packed >>> LEFT_SHIFT;
  if (same && left != 0) {
    store<u32>(H_GC_FLAGS, packed - (1 << LEFT_SHIFT));
    return false;
  }
  allowance = same ? min(allowance + 1, ALLOWANCE_MASK) : 1;
  store<u32>(H_KNOB_PC, load<u32>(H_PC));
  store<u32>(H_GC_FLAGS, (allowance << ALLOWANCE_SHIFT) | (allowance << LEFT_SHIFT));
  return true;
}

/** What small requests made due is to be judged now. `finished`: the instruction that made them is over, and H_PC the next one. */
export function settleDue(finished: bool): void {
  const due = load<u32>(H_DUE);
  store<u32>(H_DUE, 0);
  let flags = due & (REQUEST_FORCED | REQUEST_STRESS);
  if (!(due & CHECKPOINT_DUE)) flags |= REQUEST_UNCOUNTED;
  note(SETTLING_BYTES, finished ? flags | REQUEST_SETTLING : flags);
}

/** Is the request in H_REQUEST about an instruction that is over? */
export function isAboutFinished(): bool {
  return (load<u32>(H_GC_FLAGS) & REQUEST_SETTLING) != 0;
}

/**
 * Decides about H_REQUEST. SERVICE_MORE: a collection must come first (and then this again). Anything else has settled the request.
 */
export function judge(): i32 {
  const flags = load<u32>(H_GC_FLAGS);
  const verdict = verdictOn(load<u32>(H_REQUEST), flags);
  if (verdict == SERVICE_MORE) return verdict;
  store<u32>(H_REQUEST, 0);
  store<u32>(H_GC_FLAGS, flags & ~REQUEST_FLAGS);
  updateLimit();
  return verdict;
}

function verdictOn(request: u32, flags: u32): i32 {
  const collected = (flags & REQUEST_COLLECTED) != 0;
  startCheckpoints();
  if (flags & REQUEST_FORCED) return refuse(false, 0);
  if (!(flags & REQUEST_UNCOUNTED) && isDue(request)) {
    const verdict = checkpoint(<f64>request, collected);
    if (verdict != SERVICE_READY) return verdict;
  }
  if (flags & REQUEST_STRESS && !collected) return SERVICE_MORE;
  if (ensureRoom(<u64>load<u32>(H_HEAP_TOP) + <u64>request)) return SERVICE_READY;
  return collected || load<u32>(H_HEAP_MODE) != 0 ? SERVICE_FAULT : SERVICE_MORE;
}

function checkpoint(request: f64, collected: bool): i32 {
  if (request > load<f64>(H_MAX_HEAP) - reserveBytes()) {
    charge(IMPOSSIBLE_CHARGE);
    return SERVICE_REFUSED;
  }
  if (load<u32>(H_HEAP_MODE) != 0) return refuse(true, heapBytesUsed());
  if (heapBytesUsed() + request > ceiling()) {
    if (!collected) {
      store<u32>(H_GC_FLAGS, load<u32>(H_GC_FLAGS) | REQUEST_DECISIVE);
      return SERVICE_MORE;
    }
    const live = load<f64>(H_LIVE);
    store<f64>(H_FOUND_DEAD, allocatedBytes() - live);
    if (live + request > ceiling()) return refuse(true, live);
  }
  store<u32>(H_OOM_STATE, 0);
  store<f64>(H_CHECKPOINT, allocatedBytes() + request + half());
  return SERVICE_READY;
}

/** A failure. `live` counts when it is exact. */
function refuse(exact: bool, live: f64): i32 {
  charge(<u32>min<f64>(load<f64>(H_MAX_HEAP), 4294967295) >>> REFUSAL_CHARGE_SHIFT);
  const given = load<u32>(H_OOM_STATE);
  if (given == 2 && exact && live > load<f64>(H_MAX_HEAP)) return SERVICE_FATAL_VM;
  store<f64>(H_CHECKPOINT, allocatedBytes() + reserveBytes());
  // Where only the request was too large, this checkpoint has found the reserve full: it stays so.
  if (given == 0 && exact && live + reserveBytes() <= ceiling()) return SERVICE_REFUSED;
  store<u32>(H_OOM_STATE, given == 0 ? 1 : 2);
  return given == 0 ? SERVICE_REFUSED : SERVICE_FATAL_TASK;
}
