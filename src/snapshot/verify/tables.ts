/** Insertion-ordered hash tables: chains lead to earlier entries, counts are right, so that every search and every rehash ends. */
import {
  ACCESSOR,
  ATTRIBUTE_BITS,
  ENTRY_ATTRIBUTES,
  ENTRY_BYTES,
  ENTRY_CHAIN,
  ENTRY_VALUE,
  MAX_CAPACITY,
  MIN_CAPACITY,
  TABLE_BUCKETS,
  TABLE_CAPACITY,
  TABLE_CLEARED,
  TABLE_COUNT,
  TABLE_FIXED_SLOTS,
  TABLE_NEXT,
  TABLE_USED,
  TableMode,
} from '../../../assembly/layouts';
import { TAG_INTERNAL } from '../../../assembly/value';
import { bad, type Heap, Role, slotAt } from './heap';
import { checkKey } from './strings';

/** Called for each live entry. */
export type EntryCheck = (entry: number) => void;

/** Checks a table but for what its entries hold; gives the number of entries used. */
export function checkTable(heap: Heap, table: number, onEntry: EntryCheck): number {
  heap.slotCount(table, TABLE_FIXED_SLOTS);
  heap.rawUpTo(slotAt(table, 0), 0x7fffffff);
  const capacity = tableCapacity(heap, table);
  if (heap.u32(slotAt(table, TABLE_CAPACITY) + 4) >= TableMode.COUNT)
    bad(`the table at ${table} is of no kind`);
  const buckets = table + TABLE_BUCKETS;
  const entries = buckets + 4 * capacity;
  if (
    capacity < MIN_CAPACITY ||
    capacity > MAX_CAPACITY ||
    (capacity & (capacity - 1)) !== 0 ||
    heap.size(table) !== entries + capacity * ENTRY_BYTES - table
  ) {
    bad(`the table at ${table} has an odd size`);
  }
  const used = usedEntries(heap, table);
  if (used > capacity) bad(`the table at ${table} has more entries than room`);
  for (let bucket = buckets; bucket < entries; bucket += 4) {
    if (heap.u32(bucket) > used) bad(`the table at ${table} leads out of itself`);
  }
  let live = 0;
  for (let index = 0; index < used; index++) {
    const entry = entries + index * ENTRY_BYTES;
    if (heap.u32(entry + ENTRY_CHAIN) > index) bad(`the table at ${table} goes round in circles`);
    if (heap.u32(entry + ENTRY_ATTRIBUTES) > ATTRIBUTE_BITS) {
      bad(`the table at ${table} has odd attributes`);
    }
    if (heap.isHole(entry)) {
      if (!heap.isUndefined(entry + ENTRY_VALUE)) bad('a deleted entry holds a value');
      continue;
    }
    live++;
    onEntry(entry);
  }
  for (let slot = entries + used * ENTRY_BYTES; slot < table + heap.size(table); slot += 8) {
    if (heap.u32(slot + 4) >= TAG_INTERNAL) bad('an entry that is not used holds a pointer');
  }
  const count = heap.raw(slotAt(table, TABLE_COUNT));
  const next = nextTable(heap, table);
  // What the table that took over had by then: no more than this one.
  if (heap.u32(slotAt(table, TABLE_USED) + 4) > (next === 0 ? 0 : used)) {
    bad(`the table at ${table} was taken over by a larger one`);
  }
  if (count !== live && !(count === TABLE_CLEARED && next !== 0)) {
    bad(`the table at ${table} counts wrong`);
  }
  return used;
}

/** The table that took over from this one, 0 = none. It was made later, so it lies behind. */
function nextTable(heap: Heap, table: number): number {
  if (heap.isUndefined(slotAt(table, TABLE_NEXT))) return 0;
  const next = heap.u32(slotAt(table, TABLE_NEXT));
  if (next <= table) bad(`the table at ${table} is followed by an older one`);
  return next;
}

export function visitTables(heap: Heap): void {
  heap.visit(Role.COLLECTION, (table) => {
    checkTable(heap, table, (entry) => {
      heap.value(entry);
      heap.value(entry + ENTRY_VALUE);
    });
    heap.optional(slotAt(table, TABLE_NEXT), Role.COLLECTION);
  });
  heap.visit(Role.PROPERTIES, (table) => {
    checkTable(heap, table, (entry) => {
      checkKey(heap, entry);
      if (heap.u32(entry + ENTRY_ATTRIBUTES) & ACCESSOR) {
        heap.internal(entry + ENTRY_VALUE, Role.ACCESSOR);
      } else heap.anyValue(entry + ENTRY_VALUE);
    });
    // Nobody goes over properties by an iterator: what took over is not looked for here.
    if (!heap.isUndefined(slotAt(table, TABLE_NEXT))) bad('properties in use were taken over');
  });
}

/** Position of an iterator over a table: not behind its end. */
export function usedEntries(heap: Heap, table: number): number {
  return heap.u32(slotAt(table, TABLE_USED));
}

/** Entries that a table has room for. */
export function tableCapacity(heap: Heap, table: number): number {
  return heap.u32(slotAt(table, TABLE_CAPACITY));
}
