/** Every command, in this process. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raya } from './fake-terminal';

const files: Record<string, string> = {
  'program.ts': `
    import { log } from 'host:';
    export function main(...values: unknown[]) { return values; }
    export function greet(name: string) { log('hello', name, '\\u001b[2J'); }
    export function fail() {
      throw new TypeError('a bad day');
    }
    export function spin() { for (;;) {} }
    export function hog() { const kept: number[][] = []; for (;;) kept.push(new Array(1000).fill(1)); }
    export function deep(): number { return 1 + deep(); }
    export function secret() { return { inner: () => 1 }; }
    export function random() { return Math.random(); }
  `,
  'talker.ts': `
    export function main() { console.log('seen', { a: 1 }); console.error('heard'); }
  `,
  'waiter.ts': `
    import { clock, sleep } from 'host:';
    export async function main() {
      const start = clock();
      await sleep(20);
      return clock() - start >= 15;
    }
  `,
  'broken.ts': `
    export function main() {
      return 1 +;
    }
  `,
  'needs.ts': `import { fetch } from 'host:net'; export function main() { return fetch('x'); }`,
  'asker.ts': `
    import { ask } from 'host:';
    import { query } from 'host:db';
    export async function main() { return [await ask('x', 1), await query('y')]; }
  `,
  'typed.ts': `export function main(): number { return 'seven'; }`,
  'plain.js': 'export function main(a, b) { return a + b; }',
  'modules/main.ts': `
    import { double } from './lib/double.js';
    import type { Pair } from './types';
    export { shared } from './lib/shared';
    export function main(n: number): Pair { return [n, double(n)]; }
  `,
  'modules/types.ts': 'export type Pair = [number, number];',
  'modules/lib/double.ts': `
    import { shared } from './shared';
    export function double(n: number) { return shared() * n; }
  `,
  'modules/lib/shared.ts': 'export function shared() { return 2; }',
  'modules/outside.ts': `import { x } from '../program'; export function main() { return x; }`,
  'modules/missing.ts': `import { x } from './nowhere'; export function main() { return x; }`,
  'modules/linked.ts': `import { main as m } from './link'; export function main() { return m(); }`,
};

let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'raya-cli-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  }
  symlinkSync(at('plain.js'), at('modules/link.ts'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `--allow log`, since the program imports it. */
const run = (entry: string, ...more: string[]) =>
  raya(['run', at('program.ts'), '--entry', entry, '--allow', 'log', ...more]);

