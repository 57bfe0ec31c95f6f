/**
 * What the host reads from and writes into a region (assembly/memory-map.ts draws it). The region may be damaged or hostile:
 * nothing read from it is used as an address before it was checked.
 */

import { KIND_MASK, KIND_RAW, KIND_SLOTS } from '../../assembly/layouts';
import {
  H_ANSWER,
  H_DETAIL,
  H_HEAP_BASE,
  H_NEXT_CALL_ID,
  H_STEPS,
  H_TASK_ID,
  R_ANSWER,
  R_OUTBOX,
} from '../../assembly/memory-map';
import {
  Answer,
  MESSAGE_DATA,
  MESSAGE_USED,
  OUTBOX_FIRST,
  OUTBOX_SLOTS,
} from '../../assembly/messages';
import { CANONICAL_NAN_HIGH, TAG_INTERNAL, TAG_SPECIAL } from '../../assembly/value';
import { type DecodeContext, decodeMessageAt } from '../marshal/decode';
import type { MessageLimits } from '../marshal/limits';
import type { Lease } from '../runtime/leases';
import { MarshalError } from './errors';

/** Chunks of one message at most: each but the last holds some kilobytes. */
const MAX_CHUNKS = 65536;

/** An entry of the outbox. */
export interface OutboxEntry {
  kind: number;
  id: number;
  extra: number;
  /** High and low word of the slot that holds the message. */
  tag: number;
  address: number;
}

const u32At = (lease: Lease, address: number): number => lease.u32[address >>> 2]!;

export function steps(lease: Lease): number {
  return lease.f64[H_STEPS >>> 3]!;
}

/** Root Task of the job that ran last. */
export function runningTask(lease: Lease): number {
  return u32At(lease, H_TASK_ID);
}

/** Which capability the synchronous host call wants. */
export function calledCapability(lease: Lease): number {
  return u32At(lease, H_DETAIL);
}

/** Id of the host call that left the core last. */
export function lastCallId(lease: Lease): number {
  return (u32At(lease, H_NEXT_CALL_ID) - 1) >>> 0;
}

function damaged(reason: string): never {
  throw new MarshalError('BAD_MESSAGE', '', `the region is damaged: ${reason}`);
}

/** Reads the message that a slot points to, decodes it and gives its value. @throws MarshalError */
export function readMessage(
  lease: Lease,
  tag: number,
  address: number,
  limits: MessageLimits,
  context: DecodeContext,
): unknown {
  if (tag !== TAG_INTERNAL) damaged('no message');
  const size = objectSize(lease, address);
  if ((u32At(lease, address) & KIND_MASK) === KIND_RAW) {
    const used = usedBytes(lease, address, size);
    return decodeMessageAt(lease.bytes, lease.view, address + MESSAGE_DATA, used, limits, context);
  }
  const whole = joinChunks(lease, address, size, limits.maxMessageBytes);
  const view = new DataView(whole.buffer);
  return decodeMessageAt(whole, view, 0, whole.length, limits, context);
}

function objectSize(lease: Lease, address: number): number {
  const inside = address % 8 === 0 && address >= u32At(lease, H_HEAP_BASE);
  if (!inside || address + 16 > lease.bytes.length) damaged('a message outside of the heap');
  const size = u32At(lease, address) & ~KIND_MASK;
  if (size < 16 || address + size > lease.bytes.length) damaged('a message of an impossible size');
  return size;
}

function usedBytes(lease: Lease, address: number, size: number): number {
  const used = u32At(lease, address + MESSAGE_USED);
  if (used > size - MESSAGE_DATA) damaged('a message larger than its object');
  return used;
}

