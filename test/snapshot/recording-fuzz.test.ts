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
import { afterAll, expect, test } from 'vitest';
import { checksum } from '../../src/snapshot/codec';
import { type Random, randomly } from './recorded';

const MUTANTS = 6000;
const BOUNDS = { maxSteps: 200_000, maxHeapBytes: 16 * 1024 * 1024 };
const HEAD_BYTES = 64;

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

/** One that holds every kind of input. */
async function original(): Promise<Recording> {
  const vm = new Vm({
    runtime,
    clock: 'host',
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
    await new Promise((resolve) => setImmediate(resolve));
    if (round === 10) vm.setLimits({ maxHeapBytes: 8 << 20, maxTasks: 50 });
    if (round === 15) tasks[1]!.cancel();
    if (round === 20) {
      vm.loadModule('later', later);
      vm.spawn('later', [7]).catch(() => {});
    }
  }
  vm.terminate();
  return recorder.stop();
}

/** Where the parts of a recording lie. */
function partsOf(bytes: Uint8Array): { snapshot: number; snapshotEnd: number; inputs: number } {
  const snapshotBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(28, true);
  const snapshotEnd = HEAD_BYTES + snapshotBytes;
  return { snapshot: HEAD_BYTES, snapshotEnd, inputs: (snapshotEnd + 7) & ~7 };
}

/** Some bytes changed, mostly of the inputs; the checksums are right but for some. */
function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  const { snapshot, snapshotEnd, inputs } = partsOf(bytes);
  let mutant = bytes.slice();
  const place = random(20);
  const [start, end] =
    place === 0
      ? [16, HEAD_BYTES]
      : place < 3
        ? [snapshot + 88, snapshotEnd]
        : [inputs, bytes.length];
  for (let changes = 1 + random(3); changes > 0; changes--) {
    const at = start + random(end - start);
    switch (random(6)) {
      case 0:
        mutant[at]! ^= 1 << random(8);
        break;
      case 1:
        mutant[at] = random(256);
        break;
      case 2:
        mutant[at]! += random(5) - 2;
        break;
      case 3:
        mutant.copyWithin(at, start + random(end - start), Math.min(end, at + random(40)));
        break;
      case 4:
        mutant = mutant.slice(0, Math.max(inputs, mutant.length - random(200)));
        break;
      default:
        mutant[at] = [0, 127, 128, 255][random(4)]!;
    }
  }
  return withChecksums(mutant, snapshot, snapshotEnd, random);
}

function withChecksums(
  bytes: Uint8Array,
  snapshot: number,
  end: number,
  random: Random,
): Uint8Array {
  if (random(50) === 0) return bytes;
  const view = new DataView(bytes.buffer);
  view.setUint32(snapshot + 12, checksum(bytes.subarray(snapshot + 16, end)), true);
  if (random(2) === 0) countInputs(bytes, view);
  view.setUint32(12, checksum(bytes.subarray(16)), true);
  return bytes;
}

/** As many inputs as there are, so that more than the number is looked at. */
function countInputs(bytes: Uint8Array, view: DataView): void {
  const said = view.getUint32(24, true);
  for (const count of [said - 1, said + 1]) {
    view.setUint32(24, count, true);
    view.setUint32(12, checksum(bytes.subarray(16)), true);
    try {
      Recording.fromBytes(bytes);
      return;
    } catch {
      view.setUint32(24, said, true);
    }
  }
}

test(`${MUTANTS} mutants are refused with the reason, or replayed without harm`, async () => {
  const { bytes, info } = await original();
  const kinds = new Set([...Recording.fromBytes(bytes).inputs()].map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual([
    ...['answer', 'cancel', 'clock', 'end', 'limits', 'modules', 'numbers', 'settle', 'start'],
  ]);
  const counts = { refused: 0, diverged: 0, done: 0 };
  for (let seed = 0; seed < MUTANTS; seed++) {
    const mutant = mutate(bytes, randomly(seed * 7919 + 1));
    try {
      using replay = new Replay(mutant, { runtime, ...BOUNDS });
      replay.to(info.lastStep >>> 1);
      expect(replay.run().done, `seed ${seed}`).toBe(true);
      replay.to(info.firstStep);
      counts.done++;
    } catch (error) {
      if (error instanceof DivergenceError) counts.diverged++;
      else {
        expect(error, `seed ${seed}`).toBeInstanceOf(VmError);
        expect(error, `seed ${seed}`).toMatchObject({ code: 'BAD_RECORDING' });
        counts.refused++;
      }
    }
    expect(runtime.vms.size).toBe(0);
  }
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(MUTANTS / 20);
}, 300_000);

test('without a right checksum nothing is looked at', async () => {
  const { bytes } = await original();
  for (let at = 16; at < bytes.length; at += 61) {
    const changed = bytes.slice();
    changed[at]! ^= 0x10;
    expect(() => Recording.fromBytes(changed)).toThrow(/checksum/);
  }
});
