import { type Signals, signalNames } from '../recognising/signals.js';
import type { Model } from '../recognising/weighing.js';

export interface Example {
  layout: string;
  signals: Signals;
  isOne: boolean;
}

interface Rows {
  x: Float64Array[];
  y: Float64Array;
}

/** The pull towards zero: some hundred examples' worth, so that a signal that is rare can't count for much. */
const pull = 0.0004;
const mostSteps = 25;

/**
 * A logistic regression by Newton's method, with a pull towards zero on all but the constant: some ten steps, and the
 * same numbers each time.
 */
export function fit(examples: readonly Example[]): Model {
  const { x, y } = rowsOf(examples);
  const width = signalNames.length + 1;
  const values = new Float64Array(width);
  const weight = pull * Math.max(1, examples.length);
  for (let step = 0; step < mostSteps; step++) {
    const slope = new Float64Array(width);
    const curve = Array.from({ length: width }, () => new Float64Array(width));
    for (const [at, row] of x.entries()) addRow(row, { y: y[at] ?? 0, values, slope, curve });
    for (let one = 1; one < width; one++) {
      slope[one] = (slope[one] ?? 0) + weight * (values[one] ?? 0);
      const own = curve[one];
      if (own !== undefined) own[one] = (own[one] ?? 0) + weight;
    }
    const change = solved(curve, slope);
    for (let one = 0; one < width; one++) values[one] = (values[one] ?? 0) - (change[one] ?? 0);
    if (Math.max(...change.map(Math.abs)) < 1e-6) break;
  }
  const weights = Object.fromEntries(signalNames.map((name, at) => [name, values[at + 1] ?? 0]));
  return { bias: values[0] ?? 0, weights: weights as Model['weights'] };
}

function rowsOf(examples: readonly Example[]): Rows {
  return {
    x: examples.map(({ signals }) => Float64Array.from([1, ...signalNames.map((name) => signals[name])])),
    y: Float64Array.from(examples, ({ isOne }) => (isOne ? 1 : 0)),
  };
}

/** Most signals of an example are silent, and needn't be multiplied. */
function addRow(
  row: Float64Array,
  {
    y,
    values,
    slope,
    curve,
  }: { y: number; values: Float64Array; slope: Float64Array; curve: Float64Array[] },
): void {
  const spoken: number[] = [];
  let sum = 0;
  for (let at = 0; at < row.length; at++) {
    const own = row[at] ?? 0;
    if (own === 0) continue;
    spoken.push(at);
    sum += own * (values[at] ?? 0);
  }
  const likely = 1 / (1 + Math.exp(-sum));
  const spread = Math.max(1e-9, likely * (1 - likely));
  for (const one of spoken) {
    const own = row[one] ?? 0;
    slope[one] = (slope[one] ?? 0) + (likely - y) * own;
    const line = curve[one];
    if (line === undefined) continue;
    for (const other of spoken) line[other] = (line[other] ?? 0) + spread * own * (row[other] ?? 0);
  }
}

/** Gauss's elimination; the matrix is symmetric and positive, so no row need be exchanged. */
function solved(matrix: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const rows = matrix.map((row, at) => Float64Array.from([...row, right[at] ?? 0]));
  for (const [at, pivot] of rows.entries()) {
    const own = (pivot[at] ?? 0) || 1e-9;
    for (let below = at + 1; below < size; below++) {
      const row = rows[below];
      if (row === undefined) continue;
      const share = (row[at] ?? 0) / own;
      if (share === 0) continue;
      for (let column = at; column <= size; column++)
        row[column] = (row[column] ?? 0) - share * (pivot[column] ?? 0);
    }
  }
  const answer = new Float64Array(size);
  for (let at = size - 1; at >= 0; at--) {
    let sum = rows[at]?.[size] ?? 0;
    for (let column = at + 1; column < size; column++)
      sum -= (rows[at]?.[column] ?? 0) * (answer[column] ?? 0);
    answer[at] = sum / ((rows[at]?.[at] ?? 0) || 1e-9);
  }
  return answer;
}
