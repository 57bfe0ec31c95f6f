/** Host calls in flight in a snapshot that has not been restored: read, not verified. */

import { H_HEAP_BASE, H_HEAP_TOP, HEADER } from '../../assembly/memory-map';
import { CONSOLE_CALL } from '../../assembly/messages';
import { decodeMessage } from '../marshal/decode';
import { DEFAULT_MESSAGE_LIMITS } from '../marshal/limits';
import { callsInFlight } from '../vm/calls-in-flight';
import type { PendingCall } from '../vm/host-calls';
import { RegionReader } from '../vm/region-reader';
import type { SnapshotContent } from './format';

/** Foreign objects are not known here: their places hold undefined. */
export function readPendingCalls({ header, body, host }: SnapshotContent): PendingCall[] {
  const fields = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const heapBytes =
    fields.getUint32(H_HEAP_TOP - HEADER, true) - fields.getUint32(H_HEAP_BASE - HEADER, true);
  const shift = fields.getUint32(H_HEAP_BASE - HEADER, true) - (body.length - heapBytes);
  const reader = new RegionReader(fields, HEADER, view, shift);
  return callsInFlight(reader, host.answered).map(({ id, capability, kind, message }) => ({
    id,
    name: capability === CONSOLE_CALL ? 'console' : (host.imports[capability] ?? ''),
    args: argumentsOf(message),
    kind,
  }));
}

function argumentsOf(message: Uint8Array): readonly unknown[] {
  try {
    const args = decodeMessage(message, DEFAULT_MESSAGE_LIMITS);
    return Array.isArray(args) ? args : [];
  } catch {
    return [];
  }
}
