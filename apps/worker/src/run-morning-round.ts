import { Client } from '@temporalio/client';
import type { MorningRoundResult } from '#domain/contracts/workflows.js';
import { runCommand } from '#record/command-line.js';
import { readTemporalConfig } from './config.js';
import { startRoundNow } from './morning-round-schedule.js';
import { connectForStarting, temporalErrorInWords } from './temporal-connection.js';

/** `npm run round`: the morning round, now. Needs a worker that runs. */
await runCommand(async () => {
  const temporal = readTemporalConfig(process.env);
  let underWay = false;
  try {
    const connection = await connectForStarting(temporal);
    try {
      const round = await startRoundNow(new Client({ connection, namespace: temporal.namespace }));
      underWay = true;
      const result = (await round.result()) as MorningRoundResult;
      process.stdout.write(`${resultInWords(result)}\n`);
      if (missed(result) > 0) process.exitCode = 1;
    } finally {
      await connection.close();
    }
  } catch (error) {
    throw temporalErrorInWords(
      error,
      temporal,
      underWay
        ? 'The round goes on by itself when Temporal is back: run "npm run round" again then, and it says how it ends. Nobody gets two messages.'
        : 'Start it, or correct TEMPORAL_ADDRESS, and run "npm run round" again.',
    );
  }
});

function missed({ failed, unreached = 0 }: MorningRoundResult): number {
  return failed + unreached;
}

function resultInWords(result: MorningRoundResult): string {
  const { date, owners, failed, unreached = 0, overdue } = result;
  return [
    `Round of ${date}: ${owners - missed(result)} of ${owners} owners have had their message; ` +
      `${overdue} measures were overdue in the record.`,
    ...(unreached === 0
      ? []
      : [
          `${unreached} could not be reached in Slack: they are tried again until 17, and the secretariat's page says who.`,
        ]),
    ...(failed === 0
      ? []
      : [`${failed} did not get theirs in time: the secretariat's page says who. Is Slack there?`]),
  ].join('\n');
}
