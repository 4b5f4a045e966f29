import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readingLimits } from '../reading/limits.js';
import { readText } from '../reading/text-reader.js';
import { recognise } from '../recognising/recognise.js';
import { type SignalName, type Signals, signalNames } from '../recognising/signals.js';
import { type Candidate, collector, signalsOfAll } from '../recognising/weighing.js';
import { asText, corpus, type MadeUp } from './corpus.js';
import { isSame } from './scoring.js';
import { trainingWords } from './words.js';

interface Example {
  signals: Signals;
  isOne: boolean;
}

/** The candidates of a document, each with whether it is what gold has. */
function examplesOf(made: MadeUp): Example[] {
  const document = readText(new TextEncoder().encode(asText(made)), readingLimits);
  const seen: Candidate[] = [];
  collector.current = [];
  try {
    recognise(document, '2026-11-30');
    seen.push(...collector.current.map(({ candidate }) => candidate));
  } finally {
    collector.current = undefined;
  }
  const signals = signalsOfAll(seen);
  return seen.flatMap((candidate, at) => {
    const own = signals[at];
    return own === undefined
      ? []
      : [{ signals: own, isOne: made.gold.some(({ text }) => isSame(candidate.text, text)) }];
  });
}

/** Fits by full-batch gradient descent with a pull towards zero; the same numbers each time. */
export function fit(
  examples: readonly Example[],
  { steps = 1500, rate = 1.5, pull = 0.0015 } = {},
): { bias: number; weights: Map<SignalName, number> } {
  const rows = examples.map(({ signals, isOne }) => ({
    x: signalNames.map((name) => signals[name]),
    y: isOne ? 1 : 0,
  }));
  const weights = signalNames.map(() => 0);
  let bias = 0;
  for (let step = 0; step < steps; step++) {
    const slope = signalNames.map(() => 0);
    let biasSlope = 0;
    for (const { x, y } of rows) {
      let sum = bias;
      for (let at = 0; at < x.length; at++) sum += (weights[at] ?? 0) * (x[at] ?? 0);
      const error = 1 / (1 + Math.exp(-sum)) - y;
      biasSlope += error;
      for (let at = 0; at < x.length; at++) slope[at] = (slope[at] ?? 0) + error * (x[at] ?? 0);
    }
    bias -= (rate * biasSlope) / rows.length;
    for (let at = 0; at < weights.length; at++)
      weights[at] = (weights[at] ?? 0) - rate * ((slope[at] ?? 0) / rows.length + pull * (weights[at] ?? 0));
  }
  return { bias, weights: new Map(signalNames.map((name, at) => [name, weights[at] ?? 0])) };
}

/** `npm run import:train`: fits the weights to the documents of the recipes, and writes them. */
async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string', default: '40' }, out: { type: 'string' } },
  });
  const examples = corpus(trainingWords, { seed: 20261130, rounds: Number(values.rounds) }).flatMap(
    examplesOf,
  );
  const { bias, weights } = fit(examples);
  const rows = [...weights].map(
    ([name, weight]) => `  ${/^\p{L}+$/u.test(name) ? name : `'${name}'`}: ${weight.toFixed(2)},`,
  );
  const source = `import type { SignalName } from './signals.js';

/** Fitted by \`npm run import:train\` to ${examples.length} candidates; not to be written by hand. */
export const bias = ${bias.toFixed(2)};
export const weights: Readonly<Record<SignalName, number>> = {
${rows.join('\n')}
};
`;
  if (values.out === undefined) console.log(source);
  else await writeFile(values.out, source);
  console.error(
    `${examples.filter(({ isOne }) => isOne).length} of ${examples.length} candidates are recommendations`,
  );
}

await main(process.argv.slice(2));
