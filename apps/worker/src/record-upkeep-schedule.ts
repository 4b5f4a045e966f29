import { type Client, ScheduleOverlapPolicy } from '@temporalio/client';
import { recordUpkeepScheduleId, taskQueue, workflowTypes } from '#domain/contracts/workflows.js';
import { keepSchedule, type WantedSchedule } from './keep-schedule.js';

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
    staticSummary: 'Anchors the record’s chains and forgets old Idempotency-Keys',
  },
};

export function keepRecordUpkeepSchedule(client: Client): Promise<void> {
  return keepSchedule(client, recordUpkeepScheduleId, upkeep);
}
