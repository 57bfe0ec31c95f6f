/** Knobs of tests (RULES 30): header fields of the release core that make rare things happen. Not exported by the package. */
import {
  H_HEAP_LIMIT,
  H_KNOB_COLLECT,
  H_KNOB_COUNT,
  H_KNOB_FAIL,
  H_KNOB_FOOTPRINT,
} from '../../assembly/memory-map';
import { engineOf, type Vm } from './vm';

export interface TestKnobs {
  /** The n-th allocation from now on fails; 0 = off. */
  failAllocation?: number;
  /** Collects at every n-th allocation; 0 = off. */
  collectEvery?: number;
  /** Bytes by which the heap may grow before it is collected for its footprint's sake; 0 = as usual. */
  footprintBytes?: number;
  /** Ends every entry into the core after so many steps; 0 = off. */
  sliceSteps?: number;
}

/** Sets knobs of a Vm that has a program loaded; those not named stay as they are. */
export function testKnobs(vm: Vm, knobs: TestKnobs): void {
  const engine = engineOf(vm);
  if (knobs.sliceSteps !== undefined) engine.sliceSteps = knobs.sliceSteps;
  const { failAllocation, collectEvery, footprintBytes } = knobs;
  if (failAllocation === undefined && collectEvery === undefined && footprintBytes === undefined)
    return;
  engine.prepare();
  const header = engine.header();
  if (header === undefined) throw new Error('the Vm has no region yet');
  if (failAllocation !== undefined) header.setF64(H_KNOB_FAIL, failAllocation);
  if (collectEvery !== undefined) {
    header.setU32(H_KNOB_COLLECT, collectEvery);
    header.setU32(H_KNOB_COUNT, 0);
  }
  if (footprintBytes !== undefined) header.setU32(H_KNOB_FOOTPRINT, footprintBytes);
  // The next allocation takes the slow path, which looks at the knobs.
  header.setU32(H_HEAP_LIMIT, 0);
}

/** Moves a Vm's bytes out of its memory, where that is possible now; the next step moves them into one again. */
export function parkNow(vm: Vm): void {
  const engine = engineOf(vm);
  if (engine.canPark()) engine.park();
}
