/** Nanoseconds for the small things: a loop, a call, a property, an object, a host call. */

import { type MicroEntry, micros } from '../micro/index';
import type { HostFunctions, Instance } from '../peers/peer';
import { loadGuest } from '../support/guest';
import { type BenchContext, type Part, selected } from '../support/part';
import { interleave, type Summary, summarize } from '../support/statistics';
import { figure } from '../support/table';

const functions: HostFunctions = {
  sync: { tick: (n) => n + 1 },
  async: { tock: async (n) => n + 1 },
};

/** Nanoseconds a turn by peer; a string says why there are none. */
async function measure(
  entry: MicroEntry,
  context: BenchContext,
): Promise<Map<string, Summary | string>> {
  const guest = await loadGuest(`bench/micro/guest/${entry.name}.ts`);
  const turns = context.options.quick ? Math.ceil(entry.turns / 100) * 10 : entry.turns;
  const expected = entry.expected?.(turns) ?? turns;
  const row = new Map<string, Summary | string>();
  const instances: Instance[] = [];
  const measurements = new Map<string, () => Promise<number>>();
  for (const peer of context.peers) {
    if (entry.callsHost && !peer.inProcess) continue;
    try {
      const instance = await peer.create(functions);
      instances.push(instance);
      await instance.load(guest);
      const run = async () => {
        const { value, milliseconds } = await instance.run('main', turns);
        if (value !== expected) throw new Error(`gave ${String(value)} instead of ${expected}`);
        return (milliseconds * 1e6) / turns;
      };
      await run();
      await run();
      measurements.set(peer.name, run);
    } catch (error) {
      row.set(peer.name, error instanceof Error ? error.message : String(error));
    }
  }
  const samples = await interleave(measurements, context.options.rounds);
  for (const [name, nanoseconds] of samples) row.set(name, summarize(nanoseconds));
  for (const instance of instances) await instance.dispose();
  return row;
}

export const microPart: Part = {
  name: 'micro',
  summary: 'nanoseconds for a call, a property, an object, an await, a host call',
  async run(context) {
    const names = context.peers.map((peer) => peer.name);
    const data: Record<string, unknown> = {};
    const rows: string[][] = [];
    const notes: string[] = [];
    for (const entry of micros) {
      if (!selected(context.options, entry.name)) continue;
      context.progress(entry.name);
      const row = await measure(entry, context);
      data[entry.name] = { nanoseconds: Object.fromEntries(row) };
      rows.push([
        `${entry.what} (${entry.name})`,
        ...names.map((name) => {
          const value = row.get(name);
          if (typeof value === 'string') notes.push(`${entry.name} in ${name}: ${value}`);
          return typeof value === 'object' ? figure(value.median) : value ? 'failed' : '–';
        }),
      ]);
    }
    return {
      tables: [
        {
          title: 'Nanoseconds each',
          columns: ['what', ...names],
          rows,
          notes: [`Medians of ${context.options.rounds} interleaved rounds.`, ...notes],
        },
      ],
      data,
    };
  },
};
