/** Natives of the host family. */
import {
  consoleCall,
  decodeMessage,
  globalValue,
  hostCall,
  taskDone,
  taskFailed,
} from '../host-calls';
import { THROW, argument } from '../protocol';
import { HostNative } from './host-rows';

export { HostNative, hostNatives } from './host-rows';

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
