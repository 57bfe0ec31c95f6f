/** The fourteen classic programs in every engine. */
import { baseline } from '../peers/index';
import type { Instance, Peer } from '../peers/peer';
import { type ProgramEntry, programs } from '../programs/index';
import { type GuestProgram, loadGuest } from '../support/guest';
import { type BenchContext, type Part, type PartResult, selected } from '../support/part';
import { renderBarChart } from '../support/plot';
import { geometricMean, interleave, median, type Summary, summarize } from '../support/statistics';
import { figure, type Table, times } from '../support/table';

/** Milliseconds by peer; a string says why there are none. */
type Row = Map<string, number[] | string>;

async function start(peer: Peer, guest: GuestProgram): Promise<Instance> {
  const instance = await peer.create();
  await instance.load(guest);
  return instance;
}

async function measureProgram(entry: ProgramEntry, context: BenchContext): Promise<Row> {
  const guest = await loadGuest(`bench/programs/${entry.name}.ts`);
  const row: Row = new Map();
  const instances: Instance[] = [];
  const measurements = new Map<string, () => Promise<number>>();
  for (const peer of context.peers) {
    try {
      const instance = await start(peer, guest);
      instances.push(instance);
      const run = async () => {
        const { value, milliseconds } = await instance.run('main', entry.iterations);
        if (value !== true) throw new Error(`gave ${String(value)} instead of true`);
        return milliseconds;
      };
      // Two unmeasured runs: engines with tiers have compiled what is hot.
      await run();
      await run();
      measurements.set(peer.name, run);
    } catch (error) {
      row.set(peer.name, error instanceof Error ? error.message : String(error));
    }
  }
  const samples = await interleave(measurements, context.options.rounds);
  for (const [name, milliseconds] of samples) row.set(name, milliseconds);
  for (const instance of instances) await instance.dispose();
  return row;
}

/** How many times faster than the baseline: the median over rounds of the ratio in each. */
function speedUp(row: Row, name: string): number | undefined {
  const own = row.get(name);
  const reference = row.get(baseline.name);
  if (!Array.isArray(own) || !Array.isArray(reference)) return undefined;
  return median(own.map((value, round) => (reference[round] ?? Number.NaN) / value));
}

async function run(context: BenchContext): Promise<PartResult> {
  const names = context.peers.map((peer) => peer.name);
  const rows = new Map<string, Row>();
  for (const entry of programs) {
    if (!selected(context.options, entry.name)) continue;
    context.progress(entry.name);
    rows.set(entry.name, await measureProgram(entry, context));
  }
  const speedUps = new Map(
    [...rows].map(([program, row]) => [program, names.map((name) => speedUp(row, name))]),
  );
  const means = names.map((_, i) => {
    const values = [...speedUps.values()].map((values) => values[i]);
    const present = values.filter((value): value is number => value !== undefined);
    return present.length === values.length ? geometricMean(present) : undefined;
  });
  return {
    tables: [speedTable(names, speedUps, means, context), timeTable(names, rows, context)],
    data: toData(rows, speedUps, names, means),
    plots: { 'programs.svg': plot(names, speedUps, means) },
  };
}

function speedTable(
  names: string[],
  speedUps: Map<string, (number | undefined)[]>,
  means: (number | undefined)[],
  context: BenchContext,
): Table {
  return {
    title: `Fourteen programs: times faster than ${baseline.name}`,
    columns: ['program', ...names],
    rows: [
      ...[...speedUps].map(([program, values]) => [program, ...values.map(times)]),
      ['geometric mean', ...means.map(times)],
    ],
    notes: [
      `Medians over ${context.options.rounds} interleaved rounds of the ratio within each round; above 1× is faster.`,
    ],
  };
}

function timeTable(names: string[], rows: Map<string, Row>, context: BenchContext): Table {
  const notes: string[] = [];
  const cell = (program: string, name: string, value: number[] | string | undefined): string => {
    if (typeof value === 'string') notes.push(`${program} in ${name}: ${value}`);
    if (!Array.isArray(value)) return 'failed';
    const { median, min, max } = summarize(value);
    return `${figure(median)} (${figure(min)}–${figure(max)})`;
  };
  return {
    title: 'Fourteen programs: milliseconds a run, median (min–max)',
    columns: ['program', ...names],
    rows: [...rows].map(([program, row]) => [
      program,
      ...names.map((name) => cell(program, name, row.get(name))),
    ]),
    notes: [`${context.options.rounds} rounds.`, ...notes],
  };
}

function toData(
  rows: Map<string, Row>,
  speedUps: Map<string, (number | undefined)[]>,
  names: string[],
  means: (number | undefined)[],
): Record<string, unknown> {
  const byName = (values: readonly (number | undefined)[]) =>
    Object.fromEntries(names.map((name, i) => [name, values[i] ?? null]));
  return {
    geometricMean: byName(means),
    programs: Object.fromEntries(
      [...rows].map(([program, row]) => [
        program,
        {
          speedUp: byName(speedUps.get(program) ?? []),
          milliseconds: Object.fromEntries(
            [...row].map(([name, value]): [string, Summary | string] => [
              name,
              typeof value === 'string' ? value : summarize(value),
            ]),
          ),
        },
      ]),
    ),
  };
}

function plot(
  names: string[],
  speedUps: Map<string, (number | undefined)[]>,
  means: (number | undefined)[],
): string {
  return renderBarChart({
    title: `Times faster than ${baseline.name}`,
    subtitle: 'Fourteen classic programs; logarithmic; bars left of the dashed line are losses.',
    series: names,
    groups: [
      ...[...speedUps].map(([label, values]) => ({ label, values })),
      { label: 'geometric mean', values: means },
    ],
    reference: 1,
    format: (value) => `${figure(value)}×`,
  });
}

export const programsPart: Part = {
  name: 'programs',
  summary: 'the fourteen classic programs in every engine',
  run,
};
