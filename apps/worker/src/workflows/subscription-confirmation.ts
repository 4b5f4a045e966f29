import { proxyActivities } from '@temporalio/workflow';
import type { MailActivities } from '#domain/contracts/activities.js';
import { mailTaskQueue, type SubscriptionConfirmationInput } from '#domain/contracts/workflows.js';

const { mailConfirmation } = proxyActivities<Pick<MailActivities, 'mailConfirmation'>>({
  taskQueue: mailTaskQueue,
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
  // Later than this nobody waits for it: who still wants to subscribe has asked again.
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

/** Asks an address whether it was they who wanted to subscribe. */
export async function subscriptionConfirmation({ mailId }: SubscriptionConfirmationInput): Promise<void> {
  await mailConfirmation(mailId);
}
