/** Programs that try to hold the host up: nanoseconds a step, and the host's longest wait. */
import { Status } from '../../assembly/memory-map';
import { type HostileProgram, hostilePrograms, sourceOf } from '../limits/hostile';
import { allPeers } from '../peers/index';
import type { LimitedRun } from '../peers/peer';
import { raya } from '../peers/raya';
import { measureInChild } from '../support/child';
import { watchEntries } from '../support/entries';
import { guestFromSource } from '../support/guest';
import { type Part, selected } from '../support/part';
import { figure } from '../support/table';

const HEAP_BYTES = 64 * 1024 * 1024;
const STEPS = 20_000_000;
const QUICK_STEPS = 1_000_000;
const REPETITIONS = 3;
const MILLISECONDS = 300;
/** Seconds after which a rival that does not stop is given up. */
const PATIENCE = 10;

interface RayaReport {
  outcome: string;
  nanosecondsPerStep: number;
  longestEntry: number;
  longestCollecting: number;
  entries: number;
  steps: number;
}

const find = (name: string): HostileProgram => {
  const program = hostilePrograms.find((candidate) => candidate.name === name);
  if (program === undefined) throw new Error(`there is no hostile program '${name}'`);
  return program;
};

const codeOf = (error: unknown): string =>
  error instanceof Error ? ((error as Error & { code?: string }).code ?? error.message) : 'unknown';

/** In a process of its own, so that the watch is there before the first instance. */
export async function hostileChild(name: string, stepWord: string): Promise<RayaReport> {
  const watch = watchEntries('run');
  const chunks = watchEntries('collect');
  const { Vm, Compiler } = await raya();
  const compiler = new Compiler({ check: 'off' });
  const program = compiler.compileString(sourceOf(find(name)));
  const run = async (maxStepBudget: number) => {
    const vm = new Vm({ maxHeapBytes: HEAP_BYTES, maxStepBudget });
    vm.loadBytecode(program);
    let outcome = 'ended by itself';
    const start = performance.now();
    try {
      await vm.runEntry('main');
    } catch (error) {
      outcome = codeOf(error);
    }
    const milliseconds = performance.now() - start;
    const steps = vm.getStats().stepsExecuted;
    vm.terminate();
    return { outcome, milliseconds, steps };
  };
  // The core's own code is compiled by V8 in the first milliseconds: that is not the guest's doing.
  const warmUp = new Vm({ maxStepBudget: 3_000_000 });
  warmUp.loadBytecode(compiler.compileString(sourceOf(find('empty loop'))));
  await warmUp.runEntry('main').catch(() => undefined);
  warmUp.terminate();
  await run(QUICK_STEPS);
  // The steps are the same in each run: what one run took longer was the machine's doing.
  let best: RayaReport | undefined;
  for (let turn = 0; turn < REPETITIONS; turn++) {
    watch.reset();
    chunks.reset();
    const { outcome, milliseconds, steps } = await run(Number(stepWord));
    const report = {
      outcome,
      steps,
      nanosecondsPerStep: (milliseconds * 1e6) / steps,
      longestEntry: Math.max(watch.longest(), chunks.longest()),
      longestCollecting: Math.max(watch.longestReturning(Status.GC_WORK), chunks.longest()),
      entries: watch.count() + chunks.count(),
    };
    best = best === undefined ? report : quieter(best, report);
  }
  return best as RayaReport;
}

const quieter = (a: RayaReport, b: RayaReport): RayaReport => ({
  ...a,
  nanosecondsPerStep: Math.min(a.nanosecondsPerStep, b.nanosecondsPerStep),
  longestEntry: Math.min(a.longestEntry, b.longestEntry),
  longestCollecting: Math.min(a.longestCollecting, b.longestCollecting),
});

/** The same program in a rival: how long it holds the thread between two interrupt checks. */
export async function waitChild(peerName: string, name: string): Promise<LimitedRun> {
  const peer = allPeers.find((candidate) => candidate.name === peerName);
  if (peer?.runLimited === undefined) throw new Error(`${peerName} has no interrupts`);
  const guest = await guestFromSource('hostile', sourceOf(find(name)));
  return peer.runLimited(guest, { milliseconds: MILLISECONDS, heapBytes: HEAP_BYTES });
}

function attempt<T>(measure: () => T): T | string {
  try {
    return measure();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export const limitsPart: Part = {
  name: 'limits',
  summary: 'hostile programs: nanoseconds a step, the longest wait of the host',
  async run(context) {
    const { quick } = context.options;
    const rivals = quick ? [] : context.peers.filter((peer) => peer.runLimited !== undefined);
    const steps = String(quick ? QUICK_STEPS : STEPS);
    const data: Record<string, unknown> = {};
    const rows: string[][] = [];
    const notes: string[] = [];
    let worstStep = 0;
    let longestEntry = 0;
    for (const { name } of hostilePrograms) {
      if (!selected(context.options, name)) continue;
      context.progress(name);
      const row = [name];
      const figures: Record<string, unknown> = {};
      if (context.hasRaya) {
        const report = attempt(() => measureInChild<RayaReport>('hostile', [name, steps]));
        figures['raya-vm'] = report;
        if (typeof report === 'string') {
          notes.push(`${name} in raya-vm: ${report}`);
          row.push('failed', '', '');
        } else {
          worstStep = Math.max(worstStep, report.nanosecondsPerStep);
          longestEntry = Math.max(longestEntry, report.longestEntry);
          row.push(figure(report.nanosecondsPerStep), figure(report.longestEntry), report.outcome);
        }
      }
      for (const rival of rivals) {
        const report = attempt(() =>
          measureInChild<LimitedRun>('wait', [rival.name, name], { seconds: PATIENCE }),
        );
        figures[rival.name] = report;
        if (typeof report === 'string') {
          row.push('lost', report);
        } else {
          row.push(figure(report.longestWait), report.outcome);
        }
      }
      data[name] = figures;
      rows.push(row);
    }
    if (context.hasRaya) {
      data.worst = { nanosecondsPerStep: worstStep, longestEntryMilliseconds: longestEntry };
      rows.push(['worst', figure(worstStep), figure(longestEntry), '']);
    }
    return {
      tables: [
        {
          title: 'Hostile programs',
          columns: [
            'program',
            ...(context.hasRaya ? ['ns a step', 'longest entry ms', 'ended by'] : []),
            ...rivals.flatMap(({ name }) => [`${name}: longest wait ms`, 'ended by']),
          ],
          rows,
          notes: [
            `raya-vm: ${steps} steps, a heap of 64 MB; the longest single entry into the core; the least of ${REPETITIONS} runs. Rivals: the longest time between two calls of the interrupt handler, which stops them after ${MILLISECONDS} ms; lost = the process had to be killed, or the error left the guest.`,
            ...notes,
          ],
        },
      ],
      data,
    };
  },
};
