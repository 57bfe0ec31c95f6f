/** The corpus in a Vm: straight, and then in every other way that must come to the same. */
import { existsSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { supportedFeatures } from '../harness/features.ts';
import { difference } from '../harness/format.ts';
import { readPrograms, type TestProgram } from '../harness/program.ts';

const programs = readPrograms().filter(({ expectation }) =>
  expectation.needs.every((feature) => supportedFeatures.has(feature)),
);
const runnable = programs.filter(({ expectation }) => !expectation.refusal);
const refused = programs.filter(({ expectation }) => expectation.refusal);
const named = (list: readonly TestProgram[]) =>
  list.map((program) => [program.name, program] as const);

/** Until Vm and Compiler are both here there is nothing to test. */
const exists = (path: string): boolean => existsSync(new URL(path, import.meta.url));
const ready =
  exists('../../src/vm/vm.ts') && 'Compiler' in (await import('../../src/compiler/index.ts'));

if (!ready) {
  test.skip('waits for the compiler and the Vm', () => {});
} else {
  const { compile, runInVm, refusalComplaint, closeTestRuntime } = await import(
    '../harness/run-in-vm.ts'
  );
  const { modes } = await import('../harness/modes.ts');
  const { Program } = await import('raya-vm');
  afterAll(closeTestRuntime);

  /** Milliseconds: the whole matrix of a long program takes minutes. */
  const LONG = 600_000;

  describe('in a Vm', () => {
    test.each(named(runnable))('%s', async (_name, program) => {
      // By way of its bytes, so that format and verifier are met by every program.
      const compiled = Program.fromBytes(compile(program).bytecode);
      const straight = await runInVm(compiled);
      expect(difference(program.expectation, straight)).toBeUndefined();
      const subject = { test: program, program: compiled, straight };
      for (const mode of modes) {
        const complaint = await mode.run(subject);
        if (complaint) throw new Error(`${mode.name}: ${complaint}`);
      }
    }, LONG);
  });

  describe('refused by the compiler', () => {
    test.each(named(refused))('%s', (_name, program) => {
      expect(refusalComplaint(program)).toBeUndefined();
    });
  });
}
