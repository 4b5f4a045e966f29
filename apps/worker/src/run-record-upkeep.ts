import { Client, ScheduleNotFoundError } from '@temporalio/client';
import { recordUpkeepScheduleId } from '#domain/contracts/workflows.js';
import { readTemporalConfig } from './config.js';
import { connectForStarting } from './temporal-connection.js';

const patienceMs = 120_000;

/** The night's work on the record, now: `npm start` has it done on a demo's past. Needs a worker, which makes the Schedule. */
const temporal = readTemporalConfig(process.env);
const connection = await connectForStarting(temporal);
try {
  const upkeep = new Client({ connection, namespace: temporal.namespace }).schedule.getHandle(
    recordUpkeepScheduleId,
  );
  for (const giveUpAt = Date.now() + patienceMs; ; await new Promise((resolve) => setTimeout(resolve, 250))) {
    try {
      await upkeep.trigger();
      break;
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError) || Date.now() > giveUpAt) throw error;
    }
  }
} finally {
  await connection.close();
}
