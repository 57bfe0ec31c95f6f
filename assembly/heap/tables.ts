/**
 * Insertion-ordered hash tables: Map, Set and the properties of dictionary objects (after the published description of
 * deterministic hash tables by T. Close).
 *
 * A table is one slot array:
 *   slot 0  identity hash of the object that owns it as overflow (raw)
 *   slot 1  raw: live entries         slot 2  raw: entries used, deleted ones included
 *   slot 3  raw: capacity (power of two, also the number of buckets)
 *   slot 4  internal: the table that took over when this one was rehashed or cleared (for iterators), else UNDEFINED
 *   then capacity u32 buckets (entry index + 1, 0 = empty), then capacity entries of three slots:
 *   key (HOLE = deleted), value, raw: next entry in the bucket + 1 | attributes << 32
 *
 * Keys are compared by SameValueZero: the caller turns -0 into 0 and flattens strings.
 */
import {
  ENTRY_BYTES,
  ENTRY_VALUE,
  TABLE_CAPACITY,
  TABLE_FIXED_SLOTS,
  TABLE_USED,
} from '../layouts';
import { H_IDENTITY } from '../memory-map';
import {
  HOLE,
  TAG_OBJECT,
  TAG_STRING,
  TAG_SYMBOL,
  UNDEFINED,
  boxInternal,
  high,
  pointer,
} from '../value';
import { chargeBytes } from '../protocol';
import { HEADER_SIZE, KIND_SLOTS, allocate, getSlot, setSlot, slotArrayBytes } from './allocate';
import { flatString, hashString, stringEquals } from './strings';

export { ENTRY_BYTES, ENTRY_VALUE } from '../layouts';

const COUNT: u32 = 1;
const NEXT: u32 = 4;
const BUCKETS: u32 = HEADER_SIZE + (TABLE_FIXED_SLOTS << 3);
export const ENTRY_CHAIN: u32 = 16;
export const ENTRY_ATTRIBUTES: u32 = 20;
/** Used mark of a table that was cleared: iterators begin again at 0 of the next one. */
const CLEARED: u32 = 0xffffffff;

export const MIN_CAPACITY: u32 = 4;
export const MAX_CAPACITY: u32 = 1 << 24;

export function tableBytes(capacity: u32): u32 {
  return slotArrayBytes(TABLE_FIXED_SLOTS + (capacity >>> 1) + capacity * 3);
}

/** An empty table; only after `reserve(tableBytes(capacity))`. */
export function newTable(capacity: u32): u32 {
  const bytes = tableBytes(capacity);
  const table = allocate(bytes, KIND_SLOTS, 0);
  // Entries beyond `used` are never read, but the collector scans them.
  memory.fill(table + HEADER_SIZE, 0, bytes - HEADER_SIZE);
  startTable(table, capacity);
  return table;
}

/** Makes a zeroed slot array a table. */
export function startTable(table: u32, capacity: u32): void {
  setSlot(table, TABLE_CAPACITY, <u64>capacity);
  setSlot(table, NEXT, UNDEFINED);
}

/** The new table takes over the old one's identity; iterators find it from there. */
export function finishRehash(table: u32, bigger: u32): void {
  setSlot(bigger, 0, getSlot(table, 0));
  setSlot(table, NEXT, boxInternal(bigger));
}

// @ts-ignore: decorator
@inline
export function tableCount(table: u32): u32 {
  return <u32>getSlot(table, COUNT);
}

// @ts-ignore: decorator
@inline
export function tableUsed(table: u32): u32 {
  return <u32>getSlot(table, TABLE_USED);
}

// @ts-ignore: decorator
@inline
export function tableCapacity(table: u32): u32 {
  return <u32>getSlot(table, TABLE_CAPACITY);
}

// @ts-ignore: decorator
@inline
export function entryAt(table: u32, index: u32): u32 {
  return table + BUCKETS + (tableCapacity(table) << 2) + index * ENTRY_BYTES;
}

// @ts-ignore: decorator
@inline
function bucketOf(table: u32, hash: u32): u32 {
  return table + BUCKETS + ((hash & (tableCapacity(table) - 1)) << 2);
}

/** Mixes 64 bits to 32. */
// @ts-ignore: decorator
@inline
function mix(bits: u64): u32 {
  const product = bits * 0x9e3779b97f4a7c15;
  return <u32>(product >>> 32) ^ <u32>(product >>> 17);
}

/** The identity hash of an object (its overflow array must exist) or a symbol. */
export function identityHash(value: u64): u32 {
  const address = pointer(value);
  if (high(value) >= TAG_OBJECT) {
    const overflow = pointer(load<u64>(address, HEADER_SIZE));
    const known = <u32>getSlot(overflow, 0);
    if (known) return known;
    const fresh = nextIdentity();
    setSlot(overflow, 0, <u64>fresh);
    return fresh;
  }
  return mix(<u64>load<u32>(address, 4));
}

function nextIdentity(): u32 {
  const fresh = (load<u32>(H_IDENTITY) + 1) & 0x7fffffff;
  store<u32>(H_IDENTITY, fresh);
  return fresh;
}

