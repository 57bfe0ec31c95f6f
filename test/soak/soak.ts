/** Many Vms, snapshotted, dropped and restored at random: each must come to what an undisturbed run comes to. */
import { isDeepStrictEqual } from 'node:util';
import { type Program, Runtime } from 'raya-vm';
import { type Outcome, type Soak, Subject } from './subject';

export interface SoakOptions {
  readonly program: Program;
  readonly vms: number;
  /** Tasks in each Vm. */
  readonly tasks: number;
  readonly seconds: number;
  readonly seed: number;
  /** Hears the figures from time to time. */
  report?(figures: Figures): void;
}

export interface Figures {
  /** Runs that came to their end, and were right. */
  runs: number;
  snapshots: number;
  snapshotBytes: number;
  /** Vms made from what was kept of a dropped one. */
  revived: number;
  /** Vms put back to an earlier state. */
  rewound: number;
}

/** Programs differ by a seed: so many of them. */
const SEEDS = 40;
const REPORT_MS = 5_000;
/** Disturbances between two turns of the event loop. */
const DISTURBANCES = 3;

/** @throws Error when a run comes to something else than it does undisturbed */
export async function soak(options: SoakOptions): Promise<Figures> {
  const random = randomFrom(options.seed);
  const runtime = new Runtime();
  const shared: Soak = { program: options.program, tasks: options.tasks, runtime, random };
  try {
    const undisturbed = await straightRuns(shared);
    const subjects = Array.from({ length: options.vms }, (_, index) => {
      const subject = new Subject(shared, index % SEEDS);
      subject.begin();
      return subject;
    });
    const figures = await disturb(subjects, undisturbed, options, random);
    if (runtime.vms.size > 0) throw new Error(`${runtime.vms.size} Vms were left behind`);
    return figures;
  } finally {
    await runtime.close();
  }
}

async function straightRuns(shared: Soak): Promise<Outcome[]> {
  return Promise.all(
    Array.from({ length: SEEDS }, async (_, seed) => {
      const subject = new Subject(shared, seed);
      subject.begin();
      while (!subject.isOver) {
        subject.answer();
        await turn();
      }
      return subject.outcome();
    }),
  );
}

async function disturb(
  subjects: readonly Subject[],
  undisturbed: readonly Outcome[],
  { seconds, report }: SoakOptions,
  random: (limit: number) => number,
): Promise<Figures> {
  const figures: Figures = { runs: 0, snapshots: 0, snapshotBytes: 0, revived: 0, rewound: 0 };
  const end = performance.now() + seconds * 1000;
  let nextReport = performance.now() + REPORT_MS;
  const active = new Set(subjects);
  while (active.size > 0) {
    const isTime = performance.now() < end;
    for (let count = 0; isTime && count < DISTURBANCES; count++) {
      disturbOne(subjects[random(subjects.length)]!, figures, random);
    }
    for (const subject of active) {
      if (!isTime && subject.isStored) {
        subject.restore();
        figures.revived++;
      }
      subject.answer();
      if (!subject.isOver) continue;
      expectSame(subject.seed, await subject.outcome(), undisturbed[subject.seed]!);
      figures.runs++;
      if (isTime) subject.begin();
      else active.delete(subject);
    }
    if (performance.now() > nextReport) {
      report?.(figures);
      nextReport += REPORT_MS;
    }
    await turn();
  }
  return figures;
}

function disturbOne(subject: Subject, figures: Figures, random: (limit: number) => number): void {
  if (subject.isStored) {
    subject.restore();
    figures.revived++;
    return;
  }
  if (subject.hasKept && random(6) === 0) {
    subject.restore();
    figures.rewound++;
    return;
  }
  figures.snapshotBytes += subject.keep();
  figures.snapshots++;
  if (random(3) === 0) subject.drop();
}

function expectSame(seed: number, outcome: Outcome, straight: Outcome): void {
  if (isDeepStrictEqual(outcome, straight)) return;
  const show = (of: Outcome) => JSON.stringify(of, undefined, 2);
  throw new Error(`program ${seed} came to ${show(outcome)}\ninstead of ${show(straight)}`);
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Park and Miller: the same numbers for the same seed. */
function randomFrom(seed: number): (limit: number) => number {
  let state = (seed % 0x7ffffffe) + 1;
  return (limit) => {
    state = (state * 48_271) % 0x7fffffff;
    return state % limit;
  };
}
