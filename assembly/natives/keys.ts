/**
 * The own keys of an object, in property order: indices ascending, strings, symbols. Indices are numbers here.
 *
 * Few are listed at once, many as work (RULES 2): Work.KEYS, R_WORK0 = object, R_WORK1 = which keys, and a record with the state of the
 * walk. The slots that are filled are a KIND_STACK object until they become the elements of the list.
 */
import { completeFunction, isLazyFunction } from '../functions';
import { allocate, getSlot, reserve, setSlot, sizeOf, slotArrayBytes } from '../heap/allocate';
import { answerRecord, beginQuestion, findAnswer, giveAnswer } from '../heap/answers';
import {
  arrayBytes,
  arrayLength,
  elementAddress,
  elementAt,
  newArray,
  setLength,
} from '../heap/arrays';
import { boxObject, classOf, shapeOf } from '../heap/objects';
import { shapeAt, shapeCount, shapeFlags, shapePair } from '../heap/shapes';
import { entryAt, tableUsed } from '../heap/tables';
import {
  ANSWER_RESULT,
  ARRAY_ELEMENTS,
  ENTRY_ATTRIBUTES,
  ENUMERABLE,
  HEADER_SIZE,
  KEYS_BEFORE_NUMBERS,
  KEYS_COUNT,
  KEYS_OUT,
  KEYS_PHASE,
  KEYS_STATE_SLOTS,
  KIND_FREE,
  KIND_SLOTS,
  KIND_STACK,
  KeysPhase,
  OBJECT_OVERFLOW,
  SHAPE_DICTIONARY,
} from '../layouts';
import { H_WORK_CURSOR, R_WORK0, R_WORK1 } from '../memory-map';
import { ClassId, KnownKey } from '../names';
import { DONE, RETRY, charge, knownString, succeed } from '../protocol';
import {
  HOLE,
  TAG_ARRAY,
  UNDEFINED,
  box,
  boxInternal,
  isNumber,
  isString,
  isSymbol,
  pointer,
} from '../value';
import { Work, endWork } from '../work-kinds';

// Which keys.
const ENUMERABLE_STRINGS: u32 = 0;
const STRINGS: u32 = 1;
const SYMBOLS: u32 = 2;

/** Most keys, deleted ones included, that are listed at once. */
const AT_ONCE: u32 = 2048;

/** Lists the own keys; `which`: 0 enumerable strings, 1 strings, 2 symbols, 3 all. The list in R_RESULT. */
export function ownKeys(object: u32, which: u32): i32 {
  if (isLazyFunction(object) && which != ENUMERABLE_STRINGS) {
    const code = completeFunction(object);
    if (code != DONE) return code;
  }
  const indices = indexCount(object, which);
  const named = namedCount(object);
  const bound = indices + 1 + named;
  if (bound > AT_ONCE) return listAsWork(object, which, bound);
  if (!reserve(arrayBytes(bound))) return RETRY;
  const list = newArray(bound);
  const out = elementAddress(list, 0);
  let count = putIndices(object, out, 0, 0, indices);
  count = putLength(object, which, out, count);
  const numbers = putNamed(object, which, Pass.NUMBERS, out, bound, count, 0, named);
  if (numbers - count > 1) sortNumbers(out + (count << 3), numbers - count);
  count = putNamed(object, which, Pass.STRINGS, out, bound, numbers, 0, named);
  count = putNamed(object, which, Pass.SYMBOLS, out, bound, count, 0, named);
  setLength(list, count);
  charge(bound >>> 2);
  return succeed(box(TAG_ARRAY, list));
}

/** Elements to be looked at. */
function indexCount(object: u32, which: u32): u32 {
  return classOf(object) == ClassId.ARRAY && which != SYMBOLS ? arrayLength(object) : 0;
}

/** Properties with a key of their own, those of a dictionary deleted ones included. */
function namedCount(object: u32): u32 {
  const shape = shapeAt(shapeOf(object));
  return shapeFlags(shape) & SHAPE_DICTIONARY
    ? tableUsed(load<u32>(object, OBJECT_OVERFLOW))
    : shapeCount(shape);
}

/** Puts the indices of elements [start, end) that are no holes at place `count` of `out`; gives the place behind them. */
function putIndices(object: u32, out: u32, count: u32, start: u32, end: u32): u32 {
  for (let i = start; i < end; i++)
    if (elementAt(object, i) != HOLE) store<f64>(out + (count++ << 3), <f64>i);
  return count;
}

