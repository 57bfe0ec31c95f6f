/** Compression and checksums of heap images: the helper module, the libraries, and what snapshots use. */
import { type HeapImage, heapImages } from '../codec/images';
import {
  BEST_RIVAL,
  type Compression,
  checksums,
  compressions,
  HELPER,
  loadHelper,
} from '../codec/ways';
import { type Part, selected } from '../support/part';
import { geometricMean, interleave, median } from '../support/statistics';
import { figure, type Table, times } from '../support/table';

/** A sample is as many runs as this many bytes take, so that small images are measured warm. */
const SAMPLE_BYTES = 4_000_000;
const QUICK_SAMPLE_BYTES = 200_000;
const MEGABYTE = 1_000_000;

interface Figures {
  readonly ratio: number;
  readonly compress: number;
  readonly decompress: number;
}

/** By image, then by way. */
type Results = ReadonlyMap<string, ReadonlyMap<string, Figures>>;

/** Megabytes a second. */
function speed(bytes: Uint8Array, sampleBytes: number, work: () => unknown): number {
  const turns = Math.ceil(sampleBytes / bytes.length);
  const before = process.cpuUsage();
  const start = performance.now();
  for (let turn = 0; turn < turns; turn++) work();
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  // A process that has to wait for its turn is not busy: processor time is the other bound.
  const seconds = Math.min(wall, (user + system) / 1_000_000);
  return (turns * bytes.length) / MEGABYTE / seconds;
}

async function measure(
  { bytes }: HeapImage,
  ways: readonly Compression[],
  rounds: number,
  sampleBytes: number,
): Promise<Map<string, Figures>> {
  const measurements = new Map<string, () => number>();
  const ratios = new Map<string, number>();
  for (const { name, compress, decompress } of ways) {
    const packed = compress(bytes);
    if (Buffer.compare(decompress(packed, bytes.length), bytes) !== 0) {
      throw new Error(`${name} changed the bytes`);
    }
    ratios.set(name, bytes.length / packed.reduce((sum, block) => sum + block.length, 0));
    measurements.set(`${name} in`, () => speed(bytes, sampleBytes, () => compress(bytes)));
    measurements.set(`${name} out`, () =>
      speed(bytes, sampleBytes, () => decompress(packed, bytes.length)),
    );
  }
  // The first round is for the compilers.
  await interleave(measurements, 1);
  const samples = await interleave(measurements, rounds);
  const figures = new Map<string, Figures>();
  for (const { name } of ways) {
    figures.set(name, {
      ratio: ratios.get(name) ?? Number.NaN,
      compress: median(samples.get(`${name} in`) ?? []),
      decompress: median(samples.get(`${name} out`) ?? []),
    });
  }
  return figures;
}

/** A row for each way, a column for each image. */
function compared(title: string, results: Results, of: keyof Figures): Table {
  const ways = new Set([...results.values()].flatMap((figures) => [...figures.keys()]));
  return {
    title,
    columns: ['by', ...results.keys()],
    rows: [...ways].map((way) => [
      way,
      ...[...results.values()].map((figures) => figure(figures.get(way)?.[of])),
    ]),
  };
}

/** The helper against its best rival: what decides whether it stays. */
function verdict(results: Results): string {
  const mean = (of: keyof Figures) =>
    times(
      geometricMean(
        [...results.values()].map(
          (figures) => figures.get(HELPER)![of] / figures.get(BEST_RIVAL)![of],
        ),
      ),
    );
  return (
    `${HELPER} against ${BEST_RIVAL}, geometric means: ${mean('compress')} the speed of ` +
    `compression, ${mean('decompress')} of decompression, ${mean('ratio')} the ratio.`
  );
}

export const codecPart: Part = {
  name: 'codec',
  summary: 'compression and checksums of heap images',
  async run({ options, progress }) {
    const sampleBytes = options.quick ? QUICK_SAMPLE_BYTES : SAMPLE_BYTES;
    const helper = await loadHelper();
    const images = (await heapImages()).filter(({ name }) => selected(options, name));
    const results = new Map<string, Map<string, Figures>>();
    for (const image of images) {
      progress(image.name);
      const figures = await measure(image, compressions(helper), options.rounds, sampleBytes);
      results.set(`${image.name}, ${figure(image.bytes.length / 1000)} KB`, figures);
    }
    const tables: Table[] = [
      {
        ...compared('Heap images compressed: times smaller', results, 'ratio'),
        notes: [verdict(results)],
      },
      compared('Compression of heap images: MB/s', results, 'compress'),
      compared('Decompression of heap images: MB/s', results, 'decompress'),
    ];
    const sums = new Map<string, number>();
    const sample = images.at(-1)?.bytes.subarray(0, MEGABYTE);
    if (sample !== undefined) {
      progress('checksums');
      const measurements = new Map<string, () => number>();
      for (const { name, of } of checksums(helper)) {
        measurements.set(name, () => speed(sample, sampleBytes, () => of(sample)));
      }
      await interleave(measurements, 1);
      for (const [name, samples] of await interleave(measurements, options.rounds)) {
        sums.set(name, median(samples));
      }
      tables.push({
        title: 'Checksums and digests of a megabyte: MB/s',
        columns: ['by', 'MB/s'],
        rows: [...sums].map(([name, value]) => [name, figure(value)]),
        notes: [
          `The helper holds ${figure(helper.memory.buffer.byteLength / MEGABYTE)} MB of memory after all this.`,
        ],
      });
    }
    const data = Object.fromEntries(
      [...results].map(([name, figures]) => [name, Object.fromEntries(figures)]),
    );
    return { tables, data: { megabytesPerSecond: data, checksums: Object.fromEntries(sums) } };
  },
};
