/** The corpus against Node: what a program expects is what Node does, and its types are right. */
import { afterAll, describe, expect, test } from 'vitest';
import { plannedFeatures, supportedFeatures } from '../harness/features.ts';
import { difference } from '../harness/format.ts';
import { NodeOracle } from '../harness/node-oracle.ts';
import { readPrograms } from '../harness/program.ts';
import { typeErrors } from '../harness/type-check.ts';

const programs = readPrograms();
const oracle = new NodeOracle();
afterAll(() => oracle.close());

describe('Node agrees with', () => {
  test.each(programs.map((program) => [program.name, program] as const))(
    '%s',
    async (_name, program) => {
      const { expectation } = program;
      const result = await oracle.run(program);
      if (expectation.refusal) {
        // Only what Node refuses as well can be judged here; the Out list is raya-vm's own.
        if (expectation.refusal.construct === 'syntax') expect(result).toHaveProperty('refused');
        return;
      }
      if ('refused' in result) throw new Error(`Node refuses the program: ${result.refused}`);
      expect(difference(expectation, result)).toBeUndefined();
      expect(expectation.lines.length > 0 || expectation.error !== undefined).toBe(true);
    },
  );
});

describe('the corpus', () => {
  test('has at least 400 programs that need no later feature', () => {
    const now = programs.filter((program) => program.expectation.needs.length === 0);
    expect(now.length).toBeGreaterThanOrEqual(400);
  });

  test('passes TypeScript’s strict check wherever a program asks for it', () => {
    const strict = programs.filter(
      ({ expectation }) => expectation.check !== 'off' && !expectation.refusal,
    );
    expect(Object.fromEntries(typeErrors(strict))).toEqual({});
  }, 60_000);

  test('asks only for features that are known', () => {
    const unknown = programs
      .flatMap((program) => program.expectation.needs)
      .filter((feature) => !supportedFeatures.has(feature) && !plannedFeatures.has(feature));
    expect(unknown).toEqual([]);
  });
});
