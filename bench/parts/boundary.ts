/** Our marshalling beside as-bind's and JSON's, on the same values. */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { bind } from '../boundary/as-bind';
import { type BoundaryValue, boundaryValues } from '../boundary/values';
import { rayaVm } from '../peers/raya';
import { loadGuest } from '../support/guest';
import { type Part, selected } from '../support/part';
import { at } from '../support/paths';
import { interleave, median } from '../support/statistics';
import { figure } from '../support/table';

/** A way across: in, and out again. */
interface Crossing {
  take(item: BoundaryValue): unknown;
  give(item: BoundaryValue): unknown;
}

async function asBindCrossing(): Promise<Crossing> {
  const { exports } = await bind(readFileSync(at('build/boundary.wasm')));
  return {
    take: (item) => exports[`take${item.helper}`]?.(item.value as never),
    give: (item) => exports[`give${item.helper}`]?.(),
  };
}

async function rayaCrossing(): Promise<Crossing> {
  const instance = await rayaVm.createForValues?.();
  if (instance === undefined) throw new Error('raya-vm takes no values');
  await instance.load(await loadGuest('bench/boundary/guest.ts'));
  return {
    take: (item) => instance.put('take', item.value),
    give: () => instance.take('give'),
  };
}

/** Text and back, without an engine: what a JSON boundary costs the host at the very least. */
function jsonCrossing(): Crossing {
  let text = '';
  return {
    take(item) {
      text = JSON.stringify(
        item.value instanceof Uint8Array ? Buffer.from(item.value).toString('base64') : item.value,
      );
    },
    give(item) {
      const value: unknown = JSON.parse(text);
      return item.value instanceof Uint8Array
        ? new Uint8Array(Buffer.from(value as string, 'base64'))
        : value;
    },
  };
}

function cloneCrossing(): Crossing {
  let kept: unknown;
  return {
    take(item) {
      kept = structuredClone(item.value);
    },
    give: () => structuredClone(kept),
  };
}

async function microseconds(crossings: number, cross: () => unknown): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < crossings; i++) {
    const done = cross();
    if (done instanceof Promise) await done;
  }
  return ((performance.now() - start) * 1000) / crossings;
}

export const boundaryPart: Part = {
  name: 'boundary',
  summary: 'our marshalling beside as-bind and JSON',
  async run(context) {
    const notes: string[] = [];
    const ways = new Map<string, Crossing>();
    if (context.hasRaya) {
      try {
        ways.set('raya-vm', await rayaCrossing());
      } catch (error) {
        notes.push(`raya-vm: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    ways.set('as-bind', await asBindCrossing());
    ways.set('JSON text', jsonCrossing());
    ways.set('structuredClone', cloneCrossing());
    const data: Record<string, unknown> = {};
    const rows: string[][] = [];
    for (const item of boundaryValues) {
      if (!selected(context.options, item.name)) continue;
      context.progress(item.name);
      const crossings = context.options.quick ? 20 : item.crossings;
      const measurements = new Map<string, () => Promise<number>>();
      for (const [name, way] of ways) {
        try {
          await way.take(item);
          if (!isDeepStrictEqual(await way.give(item), item.value)) {
            throw new Error('came back changed');
          }
          for (let i = 0; i < 3; i++) await microseconds(crossings, () => way.take(item));
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          notes.push(`${item.name}, ${name}: ${reason}`);
          continue;
        }
        measurements.set(`${name} in`, () => microseconds(crossings, () => way.take(item)));
        measurements.set(`${name} out`, () => microseconds(crossings, () => way.give(item)));
      }
      const samples = await interleave(measurements, context.options.rounds);
      const medians = new Map([...samples].map(([name, values]) => [name, median(values)]));
      data[item.name] = { microseconds: Object.fromEntries(medians) };
      const columns = [...ways.keys()].flatMap((name) => [`${name} in`, `${name} out`]);
      rows.push([item.name, ...columns.map((column) => figure(medians.get(column)))]);
    }
    return {
      tables: [
        {
          title: 'Across the boundary: microseconds each way',
          columns: ['value', ...[...ways.keys()].flatMap((name) => [`${name} in`, 'out'])],
          rows,
          notes: [
            'as-bind crosses into an AssemblyScript module, raya-vm into a guest; JSON and structuredClone cross nothing.',
            'JSON carries bytes as base64.',
            ...notes,
          ],
        },
      ],
      data,
    };
  },
};
