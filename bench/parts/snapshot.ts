/** Snapshots: bytes, taking, restoring, and starts from a prepared program. */
import { Runtime, type Vm, Vm as VmClass } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { rayaStates, type State, WARM, wasiStates } from '../snapshot/states';
import type { Part } from '../support/part';
import { interleave, median } from '../support/statistics';
import { figure, type Table, times } from '../support/table';

const MICROSECONDS = 1000;
const KILOBYTE = 1024;
/** Work of one sample. */
const SAMPLE_MS = 40;

/** Microseconds of one run, by the processor's clock where that is less: a process that waits for its turn is not busy. */
async function time(work: () => unknown): Promise<number> {
  let runs = 0;
  const before = process.cpuUsage();
  const start = performance.now();
  do {
    await work();
    runs++;
  } while (performance.now() - start < SAMPLE_MS);
  const wall = (performance.now() - start) * MICROSECONDS;
  const { user, system } = process.cpuUsage(before);
  return Math.min(wall, user + system) / runs;
}

async function measureStates(states: readonly [string, State][], rounds: number) {
  const measurements = new Map<string, () => Promise<number>>();
  for (const [engine, state] of states) {
    measurements.set(`${engine}, ${state.name}, take`, () => time(() => state.take()));
    measurements.set(`${engine}, ${state.name}, restore`, () => time(() => state.restore()));
  }
  await interleave(measurements, 1);
  return interleave(measurements, rounds);
}

export const snapshotPart: Part = {
  name: 'snapshot',
  summary: 'bytes of snapshots, taking and restoring them, starts from a template',
  async run({ options, hasRaya, progress }) {
    progress('snapshots');
    const rounds = options.quick ? 1 : options.rounds;
    const states: [string, State][] = [];
    if (hasRaya) for (const state of rayaStates()) states.push(['raya-vm', state]);
    for (const state of await wasiStates()) states.push(['quickjs-wasi', state]);
    const samples = await measureStates(states, rounds);
    const of = (engine: string, state: State, what: string) =>
      median(samples.get(`${engine}, ${state.name}, ${what}`) ?? []);
    const table: Table = {
      title: 'Snapshots: KB, and microseconds',
      columns: ['state', 'engine', 'KB', 'compressed', 'with its program', 'take', 'restore'],
      rows: states.map(([engine, state]) => [
        state.name,
        engine,
        ...['as it is', 'compressed', 'with its program'].map((way) => {
          const bytes = state.sizes.get(way);
          return figure(bytes === undefined ? undefined : bytes / KILOBYTE);
        }),
        figure(of(engine, state, 'take')),
        figure(of(engine, state, 'restore')),
      ]),
      notes: [
        'raya-vm: restored into a fresh Vm, verified, the program by reference. quickjs-wasi: its whole memory, unverified, between two calls; it cannot stop in a loop.',
        'The rival’s bytes can be compressed by others; ours compress too.',
      ],
    };
    for (const [, state] of states) state.dispose();
    const tables = [table];
    const data: Record<string, unknown> = {
      states: states.map(([engine, state]) => ({
        engine,
        state: state.name,
        bytes: Object.fromEntries(state.sizes),
        take: of(engine, state, 'take'),
        restore: of(engine, state, 'restore'),
      })),
    };
    if (hasRaya) {
      progress('templates');
      const starts = await measureStarts(rounds);
      data.starts = starts;
      tables.push({
        title:
          'Start of a Vm and its first call, for a program with work at the top level: microseconds',
        columns: ['', 'median'],
        rows: [
          ['fresh', figure(starts.fresh)],
          ['from a template', figure(starts.template)],
          ['times faster', times(starts.fresh / starts.template)],
          ['until it can be called, from a template', figure(starts.ready)],
          ['times faster', times(starts.fresh / starts.ready)],
        ],
        notes: [`The template was prepared once, in ${figure(starts.prepared / MICROSECONDS)} ms.`],
      });
    }
    return { tables, data };
  },
};

async function measureStarts(rounds: number) {
  const runtime = new Runtime();
  const program = new Compiler({ check: 'off' }).compileString(WARM);
  const begun = performance.now();
  const template = await program.prepare({ runtime });
  const prepared = (performance.now() - begun) * MICROSECONDS;
  const call = async (vm: Vm) => {
    if ((await vm.runEntry('main', ['key7'])) !== 49) throw new Error('a wrong answer');
    vm.terminate();
  };
  const fresh = async () => {
    const vm = new VmClass({ runtime });
    vm.loadBytecode(program);
    await call(vm);
  };
  const measurements = new Map<string, () => Promise<number>>([
    ['fresh', () => time(fresh)],
    ['template', () => time(() => call(template.start()))],
    ['ready', () => time(() => template.start().terminate())],
  ]);
  await interleave(measurements, 1);
  const samples = await interleave(measurements, rounds);
  await runtime.close();
  const of = (name: string) => median(samples.get(name) ?? []);
  return { fresh: of('fresh'), template: of('template'), ready: of('ready'), prepared };
}
