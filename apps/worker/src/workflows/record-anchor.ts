import { proxyActivities } from '@temporalio/workflow';
import type { RecordUpkeepActivities } from '#domain/contracts/activities.js';

const { anchorRecord } = proxyActivities<RecordUpkeepActivities>({
  startToCloseTimeout: '10 minutes',
  retry: { initialInterval: '10 seconds', backoffCoefficient: 2, maximumInterval: '10 minutes' },
});

/** Every hour: what has come is anchored, and the anchor written outside the database too. @returns whether anything had */
export function recordAnchor(): Promise<boolean> {
  return anchorRecord(new Date().toISOString());
}
