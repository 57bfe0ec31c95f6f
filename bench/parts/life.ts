/** A whole life of a guest: made, asked for `1 + 1`, gone. Each engine in processes of its own: the garbage of one is not another's wait. */
import { allPeers } from '../peers/index';
import type { Peer } from '../peers/peer';
import { measureInChild } from '../support/child';
import type { Part } from '../support/part';
import { interleave, median, quantile } from '../support/statistics';
import { figure } from '../support/table';

/** Lives in one process; what JavaScript runs in each is not optimised before some thousand of them. */
interface Lives {
  /** Those that the last column tells of. */
  readonly first: number;
  readonly warmUp: number;
  readonly measured: number;
}

const whole: Lives = { first: 1000, warmUp: 2000, measured: 1000 };
const short: Lives = { first: 10, warmUp: 20, measured: 10 };
const PROCESSES = 5;

type Kind = 'program' | 'bytes';

const lifeOf = (peer: Peer | undefined, kind: string) =>
  kind === 'bytes' ? peer?.lifeCycleFromBytes : peer?.lifeCycle;

interface LifeReport {
  /** Microseconds. */
  median: number;
  p95: number;
  /** Median of the first lives of the process. */
  first: number;
}

async function time(life: () => void | Promise<void>, lives: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < lives; i++) {
    const born = performance.now();
    const done = life();
    if (done !== undefined) await done;
    times.push((performance.now() - born) * 1000);
  }
  return times;
}

/** In a process of its own: lives of one engine. */
export async function lifeChild(name: string, kind: string, quick: string): Promise<LifeReport> {
  const peer = allPeers.find((candidate) => candidate.name === name);
  const life = lifeOf(peer, kind);
  if (peer === undefined || life === undefined) throw new Error(`${name} has no life from ${kind}`);
  const lives = quick === 'quick' ? short : whole;
  await (await peer.create()).dispose();
  const first = await time(life, lives.first);
  await time(life, lives.warmUp);
  const times = await time(life, lives.measured);
  return { median: median(times), p95: quantile(times, 0.95), first: median(first) };
}

export const lifePart: Part = {
  name: 'life',
  summary: 'make a guest, compute 1 + 1, throw it away',
  async run(context) {
    const { quick } = context.options;
    const processes = quick ? 1 : PROCESSES;
    const lives = quick ? short : whole;
    const reports = new Map<string, LifeReport[]>();
    const measurements = new Map<string, () => number>();
    const notes: string[] = [];
    for (const peer of context.peers) {
      for (const kind of ['program', 'bytes'] satisfies Kind[]) {
        if (lifeOf(peer, kind) === undefined) continue;
        const name = kind === 'bytes' ? `${peer.name}, raw bytes` : peer.name;
        const kept: LifeReport[] = [];
        reports.set(name, kept);
        measurements.set(name, () => {
          context.progress(name);
          const words = [peer.name, kind, quick ? 'quick' : 'whole'];
          try {
            const report = measureInChild<LifeReport>('life', words);
            kept.push(report);
            return report.median;
          } catch (error) {
            notes.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
            return Number.NaN;
          }
        });
      }
    }
    await interleave(measurements, processes);
    const data: Record<string, unknown> = {};
    const rows = [...reports].map(([name, kept]) => {
      const middle = (key: keyof LifeReport) => median(kept.map((report) => report[key]));
      const medians = kept.map((report) => report.median);
      data[name] = {
        medianMicroseconds: middle('median'),
        p95Microseconds: middle('p95'),
        firstLivesMicroseconds: middle('first'),
      };
      return [
        name,
        figure(middle('median')),
        `${figure(Math.min(...medians))}–${figure(Math.max(...medians))}`,
        figure(middle('p95')),
        figure(middle('first')),
      ];
    });
    return {
      tables: [
        {
          title: 'Make, compute 1 + 1, throw away: microseconds',
          columns: [
            'engine',
            'median',
            'min–max',
            '95th percentile',
            `median of a process's first ${lives.first}`,
          ],
          rows,
          notes: [
            `Medians over ${processes} processes an engine, in turns: ${lives.measured} lives after ${lives.first + lives.warmUp} to warm up, code compiled once.`,
            'A QuickJS guest compiles its source in each life; it has no other way with a new runtime.',
            ...notes,
          ],
        },
      ],
      data,
    };
  },
};
