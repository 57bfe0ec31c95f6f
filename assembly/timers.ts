/**
 * Timers on the Vm's clock (RULES 18, 19).
 *
 * R_TIMERS is a slot array: a table (heap/tables.ts) from id to record | a list (heap/slot-list.ts) of the records, which is a binary heap by
 * deadline and sequence | raw: number of timers | raw: sequence of the last one.
 *   record  internal slot array: deadline (number, ms of the Vm's clock) | raw sequence | interval (number, -1 = fires once) | callback |
 *           raw id | raw root Task id | raw place in the heap
 *
 * Setting, clearing and firing take work by the logarithm of their number. Timers due at the same instant fire in the order in which they
 * were set (a repeating one is set again as it fires), each followed by a drain of the job queue.
 * On the virtual clock time jumps to the earliest timer when nothing else can happen; on the host's it is what the last CLOCK message said.
 */
import { allocateSlotArray, getSlot, reserve, setSlot, slotArrayBytes } from './heap/allocate';
import { ensureListSlot, listSlot, newList } from './heap/slot-list';
import { makeTableRoomIn } from './heap/table-growth';
import { newTable, tableAppend, tableDelete, tableFind } from './heap/tables';
import { enqueue } from './jobs';
import {
  ENTRY_VALUE,
  HEADER_SIZE,
  JobKind,
  MIN_CAPACITY,
  TIMERS_COUNT,
  TIMERS_HEAP,
  TIMERS_LAST_SEQUENCE,
  TIMERS_SLOTS,
  TIMERS_TABLE,
  TIMER_CALLBACK,
  TIMER_DEADLINE,
  TIMER_ID,
  TIMER_INTERVAL,
  TIMER_PLACE,
  TIMER_SEQUENCE,
  TIMER_SLOTS,
  TIMER_TASK,
} from './layouts';
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
import { UNDEFINED, boxInt, boxInternal, boxNumber, numberValue, pointer } from './value';

/** What a jump of the virtual clock costs, in steps: an endless setInterval is bounded by its budget. */
const JUMP_STEPS: u32 = 1000;

export function createTimers(): void {
  const timers = allocateSlotArray(TIMERS_SLOTS, 0);
  setSlot(timers, TIMERS_TABLE, boxInternal(newTable(MIN_CAPACITY)));
  setSlot(timers, TIMERS_HEAP, newList());
  store<u64>(R_TIMERS, boxInternal(timers));
  store<f64>(H_TIMER_DUE, Infinity);
}

// @ts-ignore: decorator
@inline
function timerCount(): u32 {
  return <u32>getSlot(load<u32>(R_TIMERS), TIMERS_COUNT);
}

// @ts-ignore: decorator
@inline
function timerTable(): u32 {
  return pointer(getSlot(load<u32>(R_TIMERS), TIMERS_TABLE));
}

/** A new timer; its id in R_RESULT. `repeat`: fires every `delay` ms. */
export function setTimer(callback: u64, delay: f64, repeat: bool): i32 {
  const timers = load<u32>(R_TIMERS);
  const count = timerCount();
  if (!ensureListSlot(timers, TIMERS_HEAP, count)) return RETRY;
  const room = makeTableRoomIn(timers, HEADER_SIZE + (TIMERS_TABLE << 3));
  if (room != DONE) return room;
  if (!reserve(slotArrayBytes(TIMER_SLOTS))) return RETRY;
  const wait = delay >= 1 && delay <= 2147483647 ? floor(delay) : 1;
  const id = load<u32>(H_NEXT_TIMER) + 1;
  store<u32>(H_NEXT_TIMER, id);
  const record = allocateSlotArray(TIMER_SLOTS, callback);
  setSlot(record, TIMER_INTERVAL, boxNumber(repeat ? wait : -1));
  setSlot(record, TIMER_ID, <u64>id);
  setSlot(record, TIMER_TASK, <u64>load<u32>(H_TASK_ID));
  schedule(record, load<f64>(H_CLOCK) + wait);
  tableAppend(timerTable(), boxInt(<i32>id), boxInternal(record), 0);
  setSlot(timers, TIMERS_COUNT, <u64>count + 1);
  rise(record, count);
  noteEarliest();
  return succeed(boxInt(<i32>id));
}

