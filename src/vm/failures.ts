/** From what the core reports about a failed Task to the error its promise rejects with. */
import { Failure } from '../../assembly/messages';
import { GuestError, MarshalError, VmError, type VmErrorCode } from './errors';

const codes: Partial<Record<Failure, VmErrorCode>> = {
  [Failure.OUT_OF_MEMORY]: 'OUT_OF_MEMORY',
  [Failure.STACK_OVERFLOW]: 'STACK_OVERFLOW',
  [Failure.TASK_LIMIT]: 'TASK_LIMIT',
  [Failure.STEP_BUDGET]: 'STEP_BUDGET',
  [Failure.TIMEOUT]: 'TIMEOUT',
};

/**
 * @param failure enum Failure
 * @param value what the guest threw, or for MARSHAL an array, path and reason
 * @param cancelled why the Task was cancelled, if it was
 */
export function failureError(
  failure: number,
  value: unknown,
  cancelled: VmErrorCode | undefined,
): Error {
  if (failure === Failure.CANCELLED) return new VmError(cancelled ?? 'CANCELLED');
  if (failure === Failure.MARSHAL) return marshalError(value);
  const code = codes[failure as Failure];
  if (code === undefined) return guestError(value);
  return new VmError(code, undefined, value === undefined ? undefined : { cause: value });
}

function marshalError(value: unknown): MarshalError {
  const [path, reason] = Array.isArray(value) ? value.map(String) : [];
  const code = reason?.includes('maxMessage') ? 'MESSAGE_TOO_LARGE' : 'NOT_MARSHALLABLE';
  return new MarshalError(code, path ?? '', reason ?? 'it cannot be marshalled');
}

/** A GuestError for a thrown value: an Error as the decoder builds it, or anything else. */
export function guestError(value: unknown): GuestError {
  if (!(value instanceof Error)) {
    return new GuestError({ name: 'Error', message: `Uncaught ${text(value)}`, stack: '', value });
  }
  const head = value.message === '' ? value.name : `${value.name}: ${value.message}`;
  const stack = value.stack ?? '';
  return new GuestError({
    name: value.name,
    message: value.message,
    stack: stack.startsWith(`${head}\n`) ? stack.slice(head.length + 1) : '',
    value,
    cause: value.cause,
  });
}

/** A short text for a value without calling anything of it. */
function text(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value.slice(0, 8000);
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? '[array]' : '[object]';
    default:
      return String(value);
  }
}