/** A message of several chunks as one byte array. */
function joinChunks(lease: Lease, address: number, size: number, maxBytes: number): Uint8Array {
  if ((u32At(lease, address) & KIND_MASK) !== KIND_SLOTS) damaged('a message of no known kind');
  const count = (size - 8) / 8;
  if (count > MAX_CHUNKS) damaged('a message of too many chunks');
  const parts: Uint8Array[] = [];
  let total = 0;
  for (let index = 0; index < count; index++) {
    const slot = address + 8 + index * 8;
    // Room that was kept for more chunks.
    if (u32At(lease, slot + 4) !== TAG_INTERNAL) break;
    const chunk = u32At(lease, slot);
    const chunkSize = objectSize(lease, chunk);
    if ((u32At(lease, chunk) & KIND_MASK) !== KIND_RAW) damaged('a chunk of no known kind');
    const used = usedBytes(lease, chunk, chunkSize);
    total += used;
    if (total > maxBytes) {
      const reason = `the message is larger than maxMessageBytes (${maxBytes})`;
      throw new MarshalError('MESSAGE_TOO_LARGE', '', reason);
    }
    parts.push(lease.bytes.subarray(chunk + MESSAGE_DATA, chunk + MESSAGE_DATA + used));
  }
  const whole = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Number of entries in the outbox. */
export function outboxCount(lease: Lease): number {
  if (u32At(lease, R_OUTBOX + 4) !== TAG_INTERNAL) return 0;
  const list = u32At(lease, R_OUTBOX);
  if (list + 16 > lease.bytes.length) damaged('the outbox lies outside of the heap');
  return u32At(lease, list + 8);
}

/** Reads all entries of the outbox; their messages stay where they are until the core runs again. */
export function readOutbox(lease: Lease): OutboxEntry[] {
  const count = outboxCount(lease);
  if (count === 0) return [];
  const list = u32At(lease, R_OUTBOX);
  const size = objectSize(lease, list);
  if ((OUTBOX_FIRST + count * OUTBOX_SLOTS) * 8 > size - 8) damaged('the outbox is too long');
  const entries: OutboxEntry[] = [];
  for (let index = 0; index < count; index++) {
    const at = list + 8 + (OUTBOX_FIRST + index * OUTBOX_SLOTS) * 8;
    entries.push({
      kind: u32At(lease, at),
      id: u32At(lease, at + 8),
      extra: u32At(lease, at + 16),
      address: u32At(lease, at + 24),
      tag: u32At(lease, at + 28),
    });
  }
  return entries;
}

/** Puts message bytes into an object that `messageAlloc` gave. */
export function fillMessage(lease: Lease, address: number, bytes: Uint8Array): void {
  lease.bytes.set(bytes, address + MESSAGE_DATA);
}

/** Answers with a value that needs no message; false when it is not of that kind. */
export function answerPrimitive(lease: Lease, value: unknown): boolean {
  const { u32 } = lease;
  const at = R_ANSWER >>> 2;
  if (typeof value === 'number') {
    if (value === value) lease.f64[R_ANSWER >>> 3] = value;
    else {
      u32[at] = 0;
      u32[at + 1] = CANONICAL_NAN_HIGH;
    }
  } else {
    let special: number;
    if (value === undefined) special = 0;
    else if (value === null) special = 1;
    else if (value === false) special = 2;
    else if (value === true) special = 3;
    else return false;
    u32[at] = special;
    u32[at + 1] = TAG_SPECIAL;
  }
  u32[H_ANSWER >>> 2] = Answer.VALUE;
  return true;
}

/** Answers with a slot that holds a number or a special value. */
export function answerSlot(lease: Lease, slot: Uint8Array): void {
  lease.bytes.set(slot, R_ANSWER);
  lease.u32[H_ANSWER >>> 2] = Answer.VALUE;
}

/** Answers with a message: its value, or an error to throw. */
export function answerMessage(lease: Lease, kind: Answer, address: number): void {
  lease.u32[R_ANSWER >>> 2] = address;
  lease.u32[(R_ANSWER >>> 2) + 1] = TAG_INTERNAL;
  lease.u32[H_ANSWER >>> 2] = kind;
}

/** Answers with a promise, or with a refusal for lack of memory. */
export function answerKind(lease: Lease, kind: Answer.PROMISE | Answer.REFUSED): void {
  lease.u32[H_ANSWER >>> 2] = kind;
}

/** Bytes of the message that `answerMessage` answered with: the host's own. */
export function answerBytes(lease: Lease): Uint8Array {
  const message = u32At(lease, R_ANSWER);
  const start = message + MESSAGE_DATA;
  return lease.bytes.slice(start, start + u32At(lease, message + MESSAGE_USED));
}

/** High and low word of the slot with the arguments of the synchronous host call. */
export function argumentSlot(lease: Lease): { tag: number; address: number } {
  return { tag: u32At(lease, R_ANSWER + 4), address: u32At(lease, R_ANSWER) };
}
