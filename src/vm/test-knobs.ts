/** Knobs of tests (RULES 30): header fields of the release core that make rare things happen. Not exported by the package. */
import { H_HEAP_LIMIT, H_KNOB_COLLECT, H_KNOB_FAIL } from '../../assembly/memory-map';
import { engineOf, type Vm } from './vm';

export interface TestKnobs {
  /** The n-th allocation from now on fails; 0 = off. */
  failAllocation?: number;
  /** Collects before every allocation. */
  collectAlways?: boolean;
  /** Ends every entry into the core after so many steps; 0 = off. */
  sliceSteps?: number;
}

/** Sets knobs of a Vm that has a program loaded; those not named stay as they are. */
export function testKnobs(vm: Vm, knobs: TestKnobs): void {
  const engine = engineOf(vm);
  if (knobs.sliceSteps !== undefined) engine.sliceSteps = knobs.sliceSteps;
  if (knobs.failAllocation === undefined && knobs.collectAlways === undefined) return;
  engine.prepare();
  const header = engine.header();
  if (header === undefined) throw new Error('the Vm has no region yet');
  if (knobs.failAllocation !== undefined) header.setF64(H_KNOB_FAIL, knobs.failAllocation);
  if (knobs.collectAlways !== undefined) header.setU32(H_KNOB_COLLECT, knobs.collectAlways ? 1 : 0);
  // The next allocation takes the slow path, which looks at the knobs.
  header.setU32(H_HEAP_LIMIT, 0);
}
