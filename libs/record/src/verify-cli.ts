import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readAnchorsOutside } from './anchor/anchors-outside.js';
import { verifyAnchorsOutside } from './anchor/verify-anchors.js';
import { inPlainWords } from './command-line.js';
import { openDataSource } from './data-source.js';
import { type Difference, verifyRecord } from './verify.js';
import { advice, areaOf, lineOf } from './verify-words.js';

/**
 * `npm run verify:record -- [--anchors FILE]`: rebuilds the record from its history and compares, with the anchors in
 * FILE as well: a folder of anchors, or the worker's log. Reads DATABASE_URL, or finds the embedded default that runs.
 * Ends with 1 when anything differs, with 2 when it could not look.
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

async function verify(url: string, anchorsPath: string | undefined): Promise<number> {
  const outside = anchorsPath === undefined ? [] : await readAnchorsOutside(anchorsPath);
  const dataSource = await openDataSource(url, { poolSize: 1, applicationName: 'kvittert verify' });
  const startedAt = Date.now();
  const found = new Map<ReturnType<typeof areaOf>, number>();
  let told = 0;
  const tell = (difference: Difference): void => {
    told += 1;
    if (told <= shownDifferences) console.log(lineOf(difference));
    const area = areaOf(difference);
    found.set(area, (found.get(area) ?? 0) + 1);
  };
  try {
    const { streams, events } = await verifyRecord(dataSource, tell);
    await verifyAnchorsOutside(dataSource.manager, outside, tell);
    if (told > shownDifferences) console.log(`… and ${told - shownDifferences} more.`);
    const counts = Object.entries(streams).map(([kind, count]) => `${count} ${kind}`);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    const compared = outside.length === 0 ? '' : ` and ${outside.length} anchors from outside`;
    for (const line of advice(found)) console.log(line);
    console.log(`${events} events of ${counts.join(', ')}${compared} in ${seconds} s: ${told} differences.`);
    if (told === 0) console.log('The record is what its history says.');
    return told === 0 ? 0 : 1;
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
    const { values } = parseArgs({ options: { anchors: { type: 'string' } } });
    process.exitCode = await verify(url, values.anchors);
  } catch (error) {
    console.error(`The record could not be read. ${inPlainWords(error)}`);
    process.exitCode = 2;
  }
}
