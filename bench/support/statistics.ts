/** What is kept of a row of samples. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly samples: number;
}

export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

export function summarize(samples: readonly number[]): Summary {
  return {
    median: median(samples),
    min: Math.min(...samples),
    max: Math.max(...samples),
    samples: samples.length,
  };
}

export function geometricMean(values: readonly number[]): number {
  let logarithms = 0;
  for (const value of values) logarithms += Math.log(value);
  return Math.exp(logarithms / values.length);
}

/**
 * Runs measurements in rounds, one sample of each a round, so that a slow minute of the machine
 * meets all of them. The order turns by one each round. Gives the samples by name.
 */
export async function interleave(
  measurements: ReadonlyMap<string, () => Promise<number> | number>,
  rounds: number,
): Promise<Map<string, number[]>> {
  const names = [...measurements.keys()];
  const samples = new Map(names.map((name): [string, number[]] => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length] ?? '';
      const measure = measurements.get(name);
      if (measure !== undefined) samples.get(name)?.push(await measure());
    }
  }
  return samples;
}
