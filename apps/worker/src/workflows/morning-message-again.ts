import { proxyActivities } from '@temporalio/workflow';
import type { MessageActivities } from '#domain/contracts/activities.js';
import { messageTaskQueue, type MorningMessageAgainInput } from '#domain/contracts/workflows.js';
import { waitUntil } from './waiting.js';

const { sendMorningMessage } = proxyActivities<Pick<MessageActivities, 'sendMorningMessage'>>({
  taskQueue: messageTaskQueue,
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '10 seconds',
  // Yesterday's message must not come out tomorrow beside tomorrow's.
  scheduleToCloseTimeout: '2 hours',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

/** The day's message to one who could not be reached in the round, for as long as it is worth trying that day. */
export async function morningMessageAgain(input: MorningMessageAgainInput): Promise<void> {
  for (let at: string | undefined = input.tryAgainAt; at !== undefined;) {
    await waitUntil(at);
    at = (await sendMorningMessage(input.personId, input.date))?.tryAgainAt;
  }
}
