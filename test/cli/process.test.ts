/** The built command in processes of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { build } from '../../src/build/build.mjs';
import { at } from '../../src/build/paths.mjs';

let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'raya-process-'));
  writeFileSync(
    join(folder, 'program.ts'),
    `
      import { log, sleep } from 'host:';
      export function main(limit: number) {
        for (let line = 0; line < limit; line++) log('line', line);
      }
      export function spin() { for (;;) {} }
      export async function stuck() { await new Promise(() => {}); }
      export async function asleep() { await sleep(1e9); }
    `,
  );
  if (!process.env.RAYA_SKIP_BUILD) await build();
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function raya(...words: string[]) {
  const args = [at('dist/cli.js'), 'run', 'program.ts', '--allow', 'log,sleep', ...words];
  const options = { cwd: folder, encoding: 'utf8', timeout: 20_000 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  return { status, stdout, stderr };
}

it('output goes to standard output, all of it', () => {
  const { status, stdout, stderr } = raya('3000');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const lines = stdout.split('\n');
  expect(lines.length).toBe(3001);
  expect(lines[2999]).toBe('line 2999');
});

it('knows its version', () => {
  const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const { stdout } = spawnSync(process.execPath, [at('dist/cli.js'), '-V'], { encoding: 'utf8' });
  expect(stdout).toBe(`${version}\n`);
});

it('a limit is exit code 3, with its code on standard error', () => {
  const { status, stdout, stderr } = raya('--entry', 'spin', '--max-steps', '1e6');
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toMatch(/^STEP_BUDGET: /);
});

it('a program that waits for ever ends, and says so', () => {
  const { status, stderr } = raya('--entry', 'stuck');
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'The program waits for something that can never happen.\n',
  });
});

it('what still waits does not keep the process', () => {
  const { status, stderr } = raya('--entry', 'asleep', '--timeout', '50');
  expect(status).toBe(3);
  expect(stderr).toMatch(/^TIMEOUT: /);
});