describe('run', () => {
  it('gives arguments as JSON or text, and prints the result', async () => {
    const ran = await raya(['run', at('program.ts'), '5', 'five', '{"a":[1]}', '--allow', 'log']);
    expect(ran).toEqual({ code: 0, out: "[ 5, 'five', { a: [ 1 ] } ]\n", error: '' });
  });

  it('gives what --allow names, and nothing that steers the terminal gets out', async () => {
    const ran = await run('greet', 'Ann');
    expect(ran).toEqual({ code: 0, out: 'hello Ann \\x1b[2J\n', error: '' });
  });

  it('says what an import needs', async () => {
    const ran = await raya(['run', at('program.ts')]);
    expect(ran.code).toBe(1);
    expect(ran.error).toMatch(/^NO_CAPABILITY: .*log\n {2}Give it with --allow log\.\n$/);
    const other = await raya(['run', at('needs.ts'), '--check', 'off']);
    expect(other.error).toContain('The command line can give log, console, clock, sleep');
  });

  it('prints what the guest threw with its stack', async () => {
    const { code, out, error } = await run('fail');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toMatch(/^TypeError: a bad day\n {4}at fail \(program\.ts:6:\d+\)\n/);
  });

  it.each([
    ['spin', ['--max-steps', '1e6'], 'STEP_BUDGET', 'Raise --max-steps'],
    ['spin', ['--timeout', '50'], 'TIMEOUT', 'Raise --timeout'],
    ['hog', ['--max-heap', '1MB'], 'OUT_OF_MEMORY', 'Raise --max-heap'],
    ['deep', [], 'STACK_OVERFLOW', 'recurses without end'],
  ])('%s %j ends with %s', async (entry, options, name, hint) => {
    const { code, out, error } = await run(entry, ...options);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(error.startsWith(`${name}: `)).toBe(true);
    expect(error).toContain(hint);
  });

  it('names the value that cannot cross', async () => {
    const { code, error } = await run('secret');
    expect(code).toBe(1);
    expect(error).toMatch(/^NOT_MARSHALLABLE: .*inner/);
  });

  it('names the functions there are', async () => {
    const { code, error } = await run('nothing');
    expect(code).toBe(1);
    expect(error).toMatch(/^NO_ENTRY: .*'nothing'\n {2}It exports main, greet, fail, /);
  });

  it('prints a table of statistics', async () => {
    const { error } = await run('main', '--stats', '--max-heap', '16MB');
    expect(error).toMatch(/^steps {8}\d+\nheap .* of 16 MB\ncollections {2}0\nhost calls {3}0\n/);
  });

  it('shows what the program prints when it may', async () => {
    const ran = await raya(['run', at('talker.ts'), '--allow', 'console']);
    expect(ran).toEqual({ code: 0, out: 'seen { a: 1 }\n', error: 'heard\n' });
    const dropped = await raya(['run', at('talker.ts')]);
    expect(dropped.out).toBe('');
    expect(dropped.error).toContain('--allow console shows it');
  });

  it('waits for its capabilities', async () => {
    const ran = await raya(['run', at('waiter.ts'), '--allow', 'clock,sleep']);
    expect(ran).toEqual({ code: 0, out: 'true\n', error: '' });
  });

  it('starts Math.random where --seed says', async () => {
    const [one, same, other] = [
      await run('random', '--seed', '1'),
      await run('random', '--seed', '1'),
      await run('random', '--seed', '2'),
    ];
    expect(one.out).toMatch(/^0\.\d+\n$/);
    expect(same.out).toBe(one.out);
    expect(other.out).not.toBe(one.out);
  });

  it('takes plain JavaScript', async () => {
    expect(await raya(['run', at('plain.js'), '2', '3'])).toEqual({
      code: 0,
      out: '5\n',
      error: '',
    });
  });
});

describe('files that import each other', () => {
  it('are read from the folder of the entry', async () => {
    const ran = await raya(['run', at('modules/main.ts'), '21']);
    expect(ran).toEqual({ code: 0, out: '[ 21, 42 ]\n', error: '' });
  });

  it.each([
    ['outside.ts', "outside.ts imports '../program', which lies outside of "],
    ['linked.ts', "linked.ts imports './link', which lies outside of "],
    ['missing.ts', "missing.ts imports './nowhere', but there is no "],
  ])('%s is refused', async (name, message) => {
    const { code, error } = await raya(['run', at(`modules/${name}`)]);
    expect(code).toBe(1);
    expect(error.startsWith(message)).toBe(true);
  });
});

