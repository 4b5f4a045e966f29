import { type Client, ScheduleOverlapPolicy } from '@temporalio/client';
import {
  recordAnchorScheduleId,
  recordUpkeepScheduleId,
  taskQueue,
  workflowTypes,
} from '#domain/contracts/workflows.js';
import { ensureSchedule, type WantedSchedule } from './ensure-schedule.js';

const upkeep: WantedSchedule = {
  // Before measures wake, and at a time of night that neither clock change takes away nor gives twice.
  spec: { cronExpressions: ['30 1 * * *'], timezone: 'Europe/Oslo' },
  policies: {
    overlap: ScheduleOverlapPolicy.SKIP,
    // A night that was missed is made up for the next day; two at once would be the same work.
    catchupWindow: '20 hours',
  },
  action: {
    type: 'startWorkflow',
    workflowType: workflowTypes.recordUpkeep,
    workflowId: recordUpkeepScheduleId,
    taskQueue,
    args: [],
    workflowExecutionTimeout: '20 hours',
    staticSummary: 'Compares what is next due with the facts and forgets old Idempotency-Keys',
  },
};

const anchoring: WantedSchedule = {
  spec: { cronExpressions: ['5 * * * *'] },
  // Whatever was missed, one anchor covers: made when Temporal is back, not at the next hour.
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '20 hours' },
  action: {
    type: 'startWorkflow',
    workflowType: workflowTypes.recordAnchor,
    workflowId: recordAnchorScheduleId,
    taskQueue,
    args: [],
    workflowExecutionTimeout: '1 hour',
    staticSummary: 'Anchors what has come since the last hour',
  },
};

export async function ensureRecordSchedules(client: Client): Promise<void> {
  await ensureSchedule(client, recordUpkeepScheduleId, upkeep);
  await ensureSchedule(client, recordAnchorScheduleId, anchoring);
}
