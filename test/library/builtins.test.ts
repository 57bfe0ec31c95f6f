/** The guest library against Node: thousands of small experiments, each a line that both must print alike. */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { modes } from '../harness/modes.ts';
import { NodeOracle } from '../harness/node-oracle.ts';
import type { TestProgram } from '../harness/program.ts';
import { closeTestRuntime, compile, runInVm } from '../harness/run-in-vm.ts';

const textOf = (name: string): string =>
  readFileSync(new URL(`./guest/${name}.ts`, import.meta.url), 'utf8');

const programOf = (name: string): TestProgram => ({
  name,
  entry: 'main.ts',
  modules: { 'main.ts': textOf(name), 'support.ts': textOf('support') },
  expectation: { lines: [], check: 'off', needs: [] } as unknown as TestProgram['expectation'],
});

const oracle = new NodeOracle();
afterAll(async () => {
  await oracle.close();
  await closeTestRuntime();
});

describe('the guest library prints what Node prints', () => {
  it.each([
    ['arrays', 8000],
    ['sorting', 200],
    ['strings', 9000],
    ['numbers', 1500],
    ['conversions', 500],
    ['json', 70],
    ['objects', 35],
    ['collections', 10],
  ])('%s', async (name, least) => {
    const program = programOf(name);
    const wanted = await oracle.run(program);
    if ('refused' in wanted) throw new Error(wanted.refused);
    const compiled = compile(program, 'off');
    const found = await runInVm(compiled);
    expect(found.ending).toEqual(wanted.ending);
    expect(found.lines.length).toBe(wanted.lines.length);
    expect(found.lines.length).toBeGreaterThanOrEqual(least);
    const differences = wanted.lines
      .map((line, index) => [line, found.lines[index]])
      .filter(([line, other]) => line !== other);
    expect(differences.slice(0, 20)).toEqual([]);
    const subject = { test: program, program: compiled, straight: found };
    for (const mode of modes)
      expect([mode.name, await mode.run(subject)]).toEqual([mode.name, undefined]);
  });
});
