/**
 * Insertion-ordered hash tables: Map, Set and the properties of dictionary objects (after the published description of
 * deterministic hash tables by T. Close).
 *
 * A table is one slot array:
 *   slot 0  identity hash of the object that owns it as overflow (raw)
 *   slot 1  raw: live entries         slot 2  raw: entries used, deleted ones included | those of the table that took over << 32
 *   slot 3  raw: capacity (power of two, also the number of buckets) | enum Mode << 32
 *   slot 4  internal: the table that took over when this one was rehashed or cleared (for iterators), else UNDEFINED
 *   then capacity u32 buckets (entry index + 1, 0 = empty), then capacity entries of three slots:
 *   key (HOLE = deleted), value, raw: next entry in the bucket + 1 | attributes << 32
 *   (in a table that another took over: raw: where the entry is in that one, or the next live one after it)
 *
 * Keys are compared by SameValueZero: the caller turns -0 into 0 and flattens strings; long ones it interns (`tableKey` in
 * natives/collections.ts), so that comparing two never takes long.
 *
 * Buckets are short unless someone has chosen keys for their hashes. A bucket longer than LONG_CHAIN makes the table *hardened* when it is
 * next rehashed: then it goes by a hash that is hard to aim at (strong-hash.ts), and every key lies in the shorter of two buckets. Look-ups
 * charge by the entries they pass, beyond the first few.
 */
import {
  ENTRY_ATTRIBUTES,
  ENTRY_BYTES,
  ENTRY_CHAIN,
  ENTRY_VALUE,
  HEADER_SIZE,
  KIND_SLOTS,
  MIN_CAPACITY,
  TABLE_BUCKETS,
  TABLE_CAPACITY,
  TABLE_CLEARED,
  TABLE_COUNT,
  TABLE_FIXED_SLOTS,
  TABLE_NEXT,
  TABLE_USED,
  TableMode,
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
import { charge, chargeBytes, chargeMark } from '../protocol';
import { allocate, getSlot, setSlot, slotArrayBytes } from './allocate';
import { WORK_CHUNK } from '../work-kinds';
import { characterBytes, flatString, hashString, stringEquals } from './strings';
import { strongHash, strongTextHash } from './strong-hash';

/** Entries of a bucket that a look-up passes for nothing. */
const FREE_ENTRIES: u32 = 8;
/** No chain of an honest table is as long. */
const LONG_CHAIN: u32 = 64;

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
  setSlot(table, TABLE_NEXT, UNDEFINED);
}

// @ts-ignore: decorator
@inline
function modeOf(table: u32): u32 {
  return load<u32>(table + HEADER_SIZE + (TABLE_CAPACITY << 3), 4);
}

// @ts-ignore: decorator
@inline
function setMode(table: u32, mode: u32): void {
  store<u32>(table + HEADER_SIZE + (TABLE_CAPACITY << 3), mode, 4);
}

/** The mode of an empty table that is to take over from another. */
export function inheritMode(table: u32, old: u32): void {
  if (modeOf(old) != TableMode.PLAIN) setMode(table, TableMode.HARDENED);
}

/** The new table takes over the old one's identity; iterators find it from there, and where they stand behind all entries. */
export function finishRehash(table: u32, bigger: u32): void {
  setSlot(bigger, 0, getSlot(table, 0));
  setSlot(table, TABLE_NEXT, boxInternal(bigger));
  setSlot(table, TABLE_USED, <u64>tableUsed(table) | (getSlot(bigger, TABLE_USED) << 32));
}

// @ts-ignore: decorator
@inline
export function tableCount(table: u32): u32 {
  return <u32>getSlot(table, TABLE_COUNT);
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
  return table + TABLE_BUCKETS + (tableCapacity(table) << 2) + index * ENTRY_BYTES;
}

