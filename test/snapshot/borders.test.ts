/**
 * One program, stopped in the middle of everything (guest/crossing.ts), goes on in the same Vm, a fresh one, another process, a worker
 * thread and a page of a real Chromium; and one that a page has stopped goes on here. Nobody can tell from what it does.
 */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import * as raya from 'raya-vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../src/build/build.mjs';
import { at } from '../../src/build/paths.mjs';
import { openPage, type TestPage } from '../browser/page';
import { begin, finish, type Outcome, type Stop } from './crossing.js';
import { compiler, makeRuntime } from './support';

let bytecode: Uint8Array<ArrayBuffer>;
let plain: Stop[];
let packed: Stop[];
let straight: Outcome;

beforeAll(async () => {
  if (!process.env.RAYA_SKIP_BUILD) await build();
  const source = readFileSync(at('test/snapshot/guest/crossing.ts'), 'utf8');
  const program = compiler.compileString(source, { fileName: 'crossing.ts' });
  bytecode = new Uint8Array(program.bytecode);
  ({ straight } = await begin(raya, bytecode, { takes: false }));
  const taken = await begin(raya, bytecode, { takes: true });
  // Whoever is snapshotted goes on unharmed.
  expect(taken.straight).toEqual(straight);
  plain = taken.stops;
  packed = (await begin(raya, bytecode, { takes: true, compress: true })).stops;
}, 300_000);

/** What came before the stop, and what came after it, are the undisturbed run. */
function expectStraight(stop: Stop, { lines, ...outcome }: Outcome): void {
  expect({ ...outcome, lines: [...stop.lines, ...lines] }).toEqual(straight);
}

test('the program is stopped in the middle of everything', () => {
  expect(straight.lines).toEqual([
    'cleaning up',
    'sorting',
    'sorted',
    'main ends with 2 notes',
    'answer to in the finally of second',
    'cleaned 0',
    'cleaned 1',
    'cleaned 2',
  ]);
  expect(straight.results).toEqual([
    { name: 'RangeError', code: undefined, message: '244,335,426, answer to second' },
    ['second saw 244,335,426', '10 ms', '20 ms', '30 ms'],
    { name: 'VmError', code: 'CANCELLED', message: 'The Task was cancelled.' },
    [
      ['answer to main', expect.objectContaining({ length: 40 })],
      ['drawn', expect.any(Number)],
    ],
  ]);
  for (const { stack, waiting, lines } of plain) {
    expect(stack).toMatch(/^ +at (?:weight .*\n +at )?compare .*\n +at sortSlowly /);
    expect(waiting).toEqual(['second', 'main']);
    expect(lines).toEqual(['cleaning up', 'sorting']);
  }
});

test('in the same Vm, which was elsewhere in the meantime', async () => {
  const vm = new raya.Vm({ runtime: makeRuntime() });
  for (const stop of [...plain, ...plain]) expectStraight(stop, await finish(raya, stop.bytes, vm));
});

test('in a fresh Vm', async () => {
  for (const stop of [...plain, ...packed]) expectStraight(stop, await finish(raya, stop.bytes));
});

test('in another process', async () => {
  const child = fork(at('test/snapshot/elsewhere.mjs'), { serialization: 'advanced' });
  const outcomes = await new Promise<Outcome[]>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Outcome[]));
    child.once('exit', (code) => reject(new Error(`the process ended with ${code}`)));
    child.send([...plain, ...packed].map(({ bytes }) => bytes));
  });
  for (const [index, stop] of [...plain, ...packed].entries()) {
    expectStraight(stop, outcomes[index]);
  }
});

test('in a worker thread', async () => {
  const worker = new Worker(at('test/snapshot/elsewhere.mjs'));
  const outcomes = await new Promise<Outcome[]>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.postMessage([...plain, ...packed].map(({ bytes }) => bytes));
  });
  await worker.terminate();
  for (const [index, stop] of [...plain, ...packed].entries()) {
    expectStraight(stop, outcomes[index]);
  }
});

describe('in a page', () => {
  let opened: TestPage;

  beforeAll(async () => {
    const snapshots = [...plain, ...packed].map(({ bytes }, index) => [
      `/${index}.snapshot`,
      bytes,
    ]);
    opened = await openPage({
      '/': '<!doctype html><title>raya-vm</title><link rel="icon" href="data:,">',
      '/browser.js': readFileSync(at('dist/browser.js')),
      '/crossing.js': readFileSync(at('test/snapshot/crossing.js')),
      '/crossing.rbc': bytecode,
      ...Object.fromEntries(snapshots),
    });
  });
  afterAll(() => opened?.close());

  /** Runs a function body in the page; `raya`, `crossing` and `load` are there. */
  const inPage = (body: string): Promise<any> =>
    opened.page.evaluate(`(async () => {
      const [raya, crossing] = await Promise.all([import('/browser.js'), import('/crossing.js')]);
      const load = async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer());
      ${body}
    })()`);

  test('it is finished as here', async () => {
    const outcomes = await inPage(`
      const outcomes = [];
      for (let index = 0; index < ${plain.length + packed.length}; index++) {
        outcomes.push(await crossing.finish(raya, await load('/' + index + '.snapshot')));
      }
      return outcomes;
    `);
    for (const [index, stop] of [...plain, ...packed].entries()) {
      expectStraight(stop, outcomes[index]);
    }
    expect(opened.errors).toEqual([]);
  });

  test('it is begun as here, byte for byte, and goes on here', async () => {
    const taken = (compress: boolean): Promise<{ stops: Stop[]; straight: Outcome }> =>
      inPage(`
        const { stops, straight } = await crossing.begin(raya, await load('/crossing.rbc'), { takes: true, compress: ${compress} });
        return { straight, stops: stops.map((stop) => ({ ...stop, bytes: Array.from(stop.bytes) })) };
      `);
    const { stops, straight: there } = await taken(false);
    expect(there).toEqual(straight);
    for (const [index, { bytes }] of stops.entries()) {
      expect(Buffer.from(bytes).equals(plain[index].bytes)).toBe(true);
    }
    // Its compressed bytes are others, and unpack to the same.
    for (const stop of (await taken(true)).stops) {
      expectStraight(stop, await finish(raya, Uint8Array.from(stop.bytes)));
    }
  });
});
