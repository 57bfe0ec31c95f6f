/** The short form of `npm run soak`. */
import { readFileSync } from 'node:fs';
import { Compiler } from 'raya-vm/compiler';
import { expect, test } from 'vitest';
import { at } from '../../src/build/paths.mjs';
import { soak } from './soak';

test('Vms that are snapshotted, dropped and restored at random come to what they come to undisturbed', async () => {
  const source = readFileSync(at('test/soak/guest/work.ts'), 'utf8');
  const program = new Compiler({ check: 'off' }).compileString(source, { fileName: 'work.ts' });
  const figures = await soak({ program, vms: 100, tasks: 10, seconds: 3, seed: 20 });
  expect(figures.runs).toBeGreaterThanOrEqual(100);
  for (const count of [figures.snapshots, figures.revived, figures.rewound]) {
    expect(count).toBeGreaterThan(10);
  }
});
