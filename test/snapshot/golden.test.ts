/** Snapshots that versions of this package have written (golden/): they go on exactly, or are refused because their layout is another. */
import { readdirSync, readFileSync } from 'node:fs';
import * as raya from 'raya-vm';
import { describe, expect, test } from 'vitest';
import { finish } from './crossing.js';
import { folderOf, GOLDEN, type Golden, thisVersion } from './golden/folder';

const versions = readdirSync(GOLDEN, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test('there are some of this version', () => {
  expect(versions).toContain(thisVersion());
});

describe.each(versions)('of version %s', (version) => {
  const folder = folderOf(version);
  const golden: Golden = JSON.parse(readFileSync(`${folder}/crossing.json`, 'utf8'));

  test.each(golden.lines.map((_, index) => index))('snapshot %i', async (index) => {
    const bytes = new Uint8Array(readFileSync(`${folder}/crossing-${index}.snapshot`));
    const outcome = await finish(raya, bytes).catch((error: unknown) => error);
    if (version !== thisVersion() && outcome instanceof raya.VmError) {
      expect(outcome.code).toBe('BAD_SNAPSHOT');
      expect(outcome.message).toMatch(/its (layout|format version) is/);
      return;
    }
    // A layout that has changed needs another version (golden/README.md).
    const { lines, ...figures } = outcome as Golden['straight'];
    const all = [...golden.lines[index]!, ...(lines ?? [])];
    expect(JSON.parse(JSON.stringify({ ...figures, lines: all }))).toEqual(golden.straight);
  });
});
