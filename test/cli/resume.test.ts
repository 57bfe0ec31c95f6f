/** `raya resume`, in this process: snapshots are taken by hosts of their own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Snapshot, type SnapshotOptions, Vm } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { raya } from './fake-terminal';

const program = new Compiler({ check: 'off' }).compileString(
  `
    import { log, sleep, approve } from 'host:';
    import { query } from 'host:db';
    export async function refund(amount) {
      try {
        return { amount, answer: await approve('refund', { amount }) };
      } finally {
        log('asked for', amount);
      }
    }
    export async function rest() { await sleep(5); return 'rested'; }
    export function stop() { return approve('now'); }
    export async function find() { return await query('\\u001b[2Jselect'); }
    export async function spin() { await approve(); for (;;) {} }
  `,
  { fileName: 'shop.ts' },
);

let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'raya-resume-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts functions, and writes a snapshot when all of them wait. */
async function snapshot(
  name: string,
  calls: [entry: string, ...args: unknown[]][],
  options: SnapshotOptions = {},
): Promise<string> {
  const never = () => new Promise(() => {});
  using vm = new Vm({
    capabilities: { log: () => {}, sleep: never, approve: never, db: { query: never } },
  });
  vm.loadBytecode(program);
  for (const [entry, ...args] of calls) vm.runEntry(entry, args).catch(() => {});
  await new Promise((turn) => setImmediate(turn));
  writeFileSync(at(name), vm.snapshot(options).bytes);
  return at(name);
}

/** With every capability, so that only what a test is about can be missing. */
const resume = (file: string, ...words: string[]) =>
  raya(['resume', file, '--allow', 'log,sleep', '--hold', 'approve,db.query', ...words]);

it('lists what waits, and nothing of it steers the terminal', async () => {
  const file = await snapshot('list', [['refund', 40], ['rest'], ['find']]);
  expect(await raya(['resume', file, '--list'])).toEqual({
    code: 0,
    out: "1 approve('refund', { amount: 40 })\n2 sleep(5)\n3 db.query('\\x1B[2Jselect')\n",
    error: '',
  });
  const nothing = await snapshot('nothing', []);
  expect(await raya(['resume', nothing, '--list'])).toEqual({ code: 0, out: '', error: '' });
});

it('goes on with answers, read as JSON or as text', async () => {
  const file = await snapshot('answers', [['refund', 40]]);
  for (const [text, shown] of [
    ['true', 'true'],
    ['{"by": "Ann"}', "{ by: 'Ann' }"],
    ['go ahead = yes', "'go ahead = yes'"],
    ['', "''"],
  ]) {
    expect(await resume(file, '--answer', `1=${text}`)).toEqual({
      code: 0,
      out: `asked for 40\n{ amount: 40, answer: ${shown} }\n`,
      error: '',
    });
  }
});

it('lets a call fail', async () => {
  const file = await snapshot('fails', [['refund', 40]]);
  expect(await resume(file, '--fail', '1=not on a Sunday')).toEqual({
    code: 1,
    out: 'asked for 40\n',
    error: 'Error: not on a Sunday\n',
  });
});

it('makes a call again that nobody answers, if it may', async () => {
  const file = await snapshot('again', [['rest'], ['refund', 1]]);
  expect(await resume(file, '--answer', '2=1')).toMatchObject({
    code: 0,
    out: "asked for 1\n'rested'\n{ amount: 1, answer: 1 }\n",
  });
  // A call that is answered needs no function behind it.
  const { code, out } = await resume(file, '--answer', '1=0', '--answer', '2=2');
  expect({ code, out }).toEqual({
    code: 0,
    out: "asked for 1\n'rested'\n{ amount: 1, answer: 2 }\n",
  });
});

it('names every capability that is missing', async () => {
  const file = await snapshot('missing', [['refund', 40]]);
  const { code, out, error } = await raya(['resume', file, '--allow', 'log']);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(error).toMatch(/^NO_CAPABILITY: .*: sleep, approve, db\.query\n {2}Give log, /);
  // What is answered waits for its next answer, too.
  const answered = await raya(['resume', file, '--allow', 'log', '--answer', '1=1']);
  expect(answered.error).toMatch(/^NO_CAPABILITY: .*: sleep, db\.query\n/);
});

