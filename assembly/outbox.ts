/** Messages to the host (messages.ts draws R_OUTBOX): appended here, read and cleared by the host. */
import {
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  slotArrayBytes,
  slotCount,
} from './heap/allocate';
import { R_OUTBOX } from './memory-map';
import { OUTBOX_FIRST, OUTBOX_SLOTS } from './messages';
import { UNDEFINED, boxInternal } from './value';

/** Entries that there is room for from the start. */
const CAPACITY: u32 = 4;

/** Makes the outbox, all of it cleared as `outboxClear` leaves it. */
export function createOutbox(): void {
  store<u64>(R_OUTBOX, boxInternal(allocateSlotArray(OUTBOX_FIRST + CAPACITY * OUTBOX_SLOTS, 0)));
}

/** Entries that the host has not taken out yet. */
export function outboxCount(): u32 {
  return <u32>getSlot(load<u32>(R_OUTBOX), 0);
}

/** Room for one more entry; false = RETRY. */
export function reserveOutbox(): bool {
  const outbox = load<u32>(R_OUTBOX);
  const needed = OUTBOX_FIRST + (<u32>getSlot(outbox, 0) + 1) * OUTBOX_SLOTS;
  if (slotCount(outbox) >= needed) return true;
  const slots = needed << 1;
  if (!reserve(slotArrayBytes(slots))) return false;
  const bigger = allocateSlotArray(slots, UNDEFINED);
  memory.copy(bigger + 8, outbox + 8, slotCount(outbox) << 3);
  store<u64>(R_OUTBOX, boxInternal(bigger));
  return true;
}

/** Appends an entry; only after `reserveOutbox`. `message` is internal, or UNDEFINED. */
export function appendOutbox(kind: u32, id: u32, extra: u32, message: u64): void {
  const outbox = load<u32>(R_OUTBOX);
  const count = <u32>getSlot(outbox, 0);
  const slot = OUTBOX_FIRST + count * OUTBOX_SLOTS;
  setSlot(outbox, slot, <u64>kind);
  setSlot(outbox, slot + 1, <u64>id);
  setSlot(outbox, slot + 2, <u64>extra);
  setSlot(outbox, slot + 3, message);
  setSlot(outbox, 0, <u64>count + 1);
}
