/**
 * Every TypeScript example of the README runs, and prints what its `// →` comments say.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from '../src/build/build.mjs';
import { bundleProgram } from '../src/build/bundle-program.mjs';
import { at } from '../src/build/paths.mjs';

const readme = readFileSync(at('README.md'), 'utf8');
const examples = [...readme.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code);

beforeAll(async () => {
  if (!process.env.RAYA_SKIP_BUILD) await build();
}, 300_000);

describe('README.md', () => {
  it('has examples', () => expect(examples.length).toBeGreaterThanOrEqual(2));

  it.each(examples.map((code, index) => [index + 1, code] as const))(
    'example %i prints what it says',
    async (number, code) => {
      const expected = [...code.matchAll(/\/\/ → (.*)$/gm)].map(([, text]) => text.trim());
      expect(expected.length).toBeGreaterThan(0);
      // Bundled and run in a process of its own, as a user would, against the built package.
      const file = at(`build/readme/example-${number}.mjs`);
      await bundleProgram({
        stdin: { contents: code, loader: 'ts', resolveDir: at('.') },
        outfile: file,
      });
      const { stdout, stderr, status } = spawnSync(process.execPath, [file], {
        encoding: 'utf8',
        timeout: 30_000,
      });
      expect(stderr).toBe('');
      expect(stdout.trim().split('\n')).toEqual(expected);
      expect(status).toBe(0);
    },
  );

  it('names only files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path);
    for (const link of links) expect(() => readFileSync(at(link)), link).not.toThrow(/ENOENT/);
  });
});
