/**
 * Allocation: a pointer bump between H_HEAP_TOP and H_HEAP_LIMIT.
 *
 * The discipline: an operation asks with `reserve` for what it is about to allocate. A request of at most SMALL_REQUEST bytes is always
 * met; a larger one can fail: then the operation returns RETRY having changed nothing, and the loop runs `serviceMemory` (collect.ts)
 * before the same instruction runs again. After `reserve(n)` succeeded, `allocate…` calls for at most n bytes in all cannot fail.
 * Collections run between instructions only, so no raw address is ever held across one.
 *
 * The limit is the least of: the end of the mapped memory, the next footprint target, the next checkpoint (RULES 9). Test knobs set it to 0.
 */
import { HEADER_SIZE, KIND_MASK, KIND_SLOTS, MAX_OBJECT_BYTES } from '../layouts';
import { H_CHARGE, H_HEAP_LIMIT, H_HEAP_TOP, H_REQUEST } from '../memory-map';
import { chargeMark, keepCharge } from '../protocol';
import { reserveSlow } from './checkpoint';

/** Allocation charges one step per so many bytes (as a shift). */
export const ALLOCATION_CHARGE_SHIFT: u32 = 7;

/** Do so many bytes fit without any look at limits? */
// @ts-ignore: decorator
@inline
export function fits(bytes: u32): bool {
  return load<u32>(H_HEAP_TOP) + bytes <= load<u32>(H_HEAP_LIMIT);
}

/** Are `bytes` bytes free to allocate now? When not, the caller returns RETRY. */
// @ts-ignore: decorator
@inline
export function reserve(bytes: u32): bool {
  // The sum cannot wrap: top is below 2^32 - 2^30 and no request is above MAX_OBJECT_BYTES × 2.
  if (load<u32>(H_HEAP_TOP) + bytes <= load<u32>(H_HEAP_LIMIT)) return true;
  return reserveSlow(bytes);
}

/** Bumps; only after `reserve`. `bytes` is a multiple of 8 and includes the header. */
// @ts-ignore: decorator
@inline
export function allocate(bytes: u32, kind: u32, second: u32): u32 {
  const address = load<u32>(H_HEAP_TOP);
  store<u32>(H_HEAP_TOP, address + bytes);
  store<u32>(address, bytes | kind);
  store<u32>(address, second, 4);
  if (bytes >= 1 << ALLOCATION_CHARGE_SHIFT) {
    store<u32>(H_CHARGE, load<u32>(H_CHARGE) + (bytes >>> ALLOCATION_CHARGE_SHIFT));
  }
  return address;
}

/** Charges what `allocate` has not: of a message that the host has put in, when it is read. */
export function chargeAllocated(address: u32): void {
  store<u32>(H_CHARGE, load<u32>(H_CHARGE) + (sizeOf(address) >>> ALLOCATION_CHARGE_SHIFT));
}

// @ts-ignore: decorator
@inline
export function sizeOf(address: u32): u32 {
  return load<u32>(address) & ~KIND_MASK;
}

// @ts-ignore: decorator
@inline
export function kindOf(address: u32): u32 {
  return load<u32>(address) & KIND_MASK;
}

/** Bytes of a slot array of so many slots. */
// @ts-ignore: decorator
@inline
export function slotArrayBytes(slots: u32): u32 {
  return HEADER_SIZE + (slots << 3);
}

/** A slot array filled with `fill`; only after `reserve(slotArrayBytes(slots))`. */
export function allocateSlotArray(slots: u32, fill: u64): u32 {
  const address = allocate(slotArrayBytes(slots), KIND_SLOTS, 0);
  fillSlots(address + HEADER_SIZE, slots, fill);
  return address;
}

/** The same for what stays when the instruction is tried again: so does its charge. */
export function allocateLasting(slots: u32, fill: u64): u32 {
  const mark = chargeMark();
  const address = allocateSlotArray(slots, fill);
  keepCharge(mark);
  return address;
}

export function fillSlots(start: u32, slots: u32, fill: u64): void {
  for (let slot = start, end = start + (slots << 3); slot < end; slot += 8) store<u64>(slot, fill);
}

/** Number of slots in a slot array. */
// @ts-ignore: decorator
@inline
export function slotCount(address: u32): u32 {
  return (sizeOf(address) - HEADER_SIZE) >>> 3;
}

// @ts-ignore: decorator
@inline
export function getSlot(address: u32, index: u32): u64 {
  return load<u64>(address + HEADER_SIZE + (index << 3));
}

/** The one store into an existing object: where a write barrier would go (RULES 8). */
// @ts-ignore: decorator
@inline
export function setSlot(address: u32, index: u32, value: u64): void {
  store<u64>(address + HEADER_SIZE + (index << 3), value);
}
