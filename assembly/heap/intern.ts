/**
 * Interning: one string object for each content that is used as a property key.
 *
 * Constants of the code area are in the static table, which the linker wrote. Strings made at run time go into the dynamic table:
 *
 *   TABLE   +0 size | KIND_TABLE   +4 u32 slots in use, dropped ones too   +8 u32 live entries   +12 u32 bytes at the end that are not
 *           cleared yet   +16 slots, a power of two: 0 = never used, HOLE = dropped, else a boxed string
 *
 * A string is looked for in WINDOW slots from hash & mask on. When others have them all, someone may have chosen strings for their hashes:
 * then in as many from one half of a hash that is hard to aim at (strong-hash.ts), then from the other half on. In the static table the
 * strings for which the window has no room are a sorted list beside it.
 *
 * The dynamic table is weak and not counted: which strings it still holds depends on collections, so nothing here charges by what it
 * finds, and the table's own memory charges nothing. The collector (weak.ts) knows this layout: it turns the entries of dead strings into
 * HOLE and takes them off the live ones.
 */
import {
  ANSWER_RESULT,
  INTERN_LIVE,
  INTERN_LONG_SAME,
  INTERN_LONG_STATE_SLOTS,
  INTERN_SLOTS,
  INTERN_UNCLEARED,
  KIND_TABLE,
  STRING_HASH,
  STRING_INTERNED,
} from '../layouts';
import {
  DIR_INTERN,
  DIR_INTERN_MASK,
  DIR_INTERN_REST,
  DIR_INTERN_REST_COUNT,
  DIR_INTERN_WINDOW,
  H_UNCOUNTED,
  H_WORK_CURSOR,
  R_INTERN,
  R_WORK0,
  R_WORK1,
} from '../memory-map';
import { charge, chargeBytes, chargeMark, chargeUnits, dropCharge } from '../protocol';
import { HOLE, UNDEFINED, boxInternal, boxString, isPointer, pointer } from '../value';
import { WORK_CHUNK, Work, beginWork, endWork } from '../work-kinds';
import { allocate, getSlot, setSlot, sizeOf } from './allocate';
import { answerRecord, beginQuestion, findAnswer, giveAnswer } from './answers';
import { noteUncounted, reserveUncounted } from './checkpoint';
import {
  characterBytes,
  differInHash,
  equalBytes,
  characters,
  finishHash,
  firstDifference,
  hashString,
  hashUnits,
  initialHash,
  is16Bit,
  isConstantString,
  stringFlags,
  stringLength,
} from './flat-strings';
import { strongTextHash } from './strong-hash';

const SMALLEST_TABLE: u32 = 64;
const EMPTY: u64 = 0;
/** Slots that a string may be in by each of its hashes but the last. */
const WINDOW: u32 = DIR_INTERN_WINDOW;
/** What looking at one slot costs, as bytes compared. */
const SLOT_COST: u32 = 16;
/** Steps of finding or adding a string that is no constant. */
const INTERN_STEPS: u32 = 2;

/** The interned string with the content of a flat one; 0 = RETRY. */
export function intern(flat: u32): u32 {
  if (isConstantString(flat)) return flat;
  const isLong = characterBytes(flat) > WORK_CHUNK;
  if (load<u32>(flat, STRING_HASH) == 0 && isLong) {
    startHash(flat);
    return 0;
  }
  let interned = flat;
  if ((stringFlags(flat) & STRING_INTERNED) == 0) {
    interned = findConstant(flat, hashString(flat));
    if (interned == 0) interned = isLong ? findLong(flat) : findDynamic(flat);
    if (interned == NOT_KNOWN) return 0;
    if (interned == 0) {
      if (!makeRoom()) return 0;
      insert(flat);
      interned = flat;
    }
  }
  // Whether it was found or had to be added.
  charge(INTERN_STEPS + (stringLength(flat) >>> 4));
  return interned;
}

