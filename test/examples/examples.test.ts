/** The examples run, and show what they are there to show. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Vm } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../src/build/build.mjs';
import { bundleProgram } from '../../src/build/bundle-program.mjs';
import { at } from '../../src/build/paths.mjs';
import { visitPage } from '../browser/page';

beforeAll(async () => {
  if (!process.env.RAYA_SKIP_BUILD) await build();
}, 300_000);

/** Bundles an example; gives the file to run. */
async function bundle(example: string): Promise<string> {
  const file = at(`build/run/test-examples/${example}.mjs`);
  await bundleProgram({ entryPoints: [at(`examples/${example}/index.ts`)], outfile: file });
  return file;
}

/** Lines that an example prints; it must end well and complain of nothing. */
async function linesOf(
  example: string,
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<string[]> {
  const { status, stdout, stderr } = spawnSync(process.execPath, [await bundle(example), ...args], {
    encoding: 'utf8',
    timeout: 30_000,
    env: { ...process.env, ...env },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').map((line) => line.trim());
}

describe('quickstart', () => {
  it('compiles, runs, counts and stops', async () => {
    const lines = await linesOf('quickstart');
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

describe('approval', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'raya-approval-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** One command of the example, in a process of its own. */
  const command = async (...args: string[]) =>
    (await linesOf('approval', args, { TMPDIR: folder })).filter((line) => line !== '');

  it('asks and ends; another process goes on with the answer, as often as one likes', async () => {
    expect(await command()).toEqual([
      '3 refunds to do',
      '20 to Ann',
      expect.stringMatching(/^Refund 180 to Ben\? \(\d+\.\d KB in .*refunds\.snapshot\)$/),
    ]);
    expect(await command('yes')).toEqual([
      'Refund 180 to Ben? yes',
      '180 to Ben',
      '35 to Cleo',
      '3 refunds done',
      'A1: 20 paid, B2: 180 paid, C3: 35 paid',
    ]);
    expect(await command('no')).toEqual([
      'Refund 180 to Ben? no',
      '35 to Cleo',
      '3 refunds done',
      'A1: 20 paid, B2: declined, C3: 35 paid',
    ]);
  });

  it('does not believe a file that somebody has changed', async () => {
    const file = join(folder, 'refunds.snapshot');
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(file, bytes);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [await bundle('approval'), 'yes'],
      {
        encoding: 'utf8',
        env: { ...process.env, TMPDIR: folder },
      },
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('its signature is wrong');
  });

  it('needs no host of its own', () => {
    const raya = (...words: string[]) => {
      const args = [at('dist/cli.js'), ...words];
      return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    };
    const hold = ['--allow', 'log', '--hold', 'approve,orderOf,pay'];
    const block = ['--snapshot-on-block', 'file'];
    const guest = at('examples/approval/guest/refunds.ts');
    const run = ['run', guest, '["B2"]', '--entry', 'refunds', ...hold, ...block];
    expect(raya(...run)).toMatchObject({ status: 4, stdout: '1 refunds to do\n' });
    const order = '2={"customer": "Ben", "amount": 180}';
    expect(raya('resume', 'file', '--answer', order, ...hold, ...block).status).toBe(4);
    expect(raya('resume', 'file', '--answer', '3=false', ...hold)).toMatchObject({
      status: 0,
      stdout: "1 refunds done\n'B2: declined'\n",
    });
  });
});

describe('browser-handover', () => {
  it('is finished in the page with the result and the steps of a run that stays in Node', async () => {
    const here = spawn(process.execPath, [await bundle('browser-handover'), '0']);
    try {
      const printed = await new Promise<string>((resolve) => {
        let text = '';
        here.stdout.on('data', (data) => {
          text += data;
          if (text.includes('Ctrl+C')) resolve(text);
        });
      });
      const [, solutions, steps, url] =
        /^(\d+) solutions after ([\d,]+) steps in Node: a snapshot of \d\.\d KB\n.* at (\S+)/.exec(
          printed,
        ) ?? [];
      expect(solutions).toBe('46');

      const { page, errors, close } = await visitPage(url!);
      const text = (id: string) => page.textContent(`#${id}`);
      try {
        await page.waitForSelector('body[data-done]', { timeout: 30_000 });
        const [before, after] = [Number(await text('before')), Number(await text('here'))];
        expect(before).toBe(Number(steps!.replaceAll(',', '')));
        expect(after).toBeGreaterThan(100_000);
        const straight = await queens();
        expect(Number(await text('solutions'))).toBe(straight.solutions);
        expect(before + after).toBe(straight.steps);
        const rows = (await text('board'))!.split('\n').map((row) => row.split(' ').indexOf('♛'));
        expect(rows).toEqual(straight.last);
        expect(errors).toEqual([]);
      } finally {
        await close();
      }
    } finally {
      here.kill();
    }
  });

  /** The whole program in one Vm. */
  async function queens() {
    const source = readFileSync(at('examples/browser-handover/guest/queens.ts'), 'utf8');
    using vm = new Vm({ capabilities: { found: () => {} } });
    vm.loadBytecode(new Compiler({ check: 'off' }).compileString(source));
    const { solutions, last } = await vm.runEntry<{ solutions: number; last: number[] }>(
      'queens',
      [8],
    );
    expect(solutions).toBe(92);
    return { solutions, last, steps: vm.getStats().stepsExecuted };
  }
});
