/** The examples run, and show what they are there to show. */
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../src/build/build.mjs';
import { bundleProgram } from '../../src/build/bundle-program.mjs';
import { at } from '../../src/build/paths.mjs';

beforeAll(async () => {
  if (!process.env.RAYA_SKIP_BUILD) await build();
}, 300_000);

/** Lines that an example prints; it must end well and complain of nothing. */
async function linesOf(example: string): Promise<string[]> {
  const file = at(`build/run/test-examples/${example}.mjs`);
  await bundleProgram({ entryPoints: [at(`examples/${example}/index.ts`)], outfile: file });
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').map((line) => line.trim());
}

describe('quickstart', () => {
  it('compiles, runs, counts and stops', async () => {
    const start = performance.now();
    const lines = await linesOf('quickstart');
    const time = performance.now() - start;
    const row = (title: string) =>
      lines
        .find((line) => line.startsWith(`${title} `))
        ?.slice(title.length)
        .trim();

    expect(row('compiled')).toMatch(/^\d+ lines of TypeScript to \d\.\d KB of bytecode in \d+ ms$/);
    expect(row('weather')).toBe('Lima 19° ☀ · Pune 27° ☀ · Reykjavik 4° · Lima 19° ☀');
    expect(row('collatz')).toBe('17,647 has the longest sequence: 279 numbers');
    // No city is asked for twice.
    expect(row('stats')).toMatch(/^[\d,]+ steps, .* alive, \d+ collections, 3 host calls, \d+ ms$/);
    expect(row('again')).toMatch(/^the same steps/);
    const [, steps] = /^STEP_BUDGET after ([\d,]+) steps/.exec(row('runaway') ?? '') ?? [];
    // To the end of the chunk in which the budget ran out.
    expect(Number(steps?.replaceAll(',', ''))).toBeGreaterThanOrEqual(10_000_000);
    expect(Number(steps?.replaceAll(',', ''))).toBeLessThan(10_001_000);
    expect(Number(/^(\d+) timer ticks/.exec(row('host') ?? '')?.[1])).toBeGreaterThan(0);
    // Two seconds on a computer with nothing else to do.
    expect(time).toBeLessThan(10_000);
  });
});

describe('supervisor', () => {
  it('meets every failure and applies its remedy', async () => {
    const lines = (await linesOf('supervisor')).map((line) => line.replace(/ {2,}/g, ' '));
    expect(lines.filter((line) => line !== '')).toEqual([
      'healthy ✓ all is well',
      'flaky ✗ Error: not ready, call 1 → retry',
      '✗ Error: not ready, call 2 → retry',
      '✓ ready at call 3',
      'poisoned ✗ STEP_BUDGET → new Vm',
      '✓ clean again: 0 calls before',
      'endless ✗ STEP_BUDGET → new Vm',
      '✗ STEP_BUDGET → new Vm',
      '✗ STEP_BUDGET → give up',
      'hog ✗ OUT_OF_MEMORY → new Vm',
      '✗ OUT_OF_MEMORY → new Vm',
      '✗ OUT_OF_MEMORY → give up',
      'bottomless ✗ STACK_OVERFLOW → new Vm',
      '✗ STACK_OVERFLOW → new Vm',
      '✗ STACK_OVERFLOW → give up',
      'patient ✗ TimeoutError: lookup: no answer in 40 ms → retry',
      '✗ TimeoutError: lookup: no answer in 40 ms → retry',
      '✗ TimeoutError: lookup: no answer in 40 ms → give up',
      'secretive ✗ NOT_MARSHALLABLE at result.config.onClick → give up',
      'healthy ✓ all is well',
      '4 of 9 jobs done, in 13 Vms',
      'the neighbour summed up to 499999500000',
    ]);
  });
});
