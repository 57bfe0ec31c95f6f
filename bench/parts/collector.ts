/** Collecting with 64 MB live: the host's longest wait, the guest's stall, the throughput. */
import { Status } from '../../assembly/memory-map';
import { allPeers } from '../peers/index';
import { raya } from '../peers/raya';
import { measureInChild } from '../support/child';
import { watchEntries } from '../support/entries';
import { loadGuest } from '../support/guest';
import type { Part } from '../support/part';
import { median } from '../support/statistics';
import { figure } from '../support/table';

const LIVE_BYTES = 64 * 1024 * 1024;
/** Objects held in one call. */
const BATCH = 100_000;
/** What an object takes in raya-vm: 32 bytes, and 8 for its place in an array. */
const OBJECT_BYTES = 40;
/** Near enough to 64 MB. */
const STEP_BYTES = 64 * 1024;
const CHURN = 4_000_000;
const QUICK_CHURN = 1_000_000;

interface CollectorReport {
  /** Objects held. */
  held: number;
  nanosecondsPerObject: number;
  longestEntry?: number;
  longestCollecting?: number;
  longestStall?: number;
  collections?: number;
}

/** raya-vm with 64 MB live, which are the given share of its cap. */
export async function collectorChild(shareWord: string, churn: string): Promise<CollectorReport> {
  const watch = watchEntries('run');
  const chunks = watchEntries('collect');
  const { Vm, Compiler } = await raya();
  const guest = await loadGuest('bench/micro/guest/live.ts');
  const program = new Compiler({ check: 'off' }).compileModules(guest.modules, guest.entry);
  const maxHeapBytes = Math.ceil(LIVE_BYTES / Number(shareWord));
  const vm = new Vm({ maxHeapBytes });
  vm.loadBytecode(program);
  let held = 0;
  for (
    let live = vm.getStats({ exact: true }).heapBytesUsed;
    live < LIVE_BYTES - STEP_BYTES;
    live = vm.getStats({ exact: true }).heapBytesUsed
  ) {
    const missing = Math.min(BATCH, Math.ceil((LIVE_BYTES - live) / OBJECT_BYTES));
    held = await vm.runEntry('hold', [missing]);
  }
  watch.reset();
  chunks.reset();
  const before = vm.getStats().gc.collections;
  const start = performance.now();
  await vm.runEntry('churn', [Number(churn)]);
  const milliseconds = performance.now() - start;
  const { gc } = vm.getStats();
  vm.terminate();
  return {
    held,
    nanosecondsPerObject: (milliseconds * 1e6) / Number(churn),
    longestEntry: Math.max(watch.longest(), chunks.longest()),
    longestCollecting: Math.max(watch.longestReturning(Status.GC_WORK), chunks.longest()),
    longestStall: gc.pauseMsMax,
    collections: gc.collections - before,
  };
}

/** A rival that holds as many objects. */
export async function churnChild(
  peerName: string,
  held: string,
  churn: string,
): Promise<CollectorReport> {
  const peer = allPeers.find((candidate) => candidate.name === peerName);
  if (peer === undefined) throw new Error(`there is no ${peerName}`);
  const instance = await peer.create();
  await instance.load(await loadGuest('bench/micro/guest/live.ts'));
  await instance.run('hold', Number(held));
  await instance.run('churn', BATCH);
  const { milliseconds } = await instance.run('churn', Number(churn));
  return { held: Number(held), nanosecondsPerObject: (milliseconds * 1e6) / Number(churn) };
}

const USUAL_HELD = Math.floor(LIVE_BYTES / OBJECT_BYTES);

export const collectorPart: Part = {
  name: 'collector',
  summary: 'collecting with 64 MB live: waits, stalls, throughput',
  async run(context) {
    const { quick } = context.options;
    const churn = String(quick ? QUICK_CHURN : CHURN);
    const rounds = quick ? 1 : 3;
    const rows: string[][] = [];
    const notes: string[] = [];
    const data: Record<string, unknown> = {};
    let held = USUAL_HELD;
    const measure = (name: string, child: string, args: string[]) => {
      context.progress(name);
      try {
        const reports = Array.from({ length: rounds }, () =>
          measureInChild<CollectorReport>(child, args),
        );
        const middle = (read: (report: CollectorReport) => number | undefined) => {
          const values = reports.map(read).filter((value) => value !== undefined);
          return values.length === 0 ? undefined : median(values);
        };
        // Other work of the machine can only make a wait longer.
        const least = (read: (report: CollectorReport) => number | undefined) => {
          const values = reports.map(read).filter((value) => value !== undefined);
          return values.length === 0 ? undefined : Math.min(...values);
        };
        held = reports[0]?.held ?? held;
        const row = {
          held,
          nanosecondsPerObject: middle((report) => report.nanosecondsPerObject),
          longestEntry: least((report) => report.longestEntry),
          longestCollecting: least((report) => report.longestCollecting),
          longestStall: least((report) => report.longestStall),
          collections: middle((report) => report.collections),
        };
        data[name] = row;
        rows.push([name, ...Object.values(row).map((value) => figure(value))]);
      } catch (error) {
        notes.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    };
    if (context.hasRaya) {
      measure('raya-vm at 50 % of its cap', 'collector', ['0.5', churn]);
      measure('raya-vm at 95 % of its cap', 'collector', ['0.95', churn]);
    }
    for (const peer of context.peers) {
      if (peer.name === 'raya-vm') continue;
      measure(peer.name, 'churn', [peer.name, String(held), churn]);
    }
    return {
      tables: [
        {
          title: 'Collecting beside 64 MB of live objects',
          columns: [
            'engine',
            'objects held',
            'ns an object made',
            'longest entry ms',
            'longest collecting entry ms',
            "guest's longest stall ms",
            'collections',
          ],
          rows,
          notes: [
            `${churn} objects made, each replacing one of those held; medians of ${rounds} processes, of waits the least. Rivals hold as many objects, without a cap.`,
            ...notes,
          ],
        },
      ],
      data,
    };
  },
};
