/** One entry for all natives: by family, then by number. */
import { THROW } from '../protocol';
import { callArrayNative } from './array';
import { callCollectionNative } from './collections';
import { callHostNative } from './host';
import { callNumberNative } from './number';
import { callObjectNative } from './object';
import { callPromiseNative } from './promise';
import { callStringNative } from './string';

/** Runs a native on its frame (or the window of a simple one). See protocol.ts for what it returns. */
export function callNative(id: u32, frame: u32, count: i32): i32 {
  switch (id / 100) {
    case 0:
      return callObjectNative(id, frame, count);
    case 1:
      return callArrayNative(id, frame, count);
    case 2:
      return callStringNative(id, frame, count);
    case 3:
      return callNumberNative(id, frame, count);
    case 4:
      return callCollectionNative(id, frame, count);
    case 5:
      return callPromiseNative(id, frame, count);
    case 6:
      return callHostNative(id, frame, count);
    default:
      return THROW;
  }
}
