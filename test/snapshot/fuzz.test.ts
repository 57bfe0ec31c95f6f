/** Thousands of snapshots that contradict themselves: each is refused, or runs without harm. */
import { GuestError, MarshalError, Runtime, Vm, VmError } from 'raya-vm';
import { afterAll, expect, test } from 'vitest';
import { randomIntegers } from '../harness/random';
import { hostOf, mutate, type Random, samples } from './mutants';

const MUTANTS = process.env.RAYA_TEST_FULL === '1' ? 100_000 : 10_000;
const STEPS = 3000;
const LIMITS = { maxHeapBytes: 8 * 1024 * 1024, maxStepBudget: 1_000_000 };

const runtime = new Runtime({ manual: true });
afterAll(() => runtime.close());

function randomOf(seed: number): Random {
  const numbers = randomIntegers(2 ** 31, 64, seed);
  let at = 0;
  return (limit) => numbers[at++ % numbers.length]! % limit;
}

const isTyped = (error: unknown): boolean =>
  error instanceof VmError || error instanceof GuestError || error instanceof MarshalError;

test(`${MUTANTS} mutants are refused with the reason, or run without harm`, async () => {
  const all = samples(10);
  let refused = 0;
  let faults = 0;
  for (let seed = 0; seed < MUTANTS; seed++) {
    const sample = all[seed % all.length]!;
    const mutant = mutate(sample, randomOf(seed));
    let vm: Vm;
    try {
      vm = Vm.from(mutant, {
        runtime,
        capabilities: hostOf(),
        program: sample.program,
        limits: LIMITS,
      });
    } catch (error) {
      expect(error, `seed ${seed}`).toMatchObject({ name: 'VmError', code: 'BAD_SNAPSHOT' });
      refused++;
      continue;
    }
    const tasks = vm.tasks();
    vm.step(STEPS);
    expect(vm.getStats().stepsExecuted, `seed ${seed}`).toBeGreaterThanOrEqual(0);
    if (vm.getStats().state !== 'terminated') vm.getStats({ exact: true });
    else faults++;
    vm.terminate();
    for (const task of tasks) {
      const failure = await task.then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure !== undefined) expect(isTyped(failure), `seed ${seed}: ${failure}`).toBe(true);
    }
  }
  expect(refused).toBeGreaterThan(MUTANTS / 4);
  // What passes verification and still ends in a fault is harmless, but should be rare.
  expect(faults).toBeLessThan(MUTANTS / 50);
}, 3_000_000);

test('without a right checksum nothing is even looked at', () => {
  const [sample] = samples(1);
  for (let at = 16; at < sample!.bytes.length; at += 997) {
    const changed = sample!.bytes.slice();
    changed[at]! ^= 0x10;
    const restore = () => Vm.from(changed, { runtime, program: sample!.program });
    expect(restore).toThrow(/checksum|truncated|larger|bytes behind/);
  }
});
