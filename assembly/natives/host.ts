/** Natives of the host family; ids from 600. */
import {
  consoleCall,
  decodeMessage,
  globalValue,
  hostCall,
  taskDone,
  taskFailed,
} from '../host-calls';
import { THROW, argument } from '../protocol';
import { NativeRow } from './row';

export const enum HostNative {
  HOST_CALL = 600,
  DECODE_MESSAGE,
  GLOBAL_VALUE,
  TASK_DONE,
  TASK_FAILED,
  CONSOLE_CALL,
  END,
}

/** State slots of the resumable ones: number of arguments, phase, walk, host call. */
const SLOTS = 4;

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

export function callHostNative(id: i32, frame: u32, count: i32): i32 {
  switch (id) {
    case HostNative.HOST_CALL:
      return hostCall(frame);
    case HostNative.DECODE_MESSAGE:
      return decodeMessage(frame);
    case HostNative.GLOBAL_VALUE:
      return globalValue(argument(frame, count, 0));
    case HostNative.TASK_DONE:
      return taskDone(frame);
    case HostNative.TASK_FAILED:
      return taskFailed(frame);
    case HostNative.CONSOLE_CALL:
      return consoleCall(frame);
    default:
      return THROW;
  }
}
