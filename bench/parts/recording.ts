/** What recording and replaying cost: the same work as it is, recorded, and replayed. */
import { Recorder, type Recording, Replay, Runtime, Vm } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import type { Part } from '../support/part';
import { interleave, median } from '../support/statistics';
import { figure } from '../support/table';

const SOURCE = `
  import { now, ask } from 'host:';
  export function calls(n) { let sum = 0; for (let i = 0; i < n; i++) sum += now(i); return sum; }
  export async function awaited(n) { let sum = 0; for (let i = 0; i < n; i++) sum += (await ask(i)).value; return sum; }
  export function loop(n) { let sum = 0; for (let i = 0; i < n; i++) sum += i; return sum; }`;

const works = [
  { name: 'calls of a capability', entry: 'calls', count: 100_000 },
  { name: 'awaited calls', entry: 'awaited', count: 50_000 },
  { name: 'rounds of a loop', entry: 'loop', count: 3_000_000 },
] as const;

const capabilities = { now: (i: number) => i, ask: async (value: number) => ({ value }) };

async function milliseconds(work: () => Promise<unknown> | unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

export const recordingPart: Part = {
  name: 'recording',
  summary: 'the same work as it is, recorded, and replayed; going back',
  async run({ options: { quick, rounds }, hasRaya, progress }) {
    if (!hasRaya) return { tables: [], data: {} };
    progress('recordings');
    const runtime = new Runtime();
    const program = new Compiler({ check: 'off' }).compileString(SOURCE);
    const recordings = new Map<string, Recording>();
    const measurements = new Map<string, () => Promise<number>>();
    for (const { name, entry, count } of works) {
      const size = quick ? count / 100 : count;
      const run = async (isRecorded: boolean) => {
        const vm = new Vm({ runtime, capabilities });
        vm.loadBytecode(program);
        const recorder = isRecorded ? new Recorder(vm) : undefined;
        await vm.runEntry(entry, [size]);
        if (recorder !== undefined) recordings.set(name, recorder.stop());
        vm.terminate();
      };
      const replayed = () => {
        using replay = new Replay(recordings.get(name)!);
        if (!replay.run().done) throw new Error('the replay is not over');
      };
      measurements.set(`${name}, as it is`, () => milliseconds(() => run(false)));
      measurements.set(`${name}, recorded`, () => milliseconds(() => run(true)));
      measurements.set(`${name}, replayed`, () => milliseconds(replayed));
      measurements.set(`${name}, a step back from its end`, async () => {
        using replay = new Replay(recordings.get(name)!);
        const { step } = replay.run();
        return milliseconds(() => replay.to(step - 1000));
      });
    }
    await interleave(measurements, 1);
    const samples = await interleave(measurements, quick ? 1 : rounds);
    await runtime.close();
    const ways = ['as it is', 'recorded', 'replayed', 'a step back from its end'];
    const rows = works.map(({ name, count }) => ({
      name,
      count,
      bytes: recordings.get(name)!.bytes.length,
      medians: Object.fromEntries(
        ways.map((way) => [way, median(samples.get(`${name}, ${way}`) ?? [])]),
      ),
    }));
    return {
      tables: [
        {
          title: 'Recordings: milliseconds, and KB',
          columns: ['work', ...ways, 'KB'],
          rows: rows.map(({ name, count, bytes, medians }) => [
            `${count.toLocaleString('en')} ${name}`,
            ...ways.map((way) => figure(medians[way])),
            figure(bytes / 1024),
          ]),
          notes: [
            `Medians of ${quick ? 1 : rounds} interleaved rounds. KB: of the recording, with the program and the state it begins with.`,
          ],
        },
      ],
      data: { rows },
    };
  },
};
