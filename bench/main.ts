import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectRoot } from '#local/project-root.js';
import { measureArmed } from './armed/armed.js';
import { measureDocuments } from './documents/documents.js';
import { House } from './house.js';
import { measureFollowUp } from './follow-up/follow-up.js';
import { measureGap } from './gap/gap.js';
import { measureImport } from './import/import.js';
import { machineFacts } from './machine.js';
import { measureSamePromise } from './same-promise/same-promise.js';
import { measureRelay } from './relay/relay.js';
import { type Part, printTable } from './report.js';
import { measureSafe } from './safe/safe.js';
import { measureSearch } from './search/search.js';
import { measureSummary } from './summary/summary.js';
import { measureYear } from './year/year.js';

const resultsFile = join(projectRoot, 'bench', 'results', 'latest.json');

interface Settings {
  count: number;
  rounds: number;
  peersFolder: string;
}

const measurements: Record<string, (house: House, settings: Settings) => Promise<Part>> = {
  safe: measureSafe,
  samePromise: measureSamePromise,
  armed: measureArmed,
  relay: measureRelay,
  summary: measureSummary,
  year: measureYear,
  documents: measureDocuments,
  import: measureImport,
  search: measureSearch,
  followUp: measureFollowUp,
  gap: measureGap,
};

/** Measures the parts that are named, or all of them; only then is the file of results written anew. */
export async function main(wanted: string[], { peersFolder }: { peersFolder: string }): Promise<void> {
  const settings = {
    count: whole('BENCH_N', 10_000),
    rounds: whole('BENCH_ROUNDS', 5),
    peersFolder,
  };
  const names = wanted.length === 0 ? Object.keys(measurements) : wanted;
  const unknown = names.filter((name) => !(name in measurements));
  if (unknown.length > 0) {
    throw new Error(
      `There is no ${unknown.join(', ')}. The parts are ${Object.keys(measurements).join(', ')}.`,
    );
  }
  const startedAt = Date.now();
  console.log('Bench: starting PostgreSQL and Temporal …');
  const house = await House.open();
  const parts: Record<string, Part> = {};
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.log(`Bench: ${signal}, stopping everything …`);
      void house.close().finally(() => process.exit(130));
    });
  }
  try {
    const machine = await machineFacts({
      postgres: await house.postgresVersion(),
      temporalProgram: house.temporalProgram,
    });
    for (const name of names) {
      console.log(`Bench: ${name} …`);
      const partStartedAt = Date.now();
      const measure = measurements[name];
      if (measure !== undefined) parts[name] = await measure(house, settings).catch(failed);
      console.log(`  ${Math.round((Date.now() - partStartedAt) / 1000)} s`);
    }
    console.log(`\n${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB; Node ${machine.node}`);
    console.log(`PostgreSQL ${machine.postgres}; ${machine.temporal}; ${machine.commit}\n`);
    printTable(parts);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    if (wanted.length > 0 || process.exitCode === 1) {
      console.log(`\n${seconds} s. Not all parts were measured: bench/results/latest.json stays as it is.`);
      return;
    }
    await mkdir(dirname(resultsFile), { recursive: true });
    const { count, rounds } = settings;
    const results = { machine, settings: { count, rounds }, seconds, parts };
    await writeFile(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
    console.log(`\n${seconds} s. Written to bench/results/latest.json.`);
  } finally {
    await house.close();
  }
}

/** The figures of the other parts are not lost with it. */
function failed(error: unknown): Part {
  console.error(error);
  process.exitCode = 1;
  const reason = error instanceof Error ? error.message : String(error);
  return {
    method: `Failed: ${reason}`,
    figures: {},
    lines: [{ what: 'failed', figure: reason.split('\n')[0] ?? '' }],
  };
}

function whole(name: string, fallback: number): number {
  const given = process.env[name];
  if (given === undefined || given === '') return fallback;
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} must be a whole number above 0.`);
  return value;
}