/** The same for an array's length, its first string. */
function putLength(object: u32, which: u32, out: u32, count: u32): u32 {
  if (classOf(object) != ClassId.ARRAY || which == ENUMERABLE_STRINGS || which == SYMBOLS)
    return count;
  store<u64>(out + (count << 3), knownString(KnownKey.LENGTH));
  return count + 1;
}

/** Which keys a pass over the properties takes. */
const enum Pass {
  NUMBERS,
  STRINGS,
  SYMBOLS,
  /** What is no key of the guest. */
  NONE,
}

/** The same for properties [start, end); `out` has so much room. */
function putNamed(
  object: u32,
  which: u32,
  pass: u32,
  out: u32,
  room: u32,
  count: u32,
  start: u32,
  end: u32,
): u32 {
  if (pass == Pass.SYMBOLS ? which < SYMBOLS : which == SYMBOLS) return count;
  const shape = shapeAt(shapeOf(object));
  const isDictionary = (shapeFlags(shape) & SHAPE_DICTIONARY) != 0;
  for (let i = start; i < end; i++) {
    let key: u64;
    let attributes: u32;
    if (isDictionary) {
      const entry = entryAt(load<u32>(object, OBJECT_OVERFLOW), i);
      key = load<u64>(entry);
      attributes = load<u32>(entry, ENTRY_ATTRIBUTES);
    } else {
      const pair = shapePair(shape, i);
      key = load<u64>(pair);
      attributes = load<u32>(pair, 8);
    }
    if (passOf(key) != pass || (which == ENUMERABLE_STRINGS && !(attributes & ENUMERABLE)))
      continue;
    if (count >= room) unreachable(); // a forged image
    store<u64>(out + (count++ << 3), key);
  }
  return count;
}

function passOf(key: u64): u32 {
  if (isNumber(key)) return Pass.NUMBERS;
  return isString(key) ? Pass.STRINGS : isSymbol(key) ? Pass.SYMBOLS : Pass.NONE;
}

// ---- Many keys ----

// State in the record of the work.

/** Properties looked at in one chunk. */
const CHUNK_KEYS: u32 = 8192;
/** What one step of sorting counts, as keys looked at. */
const SORT_COST: u32 = 16;

/** Begins the work, or gives what came of it. `bound`: keys at most. */
function listAsWork(object: u32, which: u32, bound: u32): i32 {
  const answer = findAnswer(Work.KEYS, boxObject(object), <u64>which);
  if (answer) {
    const list = getSlot(answer, ANSWER_RESULT);
    endWork();
    return succeed(list);
  }
  if (!reserve(slotArrayBytes(bound))) return RETRY;
  const out = allocate(slotArrayBytes(bound), KIND_STACK, HEADER_SIZE);
  const record = beginQuestion(Work.KEYS, boxObject(object), <u64>which, KEYS_STATE_SLOTS);
  setSlot(record, KEYS_OUT, boxInternal(out));
  setSlot(record, KEYS_PHASE, KeysPhase.INDICES);
  setSlot(record, KEYS_COUNT, 0);
  setSlot(record, KEYS_BEFORE_NUMBERS, 0);
  return RETRY;
}

/** One chunk of listing. H_WORK_CURSOR = how far the phase is. */
export function runKeys(): bool {
  const record = answerRecord();
  let left = <i32>CHUNK_KEYS;
  while (left > 0) {
    const phase = <u32>getSlot(record, KEYS_PHASE);
    if (phase == KeysPhase.END) return finishKeys(record);
    const start = load<u32>(H_WORK_CURSOR);
    const total = phaseTotal(record, phase);
    const unit: u32 = phase == KeysPhase.HEAPIFY || phase == KeysPhase.EXTRACT ? SORT_COST : 1;
    const end = min(total, start + (<u32>left + unit - 1) / unit);
    doPhase(record, phase, start, end);
    charge(((end - start) * unit) >>> 2);
    left -= <i32>((end - start) * unit) + 1;
    store<u32>(H_WORK_CURSOR, end);
    if (end < total) continue;
    endPhase(record, phase);
  }
  const out = pointer(getSlot(record, KEYS_OUT));
  store<u32>(out, slotArrayBytes(<u32>getSlot(record, KEYS_COUNT)), 4);
  return false;
}

/** How far a phase goes. */
function phaseTotal(record: u32, phase: u32): u32 {
  const object = pointer(load<u64>(R_WORK0));
  const numbers = <u32>getSlot(record, KEYS_COUNT) - <u32>getSlot(record, KEYS_BEFORE_NUMBERS);
  switch (phase) {
    case KeysPhase.INDICES:
      return indexCount(object, load<u32>(R_WORK1));
    case KeysPhase.HEAPIFY:
      return numbers >>> 1;
    case KeysPhase.EXTRACT:
      return numbers > 1 ? numbers - 1 : 0;
    default:
      return namedCount(object);
  }
}

