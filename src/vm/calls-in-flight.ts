/**
 * Host calls in flight as the region has them: all that is needed to make them again. Read as a stranger's packet (region-reader.ts):
 * what contradicts itself is left out.
 */
import {
  ENTRY_BYTES,
  ENTRY_VALUE,
  KIND_MASK,
  KIND_RAW,
  TABLE_BUCKETS,
  TABLE_CAPACITY,
  TABLE_USED,
} from '../../assembly/layouts';
import {
  H_ANSWER,
  H_DETAIL,
  H_NEXT_CALL_ID,
  H_STATUS,
  H_TASK_ID,
  R_ANSWER,
  R_PENDING,
  Status,
} from '../../assembly/memory-map';
import {
  Answer,
  MESSAGE_DATA,
  MESSAGE_USED,
  PENDING_ARGUMENTS,
  PENDING_CALLED,
} from '../../assembly/messages';
import { TAG_INTERNAL } from '../../assembly/value';
import type { RegionReader } from './region-reader';

export interface CallInFlight {
  readonly id: number;
  /** Index among the capabilities that the program imports, CONSOLE_CALL for a console call. */
  readonly capability: number;
  readonly taskId: number;
  /** 'call': the Vm waits for its value; 'promise': the guest has a Promise. */
  readonly kind: 'call' | 'promise';
  /** The message with the arguments. */
  readonly message: Uint8Array;
}

/**
 * In the order in which they were made.
 * @param answered ids of calls whose answers lie in the inbox: they are in flight no more
 */
export function callsInFlight(
  reader: RegionReader,
  answered: readonly number[] = [],
): CallInFlight[] {
  const calls: CallInFlight[] = [];
  const table = reader.object(R_PENDING, TAG_INTERNAL);
  const capacity = reader.raw(table, TABLE_CAPACITY);
  const used = Math.min(reader.raw(table, TABLE_USED), reader.size(table) / ENTRY_BYTES);
  const entries = table + TABLE_BUCKETS + capacity * 4;
  for (let index = 0; table !== 0 && index < used; index++) {
    const entry = entries + index * ENTRY_BYTES;
    const record = reader.object(entry + ENTRY_VALUE, TAG_INTERNAL);
    const called = reader.slot(record, PENDING_CALLED);
    if (called === 0) continue;
    calls.push({
      id: reader.f64(entry),
      capability: reader.u32(called),
      taskId: reader.u32(called + 4),
      kind: 'promise',
      message: messageBytes(reader, reader.slot(record, PENDING_ARGUMENTS)),
    });
  }
  const kind = kindOfLast(reader);
  if (kind !== undefined) {
    calls.push({
      id: (reader.u32(H_NEXT_CALL_ID) - 1) >>> 0,
      capability: reader.u32(H_DETAIL),
      taskId: reader.u32(H_TASK_ID),
      kind,
      message: messageBytes(reader, R_ANSWER),
    });
  }
  return answered.length === 0 ? calls : calls.filter(({ id }) => !answered.includes(id));
}

/** What the last call is while R_ANSWER holds its arguments; undefined when it does not any more. */
function kindOfLast(reader: RegionReader): CallInFlight['kind'] | undefined {
  const answer = reader.u32(H_ANSWER);
  if (reader.object(R_ANSWER, TAG_INTERNAL) === 0) return undefined;
  if (answer === Answer.NONE && reader.u32(H_STATUS) === Status.HOST_CALL) return 'call';
  // The host has answered that it is a promise; the core, which has not run since, has not made it.
  return answer === Answer.PROMISE ? 'promise' : undefined;
}

/** The bytes of the message in a slot, of all its pieces. */
function messageBytes(reader: RegionReader, slot: number): Uint8Array {
  const message = reader.object(slot, TAG_INTERNAL);
  if (message === 0) return new Uint8Array(0);
  if ((reader.u32(message) & KIND_MASK) === KIND_RAW) return pieceBytes(reader, message);
  const pieces: Uint8Array[] = [];
  for (let index = 0; ; index++) {
    const piece = reader.internal(message, index);
    if (piece === 0) break;
    pieces.push(pieceBytes(reader, piece));
  }
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function pieceBytes(reader: RegionReader, piece: number): Uint8Array {
  const used = Math.min(reader.u32(piece + MESSAGE_USED), reader.size(piece) - MESSAGE_DATA);
  return reader.bytes(piece + MESSAGE_DATA, Math.max(0, used));
}
