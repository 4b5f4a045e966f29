import { parseArgs } from 'node:util';
import { Client } from '@temporalio/client';
import { runCommand } from '#record/command-line.js';
import { openRecord, type RecordSource } from '#record/record-source.js';
import { readRebuildConfig, type TemporalConfig } from './config.js';
import { log } from './log.js';
import { rebuild, type Rebuilt } from './relay/rebuild.js';
import { registerSearchAttributes } from './search-attributes.js';
import { connectForStarting, temporalErrorInWords } from './temporal-connection.js';

/**
 * `npm run temporal:rebuild`: starts every workflow that is missing, from the record; `-- --all` tells those that
 * run as well, as after a restore of the record. Safe to run twice, and while everything is at work.
 */
await runCommand(async () => {
  const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
  const which = values.all ? 'every' : 'missing';
  const { databaseUrl, temporal } = readRebuildConfig(process.env);
  const recordSource = await openRecord(databaseUrl, {
    poolSize: 2,
    applicationName: 'kvittert rebuild',
    use: 'command',
  });
  try {
    const result = await rebuildThrough(temporal, recordSource, which);
    process.stdout.write(
      `${result.followed} measures are followed: ${result.running} workflows ran, ${result.brought} were ` +
        `${values.all ? 'started or told' : 'started'}; ${result.messages} messages and ${result.reports} plans’ reports were queued again.\n`,
    );
  } finally {
    await recordSource.destroy();
  }
});

async function rebuildThrough(
  temporal: TemporalConfig,
  recordSource: RecordSource,
  which: 'missing' | 'every',
): Promise<Rebuilt> {
  try {
    const connection = await connectForStarting(temporal);
    try {
      await registerSearchAttributes(connection, temporal.namespace);
      const client = new Client({ connection, namespace: temporal.namespace });
      return await rebuild(recordSource, client, which, log);
    } finally {
      await connection.close();
    }
  } catch (error) {
    throw temporalErrorInWords(error, temporal, 'Start it, or correct TEMPORAL_ADDRESS, and run this again.');
  }
}