/** Does [start, end) of a phase. */
function doPhase(record: u32, phase: u32, start: u32, end: u32): void {
  const object = pointer(load<u64>(R_WORK0));
  const which = load<u32>(R_WORK1);
  const out = pointer(getSlot(record, KEYS_OUT)) + HEADER_SIZE;
  const room = (sizeOf(out - HEADER_SIZE) - HEADER_SIZE) >>> 3;
  let count = <u32>getSlot(record, KEYS_COUNT);
  const first = <u32>getSlot(record, KEYS_BEFORE_NUMBERS);
  const heap = out + (first << 3);
  switch (phase) {
    case KeysPhase.INDICES:
      if (count + (end - start) > room) unreachable(); // a forged image
      count = putIndices(object, out, count, start, end);
      break;
    case KeysPhase.HEAPIFY:
      heapify(heap, count - first, start, end);
      break;
    case KeysPhase.EXTRACT:
      extract(heap, count - first, start, end);
      break;
    case KeysPhase.NUMBERS:
      count = putNamed(object, which, Pass.NUMBERS, out, room, count, start, end);
      break;
    case KeysPhase.STRINGS:
      count = putNamed(object, which, Pass.STRINGS, out, room, count, start, end);
      break;
    default:
      count = putNamed(object, which, Pass.SYMBOLS, out, room, count, start, end);
  }
  setSlot(record, KEYS_COUNT, <u64>count);
}

/** On to the next phase. */
function endPhase(record: u32, phase: u32): void {
  if (phase == KeysPhase.INDICES) {
    const out = pointer(getSlot(record, KEYS_OUT)) + HEADER_SIZE;
    const count = <u32>getSlot(record, KEYS_COUNT);
    if (slotArrayBytes(count + 1) > sizeOf(out - HEADER_SIZE)) unreachable();
    const after = putLength(pointer(load<u64>(R_WORK0)), load<u32>(R_WORK1), out, count);
    setSlot(record, KEYS_COUNT, <u64>after);
    setSlot(record, KEYS_BEFORE_NUMBERS, <u64>after);
  }
  setSlot(record, KEYS_PHASE, <u64>phase + 1);
  store<u32>(H_WORK_CURSOR, 0);
}

/** The slots that were filled become the elements of an array; the rest becomes filler. */
function finishKeys(record: u32): bool {
  const out = pointer(getSlot(record, KEYS_OUT));
  const count = <u32>getSlot(record, KEYS_COUNT);
  const used = slotArrayBytes(count);
  const unused = sizeOf(out) - used;
  if (unused) {
    store<u32>(out + used, unused | KIND_FREE);
    store<u32>(out + used, 0, 4);
  }
  store<u32>(out, used | KIND_SLOTS);
  store<u32>(out, 0, 4);
  reserve(arrayBytes(0));
  const list = newArray(0);
  store<u64>(list, boxInternal(out), ARRAY_ELEMENTS);
  setLength(list, count);
  return giveAnswer(box(TAG_ARRAY, list));
}

// ---- Heap sort: no memory, no recursion, no bad case ----

function sortNumbers(base: u32, count: u32): void {
  heapify(base, count, 0, count >>> 1);
  extract(base, count, 0, count - 1);
  charge(count);
}

/** Nodes [start, end) of those that have children, counted from the last one. */
function heapify(base: u32, count: u32, start: u32, end: u32): void {
  for (let done = start; done < end; done++) siftDown(base, (count >>> 1) - 1 - done, count);
}

/** Takes the greatest out, from the start-th to before the end-th. */
function extract(base: u32, count: u32, start: u32, end: u32): void {
  for (let taken = start; taken < end; taken++) {
    const last = base + ((count - 1 - taken) << 3);
    const value = load<f64>(last);
    store<f64>(last, load<f64>(base));
    store<f64>(base, value);
    siftDown(base, 0, count - 1 - taken);
  }
}

function siftDown(base: u32, start: u32, end: u32): void {
  let root = start;
  const value = load<f64>(base + (root << 3));
  while (true) {
    let child = (root << 1) + 1;
    if (child >= end) break;
    if (child + 1 < end && load<f64>(base + (child << 3)) < load<f64>(base + ((child + 1) << 3)))
      child++;
    if (load<f64>(base + (child << 3)) <= value) break;
    store<f64>(base + (root << 3), load<f64>(base + (child << 3)));
    root = child;
  }
  store<f64>(base + (root << 3), value);
}
