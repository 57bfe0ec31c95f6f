/** What test/core/collect.test.ts calls; not a part of the core. */
import { allocate, reserve } from './allocate';

export {
  collectAll,
  collectionOpen,
  heapBytesUsed,
  allocatedBytes,
  serviceMemory,
  updateLimit,
  setMaxHeapBytes,
} from './collect';
export { settleDue } from './checkpoint';
export { intern } from './intern';
export { runWork } from '../work';

/** A new object whose contents the test writes; 0 = memory was asked for. */
export function make(bytes: u32, kind: u32, second: u32): u32 {
  return reserve(bytes) ? allocate(bytes, kind, second) : 0;
}