// @ts-ignore: decorator
@inline
function bucketOf(table: u32, hash: u32): u32 {
  return table + TABLE_BUCKETS + ((hash & (tableCapacity(table) - 1)) << 2);
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
function hashKey(key: u64): u32 {
  const tag = high(key);
  if (tag == TAG_STRING) return mix(<u64>hashString(flatString(pointer(key))));
  if (tag >= TAG_SYMBOL) return mix(<u64>identityHash(key) | 0x100000000);
  return mix(key);
}

/** The two hashes of a key in a hardened table, one in each half. */
function hardHash(key: u64): u64 {
  const tag = high(key);
  if (tag == TAG_STRING) return strongTextHash(flatString(pointer(key)));
  return strongHash(tag >= TAG_SYMBOL ? <u64>identityHash(key) | 0x100000000 : key);
}

// @ts-ignore: decorator
@inline
function sameKey(a: u64, b: u64): bool {
  if (a == b) return true;
  if (high(a) != TAG_STRING || high(b) != TAG_STRING) return false;
  // Long ones are interned.
  const flat = flatString(pointer(a));
  return characterBytes(flat) <= WORK_CHUNK && stringEquals(flat, flatString(pointer(b)));
}

/** Address of the entry with the key, or 0. Keys that are strings must be flat, objects must have an identity (else absent). */
export function tableFind(table: u32, key: u64): u32 {
  if (high(key) >= TAG_OBJECT && !hasIdentity(key)) return 0;
  if (modeOf(table) == TableMode.HARDENED) return findHardened(table, key);
  const index = load<u32>(bucketOf(table, hashKey(key)));
  if (index == 0) return 0;
  const entry = entryAt(table, index - 1);
  return load<u64>(entry) == key ? entry : findFrom(table, index, key);
}

function findHardened(table: u32, key: u64): u32 {
  const hash = hardHash(key);
  const found = findFrom(table, load<u32>(bucketOf(table, <u32>hash)), key);
  return found ? found : findFrom(table, load<u32>(bucketOf(table, <u32>(hash >>> 32))), key);
}

/** The entry with the key in the chain that begins at an index + 1, or 0. */
function findFrom(table: u32, index: u32, key: u64): u32 {
  let passed: u32 = 0;
  while (index) {
    const entry = entryAt(table, index - 1);
    if (sameKey(load<u64>(entry), key)) {
      if (passed > FREE_ENTRIES) notePassed(table, passed);
      return entry;
    }
    index = load<u32>(entry, ENTRY_CHAIN);
    passed++;
  }
  if (passed > FREE_ENTRIES) notePassed(table, passed);
  return 0;
}

/** A look-up had to pass many entries. */
function notePassed(table: u32, passed: u32): void {
  charge(passed >>> 1);
  if (passed > LONG_CHAIN && modeOf(table) == TableMode.PLAIN) setMode(table, TableMode.SUSPECT);
}

/** Entries in a bucket, counted up to a long chain. */
function chainLength(table: u32, bucket: u32): u32 {
  let length: u32 = 0;
  for (let index = load<u32>(bucket); index && length <= LONG_CHAIN; length++)
    index = load<u32>(entryAt(table, index - 1), ENTRY_CHAIN);
  return length;
}

/** The bucket that a new key goes into. */
function bucketFor(table: u32, key: u64): u32 {
  if (modeOf(table) != TableMode.HARDENED) return bucketOf(table, hashKey(key));
  const hash = hardHash(key);
  const one = bucketOf(table, <u32>hash);
  const other = bucketOf(table, <u32>(hash >>> 32));
  return chainLength(table, other) < chainLength(table, one) ? other : one;
}

/** Must the table be rehashed before another entry comes? */
// @ts-ignore: decorator
@inline
export function tableFull(table: u32): bool {
  return tableUsed(table) == tableCapacity(table) || modeOf(table) == TableMode.SUSPECT;
}

/** Capacity for a table that takes over from a full one. */
export function grownCapacity(table: u32): u32 {
  const live = tableCount(table);
  let capacity = tableCapacity(table);
  if (tableUsed(table) < capacity) return capacity;
  // Mostly deleted entries: the same size, or smaller, will do.
  if (live > capacity >>> 1) capacity <<= 1;
  else while (capacity > MIN_CAPACITY && live <= capacity >>> 2) capacity >>>= 1;
  return capacity;
}

/** Copies the live entries in order to a new table; only after `reserve(tableBytes(capacity))`. */
export function rehash(table: u32, capacity: u32): u32 {
  const bigger = newTable(capacity);
  inheritMode(bigger, table);
  moveEntries(table, bigger, 0, tableUsed(table));
  finishRehash(table, bigger);
  chargeBytes(tableBytes(capacity));
  return bigger;
}

/** Steps that hashing the keys may take in one go of moving entries: hardened tables hash whole texts. */
const MOST_HASHING: u32 = 1024;

/**
 * Moves entries [first, last) to the table that takes over, and notes where an iterator that stands before one of them goes on. Stops when
 * that was work enough; gives the entry to go on from.
 */
export function moveEntries(table: u32, bigger: u32, first: u32, last: u32): u32 {
  const mark = chargeMark();
  let i = first;
  for (; i < last && chargeMark() - mark < MOST_HASHING; i++) {
    const entry = entryAt(table, i);
    const key = load<u64>(entry);
    const attributes = load<u32>(entry, ENTRY_ATTRIBUTES);
    store<u64>(entry, <u64>tableUsed(bigger), ENTRY_CHAIN);
    if (key != HOLE) tableAppend(bigger, key, load<u64>(entry, ENTRY_VALUE), attributes);
  }
  return i;
}

/** Does a rehash of this table hash the texts of its keys anew? */
export function hashesAnew(table: u32): bool {
  return modeOf(table) != TableMode.PLAIN;
}

/** Appends a key known to be absent to a table known to have room. */
export function tableAppend(table: u32, key: u64, value: u64, attributes: u32): u32 {
  const used = tableUsed(table);
  const entry = entryAt(table, used);
  const bucket = bucketFor(table, key);
  store<u64>(entry, key);
  store<u64>(entry, value, ENTRY_VALUE);
  store<u32>(entry, load<u32>(bucket), ENTRY_CHAIN);
  store<u32>(entry, attributes, ENTRY_ATTRIBUTES);
  store<u32>(bucket, used + 1);
  setSlot(table, TABLE_USED, <u64>used + 1);
  setSlot(table, TABLE_COUNT, <u64>tableCount(table) + 1);
  return entry;
}

/** Marks an entry deleted, and takes it out of its bucket. Its place is used again after the next rehash. */
export function tableDelete(table: u32, entry: u32): void {
  const key = load<u64>(entry);
  if (modeOf(table) != TableMode.HARDENED) unlink(table, bucketOf(table, hashKey(key)), entry);
  else {
    const hash = hardHash(key);
    if (!unlink(table, bucketOf(table, <u32>hash), entry))
      unlink(table, bucketOf(table, <u32>(hash >>> 32)), entry);
  }
  store<u64>(entry, HOLE);
  store<u64>(entry, UNDEFINED, ENTRY_VALUE);
  setSlot(table, TABLE_COUNT, <u64>tableCount(table) - 1);
}

/** Takes an entry out of a bucket; false when it is not in it. */
function unlink(table: u32, bucket: u32, entry: u32): bool {
  let link = bucket;
  while (load<u32>(link)) {
    const next = entryAt(table, load<u32>(link) - 1);
    if (next == entry) {
      store<u32>(link, load<u32>(entry, ENTRY_CHAIN));
      return true;
    }
    link = next + ENTRY_CHAIN;
  }
  return false;
}

/** Hands over to an empty table; only after `reserve(tableBytes(MIN_CAPACITY))`. */
export function tableClear(table: u32): u32 {
  const empty = newTable(MIN_CAPACITY);
  setSlot(empty, 0, getSlot(table, 0));
  setSlot(table, TABLE_NEXT, boxInternal(empty));
  setSlot(table, TABLE_COUNT, <u64>TABLE_CLEARED);
  return empty;
}

/** The table that took over from this one, or 0. */
export function tableNext(table: u32): u32 {
  const next = getSlot(table, TABLE_NEXT);
  return next == UNDEFINED ? 0 : pointer(next);
}

/** Where an iterator that stood before entry `index` of this table stands in the next one. */
export function tableTranslate(table: u32, index: u32): u32 {
  if (tableCount(table) == TABLE_CLEARED) return 0;
  if (index < tableUsed(table)) return load<u32>(entryAt(table, index), ENTRY_CHAIN);
  // Behind all of them: what the next one had when it took over.
  return <u32>(getSlot(table, TABLE_USED) >>> 32);
}

/** Map and Set keys: -0 is 0, NaN is the one NaN. */
// @ts-ignore: decorator
@inline
export function normalizeKey(key: u64): u64 {
  return key == 0x8000000000000000 ? 0 : key;
}
