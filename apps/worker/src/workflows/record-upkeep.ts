import { patched, proxyActivities } from '@temporalio/workflow';
import type { RecordUpkeepActivities } from '#domain/contracts/activities.js';
import type { RecordUpkeepResult } from '#domain/contracts/workflows.js';

const { anchorRecord, keepMemberships, mendNextDue, forgetIdempotencyKeys } =
  proxyActivities<RecordUpkeepActivities>({
    // An anchor reads the whole history.
    startToCloseTimeout: '10 minutes',
    heartbeatTimeout: '20 seconds',
    retry: { initialInterval: '10 seconds', backoffCoefficient: 2, maximumInterval: '10 minutes' },
  });

/**
 * The night's work on the record: its chains are anchored together, memberships whose first or last day has come are
 * given effect, what is next due is derived anew and compared, and keys kept for retries are forgotten.
 */
export async function recordUpkeep(): Promise<RecordUpkeepResult> {
  const at = new Date().toISOString();
  const anchored = await anchorRecord(at);
  const groupsKept = patched('memberships-kept') ? await keepMemberships(at) : undefined;
  const nextDueMended = patched('next-due-compared') ? await compareNextDue(at) : undefined;
  let keysForgotten = 0;
  for (let more = true; more;) {
    const batch = await forgetIdempotencyKeys(at);
    keysForgotten += batch.forgotten;
    more = batch.more;
  }
  return {
    anchored,
    ...(nextDueMended === undefined ? {} : { nextDueMended }),
    ...(groupsKept === undefined ? {} : { groupsKept }),
    keysForgotten,
  };
}

async function compareNextDue(at: string): Promise<number> {
  let mended = 0;
  for (let last: string | undefined, more = true; more;) {
    const turn = await mendNextDue(at, last);
    mended += turn.mended;
    last = turn.last;
    more = last !== undefined;
  }
  return mended;
}
