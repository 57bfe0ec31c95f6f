/** Random programs do in a Vm what they do in Node. */
import { createContext, Script } from 'node:vm';
import { CompileError, Compiler } from 'raya-vm/compiler';
import { afterAll, describe, expect, test } from 'vitest';
import { closeTestRuntime, runInVm } from '../harness/run-in-vm.ts';
import { randomProgram } from './generate.ts';

const compiler = new Compiler({ check: 'off' });
afterAll(closeTestRuntime);

/** What Node prints. */
async function runInNode(source: string): Promise<string[]> {
  const lines: string[] = [];
  const log = (...values: unknown[]) => lines.push(values.join(' '));
  const script = new Script(`'use strict';${source.replace('export ', '')}\nmain();`);
  try {
    await script.runInContext(createContext({ console: { log } }), { timeout: 5000 });
  } catch (error) {
    lines.push(`threw ${(error as Error)?.name ?? 'value'}`);
  }
  // Calls that nobody awaits go on after main has ended.
  await new Promise((resolve) => setImmediate(resolve));
  return lines;
}

/** `a < (b > (c))` begins a type argument for TypeScript: its parser refuses what Node takes. */
const isAmbiguous = (error: unknown): boolean =>
  error instanceof CompileError && error.diagnostics.every(({ code }) => /^TS1\d{3}$/.test(code));

describe('random programs', () => {
  const PER_TEST = 25;
  test.each([0, 1, 2, 3, 4, 5])('of batch %i', async (batch) => {
    let compared = 0;
    for (let seed = batch * PER_TEST + 1; seed <= (batch + 1) * PER_TEST; seed++) {
      const source = randomProgram(seed);
      let program: ReturnType<Compiler['compileString']>;
      try {
        program = compiler.compileString(source);
      } catch (error) {
        if (isAmbiguous(error)) continue;
        throw error;
      }
      const expected = (await runInNode(source)).join('\n');
      // The text of a function is not kept.
      if (/function|=>/.test(expected)) continue;
      const { lines, ending } = await runInVm(program);
      const found = ending.kind === 'threw' ? [...lines, `threw ${ending.name}`] : lines;
      expect(found.join('\n'), `seed ${seed}`).toBe((await runInNode(source)).join('\n'));
      compared++;
    }
    expect(compared).toBeGreaterThan(PER_TEST / 2);
  });
});
