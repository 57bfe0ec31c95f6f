/**
 * Interning: one string object for each content that is used as a property key.
 *
 * Constants of the code area are in the static table, which the linker wrote. Strings made at run time go into the dynamic table:
 *
 *   TABLE   +0 size | KIND_TABLE   +4 u32 slots in use, dropped ones too   +8 u64 live entries   +16 slots, a power of two:
 *           0 = never used, HOLE = dropped, else a boxed string
 *
 * Both are probed linearly from hash & mask. The table is weak and not counted: which strings it still holds depends on collections,
 * so nothing here charges by what it finds, and the table's own memory charges nothing. The collector (compact.ts) knows this layout: it
 * turns the entries of dead strings into HOLE and takes them off the live ones.
 */
import {
  DIR_INTERN,
  DIR_INTERN_MASK,
  H_CHARGE,
  H_UNCOUNTED,
  H_WORK_CURSOR,
  R_INTERN,
  R_WORK0,
  R_WORK1,
} from '../memory-map';
import { chargeBytes } from '../protocol';
import { HOLE, UNDEFINED, boxInternal, boxString, isPointer, pointer } from '../value';
import { WORK_CHUNK, Work, beginWork, endWork } from '../work-kinds';
import { HEADER_SIZE, KIND_TABLE, allocate, sizeOf } from './allocate';
import { noteUncounted, reserveUncounted } from './checkpoint';
import {
  STRING_HASH,
  STRING_INTERNED,
  characterBytes,
  differInHash,
  equalBytes,
  characters,
  finishHash,
  hashString,
  hashUnits,
  initialHash,
  is16Bit,
  isConstantString,
  stringFlags,
  stringLength,
} from './flat-strings';

const TABLE_LIVE: u32 = HEADER_SIZE;
const TABLE_SLOTS: u32 = HEADER_SIZE + 8;
const SMALLEST_TABLE: u32 = 64;
const EMPTY: u64 = 0;

/** The interned string with the content of a flat one; 0 = RETRY. */
export function intern(flat: u32): u32 {
  if (isConstantString(flat)) return flat;
  if (load<u32>(flat, STRING_HASH) == 0 && stringLength(flat) > WORK_CHUNK) {
    startHash(flat);
    return 0;
  }
  const hash = hashString(flat);
  let interned = flat;
  if ((stringFlags(flat) & STRING_INTERNED) == 0) {
    interned = findConstant(flat, hash);
    if (interned == 0) interned = findDynamic(flat, hash);
    if (interned == 0) {
      if (!makeRoom()) return 0;
      insert(flat, hash);
      interned = flat;
    }
  }
  chargeBytes(characterBytes(flat));
  return interned;
}

