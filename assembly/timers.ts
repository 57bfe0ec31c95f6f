/**
 * Timers on the Vm's clock (RULES 18, 19).
 *
 * R_TIMERS is a slot array: slot 0 = number of timers (raw), then TIMER_SLOTS each, in order of creation:
 * deadline (number, ms of the Vm's clock), interval (number, -1 = fires once), callback, raw timer id | root Task id << 32.
 * Timers due at the same instant fire in the order of their creation, each followed by a drain of the job queue.
 * On the virtual clock time jumps to the earliest timer when nothing else can happen; on the host's it is what the last CLOCK message said.
 */
import {
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  slotArrayBytes,
  slotCount,
} from './heap/allocate';
import { JobKind, enqueue, reserveJobs } from './jobs';
import {
  H_CLOCK,
  H_CLOCK_MODE,
  H_NEXT_TIMER,
  H_PENDING_CALLS,
  H_TASK_ID,
  H_TIMER_DUE,
  R_TIMERS,
} from './memory-map';
import { DONE, EXIT, RETRY, charge, succeed } from './protocol';
import { UNDEFINED, boxInt, boxInternal, boxNumber, numberValue } from './value';

const FIRST: u32 = 1;
const TIMER_SLOTS: u32 = 4;
/** What a jump of the virtual clock costs, in steps: an endless setInterval is bounded by its budget. */
const JUMP_STEPS: u32 = 1000;

export function createTimers(): void {
  const timers = allocateSlotArray(FIRST + 2 * TIMER_SLOTS, UNDEFINED);
  setSlot(timers, 0, 0);
  store<u64>(R_TIMERS, boxInternal(timers));
  store<f64>(H_TIMER_DUE, Infinity);
}

// @ts-ignore: decorator
@inline
function timerCount(): u32 {
  return <u32>getSlot(load<u32>(R_TIMERS), 0);
}

/** Index of the timer that fires next, -1 when there is none; notes its deadline for the host. */
function earliest(): i32 {
  const timers = load<u32>(R_TIMERS);
  let found: i32 = -1;
  let due = Infinity;
  for (let i: u32 = 0, n = timerCount(); i < n; i++) {
    const deadline = numberValue(getSlot(timers, FIRST + i * TIMER_SLOTS));
    if (deadline < due) {
      due = deadline;
      found = <i32>i;
    }
  }
  store<f64>(H_TIMER_DUE, due);
  return found;
}

/** A new timer; its id in R_RESULT. `repeat`: fires every `delay` ms. */
export function setTimer(callback: u64, delay: f64, repeat: bool): i32 {
  const count = timerCount();
  let timers = load<u32>(R_TIMERS);
  if (slotCount(timers) < FIRST + (count + 1) * TIMER_SLOTS) {
    if (!reserve(slotArrayBytes(FIRST + count * 2 * TIMER_SLOTS))) return RETRY;
    const bigger = allocateSlotArray(FIRST + count * 2 * TIMER_SLOTS, UNDEFINED);
    memory.copy(bigger + 8, timers + 8, (FIRST + count * TIMER_SLOTS) << 3);
    store<u64>(R_TIMERS, boxInternal(bigger));
    timers = bigger;
  }
  const wait = delay >= 1 && delay <= 2147483647 ? floor(delay) : 1;
  const id = load<u32>(H_NEXT_TIMER) + 1;
  store<u32>(H_NEXT_TIMER, id);
  const base = FIRST + count * TIMER_SLOTS;
  setSlot(timers, base, boxNumber(load<f64>(H_CLOCK) + wait));
  setSlot(timers, base + 1, boxNumber(repeat ? wait : -1));
  setSlot(timers, base + 2, callback);
  setSlot(timers, base + 3, <u64>id | ((<u64>load<u32>(H_TASK_ID)) << 32));
  setSlot(timers, 0, <u64>count + 1);
  earliest();
  charge(count >>> 3);
  return succeed(boxInt(<i32>id));
}

function removeAt(index: u32): void {
  const timers = load<u32>(R_TIMERS);
  const count = timerCount();
  const from = timers + 8 + ((FIRST + (index + 1) * TIMER_SLOTS) << 3);
  memory.copy(from - (TIMER_SLOTS << 3), from, ((count - index - 1) * TIMER_SLOTS) << 3);
  for (let i: u32 = 0; i < TIMER_SLOTS; i++)
    setSlot(timers, FIRST + (count - 1) * TIMER_SLOTS + i, UNDEFINED);
  setSlot(timers, 0, <u64>count - 1);
}

/** Forgets a timer; unknown ids are ignored. */
export function clearTimer(id: u32): void {
  const timers = load<u32>(R_TIMERS);
  const count = timerCount();
  for (let i: u32 = 0; i < count; i++) {
    if (<u32>getSlot(timers, FIRST + i * TIMER_SLOTS + 3) != id) continue;
    removeAt(i);
    earliest();
    break;
  }
  charge(count >>> 3);
}

/** Fires the next timer that is due, or to which the virtual clock may jump: a job. DONE: fired; EXIT: none; RETRY. */
export function fireTimer(): i32 {
  const index = earliest();
  if (index < 0) return EXIT;
  const due = load<f64>(H_TIMER_DUE);
  if (due > load<f64>(H_CLOCK)) {
    if (load<u32>(H_CLOCK_MODE) != 0 || load<u32>(H_PENDING_CALLS) != 0) return EXIT;
    charge(JUMP_STEPS);
    store<f64>(H_CLOCK, due);
  }
  if (!reserveJobs(1)) return RETRY;
  const timers = load<u32>(R_TIMERS);
  const base = FIRST + <u32>index * TIMER_SLOTS;
  const interval = numberValue(getSlot(timers, base + 1));
  const owner = getSlot(timers, base + 3);
  enqueue(JobKind.CALL, <u32>(owner >>> 32), getSlot(timers, base + 2), UNDEFINED, UNDEFINED);
  if (interval < 0) removeAt(<u32>index);
  else {
    // A repeating timer goes behind those already waiting for the same instant.
    const callback = getSlot(timers, base + 2);
    removeAt(<u32>index);
    const last = FIRST + timerCount() * TIMER_SLOTS;
    setSlot(timers, last, boxNumber(due + interval));
    setSlot(timers, last + 1, boxNumber(interval));
    setSlot(timers, last + 2, callback);
    setSlot(timers, last + 3, owner);
    setSlot(timers, 0, <u64>timerCount() + 1);
  }
  earliest();
  charge(timerCount() >>> 3);
  return DONE;
}
