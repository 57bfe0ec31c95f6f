/** One megabyte of records into a guest and out of it. */
import { isDeepStrictEqual } from 'node:util';
import type { ValueInstance } from '../peers/peer';
import { loadGuest } from '../support/guest';
import type { Part } from '../support/part';
import { type SampleRecord, sampleRecords } from '../support/records';
import { interleave, type Summary, summarize } from '../support/statistics';
import { figure } from '../support/table';

const MEGABYTE = 1_000_000;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The guest holds what it was given, and gives it back as it was. */
async function check(instance: ValueInstance, records: SampleRecord[]): Promise<void> {
  await instance.put('receive', records);
  const { value } = await instance.run('main', 1);
  const sum = records.reduce((sum, record) => sum + record.id + record.tags.length, 0);
  if (value !== sum) throw new Error(`the guest counts ${String(value)} instead of ${sum}`);
  if (!isDeepStrictEqual(await instance.take('give'), records)) {
    throw new Error('the records came back changed');
  }
}

export const valuesPart: Part = {
  name: 'values',
  summary: 'a megabyte of records into a guest, and out of it',
  async run(context) {
    const records = sampleRecords(context.options.quick ? MEGABYTE / 10 : MEGABYTE);
    const guest = await loadGuest('bench/micro/guest/records.ts');
    const measurements = new Map<string, () => Promise<number>>();
    const instances: ValueInstance[] = [];
    const notes: string[] = [];
    for (const peer of context.peers) {
      if (peer.createForValues === undefined) continue;
      try {
        const instance = await peer.createForValues();
        instances.push(instance);
        await instance.load(guest);
        await check(instance, records);
        await check(instance, records);
        measurements.set(`${peer.name} in`, () => timed(() => instance.put('receive', records)));
        measurements.set(`${peer.name} out`, () => timed(() => instance.take('give')));
      } catch (error) {
        notes.push(`${peer.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    const samples = await interleave(measurements, context.options.rounds);
    for (const instance of instances) await instance.dispose();
    const summaries = new Map<string, Summary>();
    for (const [name, milliseconds] of samples) summaries.set(name, summarize(milliseconds));
    const cell = (name: string) => {
      const summary = summaries.get(name);
      if (summary === undefined) return 'failed';
      return `${figure(summary.median)} (${figure(summary.min)}–${figure(summary.max)})`;
    };
    return {
      tables: [
        {
          title: `${records.length} records, ${figure(JSON.stringify(records).length / MEGABYTE)} MB as JSON text: milliseconds`,
          columns: ['engine', 'in', 'out'],
          rows: context.peers
            .filter((peer) => peer.createForValues !== undefined)
            .map(({ name }) => [name, cell(`${name} in`), cell(`${name} out`)]),
          notes: [
            'The QuickJS peers pass JSON text, their fastest way; V8 uses structuredClone.',
            ...notes,
          ],
        },
      ],
      data: { milliseconds: Object.fromEntries(summaries) },
    };
  },
};
