/** Which shape of a message stands for which shape of the guest (encode.ts). */
import { allocate, getSlot, reserve, setSlot, sizeOf } from '../heap/allocate';
import { UNDEFINED, boxInternal, pointer } from '../value';
import { MOST_KNOWN_SHAPES, SHAPE_TABLE_ENTRIES, raw } from './encode-state';
import { E_KNOWN, E_LAST, E_SHAPES, E_SHAPE_COUNT, HEADER_SIZE, KIND_RAW } from '../layouts';

// ---- Shapes of the message: RAW, entries of u32 guest shape (0 = free) and u32 number, open addressing ----

// @ts-ignore: decorator
@inline
function shapeHash(index: u32, mask: u32): u32 {
  return ((index * 0x9e3779b1) >>> 16) & mask;
}

export function findShape(state: u32, index: u32): i32 {
  const boxed = getSlot(state, E_SHAPES);
  if (boxed == UNDEFINED) return -1;
  const table = pointer(boxed);
  const mask = ((sizeOf(table) - HEADER_SIZE) >>> 3) - 1;
  let position = shapeHash(index, mask);
  while (true) {
    const entry = table + HEADER_SIZE + (position << 3);
    const found = load<u32>(entry);
    if (found == index) return load<u32>(entry, 4);
    if (found == 0) return -1;
    position = (position + 1) & mask;
  }
}

/** Room for one more shape; false = RETRY. */
export function ensureShapes(state: u32): bool {
  const boxed = getSlot(state, E_SHAPES);
  const entries: u32 = boxed == UNDEFINED ? 0 : (sizeOf(pointer(boxed)) - HEADER_SIZE) >>> 3;
  const known = raw(state, E_KNOWN);
  if (known << 1 < entries || known == MOST_KNOWN_SHAPES) return true;
  const larger = entries == 0 ? SHAPE_TABLE_ENTRIES : entries << 1;
  if (!reserve(HEADER_SIZE + (larger << 3))) return false;
  const table = allocate(HEADER_SIZE + (larger << 3), KIND_RAW, 0);
  memory.fill(table + HEADER_SIZE, 0, larger << 3);
  const old = pointer(boxed);
  for (let i: u32 = 0; i < entries; i++) {
    const entry = load<u64>(old + HEADER_SIZE + (i << 3));
    if (entry != 0) enterShape(table, <u32>entry, <u32>(entry >>> 32));
  }
  setSlot(state, E_SHAPES, boxInternal(table));
  return true;
}

function enterShape(table: u32, index: u32, number: u32): void {
  const mask = ((sizeOf(table) - HEADER_SIZE) >>> 3) - 1;
  let position = shapeHash(index, mask);
  while (load<u32>(table + HEADER_SIZE + (position << 3)) != 0) position = (position + 1) & mask;
  store<u64>(table + HEADER_SIZE + (position << 3), ((<u64>number) << 32) | <u64>index);
}

/** The shape being written has the next number; beyond MOST_KNOWN_SHAPES it is not remembered. */
export function noteShape(state: u32, index: u32): void {
  const number = raw(state, E_SHAPE_COUNT);
  setSlot(state, E_SHAPE_COUNT, <u64>number + 1);
  if (raw(state, E_KNOWN) == MOST_KNOWN_SHAPES) return;
  enterShape(pointer(getSlot(state, E_SHAPES)), index, number);
  setSlot(state, E_KNOWN, getSlot(state, E_KNOWN) + 1);
  setSlot(state, E_LAST, ((<u64>number) << 32) | <u64>index);
}