it('answers a call that its host was answering when the snapshot was taken', async () => {
  let bytes = new Uint8Array();
  const approve = () => {
    ({ bytes } = vm.snapshot() as { bytes: Uint8Array<ArrayBuffer> });
  };
  using vm = new Vm({
    capabilities: { log() {}, sleep() {}, approve, db: { query() {} } },
  });
  vm.loadBytecode(program);
  await vm.runEntry('stop');
  writeFileSync(at('inside'), bytes);
  expect((await resume(at('inside'), '--list')).out).toBe("1 approve('now')\n");
  expect((await resume(at('inside'), '--answer', '1="later"')).out).toBe("'later'\n");
});

it('bounds what is resumed, the steps of before included', async () => {
  const file = await snapshot('spins', [['spin']]);
  const { code, error } = await resume(file, '--answer', '1=1', '--max-steps', '1e5', '--stats');
  expect(code).toBe(3);
  expect(error).toMatch(/^STEP_BUDGET: .*\n {2}Raise --max-steps/);
  expect(Number(/^steps +([\d,]+)$/m.exec(error)?.[1]?.replace(',', ''))).toBeLessThan(101_000);
  const late = await resume(file, '--answer', '1=1', '--timeout', '30');
  expect(late).toMatchObject({ code: 3, error: expect.stringMatching(/^TIMEOUT: /) });
  expect((await resume(file, '--max-heap', '1KB')).error).toMatch(/--max-heap must be/);
});

it('tells once what ends the Vm, and the error of each Task', async () => {
  const file = await snapshot('both', [['spin'], ['refund', 1], ['refund', 2]]);
  const ended = await resume(file, '--answer', '1=1', '--max-steps', '1e5');
  expect(ended.error.match(/STEP_BUDGET/g)).toHaveLength(1);
  const failing = await snapshot('failing', [
    ['refund', 1],
    ['refund', 2],
  ]);
  const failed = await resume(failing, '--fail', '1=no', '--answer', '2=yes');
  expect(failed).toMatchObject({ code: 1, error: expect.stringMatching(/^Error: no\n/) });
  expect(failed.out).toContain("answer: 'yes'");
});

it('checks the signature', async () => {
  const key = Buffer.from('a secret\n');
  writeFileSync(at('key'), key);
  writeFileSync(at('other-key'), 'another');
  writeFileSync(at('no-key'), '');
  const signed = await snapshot('signed', [['refund', 40]], { sign: key });
  const plain = await snapshot('plain', [['refund', 40]]);
  const answer = ['--answer', '1=1'];
  expect((await resume(signed, ...answer, '--key-file', at('key'))).code).toBe(0);
  for (const words of [answer, ['--list']]) {
    const refused = async (file: string, ...more: string[]) => {
      const { code, out, error } = await resume(file, ...words, ...more);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      return error;
    };
    expect(await refused(signed)).toMatch(/^BAD_SNAPSHOT: .*it is signed.*\n {2}.*--key-file/);
    expect(await refused(signed, '--key-file', at('other-key'))).toContain('signature is wrong');
    expect(await refused(plain, '--key-file', at('key'))).toContain('it is not signed');
  }
  const empty = await resume(signed, ...answer, '--key-file', at('no-key'));
  expect(empty).toMatchObject({ code: 2, error: expect.stringContaining('holds no key') });
});

it.each([
  [['--answer', '7=1'], /no call 7 waits for an answer; these do:\n {2}1 approve\('refund'/],
  [['--answer', '1=1', '--fail', '1=no'], /call 1 is answered twice/],
  [['--answer', 'yes'], /the number of a call and what it gets/],
  [['--fail', '=no'], /the number of a call and what it gets/],
  [['--hold', '2x'], /the name of a capability/],
])('%j is wrong usage', async (words, message) => {
  const file = await snapshot('usage', [['refund', 40]]);
  const { code, out, error } = await resume(file, ...words);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(error).toMatch(message);
});

it('says what cannot be resumed', async () => {
  expect(await resume(at('nowhere'))).toMatchObject({
    code: 2,
    error: expect.stringContaining('there is no file'),
  });
  writeFileSync(at('text'), 'no snapshot');
  expect(await resume(at('text'))).toMatchObject({
    code: 1,
    error: expect.stringMatching(/^BAD_SNAPSHOT: .*the bytes are no snapshot\n/),
  });
  const file = await snapshot('changed', [['refund', 40]]);
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(file, bytes);
  expect((await resume(file, '--answer', '1=1')).error).toContain('its checksum is wrong');
  const idle = await snapshot('idle', []);
  expect(new Snapshot(readFileSync(idle)).info.tasks).toBe(0);
  expect(await resume(idle)).toMatchObject({
    code: 2,
    error: 'raya: no call is under way in this snapshot\n',
  });
});
