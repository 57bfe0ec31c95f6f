/** Every language test is recorded while its host cuts its run in any places, and replayed to the same bytes. */
import { Program, Vm } from 'raya-vm';
import { afterAll, describe, expect, test } from 'vitest';
import { supportedFeatures } from '../harness/features';
import { readPrograms } from '../harness/program';
import { closeTestRuntime, compile, testRuntime } from '../harness/run-in-vm';
import { expectSame, randomly, record } from './recorded';

const programs = readPrograms().filter(
  ({ expectation }) =>
    !expectation.refusal && expectation.needs.every((feature) => supportedFeatures.has(feature)),
);

/** Longer programs are recorded up to here. */
const MOST_ROUNDS = 400;

afterAll(closeTestRuntime);

describe('replayed to the same bytes', () => {
  test.each(programs.map((program) => [program.name, program] as const))(
    '%s',
    async (name, source) => {
      const program = Program.fromBytes(compile(source).bytecode);
      const runtime = testRuntime();
      using vm = new Vm({ runtime, capabilities: { console: { log: () => {} } } });
      vm.loadBytecode(program);
      const random = randomly(name.length);
      const begin = () => void vm.runEntry('main').catch(() => {});
      const recorded = await record(vm, random, begin, {
        slice: 300,
        places: 6,
        between: (_, round) => {
          if (round > MOST_ROUNDS) vm.terminate();
        },
      });
      expectSame(recorded, { program, runtime });
      expect(recorded.recording.info.inputs).toBeGreaterThan(0);
    },
  );
});
