/**
 * The intern tables, which do not keep their strings alive.
 *
 * Dead strings are dropped only by a collection that a checkpoint demands. Any other collection keeps them, uncounted: else which of two
 * equal strings is *the* interned one would depend on when collections ran, and with it how many live bytes the next checkpoint finds. So
 * what the tables hold is a function of the guest alone, and garbage strings stay at most from one such checkpoint to the next.
 */
import { INTERN_LIVE, INTERN_SLOTS, INTERN_UNCLEARED, KIND_MASK, KIND_RAW } from '../layouts';
import { H_GC_CURSOR, H_GC_CURSOR2 } from '../memory-map';
import { HOLE, isPointer, pointer } from '../value';
import { sizeOf } from './allocate';
import {
  BLOCK_SHIFT,
  MARK_COST,
  SEGMENT_BYTES,
  STATE_BASE,
  STATE_BITMAP,
  STATE_TABLE_COUNT,
  STATE_TABLE_LIST,
  STATE_TOP,
  STATE_UNCOUNTED,
  setState,
  state,
} from './collector-tables';
import { BROKEN, setBits } from './mark';

/** H_GC_CURSOR = which table, H_GC_CURSOR2 = its next slot. */
export function startWeak(): void {
  store<u32>(H_GC_CURSOR, 0);
  store<u32>(H_GC_CURSOR2, 0);
}

/** Drops or keeps the dead strings of the tables. Budget left; more than 0 = finished; BROKEN. */
export function visitWeak(budget: i32, drop: bool): i32 {
  while (budget > 0) {
    const index = load<u32>(H_GC_CURSOR);
    if (index == state(STATE_TABLE_COUNT)) return budget;
    const table = state(STATE_TABLE_LIST + (index << 2));
    const tableEnd = table + sizeOf(table) - load<u32>(table, INTERN_UNCLEARED);
    const start = max(load<u32>(H_GC_CURSOR2), table + INTERN_SLOTS);
    const end = min(tableEnd, start + SEGMENT_BYTES);
    const met = drop ? dropDead(table, start, end) : keepDead(start, end);
    if (met < 0) return BROKEN;
    budget -= <i32>(end - start) + 8 + met * MARK_COST;
    if (end >= tableEnd) {
      store<u32>(H_GC_CURSOR, index + 1);
      store<u32>(H_GC_CURSOR2, 0);
    } else store<u32>(H_GC_CURSOR2, end);
  }
  return budget;
}

/** Is it a string of the heap that is not marked? */
// @ts-ignore: decorator
@inline
function isDead(value: u64, base: u32, extent: u32, bitmap: u32): bool {
  const string = pointer(value);
  if (!isPointer(value) || string - base >= extent) return false;
  return ((load<u64>(bitmap + ((string >>> BLOCK_SHIFT) << 3)) >>> ((string >>> 3) & 63)) & 1) == 0;
}

function dropDead(table: u32, start: u32, end: u32): i32 {
  const base = state(STATE_BASE);
  const extent = state(STATE_TOP) - base;
  const bitmap = state(STATE_BITMAP);
  let dropped = 0;
  for (let slot = start; slot < end; slot += 8) {
    if (!isDead(load<u64>(slot), base, extent, bitmap)) continue;
    store<u64>(slot, HOLE);
    dropped++;
  }
  store<u32>(table, load<u32>(table, INTERN_LIVE) - <u32>dropped, INTERN_LIVE);
  return dropped;
}

/** Marks them, as uncounted bytes. -1: one is no string. */
function keepDead(start: u32, end: u32): i32 {
  const base = state(STATE_BASE);
  const top = state(STATE_TOP);
  const bitmap = state(STATE_BITMAP);
  let kept = 0;
  for (let slot = start; slot < end; slot += 8) {
    const value = load<u64>(slot);
    if (!isDead(value, base, top - base, bitmap)) continue;
    const string = pointer(value);
    const header = load<u32>(string);
    const size = header & ~KIND_MASK;
    if ((header & KIND_MASK) != KIND_RAW || (string & 7) != 0 || size == 0 || size > top - string)
      return -1;
    setBits(bitmap, string, size >>> 3);
    setState(STATE_UNCOUNTED, state(STATE_UNCOUNTED) + size);
    kept++;
  }
  return kept;
}