/** Has the object a place for its identity hash? When not, give it an overflow array first. */
// @ts-ignore: decorator
@inline
export function hasIdentity(value: u64): bool {
  return high(value) < TAG_OBJECT || load<u64>(pointer(value), HEADER_SIZE) != UNDEFINED;
}

/** Hash of a key: strings by content (flat), objects and symbols by identity, everything else by its bits. */
export function hashKey(key: u64): u32 {
  const tag = high(key);
  if (tag == TAG_STRING) return mix(<u64>hashString(flatString(pointer(key))));
  if (tag >= TAG_SYMBOL) return mix(<u64>identityHash(key) | 0x100000000);
  return mix(key);
}

// @ts-ignore: decorator
@inline
function sameKey(a: u64, b: u64): bool {
  if (a == b) return true;
  if (high(a) != TAG_STRING || high(b) != TAG_STRING) return false;
  return stringEquals(flatString(pointer(a)), flatString(pointer(b)));
}

/** Address of the entry with the key, or 0. Keys that are strings must be flat, objects must have an identity (else absent). */
export function tableFind(table: u32, key: u64): u32 {
  if (high(key) >= TAG_OBJECT && !hasIdentity(key)) return 0;
  return tableFindHashed(table, key, hashKey(key));
}

export function tableFindHashed(table: u32, key: u64, hash: u32): u32 {
  let index = load<u32>(bucketOf(table, hash));
  while (index) {
    const entry = entryAt(table, index - 1);
    if (sameKey(load<u64>(entry), key)) return entry;
    index = load<u32>(entry, ENTRY_CHAIN);
  }
  return 0;
}

// @ts-ignore: decorator
@inline
export function tableFull(table: u32): bool {
  return tableUsed(table) == tableCapacity(table);
}

/** Capacity for a table that takes over from a full one. */
export function grownCapacity(table: u32): u32 {
  const live = tableCount(table);
  let capacity = tableCapacity(table);
  // Mostly deleted entries: the same size, or smaller, will do.
  if (live > capacity >>> 1) capacity <<= 1;
  else while (capacity > MIN_CAPACITY && live <= capacity >>> 2) capacity >>>= 1;
  return capacity;
}

/** Copies the live entries in order to a new table; only after `reserve(tableBytes(capacity))`. */
export function rehash(table: u32, capacity: u32): u32 {
  const bigger = newTable(capacity);
  const used = tableUsed(table);
  for (let i: u32 = 0; i < used; i++) {
    const entry = entryAt(table, i);
    const key = load<u64>(entry);
    if (key == HOLE) continue;
    tableAppend(bigger, key, load<u64>(entry, ENTRY_VALUE), load<u32>(entry, ENTRY_ATTRIBUTES));
  }
  finishRehash(table, bigger);
  chargeBytes(tableBytes(capacity));
  return bigger;
}

/** Appends a key known to be absent to a table known to have room. */
export function tableAppend(table: u32, key: u64, value: u64, attributes: u32): u32 {
  const used = tableUsed(table);
  const entry = entryAt(table, used);
  const bucket = bucketOf(table, hashKey(key));
  store<u64>(entry, key);
  store<u64>(entry, value, ENTRY_VALUE);
  store<u32>(entry, load<u32>(bucket), ENTRY_CHAIN);
  store<u32>(entry, attributes, ENTRY_ATTRIBUTES);
  store<u32>(bucket, used + 1);
  setSlot(table, TABLE_USED, <u64>used + 1);
  setSlot(table, COUNT, <u64>tableCount(table) + 1);
  return entry;
}

/** Marks an entry deleted. It stays in its chain until the next rehash. */
export function tableDelete(table: u32, entry: u32): void {
  store<u64>(entry, HOLE);
  store<u64>(entry, UNDEFINED, ENTRY_VALUE);
  setSlot(table, COUNT, <u64>tableCount(table) - 1);
}

/** Hands over to an empty table; only after `reserve(tableBytes(MIN_CAPACITY))`. */
export function tableClear(table: u32): u32 {
  const empty = newTable(MIN_CAPACITY);
  setSlot(empty, 0, getSlot(table, 0));
  setSlot(table, NEXT, boxInternal(empty));
  setSlot(table, COUNT, <u64>CLEARED);
  return empty;
}

/** The table that took over from this one, or 0. */
export function tableNext(table: u32): u32 {
  const next = getSlot(table, NEXT);
  return next == UNDEFINED ? 0 : pointer(next);
}

/** Where an iterator that stood before entry `index` of this table stands in the next one. */
export function tableTranslate(table: u32, index: u32): u32 {
  if (tableCount(table) == CLEARED) return 0;
  let live: u32 = 0;
  for (let i: u32 = 0; i < index; i++) if (load<u64>(entryAt(table, i)) != HOLE) live++;
  return live;
}

/** Map and Set keys: -0 is 0, NaN is the one NaN. */
// @ts-ignore: decorator
@inline
export function normalizeKey(key: u64): u64 {
  return key == 0x8000000000000000 ? 0 : key;
}
