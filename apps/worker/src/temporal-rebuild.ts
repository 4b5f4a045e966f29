import { parseArgs } from 'node:util';
import { Client } from '@temporalio/client';
import { openDataSource } from '#record/data-source.js';
import { readRebuildConfig } from './config.js';
import { log } from './log.js';
import { rebuild } from './relay/rebuild.js';
import { registerSearchAttributes } from './search-attributes.js';
import { connectForStarting } from './temporal-connection.js';

/**
 * `npm run temporal:rebuild`: starts every workflow that is missing, from the record; `-- --all` tells those that
 * run as well, as after a restore of the record. Safe to run twice, and while everything is at work.
 */
const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
const { databaseUrl, temporal } = readRebuildConfig(process.env);
const dataSource = await openDataSource(databaseUrl, {
  poolSize: 2,
  applicationName: 'kvittert rebuild',
  use: 'command',
});
const connection = await connectForStarting(temporal);
try {
  await registerSearchAttributes(connection, temporal.namespace);
  const client = new Client({ connection, namespace: temporal.namespace });
  const result = await rebuild(dataSource, client, values.all ? 'every' : 'missing', log);
  process.stdout.write(
    `${result.followed} measures are followed: ${result.running} workflows ran, ${result.brought} were ` +
      `${values.all ? 'started or told' : 'started'}; ${result.messages} messages and ${result.reports} plans’ reports were queued again.\n`,
  );
} finally {
  await connection.close();
  await dataSource.destroy();
}
