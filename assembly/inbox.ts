/**
 * Messages from the host, read one at a time when no job is ready (RULES 18).
 *
 * R_INBOX is a slot array (layouts.ts): the first and the last message, UNDEFINED when there is none, and how many wait. Each message is a
 * slot array of its own, linked to the next: what the inbox takes in the heap depends on the messages, not on how many ever waited at once.
 */
import { receive } from './capabilities';
import { allocateSlotArray, chargeAllocated, getSlot, setSlot } from './heap/allocate';
import {
  HEADER_SIZE,
  INBOX_COUNT,
  INBOX_FIRST,
  INBOX_LAST,
  INBOX_SLOTS,
  MESSAGE_CONTENT,
  MESSAGE_EXTRA,
  MESSAGE_KIND,
  MESSAGE_NEXT,
  MESSAGE_SLOTS,
} from './layouts';
import { R_INBOX } from './memory-map';
import { DONE, EXIT } from './protocol';
import { UNDEFINED, boxInternal, pointer } from './value';

/** What `appendMessage` needs. */
export const MESSAGE_BYTES: u32 = HEADER_SIZE + (MESSAGE_SLOTS << 3);

export function createInbox(): void {
  const inbox = allocateSlotArray(INBOX_SLOTS, UNDEFINED);
  setSlot(inbox, INBOX_COUNT, 0);
  store<u64>(R_INBOX, boxInternal(inbox));
}

// @ts-ignore: decorator
@inline
export function inboxCount(): u32 {
  return <u32>getSlot(load<u32>(R_INBOX), INBOX_COUNT);
}

/** Queues a message; `content` is internal, or UNDEFINED. Only after MESSAGE_BYTES were reserved. */
export function appendMessage(kind: u32, id: u32, extra: u32, content: u64): void {
  const inbox = load<u32>(R_INBOX);
  const message = allocateSlotArray(MESSAGE_SLOTS, UNDEFINED);
  setSlot(message, MESSAGE_KIND, <u64>kind | ((<u64>id) << 32));
  setSlot(message, MESSAGE_EXTRA, <u64>extra);
  setSlot(message, MESSAGE_CONTENT, content);
  const count = getSlot(inbox, INBOX_COUNT);
  const boxed = boxInternal(message);
  if (count == 0) setSlot(inbox, INBOX_FIRST, boxed);
  else setSlot(pointer(getSlot(inbox, INBOX_LAST)), MESSAGE_NEXT, boxed);
  setSlot(inbox, INBOX_LAST, boxed);
  setSlot(inbox, INBOX_COUNT, count + 1);
}

/** Takes the first message and makes a job of it. DONE: taken; EXIT: there is none; RETRY. */
export function readMessage(): i32 {
  const inbox = load<u32>(R_INBOX);
  const count = getSlot(inbox, INBOX_COUNT);
  if (count == 0) return EXIT;
  const message = pointer(getSlot(inbox, INBOX_FIRST));
  const kind = getSlot(message, MESSAGE_KIND);
  const code = receive(
    <u32>kind,
    <u32>(kind >>> 32),
    <u32>getSlot(message, MESSAGE_EXTRA),
    getSlot(message, MESSAGE_CONTENT),
  );
  if (code != DONE) return code;
  const content = getSlot(message, MESSAGE_CONTENT);
  if (content != UNDEFINED) chargeAllocated(pointer(content));
  setSlot(inbox, INBOX_FIRST, getSlot(message, MESSAGE_NEXT));
  if (count == 1) setSlot(inbox, INBOX_LAST, UNDEFINED);
  setSlot(inbox, INBOX_COUNT, count - 1);
  return DONE;
}
