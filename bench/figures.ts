/** What repeated measurements of one thing come to. */
export interface Spread {
  median: number;
  min: number;
  max: number;
  samples: number[];
}

/** @throws Error when nothing was measured */
export function spreadOf(samples: readonly number[]): Spread {
  const rounded = samples.map((sample) => round(sample));
  return {
    median: round(percentile(samples, 50)),
    min: Math.min(...rounded),
    max: Math.max(...rounded),
    samples: rounded,
  };
}

/** Linear between the two nearest samples. @throws Error when there are none */
export function percentile(samples: readonly number[], percent: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  const position = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) throw new Error('Nothing was measured.');
  return below + (above - below) * (position - Math.floor(position));
}

/** Round by round, since what slows the machine down for a moment slows both of a round. */
export function ratios(ours: Spread, others: Spread): Spread {
  return spreadOf(ours.samples.map((sample, index) => sample / (others.samples[index] ?? Number.NaN)));
}

/** Four significant digits are more than a shared machine can promise. */
export function round(value: number): number {
  return Number(value.toPrecision(4));
}
