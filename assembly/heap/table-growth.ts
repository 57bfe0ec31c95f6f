/**
 * Growing hash tables: small ones at once, large ones as long-running work.
 *
 * While it is being made the new table is a KIND_STACK object whose second word says how many of its bytes are already slots (zeroed),
 * so that a collection between two chunks sees no garbage. Then the live entries move over, in order, and it takes the old one's place.
 */
import { HEADER_SIZE, KIND_SLOTS, KIND_STACK } from '../layouts';
import { H_ROOTS, H_WORK_CURSOR, R_WORK0, R_WORK1, R_WORK2 } from '../memory-map';
import { DONE, RETRY, chargeBytes, chargeMark, keepCharge } from '../protocol';
import { UNDEFINED, boxInternal, pointer } from '../value';
import { WORK_CHUNK, Work, beginWork, endWork } from '../work-kinds';
import { allocate, reserve, sizeOf } from './allocate';
import { boxObject } from './objects';
import {
  finishRehash,
  grownCapacity,
  hashesAnew,
  inheritMode,
  moveEntries,
  rehash,
  startTable,
  tableBytes,
  tableFull,
  tableUsed,
} from './tables';

/** Tables up to this size are rehashed within one instruction, unless the texts of all keys must be hashed. */
const AT_ONCE: u32 = 65536;
/** Entries moved in one chunk. */
const CHUNK_ENTRIES: u32 = WORK_CHUNK / 32;

/** Room for one more entry in the table in slot `offset` of an object. DONE or RETRY. */
export function makeTableRoom(object: u32, offset: u32): i32 {
  return tableFull(load<u32>(object + offset)) ? grow(object, boxObject(object), offset) : DONE;
}

/** The same for a table in an internal slot array. */
export function makeTableRoomIn(list: u32, offset: u32): i32 {
  return tableFull(load<u32>(list + offset)) ? grow(list, boxInternal(list), offset) : DONE;
}

/** The same for a table that is a root. */
export function makeRootTableRoom(root: u32): i32 {
  return tableFull(load<u32>(root)) ? grow(H_ROOTS, UNDEFINED, root - H_ROOTS) : DONE;
}

/** A larger table in slot `offset` of what lies at `object`: a value, or UNDEFINED for the roots. */
function grow(object: u32, holder: u64, offset: u32): i32 {
  const table = load<u32>(object + offset);
  const capacity = grownCapacity(table);
  const bytes = tableBytes(capacity);
  if (!reserve(bytes)) return RETRY;
  if (bytes <= AT_ONCE && !hashesAnew(table)) {
    const mark = chargeMark();
    store<u64>(object + offset, boxInternal(rehash(table, capacity)));
    keepCharge(mark);
    return DONE;
  }
  const bigger = allocate(bytes, KIND_STACK, HEADER_SIZE);
  beginWork(Work.REHASH_TABLE, holder, boxInternal(bigger), <u64>offset | ((<u64>capacity) << 16));
  return RETRY;
}

/** One chunk: first the new table is zeroed (cursor = bytes), then entries move (cursor = size + entries). */
export function runRehashTable(): bool {
  const holder = load<u64>(R_WORK0);
  const object = holder == UNDEFINED ? H_ROOTS : pointer(holder);
  const bigger = pointer(load<u64>(R_WORK1));
  const offset = <u32>load<u64>(R_WORK2) & 0xffff;
  const size = sizeOf(bigger);
  const cursor = load<u32>(H_WORK_CURSOR);
  if (cursor < size) {
    const start = max(cursor, HEADER_SIZE);
    const end = min(size, start + (WORK_CHUNK << 2));
    memory.fill(bigger + start, 0, end - start);
    chargeBytes(end - start);
    store<u32>(bigger, end, 4);
    store<u32>(H_WORK_CURSOR, end);
    if (end < size) return false;
    store<u32>(bigger, size | KIND_SLOTS);
    store<u32>(bigger, 0, 4);
    startTable(bigger, <u32>(load<u64>(R_WORK2) >>> 16));
    inheritMode(bigger, load<u32>(object + offset));
    return false;
  }
  const table = load<u32>(object + offset);
  const used = tableUsed(table);
  const first = cursor - size;
  const last = min(used, first + CHUNK_ENTRIES);
  const moved = moveEntries(table, bigger, first, last);
  chargeBytes((moved - first) << 5);
  store<u32>(H_WORK_CURSOR, size + moved);
  if (moved < used) return false;
  finishRehash(table, bigger);
  store<u64>(object + offset, boxInternal(bigger));
  return endWork();
}
