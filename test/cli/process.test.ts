/** The built command in processes of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../src/build/build.mjs';
import { at } from '../../src/build/paths.mjs';

let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'raya-process-'));
  writeFileSync(
    join(folder, 'program.ts'),
    `
      import { log, sleep, ask } from 'host:';
      export function main(limit: number) {
        for (let line = 0; line < limit; line++) log('line', line);
      }
      export function spin() { for (;;) {} }
      export async function stuck() { await new Promise(() => {}); }
      export async function asleep() { await sleep(1e9); }
      export async function talk(...questions: string[]) {
        const answers = new Map<string, unknown>();
        try {
          for (const question of questions) {
            await sleep(5);
            answers.set(question, await ask(question));
          }
        } finally {
          log('asked', answers.size);
        }
        return [...answers];
      }
    `,
  );
  if (!process.env.RAYA_SKIP_BUILD) await build();
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function raya(...words: string[]) {
  return command('run', 'program.ts', '--allow', 'log,sleep', '--hold', 'ask', ...words);
}

function command(...words: string[]) {
  const options = { cwd: folder, encoding: 'utf8', timeout: 20_000 } as const;
  const args = [at('dist/cli.js'), ...words];
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

describe('--snapshot-on-block', () => {
  const allow = ['--allow', 'log,sleep'];
  const block = ['--snapshot-on-block', 'talk.snap'];

  it('keeps a program that waits for an answer, and resume goes on with it', () => {
    writeFileSync(join(folder, 'key'), 'a secret');
    const key = ['--key-file', 'key'];
    const first = raya('--entry', 'talk', 'name', 'quest', ...block, ...key);
    expect({ status: first.status, stdout: first.stdout }).toEqual({ status: 4, stdout: '' });
    expect(first.stderr).toMatch(
      /^talk\.snap: [\d.]+ KB; the program waits for an answer:\n {2}2 ask\('name'\)\nGo on with: raya resume talk\.snap --answer 2=JSON\n$/,
    );
    expect(command('resume', 'talk.snap', '--list', ...key).stdout).toBe("2 ask('name')\n");

    // Into the same file: it asks again, in another process.
    const second = command(
      'resume',
      'talk.snap',
      '--answer',
      '2="Ann"',
      ...allow,
      ...block,
      ...key,
    );
    expect(second.status).toBe(4);
    expect(second.stderr).toContain("  4 ask('quest')\n");
    const last = command('resume', 'talk.snap', '--answer', '4=[3]', ...allow, ...key);
    expect(last).toEqual({
      status: 0,
      stdout: "asked 2\n[ [ 'name', 'Ann' ], [ 'quest', [ 3 ] ] ]\n",
      stderr: '',
    });
    expect(readdirSync(folder).sort()).toEqual(['key', 'program.ts', 'talk.snap']);
  });

  it('keeps one that waits for ever, too', () => {
    const { status, stderr } = raya('--entry', 'stuck', ...block);
    expect(status).toBe(4);
    expect(stderr).toMatch(
      /^talk\.snap: .*; the program waits for something that can never happen\n$/,
    );
    expect(command('resume', 'talk.snap', ...allow, '--hold', 'ask')).toEqual({
      status: 1,
      stdout: '',
      stderr: 'The program waits for something that can never happen.\n',
    });
  });

  it('writes nothing when the program ends', () => {
    const { status, stdout, stderr } = raya('--entry', 'talk', '--snapshot-on-block', 'no.snap');
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'asked 0\n[]\n', stderr: '' });
    expect(readdirSync(folder)).not.toContain('no.snap');
  });

  it('does not wait for a time limit', () => {
    const { status } = raya('--entry', 'talk', 'name', ...block, '--timeout', '600000');
    expect(status).toBe(4);
  });

  it('without it, the program has waited in vain', () => {
    const { status, stdout, stderr } = raya('--entry', 'talk', 'name');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(
      "The program waits for an answer:\n  2 ask('name')\n--snapshot-on-block FILE keeps it for raya resume.\n",
    );
  });

  it('says when the file cannot be written', () => {
    const { status, stderr } = raya('--entry', 'talk', 'x', '--snapshot-on-block', 'no/such/file');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^raya: no\/such\/file cannot be written: /);
  });
});
