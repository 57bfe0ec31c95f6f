/**
 * The file for browsers, `dist/browser.js`, in a real Chromium: a program compiled in Node runs
 * there with the same result, the same heap and the same number of steps.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../src/build/build.mjs';
import { at } from '../../src/build/paths.mjs';
import { drive } from './drive.js';
import { openPage, type TestPage } from './page';

const html = `<!doctype html>
<html lang="en">
<head><title>raya-vm</title><link rel="icon" href="data:,"></head>
<script type="module">
import * as raya from '/browser.js';
globalThis.raya = raya;
</script>
</html>`;

const driveInPage = `(async () => {
  const { drive } = await import('/drive.js');
  const response = await fetch('/tour.rbc');
  return drive(raya, new Uint8Array(await response.arrayBuffer()));
})()`;

type Raya = typeof import('raya-vm');
type RayaCompiler = typeof import('raya-vm/compiler');

let files: Record<string, string | Uint8Array>;
let tour: Uint8Array<ArrayBuffer>;
let test: TestPage;

beforeAll(async () => {
  if (!process.env.RAYA_SKIP_BUILD) await build();
  const { Compiler } = (await import(at('dist/compiler.js'))) as RayaCompiler;
  const guest = 'test/browser/guest/tour.ts';
  const source = readFileSync(at(guest), 'utf8');
  const program = new Compiler({ check: 'off' }).compileString(source, { fileName: guest });
  tour = new Uint8Array(program.bytecode);
  files = {
    '/': html,
    '/browser.js': readFileSync(at('dist/browser.js')),
    '/drive.js': readFileSync(at('test/browser/drive.js')),
    '/tour.rbc': tour,
  };
  test = await openPage(files);
  await test.page.waitForFunction('globalThis.raya !== undefined', undefined, { timeout: 20_000 });
}, 300_000);

afterAll(() => test?.close());

describe('dist/browser.js in Chromium', () => {
  it('loads nothing but itself', () => {
    expect(test.requests).toEqual(['/', '/browser.js']);
  });

  it('exports the same names as raya-vm in Node', async () => {
    const inNode = Object.keys(await import(at('dist/index.js'))).sort();
    expect(inNode).toContain('Vm');
    expect(await test.page.evaluate('Object.keys(raya).sort()')).toEqual(inNode);
  });

  it('runs a program to the same result, heap and step count as Node does', async () => {
    const inNode = await drive((await import(at('dist/index.js'))) as Raya, tour);
    const inBrowser = await test.page.evaluate(driveInPage);
    expect(inBrowser).toEqual(inNode);

    // And both are right: what V8 itself makes of the tour.
    expect(inNode.result).toEqual({
      areas: ['circle: 7.069,0.031', 'box: 6,1e+22'],
      count: 2,
      answers: [
        { key: 'a', code: 97 },
        { key: 'b', code: 98 },
        { key: 'c', code: 99 },
      ],
      primes: { length: 1229, last: 9973, others: 1228 },
      text: [4, 6, 2],
      failure: 'finally then SyntaxError',
      numbers: ['0.30000000000000004', '5e-324', '1e+21', '0', '0.3333333333333333'],
    });
    expect(inNode.logged).toEqual(['made 4']);
    expect(inNode.ended).toBe('STEP_BUDGET');
    expect(inNode.runawaySteps).toBeGreaterThanOrEqual(5_000_000);
  });

  it('leaves no error in the page', () => {
    expect(test.errors).toEqual([]);
  });
});
