import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { recogniseFile } from '../recognising/recognise-file.js';
import { scoreUnseen } from '../training/unseen.js';
import { goldSchema } from './gold.js';
import { type Score, score } from './score.js';

const usage =
  'Usage: npm run import:score [-- --seeds FOLDER --gold FOLDER --verbose] [-- --unseen --rounds N --only LAYOUT --known]';
const least = { measures: 0.98, responsible: 0.95 };

/**
 * `npm run import:score`: reads every document of the seeds that has gold, and compares. Ends with 1 when one is below
 * issue 5's marks, with 2 when there is nothing to compare. `--unseen`: documents made by recipes, each layout read
 * with weights that were fitted without it, in words that weren't fitted to either.
 */
async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      seeds: { type: 'string', default: '../shared/seeds' },
      gold: { type: 'string', default: '../shared/import-gold' },
      verbose: { type: 'boolean', default: false },
      unseen: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '6' },
      only: { type: 'string' },
      known: { type: 'boolean', default: false },
    },
  });
  if (values.unseen) {
    await scoreUnseen({
      verbose: values.verbose,
      rounds: Number(values.rounds),
      only: values.only,
      known: values.known,
    });
    return 0;
  }
  const [seeds, gold] = [resolve(values.seeds), resolve(values.gold)];
  if (!existsSync(seeds) || !existsSync(gold)) {
    console.error(`There are no documents with gold at ${seeds} and ${gold}.\n${usage}`);
    return 2;
  }
  const scores: { name: string; score: Score; seconds: number }[] = [];
  for (const name of (await readdir(seeds)).sort()) {
    const goldFile = join(gold, `${basename(name).replace(/[~.].*$/, '')}.json`);
    if (!existsSync(goldFile)) continue;
    const startedAt = performance.now();
    const { candidates } = await recogniseFile(
      { name, bytes: await readFile(join(seeds, name)) },
      { today: new Date().toISOString().slice(0, 10) },
    );
    const compared = score(goldSchema.parse(JSON.parse(await readFile(goldFile, 'utf8'))), candidates);
    scores.push({ name, score: compared, seconds: (performance.now() - startedAt) / 1000 });
  }
  for (const entry of scores) print(entry, values.verbose);
  return scores.length > 0 &&
    scores.every(
      ({ score: { measures, responsible, exact } }) =>
        reaches(measures, least.measures) &&
        reaches(responsible, least.responsible) &&
        Object.values(exact).every(Boolean),
    )
    ? 0
    : 1;
}

function reaches({ recall, precision }: Score['measures'], mark: number): boolean {
  return recall >= mark && precision >= mark;
}

function print(
  {
    name,
    score: { measures, responsible, exact, differences },
    seconds,
  }: { name: string; score: Score; seconds: number },
  verbose: boolean,
): void {
  const percent = (share: number) => `${(share * 100).toFixed(1).padStart(5)} %`;
  console.log(name);
  for (const [what, rate] of Object.entries({ measures, responsible })) {
    console.log(
      `  ${what.padEnd(12)} recall ${percent(rate.recall)}  precision ${percent(rate.precision)}  (${rate.agreed} of ${rate.gold}, ${rate.read} read)`,
    );
  }
  const exactly = Object.entries(exact).map(([what, agrees]) => `${what} ${agrees ? 'exact' : 'DIFFER'}`);
  console.log(`  ${exactly.join(', ') || 'nothing else to compare'}; ${seconds.toFixed(1)} s`);
  if (verbose || differences.length > 0)
    for (const difference of differences) console.log(`  ≠ ${difference}`);
}

process.exitCode = await main(process.argv.slice(2));
