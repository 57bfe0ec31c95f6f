/**
 * Messages from the host: queued in R_INBOX, read one at a time when no job is ready (RULES 18).
 *
 * R_INBOX is a queue (heap/queue.ts) of entries: kind (raw), id (raw), extra (raw), message (internal or UNDEFINED).
 */
import { receive } from './capabilities';
import { append, dropFirst, firstEntry, newQueue, queueCount } from './heap/queue';
import { R_INBOX } from './memory-map';
import { DONE, EXIT } from './protocol';
import { boxInternal } from './value';

export function createInbox(): void {
  store<u64>(R_INBOX, boxInternal(newQueue()));
}

// @ts-ignore: decorator
@inline
export function inboxCount(): u32 {
  return queueCount(load<u32>(R_INBOX));
}

/** Queues an entry. */
export function appendMessage(kind: u32, id: u32, extra: u32, message: u64): void {
  append(load<u32>(R_INBOX), 0, <u64>kind, <u64>id, <u64>extra, message);
}

/** Takes the first message and makes a job of it. DONE: taken; EXIT: there is none; RETRY. */
export function readMessage(): i32 {
  const inbox = load<u32>(R_INBOX);
  if (queueCount(inbox) == 0) return EXIT;
  const entry = firstEntry(inbox);
  const code = receive(
    load<u32>(entry),
    load<u32>(entry, 8),
    load<u32>(entry, 16),
    load<u64>(entry, 24),
  );
  if (code == DONE) dropFirst(inbox);
  return code;
}