describe('compile, check, disasm', () => {
  it('bytecode runs as its source does', async () => {
    const output = at('main.rbc');
    const compiled = await raya(['compile', at('modules/main.ts'), '-o', output]);
    expect(compiled.code).toBe(0);
    expect(compiled.error).toMatch(/main\.rbc: \d.* exports main, shared\n$/);
    const ran = await raya(['run', output, '4']);
    expect(ran).toEqual({ code: 0, out: '[ 4, 8 ]\n', error: '' });
    const fromBytecode = await raya(['disasm', output]);
    const fromSource = await raya(['disasm', at('modules/main.ts')]);
    expect(fromSource.code).toBe(0);
    expect(fromSource.out).toContain('double');
    expect(fromBytecode.out).toBe(fromSource.out);
  });

  it('bytecode that was changed is refused', async () => {
    await raya(['compile', at('plain.js')]);
    const bytes = readFileSync(at('plain.rbc'));
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(at('changed.rbc'), bytes);
    const { code, error } = await raya(['run', at('changed.rbc')]);
    expect(code).toBe(1);
    expect(error).toMatch(/^BAD_BYTECODE: /);
  });

  it('errors show the place', async () => {
    for (const command of ['run', 'compile', 'check', 'disasm']) {
      const { code, out, error } = await raya([command, at('broken.ts')]);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(error).toMatch(/^broken\.ts:3:17 TS1109: .*\n3 \| {7}return 1 \+;\n +\^/);
    }
  });

  it('types are checked unless --check says no', async () => {
    const checked = await raya(['run', at('typed.ts')]);
    expect(checked.code).toBe(1);
    expect(checked.error).toMatch(/^typed\.ts:1:\d+ TS2322: .*\n1 \| export/);
    const unchecked = await raya(['run', at('typed.ts'), '--check', 'off']);
    expect(unchecked).toEqual({ code: 0, out: "'seven'\n", error: '' });
  });

  it('check goes on after a bad file', async () => {
    const { code, error } = await raya(['check', at('broken.ts'), at('plain.js')]);
    expect(code).toBe(1);
    expect(error).toContain('2 programs, 1 refused');
    expect((await raya(['check', at('program.ts')])).error).toBe('1 program, no complaint\n');
  });

  it('what --hold names may be imported, under its type', async () => {
    const held = ['--hold', 'ask,db.query'];
    for (const command of ['check', 'compile', 'disasm']) {
      const refused = await raya([command, at('asker.ts')]);
      expect(refused.error).toContain("has no exported member 'ask'");
      const { code, error } = await raya([command, at('asker.ts'), ...held]);
      expect({ code, error }).toMatchObject({ code: 0, error: expect.not.stringContaining('TS') });
    }
  });

  it('an output that cannot be written is wrong usage', async () => {
    const { code, error } = await raya(['compile', at('plain.js'), '-o', at('no/such/file.rbc')]);
    expect(code).toBe(2);
    expect(error).toContain('cannot be written');
  });
});

describe('wrong usage', () => {
  it.each([
    [[], 'Usage: raya'],
    [['fly'], "unknown command 'fly'"],
    [['run'], "missing required argument 'file'"],
    [['run', 'nowhere.ts'], 'there is no file nowhere.ts'],
    [['run', '.'], '. is a folder'],
    [['run', 'x.ts', '--max-heap', 'lots'], 'A size is a number with KB, MB or GB'],
    [['run', 'x.ts', '--max-steps', '-1'], 'It must be a whole number'],
    [['run', 'x.ts', '--allow', 'fetch'], "There is no 'fetch'"],
    [['run', 'x.ts', '--check', 'maybe'], 'Allowed choices are strict, loose, off'],
    [['run', 'x.ts', '--wings'], "unknown option '--wings'"],
    [['check'], "missing required argument 'files'"],
    [['resume'], "missing required argument 'snapshot'"],
    [['run', 'x.ts', '--key-file', 'key'], '--snapshot-on-block writes, which is missing'],
    [['run', 'x.ts', '--hold', 'a b'], 'It must be the name of a capability'],
    [['repl'], 'comes later'],
  ])('%j', async (words, message) => {
    const { code, out, error } = await raya(words as string[]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain(message);
  });

  it('a limit that no Vm can have is named as the option it is', async () => {
    const { code, error } = await run('main', '--max-heap', '1KB');
    expect(code).toBe(2);
    expect(error).toMatch(/--max-heap must be/);
  });

  it('the version is no error', async () => {
    expect(await raya(['--version'])).toEqual({ code: 0, out: '1.2.3\n', error: '' });
  });

  it('help is not an error', async () => {
    for (const words of [['--help'], ['help'], ['run', '--help']]) {
      const { code, out, error } = await raya(words);
      expect({ code, error }).toEqual({ code: 0, error: '' });
      expect(out).toContain('Usage: raya');
    }
  });
});