/** Begins to hash a long flat string; the caller returns RETRY. */
export function startHash(flat: u32): void {
  beginWork(Work.HASH, boxString(flat), <u64>initialHash(), UNDEFINED);
}

/** One chunk of hashing. H_WORK_CURSOR = index. */
export function runHash(): bool {
  const flat = pointer(load<u64>(R_WORK0));
  const start = load<u32>(H_WORK_CURSOR);
  const end = min(stringLength(flat), start + (WORK_CHUNK >>> 1));
  const hash = hashUnits(<u32>load<u64>(R_WORK1), flat, start, end);
  chargeUnits(end - start);
  if (end == stringLength(flat)) {
    store<u32>(flat, finishHash(hash), STRING_HASH);
    return endWork();
  }
  store<u64>(R_WORK1, <u64>hash);
  store<u32>(H_WORK_CURSOR, end);
  return false;
}

// @ts-ignore: decorator
@inline
function sameForm(a: u32, b: u32): bool {
  return !differInHash(a, b) && stringLength(a) == stringLength(b) && is16Bit(a) == is16Bit(b);
}

// @ts-ignore: decorator
@inline
function sameContent(a: u32, b: u32): bool {
  return sameForm(a, b) && equalBytes(characters(a), characters(b), characterBytes(a));
}

function findConstant(flat: u32, hash: u32): u32 {
  const table = load<u32>(DIR_INTERN);
  const mask = load<u32>(DIR_INTERN_MASK);
  for (let n: u32 = 0; n < WINDOW; n++) {
    const candidate = load<u32>(table + (((hash + n) & mask) << 2));
    if (candidate == 0 || sameContent(candidate, flat)) return candidate;
  }
  return findRest(flat, hash);
}

