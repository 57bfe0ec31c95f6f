/** A whole life of a guest: made, asked for `1 + 1`, gone. */
import type { Part } from '../support/part';
import { interleave, quantile } from '../support/statistics';
import { figure } from '../support/table';

const LIVES_PER_ROUND = 100;

export const lifePart: Part = {
  name: 'life',
  summary: 'make a guest, compute 1 + 1, throw it away',
  async run(context) {
    const lives = context.options.quick ? 10 : LIVES_PER_ROUND;
    const single = new Map<string, number[]>();
    const measurements = new Map<string, () => Promise<number>>();
    const notes: string[] = [];
    for (const peer of context.peers) {
      for (const [suffix, life] of [
        ['', peer.lifeCycle],
        [', raw bytes', peer.lifeCycleFromBytes],
      ] as const) {
        if (life === undefined) continue;
        const name = peer.name + suffix;
        const times: number[] = [];
        single.set(name, times);
        try {
          await (await peer.create()).dispose();
          for (let i = 0; i < lives; i++) await life();
        } catch (error) {
          notes.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
          continue;
        }
        measurements.set(name, async () => {
          const start = performance.now();
          for (let i = 0; i < lives; i++) {
            const born = performance.now();
            const done = life();
            if (done !== undefined) await done;
            times.push((performance.now() - born) * 1000);
          }
          return ((performance.now() - start) * 1000) / lives;
        });
      }
    }
    const samples = await interleave(measurements, context.options.rounds);
    const data: Record<string, unknown> = {};
    const rows = [...samples].map(([name, rounds]) => {
      const times = single.get(name) ?? [];
      const median = quantile(times, 0.5);
      const p95 = quantile(times, 0.95);
      data[name] = { medianMicroseconds: median, p95Microseconds: p95, lives: times.length };
      return [name, figure(median), figure(p95), figure(quantile(rounds, 0.5))];
    });
    return {
      tables: [
        {
          title: 'Make, compute 1 + 1, throw away: microseconds',
          columns: ['engine', 'median', '95th percentile', 'mean of the median round'],
          rows,
          notes: [
            `${context.options.rounds} interleaved rounds of ${lives} lives, warm, code compiled once.`,
            'A QuickJS guest compiles its source in each life; it has no other way with a new runtime.',
            ...notes,
          ],
        },
      ],
      data,
    };
  },
};
