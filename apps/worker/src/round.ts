import { Client } from '@temporalio/client';
import { readTemporalConfig } from './config.js';
import { runRoundNow } from './morning-round-schedule.js';
import { connectForStarting } from './temporal-connection.js';

/** `npm run round`: the morning round, now. Needs a worker that runs. */
const temporal = readTemporalConfig(process.env);
const connection = await connectForStarting(temporal);
try {
  const result = await runRoundNow(new Client({ connection, namespace: temporal.namespace }));
  const sent = result.owners - result.failed;
  process.stdout.write(
    `Round of ${result.date}: ${sent} of ${result.owners} owners have had their message; ` +
      `${result.overdue} measures were overdue in the record.\n`,
  );
  if (result.failed > 0) process.exitCode = 1;
} finally {
  await connection.close();
}
