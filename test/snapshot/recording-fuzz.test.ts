/** Thousands of recordings that are not what was recorded: each is refused, or replayed without harm. */
import {
  capability,
  DivergenceError,
  Recorder,
  Recording,
  Replay,
  Runtime,
  Vm,
  VmError,
} from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { LoadedModules } from '../../src/vm/modules';
import { vmSettings } from '../../src/vm/options';
import { verifySnapshot } from '../../src/vm/snapshots';
import { turn } from '../vm/support';
import { type Random, randomly } from './recorded';
import { changeBytes, changeInputs } from './recording-mutants';

const MUTANTS = process.env.RAYA_TEST_FULL === '1' ? 5000 : 600;
const HEAP = 4 * 1024 * 1024;
const BOUNDS = { maxSteps: 50_000, maxHeapBytes: HEAP };

const runtime = new Runtime({ manual: true });
afterAll(() => runtime.close());

const compiler = new Compiler({ check: 'off' });
const program = compiler.compileString(`
  import { ask, give, slow } from 'host:';
  let total = 0;
  export async function main(list) {
    for (const item of list) {
      total += give(item, { item }).n;
      total += await ask('x'.repeat(item));
    }
    setTimeout(() => { total++; }, 5);
    await slow();
    console.log(total);
    return { total };
  }
  export async function waits() { try { await new Promise(() => {}); } finally { total = 0; } }
  export function loops(n) { for (let i = 0; i < n; i++) total += [i].length; return total; }
`);
const later = compiler.compileString('export const later = (n) => [n, "deep"];').bytecode;

/** Holds every kind of input but one, and is the same on every run. */
async function original(): Promise<Recording> {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  const vm = new Vm({
    runtime,
    clock: 'host',
    maxHeapBytes: HEAP,
    capabilities: {
      console: {},
      ask: async (text: string) => text.length,
      give: (n: number) =>
        n === 3 ? { n: Number.NaN } : n === 4 ? Promise.resolve({ n: 1 }) : { n },
      slow: capability(async () => null, { async: true }),
    },
  });
  vm.loadBytecode(program);
  const recorder = new Recorder(vm);
  const tasks = [
    vm.runEntry('main', [[1, 2, 3, 4, 5]]),
    vm.spawn('waits', []),
    vm.spawn('loops', [50], { maxSteps: 300, maxHostCalls: 2 }),
    vm.spawn('nothing', []),
  ];
  for (const task of tasks) task.catch(() => {});
  for (let round = 0; round < 60; round++) {
    vm.step(150);
    await turn();
    vi.advanceTimersByTime(1);
    if (round === 10) vm.setLimits({ maxHeapBytes: HEAP / 2, maxTasks: 50 });
    if (round === 15) tasks[1]!.cancel();
    if (round === 20) {
      vm.loadModule('later', later);
      vm.spawn('later', [7]).catch(() => {});
    }
  }
  vm.terminate();
  vi.useRealTimers();
  return recorder.stop();
}

let recording: Recording;
beforeAll(async () => {
  recording = await original();
});

test('what was recorded is replayed', () => {
  // 'gone' is of Tasks that end before they begin.
  expect([...new Set([...recording.inputs()].map(({ kind }) => kind))].sort()).toEqual([
    ...['answer', 'cancel', 'clock', 'end', 'limits', 'modules', 'numbers', 'settle', 'start'],
  ]);
  using replay = new Replay(recording, { runtime, ...BOUNDS });
  expect(replay.run()).toMatchObject({ done: true, sequence: recording.info.inputs });
});

type Outcome = 'refused' | 'diverged' | 'done';

/** Replays a mutant to its middle, to its end, and once more; tells how many inputs went in. */
function replayed(mutant: Uint8Array): { outcome: Outcome; sequence: number } {
  let replay: Replay | undefined;
  let outcome: Outcome = 'done';
  try {
    replay = new Replay(mutant, { runtime, ...BOUNDS });
    const { firstStep, lastStep } = replay.recording.info;
    replay.to((firstStep + lastStep) >>> 1);
    checkState(replay.vm);
    replay.run();
    replay.to(firstStep);
    replay.run();
  } catch (error) {
    if (error instanceof DivergenceError) outcome = 'diverged';
    else if (error instanceof VmError && error.code === 'BAD_RECORDING') outcome = 'refused';
    else throw error;
  }
  using left = replay;
  if (left !== undefined) checkState(left.vm);
  return { outcome, sequence: left?.position.sequence ?? 0 };
}

const verifier = new LoadedModules(vmSettings({}));

/** Whatever went in: the Vm has ended, or is in a state that a snapshot may have. */
function checkState(vm: Vm): void {
  if (vm.getStats().state === 'terminated') return;
  verifySnapshot(vm.snapshot().bytes, verifier, {});
  expect(vm.getStats().heapBytesUsed).toBeLessThanOrEqual(HEAP);
}

/** How many mutants had which outcome, and how many took more than half of the inputs. */
function tally(mutate: (random: Random) => Uint8Array) {
  const counts = { refused: 0, diverged: 0, done: 0, deep: 0 };
  for (let seed = 0; seed < MUTANTS; seed++) {
    const { outcome, sequence } = withSeed(seed, () => replayed(mutate(randomly(seed * 7919 + 1))));
    counts[outcome]++;
    if (sequence > recording.info.inputs / 2) counts.deep++;
    expect(runtime.vms.size, `seed ${seed}`).toBe(0);
  }
  return counts;
}

/** An error names the seed that has led to it. */
function withSeed<T>(seed: number, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw new Error(`seed ${seed}: ${cause}`, { cause });
  }
}

describe('each is refused with the reason, or replayed without harm', () => {
  test(`${MUTANTS} with other bytes`, () => {
    const { refused, diverged, done, deep } = tally((random) =>
      changeBytes(recording.bytes, random),
    );
    expect(refused).toBeGreaterThan(MUTANTS / 2);
    expect(diverged).toBeGreaterThan(MUTANTS / 20);
    expect(done).toBeGreaterThan(MUTANTS / 20);
    expect(deep).toBeGreaterThan(MUTANTS / 5);
  }, 300_000);

  test(`${MUTANTS} with other inputs`, () => {
    const { refused, diverged, done, deep } = tally((random) => changeInputs(recording, random));
    expect(refused).toBeGreaterThan(0);
    expect(diverged).toBeGreaterThan(MUTANTS / 3);
    expect(done).toBeGreaterThan(MUTANTS / 10);
    expect(deep).toBeGreaterThan(MUTANTS / 3);
  }, 300_000);
});

test('without a right checksum nothing is looked at', () => {
  const { bytes } = recording;
  for (let at = 16; at < bytes.length; at += 61) {
    const changed = bytes.slice();
    changed[at]! ^= 0x10;
    expect(() => Recording.fromBytes(changed)).toThrow(/checksum/);
  }
});