/** Gives a record a deadline, and its turn among those of the same one. */
function schedule(record: u32, deadline: f64): void {
  const timers = load<u32>(R_TIMERS);
  const sequence = getSlot(timers, TIMERS_LAST_SEQUENCE) + 1;
  setSlot(timers, TIMERS_LAST_SEQUENCE, sequence);
  setSlot(record, TIMER_DEADLINE, boxNumber(deadline));
  setSlot(record, TIMER_SEQUENCE, sequence);
}

/** Forgets a timer; unknown ids are ignored. */
export function clearTimer(id: u32): void {
  const entry = tableFind(timerTable(), boxInt(<i32>id));
  if (entry == 0) return;
  remove(pointer(load<u64>(entry, ENTRY_VALUE)));
  noteEarliest();
}

/** Fires the next timer that is due, or to which the virtual clock may jump: a job. DONE: fired; EXIT: none. */
export function fireTimer(): i32 {
  const due = load<f64>(H_TIMER_DUE);
  if (due == Infinity) return EXIT;
  if (due > load<f64>(H_CLOCK)) {
    if (load<u32>(H_CLOCK_MODE) != 0 || load<u32>(H_PENDING_CALLS) != 0) return EXIT;
    charge(JUMP_STEPS);
    store<f64>(H_CLOCK, due);
  }
  const record = recordAt(0);
  const task = <u32>getSlot(record, TIMER_TASK);
  enqueue(JobKind.CALL, task, getSlot(record, TIMER_CALLBACK), UNDEFINED, UNDEFINED);
  const interval = numberValue(getSlot(record, TIMER_INTERVAL));
  if (interval < 0) remove(record);
  else {
    schedule(record, due + interval);
    sink(record, 0);
  }
  noteEarliest();
  return DONE;
}

/** The host asks for the earliest deadline. */
function noteEarliest(): void {
  const due = timerCount() == 0 ? Infinity : numberValue(getSlot(recordAt(0), TIMER_DEADLINE));
  store<f64>(H_TIMER_DUE, due);
}

// ---- The heap ----

// @ts-ignore: decorator
@inline
function slotAt(place: u32): u32 {
  return listSlot(pointer(getSlot(load<u32>(R_TIMERS), TIMERS_HEAP)), place);
}

// @ts-ignore: decorator
@inline
function recordAt(place: u32): u32 {
  return pointer(load<u64>(slotAt(place)));
}

// @ts-ignore: decorator
@inline
function put(record: u32, place: u32): void {
  store<u64>(slotAt(place), boxInternal(record));
  setSlot(record, TIMER_PLACE, <u64>place);
}

/** Does `a` fire before `b`? */
function isEarlier(a: u32, b: u32): bool {
  const deadlineA = numberValue(getSlot(a, TIMER_DEADLINE));
  const deadlineB = numberValue(getSlot(b, TIMER_DEADLINE));
  if (deadlineA != deadlineB) return deadlineA < deadlineB;
  return getSlot(a, TIMER_SEQUENCE) < getSlot(b, TIMER_SEQUENCE);
}

/** Puts a record at `place` or above, where it belongs. */
function rise(record: u32, place: u32): void {
  while (place > 0) {
    const parent = recordAt((place - 1) >>> 1);
    if (!isEarlier(record, parent)) break;
    put(parent, place);
    place = (place - 1) >>> 1;
    charge(1);
  }
  put(record, place);
}

/** Puts a record at `place` or below, where it belongs. */
function sink(record: u32, place: u32): void {
  const count = timerCount();
  while (true) {
    let child = (place << 1) + 1;
    if (child >= count) break;
    if (child + 1 < count && isEarlier(recordAt(child + 1), recordAt(child))) child++;
    const below = recordAt(child);
    if (!isEarlier(below, record)) break;
    put(below, place);
    place = child;
    charge(1);
  }
  put(record, place);
}

/** Takes a timer out of heap and table. */
function remove(record: u32): void {
  const timers = load<u32>(R_TIMERS);
  const last = timerCount() - 1;
  const moved = recordAt(last);
  store<u64>(slotAt(last), UNDEFINED);
  setSlot(timers, TIMERS_COUNT, <u64>last);
  if (moved != record) {
    const place = <u32>getSlot(record, TIMER_PLACE);
    if (isEarlier(moved, record)) rise(moved, place);
    else sink(moved, place);
  }
  const table = timerTable();
  const entry = tableFind(table, boxInt(<i32>getSlot(record, TIMER_ID)));
  if (entry == 0) unreachable(); // a forged image
  tableDelete(table, entry);
}
