/** Cold: a fresh process, from its start to the end of each program's first 100 ms. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { baseline } from '../peers/index';
import { raya } from '../peers/raya';
import { programs } from '../programs/index';
import { type GuestProgram, loadGuest } from '../support/guest';
import { type BenchContext, type Part, selected } from '../support/part';
import { at } from '../support/paths';
import { geometricMean, median } from '../support/statistics';
import { figure, times } from '../support/table';

interface ColdReport {
  /** Milliseconds from the start of the process. */
  firstResult: number;
  /** How often each program ran through in its first 100 ms. */
  turns: Record<string, number>;
}

interface ColdEngine {
  readonly name: string;
  readonly file: string;
  readonly flags?: readonly string[];
}

const engines: readonly ColdEngine[] = [
  { name: 'raya-vm, from bytecode', file: 'raya-vm.mjs' },
  { name: 'raya-vm, from source', file: 'raya-vm-from-source.mjs' },
  { name: baseline.name, file: 'quickjs-emscripten.mjs' },
  { name: 'quickjs-wasi', file: 'quickjs-wasi.mjs' },
  { name: 'V8 --jitless', file: 'v8.mjs', flags: ['--no-expose-wasm', '--jitless'] },
  { name: 'V8', file: 'v8.mjs' },
];

/** The programs in all forms, where the fresh processes read them. */
async function writeGuests(context: BenchContext): Promise<string> {
  const guests: (GuestProgram & { bytecode?: string })[] = [];
  for (const { name } of programs) {
    if (!selected(context.options, name)) continue;
    const guest = await loadGuest(`bench/programs/${name}.ts`);
    if (!context.hasRaya) {
      guests.push(guest);
      continue;
    }
    const compiler = new (await raya()).Compiler({ check: 'off' });
    const { bytecode } = compiler.compileModules(guest.modules, guest.entry);
    guests.push({ ...guest, bytecode: Buffer.from(bytecode).toString('base64') });
  }
  mkdirSync(at('build/bench'), { recursive: true });
  writeFileSync(at('build/bench/cold.json'), JSON.stringify(guests));
  return at('build/bench/cold.json');
}

function measure(engine: ColdEngine, guests: string): ColdReport {
  const child = spawnSync(
    process.execPath,
    [...(engine.flags ?? []), at('bench/cold', engine.file), guests],
    { encoding: 'utf8', timeout: 120_000 },
  );
  if (child.status !== 0) throw new Error(child.stderr.trim().split('\n').at(-1) ?? 'no reason');
  return JSON.parse(child.stdout) as ColdReport;
}

export const coldPart: Part = {
  name: 'cold',
  summary: "a fresh process to the end of each program's first 100 ms",
  async run(context) {
    const guests = await writeGuests(context);
    const rounds = context.options.quick ? 1 : Math.min(context.options.rounds, 5);
    const reports = new Map<string, ColdReport[]>();
    const notes: string[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const engine of engines) {
        if (engine.name.startsWith('raya-vm') && !context.hasRaya) continue;
        if (round === 0) context.progress(engine.name);
        try {
          const report = measure(engine, guests);
          reports.set(engine.name, [...(reports.get(engine.name) ?? []), report]);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          if (round === 0) notes.push(`${engine.name}: ${reason}`);
        }
      }
    }
    const names = [...reports.keys()];
    const middle = (name: string, read: (report: ColdReport) => number) =>
      median((reports.get(name) ?? []).map(read));
    const measured = Object.keys(reports.get(baseline.name)?.[0]?.turns ?? {});
    const ratio = (name: string, program: string) => {
      const turns = (engine: string) => middle(engine, (report) => report.turns[program] ?? 0);
      return turns(name) / turns(baseline.name);
    };
    const mean = (name: string) => geometricMean(measured.map((program) => ratio(name, program)));
    return {
      tables: [
        {
          title: `Cold: work done in each program's first 100 ms, ${baseline.name} = 1`,
          columns: ['', ...names],
          rows: [
            [
              'first result, ms',
              ...names.map((name) => figure(middle(name, (report) => report.firstResult))),
            ],
            ...measured.map((program) => [
              program,
              ...names.map((name) => times(ratio(name, program))),
            ]),
            ['geometric mean', ...names.map((name) => times(mean(name)))],
          ],
          notes: [
            `Medians of ${rounds} fresh processes each; the first result counts from the start of the process, the 100 ms include loading.`,
            ...notes,
          ],
        },
      ],
      data: Object.fromEntries(
        names.map((name) => [
          name,
          {
            firstResultMilliseconds: middle(name, (report) => report.firstResult),
            work: mean(name),
          },
        ]),
      ),
    };
  },
};
