/** What a browser downloads stays small. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { build } from '../../src/build/build.mjs';
import { at } from '../../src/build/paths.mjs';

/** Bytes of dist/browser.js as a server sends it: 144 KB that all Vms need, and what snapshots and recordings bring (docs/design/bundle.md). */
const MOST_BYTES = 200_000;

beforeAll(async () => {
  if (!process.env.RAYA_SKIP_BUILD) await build();
}, 300_000);

it(`dist/browser.js is at most ${MOST_BYTES} bytes gzipped`, () => {
  const bundle = readFileSync(at('dist/browser.js'));
  // That it is the whole of it, test/browser shows by running it.
  expect(gzipSync(bundle, { level: 9 }).length).toBeLessThanOrEqual(MOST_BYTES);
});

it('dist/browser.js holds no compiler and no sentences about instructions', () => {
  const text = readFileSync(at('dist/browser.js'), 'utf8');
  expect(text).not.toContain('createSourceFile');
  expect(text).not.toContain('Never emitted: zeroed memory is not code');
});
