/**
 * What a capability throws, on its way to the guest: an Error with the same name and message. Its stack, cause and other
 * properties are the host's own business and stay there.
 */
import { encodeMessage } from './encode';
import type { MessageLimits } from './limits';

const MAX_TEXT_UNITS = 8192;

/** The message for a thrown value; always succeeds. The bytes are valid until the next message is written. */
export function encodeThrown(thrown: unknown, limits: MessageLimits): Uint8Array {
  try {
    return encodeMessage(bareError(thrown), limits, 'error');
  } catch {
    return encodeMessage(new Error('the host failed'), FALLBACK, 'error');
  }
}

const FALLBACK: MessageLimits = { maxMessageBytes: 1024, maxMessageValues: 10 };

function bareError(thrown: unknown): Error {
  if (!isError(thrown)) return new Error(textOf(thrown));
  const error = new Error(textOf(thrown.message));
  Object.defineProperty(error, 'name', { value: textOf(thrown.name), enumerable: false });
  return error;
}

function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : String(value);
  return text.slice(0, MAX_TEXT_UNITS);
}
