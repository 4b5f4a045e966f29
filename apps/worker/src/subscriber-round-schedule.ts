import { type Client, ScheduleOverlapPolicy } from '@temporalio/client';
import {
  subscriberRoundScheduleId,
  type SubscriberRoundInput,
  taskQueue,
  workflowTypes,
} from '#domain/contracts/workflows.js';
import { ensureSchedule } from './ensure-schedule.js';

/**
 * Every morning, also where nothing is due: what a digest's day missed is due the day after, and expired addresses are
 * erased. Which days digests go out is the domain's to say.
 */
export function ensureSubscriberRoundSchedule(client: Client): Promise<void> {
  return ensureSchedule(client, subscriberRoundScheduleId, {
    spec: { cronExpressions: ['0 8 * * *'], timezone: 'Europe/Oslo' },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '8 hours' },
    action: {
      type: 'startWorkflow',
      workflowType: workflowTypes.subscriberRound,
      workflowId: subscriberRoundScheduleId,
      taskQueue,
      args: [{}] satisfies [SubscriberRoundInput],
      // A round that hangs must be gone before the next: overlap SKIP would leave that one out.
      workflowExecutionTimeout: '20 hours',
      staticSummary: 'Mails subscribers their digests',
    },
  });
}
