import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inPlainWords } from './command-line.js';
import { openDataSource } from './data-source.js';
import { type Difference, verifyRecord } from './verify.js';

/**
 * `npm run verify:record`: rebuilds the record from its history and compares. Reads DATABASE_URL, or finds the
 * embedded default that runs. Ends with 1 when anything differs, with 2 when it could not look.
 */
const shownDifferences = 100;

function databaseUrl(): string | undefined {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') return given;
  const folder = resolve(process.env['KVITTERT_DATA_DIR'] ?? '.kvittert');
  try {
    const running = JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')) as {
      ready?: { databaseUrl?: string };
    };
    return running.ready?.databaseUrl;
  } catch {
    return undefined;
  }
}

function line({ stream, id, path, found, expected }: Difference): string {
  return `${stream} ${id} ${path}: found ${shown(found)}, the history says ${shown(expected)}`;
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

async function verify(url: string): Promise<number> {
  const dataSource = await openDataSource(url, {
    poolSize: 1,
    applicationName: 'kvittert verify',
    use: 'command',
  });
  const startedAt = Date.now();
  let told = 0;
  try {
    const { streams, events, differences } = await verifyRecord(dataSource, (difference) => {
      told += 1;
      if (told <= shownDifferences) console.log(line(difference));
    });
    if (told > shownDifferences) console.log(`… and ${told - shownDifferences} more.`);
    const counts = Object.entries(streams).map(([kind, count]) => `${count} ${kind}`);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    console.log(`${events} events of ${counts.join(', ')} in ${seconds} s: ${differences} differences.`);
    return differences === 0 ? 0 : 1;
  } finally {
    await dataSource.destroy();
  }
}

const url = databaseUrl();
if (url === undefined) {
  console.error('Set DATABASE_URL, or start Kvittert with "npm start" and try again.');
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await verify(url);
  } catch (error) {
    console.error(`The record could not be read. ${inPlainWords(error)}`);
    process.exitCode = 2;
  }
}
