import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { signalNames } from '../recognising/signals.js';
import { corpus } from './corpus.js';
import { examplesOf, readAs } from './examples.js';
import { type Example, fit } from './fitting.js';
import { trainingFormats } from './unseen.js';
import { trainingWords } from './words.js';

/** `npm run import:train`: fits the weights to the documents of the recipes, and writes them. */
async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string', default: '24' }, out: { type: 'string' } },
  });
  const examples: Example[] = [];
  for (const made of corpus(trainingWords, { seed: 20261130, rounds: Number(values.rounds) }))
    for (const format of trainingFormats) examples.push(...examplesOf(await readAs(format, made), made));
  const { bias, weights } = fit(examples);
  const rows = signalNames.map(
    (name) => `  ${/^\p{L}+$/u.test(name) ? name : `'${name}'`}: ${weights[name].toFixed(2)},`,
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