/** Among the constants for which the static table has no room: sorted by hash, length, width and bytes. */
function findRest(flat: u32, hash: u32): u32 {
  const list = load<u32>(DIR_INTERN_REST);
  let low: u32 = 0;
  let high = load<u32>(DIR_INTERN_REST_COUNT);
  while (low < high) {
    const middle = (low + high) >>> 1;
    const candidate = load<u32>(list + (middle << 2));
    const order = restOrder(flat, hash, candidate);
    if (order == 0) return candidate;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return 0;
}

function restOrder(flat: u32, hash: u32, candidate: u32): i32 {
  const other = load<u32>(candidate, STRING_HASH);
  if (hash != other) return hash < other ? -1 : 1;
  const length = stringLength(flat);
  if (length != stringLength(candidate)) return length < stringLength(candidate) ? -1 : 1;
  if (is16Bit(flat) != is16Bit(candidate)) return is16Bit(candidate) ? -1 : 1;
  return memory.compare(characters(flat), characters(candidate), characterBytes(flat));
}

/** The interned string of a long one, NOT_KNOWN when that must be found out first, or 0. */
function findLong(flat: u32): u32 {
  const answer = findAnswer(Work.INTERN_LONG, boxString(flat), UNDEFINED);
  if (answer == 0) {
    const record = beginQuestion(
      Work.INTERN_LONG,
      boxString(flat),
      UNDEFINED,
      INTERN_LONG_STATE_SLOTS,
    );
    if (record) setSlot(record, INTERN_LONG_SAME, 0);
    return NOT_KNOWN;
  }
  const found = getSlot(answer, ANSWER_RESULT);
  endWork();
  return found == UNDEFINED ? 0 : pointer(found);
}

const NOT_KNOWN: u32 = 1;

/** One chunk of looking for a long string. H_WORK_CURSOR = slots passed; the state of the record: units found equal to the next one's. */
export function runInternLong(): bool {
  const flat = pointer(load<u64>(R_WORK0));
  const root = load<u64>(R_INTERN);
  if (!isPointer(root)) return giveAnswer(UNDEFINED);
  const table = pointer(root);
  const record = answerRecord();
  const length = stringLength(flat);
  let left = <i32>WORK_CHUNK;
  let n = load<u32>(H_WORK_CURSOR);
  let same = <u32>getSlot(record, INTERN_LONG_SAME);
  while (left > 0) {
    const entry = load<u64>(slotOf(table, probe(table, flat, n)));
    if (entry == EMPTY) return giveAnswer(UNDEFINED);
    left -= SLOT_COST;
    if (entry != HOLE && sameForm(pointer(entry), flat)) {
      const end = min(length, same + (WORK_CHUNK >>> 1));
      const index = firstDifference(pointer(entry), flat, same, end);
      chargeBytes((index - same) << (<u32>is16Bit(flat)));
      left -= WORK_CHUNK;
      if (index == length) return giveAnswer(entry);
      same = index;
      if (index == end) continue;
    }
    same = 0;
    n++;
  }
  setSlot(record, INTERN_LONG_SAME, <u64>same);
  store<u32>(H_WORK_CURSOR, n);
  return false;
}

/** The slot that a string is looked for in after `n` others. */
function probe(table: u32, flat: u32, n: u32): u32 {
  const mask = capacityOf(table) - 1;
  if (n < WINDOW) return (load<u32>(flat, STRING_HASH) + n) & mask;
  const mark = chargeMark();
  const hash = strongTextHash(flat);
  dropCharge(mark);
  if (n < 2 * WINDOW) return (<u32>hash + n - WINDOW) & mask;
  return (<u32>(hash >>> 32) + n - 2 * WINDOW) & mask;
}

function findDynamic(flat: u32): u32 {
  const root = load<u64>(R_INTERN);
  if (!isPointer(root)) return 0;
  const table = pointer(root);
  const mask = capacityOf(table) - 1;
  const hash = load<u32>(flat, STRING_HASH);
  for (let n: u32 = 0; n < WINDOW; n++) {
    const entry = load<u64>(slotOf(table, (hash + n) & mask));
    if (entry == EMPTY) return 0;
    if (entry != HOLE && sameContent(pointer(entry), flat)) return pointer(entry);
  }
  return findFar(table, flat);
}

/** The same where the window of the everyday hash is full. */
function findFar(table: u32, flat: u32): u32 {
  const mask = capacityOf(table) - 1;
  let index = probe(table, flat, WINDOW);
  let n = WINDOW;
  while (true) {
    const entry = load<u64>(slotOf(table, index));
    if (entry == EMPTY) return 0;
    if (entry != HOLE && sameContent(pointer(entry), flat)) return pointer(entry);
    index = ++n == 2 * WINDOW ? probe(table, flat, n) : (index + 1) & mask;
  }
}

// @ts-ignore: decorator
@inline
function capacityOf(table: u32): u32 {
  return (sizeOf(table) - INTERN_SLOTS) >>> 3;
}

// @ts-ignore: decorator
@inline
function slotOf(table: u32, index: u32): u32 {
  return table + INTERN_SLOTS + (index << 3);
}

/** Only after `makeRoom`. */
function insert(flat: u32): void {
  const table = pointer(load<u64>(R_INTERN));
  addEntry(table, flat);
  store<u32>(flat, stringFlags(flat) | STRING_INTERNED, 4);
}

function addEntry(table: u32, flat: u32): void {
  const mask = capacityOf(table) - 1;
  let index = load<u32>(flat, STRING_HASH) & mask;
  let entry = load<u64>(slotOf(table, index));
  for (let n: u32 = 1; entry != EMPTY && entry != HOLE; n++) {
    index = n == WINDOW || n == 2 * WINDOW ? probe(table, flat, n) : (index + 1) & mask;
    entry = load<u64>(slotOf(table, index));
  }
  if (entry == EMPTY) store<u32>(table, load<u32>(table, 4) + 1, 4);
  store<u64>(slotOf(table, index), boxString(flat));
  store<u32>(table, load<u32>(table, INTERN_LIVE) + 1, INTERN_LIVE);
}

/** Is there a slot for one more, at most three quarters in use? When not, memory was asked for or the table is being rehashed. */
function makeRoom(): bool {
  const root = load<u64>(R_INTERN);
  if (!isPointer(root)) {
    const first = allocateTable(SMALLEST_TABLE);
    if (first == 0) return false;
    clearSlots(first, WORK_CHUNK);
    store<u64>(R_INTERN, boxInternal(first));
    return true;
  }
  const table = pointer(root);
  const capacity = capacityOf(table);
  if (load<u32>(table, 4) < capacity - (capacity >>> 2)) return true;
  let wanted = SMALLEST_TABLE;
  while (wanted < (load<u32>(table, INTERN_LIVE) + 1) << 1) wanted <<= 1;
  const larger = allocateTable(wanted);
  if (larger == 0) return false;
  beginWork(Work.REHASH_INTERN, boxInternal(larger), UNDEFINED, UNDEFINED);
  if (max(capacity, wanted) << 3 > REHASH_AT_ONCE) return false;
  while (!runRehash());
  return true;
}

/** Tables up to so many bytes are rehashed within the instruction that needs it. */
const REHASH_AT_ONCE: u32 = WORK_CHUNK >>> 2;

/** A table to be cleared, or 0. Its bytes are neither charged nor counted. */
function allocateTable(capacity: u32): u32 {
  const bytes = INTERN_SLOTS + (capacity << 3);
  if (!reserveUncounted(bytes)) return 0;
  const mark = chargeMark();
  const table = allocate(bytes, KIND_TABLE, 0);
  dropCharge(mark);
  store<u32>(table, 0, INTERN_LIVE);
  store<u32>(table, capacity << 3, INTERN_UNCLEARED);
  addUncounted(<f64>bytes);
  return table;
}

/** Clears up to so many bytes of the slots of a new table; true when all are clear. */
function clearSlots(table: u32, bytes: u32): bool {
  const left = load<u32>(table, INTERN_UNCLEARED);
  const cleared = min(left, bytes);
  memory.fill(table + sizeOf(table) - left, 0, cleared);
  store<u32>(table, left - cleared, INTERN_UNCLEARED);
  return cleared == left;
}

/** Before an image is made of the region: clears what is not cleared yet of the table being filled, which will be cleared once more. */
export function settleRehash(): void {
  const table = pointer(load<u64>(R_WORK0));
  const left = load<u32>(table, INTERN_UNCLEARED);
  memory.fill(table + sizeOf(table) - left, 0, left);
}

function addUncounted(bytes: f64): void {
  store<f64>(H_UNCOUNTED, load<f64>(H_UNCOUNTED) + bytes);
  noteUncounted(bytes);
}

/** Bytes of a table cleared in one chunk of rehashing, slots moved, and texts hashed for it. */
const CLEARED_BYTES: u32 = WORK_CHUNK << 2;
const MOVED_SLOTS: u32 = 2048;
const HASHED_STEPS: u32 = 4096;

/** One chunk of clearing the new table, or of moving entries to it. H_WORK_CURSOR = slot of the old one. Charges nothing. */
export function runRehash(): bool {
  const old = pointer(load<u64>(R_INTERN));
  const table = pointer(load<u64>(R_WORK0));
  if (load<u32>(table, INTERN_UNCLEARED) != 0) {
    clearSlots(table, CLEARED_BYTES);
    return false;
  }
  let index = load<u32>(H_WORK_CURSOR);
  const end = min(capacityOf(old), index + MOVED_SLOTS);
  const mark = chargeMark();
  for (; index < end && chargeMark() - mark < HASHED_STEPS; index++) {
    const entry = load<u64>(slotOf(old, index));
    if (entry != EMPTY && entry != HOLE) addEntry(table, pointer(entry));
  }
  dropCharge(mark);
  store<u32>(H_WORK_CURSOR, index);
  if (index < capacityOf(old)) return false;
  store<u64>(R_INTERN, boxInternal(table));
  addUncounted(-(<f64>sizeOf(old)));
  return endWork();
}
