/** Runs long work, a chunk at a time; the kinds and their operands are in work-kinds.ts. */
import { runChain } from './chains';
import { runGrowStack } from './frames';
import { H_WORK } from './memory-map';
import { runCompare } from './heap/comparison';
import { runGrowElements } from './heap/element-growth';
import { runHash, runInternLong, runRehash } from './heap/intern';
import { runReadNumber } from './heap/long-numbers';
import { runFlatten } from './heap/ropes';
import { runGrowShapes } from './heap/shapes';
import { runRehashTable } from './heap/table-growth';
import { runIntegrity } from './natives/integrity';
import { runKeys } from './natives/keys';
import { Work } from './work-kinds';

export { WORK_CHUNK, Work } from './work-kinds';
export { startGrowElements } from './heap/element-growth';

/** Does one chunk of the work in H_WORK and charges it; true when the work is finished: run the instruction again. */
export function runWork(): bool {
  switch (load<u32>(H_WORK)) {
    case Work.FLATTEN:
      return runFlatten();
    case Work.GROW_ELEMENTS:
      return runGrowElements();
    case Work.GROW_STACK:
      return runGrowStack();
    case Work.GROW_SHAPES:
      return runGrowShapes();
    case Work.REHASH_INTERN:
      return runRehash();
    case Work.INTERN_LONG:
      return runInternLong();
    case Work.HASH:
      return runHash();
    case Work.COMPARE:
      return runCompare();
    case Work.CHAIN:
      return runChain();
    case Work.KEYS:
      return runKeys();
    case Work.INTEGRITY:
      return runIntegrity();
    case Work.REHASH_TABLE:
      return runRehashTable();
    case Work.READ_NUMBER:
      return runReadNumber();
    default:
      return true;
  }
}
