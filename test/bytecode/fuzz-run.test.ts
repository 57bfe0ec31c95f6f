import { GuestError, MarshalError, Program, Runtime, Vm, VmError } from 'raya-vm';
import { describe, expect, it } from 'vitest';
import { guestLibrary } from '../../src/bytecode/library';
import { link } from '../../src/bytecode/linker';
import { assemble } from '../core/assemble';
import { corpus } from './corpus';
import { mutants } from './mutants';
import { sampleUnit } from './samples';

/** Mutants to make; about one in ten is accepted and run. */
const COUNT = 20_000;
const SEED = 20_250_102;
const MAX_STEPS = 5_000;

/** The sample and some compiled programs; each call gives a fresh copy. */
const units = [
  sampleUnit,
  ...corpus(40).map(
    ({ unit }) =>
      () =>
        structuredClone(unit),
  ),
];

/** Runs every export for at most MAX_STEPS; gives back the errors that are none of ours. */
async function run(program: Program): Promise<unknown[]> {
  const runtime = new Runtime({ manual: true });
  const vm = new Vm({
    runtime,
    maxHeapBytes: 1 << 20,
    capabilities: { log: () => undefined, db: { query: (text: unknown) => [text] } },
  });
  const wrong: unknown[] = [];
  try {
    vm.loadBytecode(program);
    for (const name of program.exports) {
      vm.runEntry(name, [[1, 2, 3], 'text']).catch((error: unknown) => {
        const known =
          error instanceof VmError || error instanceof GuestError || error instanceof MarshalError;
        // Accepted code must not make the core fail: that would be a hole in the verifier.
        if (!known || (error instanceof VmError && error.code === 'CORE_FAULT')) wrong.push(error);
      });
    }
    vm.step(MAX_STEPS);
    await Promise.resolve();
    vm.step(MAX_STEPS);
    vm.getStats();
  } catch (error) {
    if (!(error instanceof VmError) || error.code === 'CORE_FAULT') wrong.push(error);
  }
  vm.terminate();
  await runtime.close();
  return wrong;
}

// Nothing runs without the functions that the core calls; library.test.ts shows that they are there.
const library = guestLibrary();
const { missingHelpers } = link([library.unit, assemble('')], library.link);

describe.runIf(missingHelpers.length === 0)('mutated bytecode that is accepted', () => {
  it('runs without harm', { timeout: 240_000 }, async () => {
    let ran = 0;
    for (const { name, bytes } of mutants(units, COUNT, SEED)) {
      let program: Program;
      try {
        program = Program.fromBytes(bytes);
        program.image();
      } catch {
        continue; // fuzz.test.ts looks at how these are refused
      }
      ran++;
      const wrong = await run(program);
      expect([name, ...wrong]).toEqual([name]);
    }
    expect(ran).toBeGreaterThan(COUNT / 50);
  });
});
