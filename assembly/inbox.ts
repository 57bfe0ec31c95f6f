/**
 * Messages from the host: queued in R_INBOX, read one at a time when no job is ready (RULES 18).
 *
 * R_INBOX is a slot array: slot 0 = index of the first entry (raw), slot 1 = number of entries (raw), then INBOX_SLOTS per entry:
 * kind (raw), id (raw), extra (raw), message (internal or UNDEFINED).
 */
import {
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  slotArrayBytes,
  slotCount,
} from './heap/allocate';
import { R_INBOX } from './memory-map';
import { receive } from './capabilities';
import { DONE, EXIT } from './protocol';
import { UNDEFINED, boxInternal } from './value';

const FIRST: u32 = 2;
const INBOX_SLOTS: u32 = 4;

export function createInbox(): void {
  const inbox = allocateSlotArray(FIRST + 4 * INBOX_SLOTS, UNDEFINED);
  setSlot(inbox, 0, 0);
  setSlot(inbox, 1, 0);
  store<u64>(R_INBOX, boxInternal(inbox));
}

/** Room for one more entry; false = RETRY. Entries are moved to the front. */
export function reserveInbox(): bool {
  const inbox = load<u32>(R_INBOX);
  const head = <u32>getSlot(inbox, 0);
  const count = <u32>getSlot(inbox, 1);
  const capacity = (slotCount(inbox) - FIRST) / INBOX_SLOTS;
  if (head + count < capacity) return true;
  if (head > 0 && head >= capacity >>> 1) {
    memory.copy(
      inbox + 8 + (FIRST << 3),
      inbox + 8 + ((FIRST + head * INBOX_SLOTS) << 3),
      (count * INBOX_SLOTS) << 3,
    );
    setSlot(inbox, 0, 0);
    return true;
  }
  if (!reserve(slotArrayBytes(FIRST + capacity * 2 * INBOX_SLOTS))) return false;
  const bigger = allocateSlotArray(FIRST + capacity * 2 * INBOX_SLOTS, UNDEFINED);
  memory.copy(
    bigger + 8 + (FIRST << 3),
    inbox + 8 + ((FIRST + head * INBOX_SLOTS) << 3),
    (count * INBOX_SLOTS) << 3,
  );
  setSlot(bigger, 0, 0);
  setSlot(bigger, 1, <u64>count);
  store<u64>(R_INBOX, boxInternal(bigger));
  return true;
}

// @ts-ignore: decorator
@inline
export function inboxCount(): u32 {
  return <u32>getSlot(load<u32>(R_INBOX), 1);
}

/** Queues an entry; only after `reserveInbox`. */
export function appendMessage(kind: u32, id: u32, extra: u32, message: u64): void {
  const inbox = load<u32>(R_INBOX);
  const count = <u32>getSlot(inbox, 1);
  const slot = FIRST + (<u32>getSlot(inbox, 0) + count) * INBOX_SLOTS;
  setSlot(inbox, slot, <u64>kind);
  setSlot(inbox, slot + 1, <u64>id);
  setSlot(inbox, slot + 2, <u64>extra);
  setSlot(inbox, slot + 3, message);
  setSlot(inbox, 1, <u64>count + 1);
}

/** Takes the first message and makes a job of it. DONE: taken; EXIT: there is none; RETRY. */
export function readMessage(): i32 {
  const inbox = load<u32>(R_INBOX);
  const count = <u32>getSlot(inbox, 1);
  if (count == 0) return EXIT;
  const head = <u32>getSlot(inbox, 0);
  const slot = FIRST + head * INBOX_SLOTS;
  const code = receive(
    <u32>getSlot(inbox, slot),
    <u32>getSlot(inbox, slot + 1),
    <u32>getSlot(inbox, slot + 2),
    getSlot(inbox, slot + 3),
  );
  if (code != DONE) return code;
  for (let i: u32 = 0; i < INBOX_SLOTS; i++) setSlot(inbox, slot + i, UNDEFINED);
  setSlot(inbox, 0, count == 1 ? 0 : <u64>head + 1);
  setSlot(inbox, 1, <u64>count - 1);
  return DONE;
}