/** The interned string with the content of a flat one; 0 when there is none: then no object has such a key. The string's hash must be known. */
export function findInterned(flat: u32): u32 {
  if (isConstantString(flat) || stringFlags(flat) & STRING_INTERNED) return flat;
  const hash = hashString(flat);
  const constant = findConstant(flat, hash);
  return constant != 0 ? constant : findDynamic(flat, hash);
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
  chargeBytes((end - start) << (<u32>is16Bit(flat)));
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
function sameContent(a: u32, b: u32): bool {
  return (
    !differInHash(a, b) &&
    stringLength(a) == stringLength(b) &&
    is16Bit(a) == is16Bit(b) &&
    equalBytes(characters(a), characters(b), characterBytes(a))
  );
}

function findConstant(flat: u32, hash: u32): u32 {
  const table = load<u32>(DIR_INTERN);
  const mask = load<u32>(DIR_INTERN_MASK);
  let index = hash & mask;
  while (true) {
    const candidate = load<u32>(table + (index << 2));
    if (candidate == 0 || sameContent(candidate, flat)) return candidate;
    index = (index + 1) & mask;
  }
}

function findDynamic(flat: u32, hash: u32): u32 {
  const root = load<u64>(R_INTERN);
  if (!isPointer(root)) return 0;
  const table = pointer(root);
  const mask = capacityOf(table) - 1;
  let index = hash & mask;
  while (true) {
    const entry = load<u64>(slotOf(table, index));
    if (entry == EMPTY) return 0;
    if (entry != HOLE && sameContent(pointer(entry), flat)) return pointer(entry);
    index = (index + 1) & mask;
  }
}

// @ts-ignore: decorator
@inline
function capacityOf(table: u32): u32 {
  return (sizeOf(table) - TABLE_SLOTS) >>> 3;
}

// @ts-ignore: decorator
@inline
function slotOf(table: u32, index: u32): u32 {
  return table + TABLE_SLOTS + (index << 3);
}

/** Only after `makeRoom`. */
function insert(flat: u32, hash: u32): void {
  const table = pointer(load<u64>(R_INTERN));
  addEntry(table, flat, hash);
  store<u32>(flat, stringFlags(flat) | STRING_INTERNED, 4);
}

function addEntry(table: u32, flat: u32, hash: u32): void {
  const mask = capacityOf(table) - 1;
  let index = hash & mask;
  let entry = load<u64>(slotOf(table, index));
  while (entry != EMPTY && entry != HOLE) {
    index = (index + 1) & mask;
    entry = load<u64>(slotOf(table, index));
  }
  if (entry == EMPTY) store<u32>(table, load<u32>(table, 4) + 1, 4);
  store<u64>(slotOf(table, index), boxString(flat));
  store<u64>(table, load<u64>(table, TABLE_LIVE) + 1, TABLE_LIVE);
}

/** Is there a slot for one more, at most three quarters in use? When not, memory was asked for or the table is being rehashed. */
function makeRoom(): bool {
  const root = load<u64>(R_INTERN);
  if (!isPointer(root)) {
    const first = allocateTable(SMALLEST_TABLE);
    if (first != 0) store<u64>(R_INTERN, boxInternal(first));
    return first != 0;
  }
  const table = pointer(root);
  const capacity = capacityOf(table);
  if (load<u32>(table, 4) < capacity - (capacity >>> 2)) return true;
  let wanted = SMALLEST_TABLE;
  while (wanted < (<u32>load<u64>(table, TABLE_LIVE) + 1) << 1) wanted <<= 1;
  const larger = allocateTable(wanted);
  if (larger == 0) return false;
  beginWork(Work.REHASH_INTERN, boxInternal(larger), UNDEFINED, UNDEFINED);
  if (capacity << 3 > WORK_CHUNK) return false;
  return runRehash();
}

/** An empty table, or 0. Its bytes are neither charged nor counted. */
function allocateTable(capacity: u32): u32 {
  const bytes = TABLE_SLOTS + (capacity << 3);
  if (!reserveUncounted(bytes)) return 0;
  const charged = load<u32>(H_CHARGE);
  const table = allocate(bytes, KIND_TABLE, 0);
  store<u32>(H_CHARGE, charged);
  store<u64>(table, 0, TABLE_LIVE);
  memory.fill(table + TABLE_SLOTS, 0, capacity << 3);
  addUncounted(<f64>bytes);
  return table;
}

function addUncounted(bytes: f64): void {
  store<f64>(H_UNCOUNTED, load<f64>(H_UNCOUNTED) + bytes);
  noteUncounted(bytes);
}

/** One chunk of moving entries to the new table. H_WORK_CURSOR = slot of the old one. Charges nothing. */
export function runRehash(): bool {
  const old = pointer(load<u64>(R_INTERN));
  const table = pointer(load<u64>(R_WORK0));
  const start = load<u32>(H_WORK_CURSOR);
  const end = min(capacityOf(old), start + (WORK_CHUNK >>> 3));
  for (let index = start; index < end; index++) {
    const entry = load<u64>(slotOf(old, index));
    if (entry != EMPTY && entry != HOLE)
      addEntry(table, pointer(entry), load<u32>(pointer(entry), STRING_HASH));
  }
  store<u32>(H_WORK_CURSOR, end);
  if (end < capacityOf(old)) return false;
  store<u64>(R_INTERN, boxInternal(table));
  addUncounted(-(<f64>sizeOf(old)));
  return endWork();
}
