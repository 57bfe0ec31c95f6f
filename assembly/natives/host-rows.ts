/** The natives of the host family, by number, and their rows; ids from 600. */
import { NativeRow } from './row';
import { NATIVE_STATE_BYTES } from '../layouts';

export const enum HostNative {
  HOST_CALL = 600,
  DECODE_MESSAGE,
  GLOBAL_VALUE,
  TASK_DONE,
  TASK_FAILED,
  CONSOLE_CALL,
  END,
}

/** State slots of the resumable ones. */
const SLOTS = NATIVE_STATE_BYTES / 8;

export function hostNatives(): NativeRow[] {
  return [
    // The body of every capability, whatever it is called with.
    new NativeRow(HostNative.HOST_CALL, 'hostCall', 0, SLOTS, true),
    // (message) → its value; of no message the out-of-memory error.
    new NativeRow(HostNative.DECODE_MESSAGE, 'decodeMessage', 1, SLOTS),
    // (offset of a global among the globals) → its value.
    new NativeRow(HostNative.GLOBAL_VALUE, 'globalValue', 1, 0),
    // (Task id, value), (Task id, reason): the outcome of a root Task goes to the host.
    new NativeRow(HostNative.TASK_DONE, 'taskDone', 2, SLOTS),
    new NativeRow(HostNative.TASK_FAILED, 'taskFailed', 2, SLOTS),
    // (method, array of values): a call of the console, if the host has one.
    new NativeRow(HostNative.CONSOLE_CALL, 'consoleCall', 2, SLOTS),
  ];
}
