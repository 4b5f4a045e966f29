import { defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type { MessageActivities } from '#domain/contracts/activities.js';
import {
  messageTaskQueue,
  type RefreshInput,
  refreshSignal,
  type TellInput,
} from '#domain/contracts/workflows.js';
import { waitUntil } from './waiting.js';

const changedAgain = defineSignal(refreshSignal);

const sending = {
  taskQueue: messageTaskQueue,
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
} as const;
const { tellNow } = proxyActivities<Pick<MessageActivities, 'tellNow'>>(sending);
// A message that could not be brought up to date within half a day is yesterday's.
const { refreshMessage } = proxyActivities<Pick<MessageActivities, 'refreshMessage'>>({
  ...sending,
  scheduleToCloseTimeout: '12 hours',
});

/** Tells one person what one command did: at once by day, else the next morning; again while they can't be reached. */
export async function tell({ messageId, notBefore }: TellInput): Promise<void> {
  if (notBefore !== undefined) await waitUntil(notBefore);
  for (let missed = await tellNow(messageId); missed?.tryAgainAt !== undefined;) {
    await waitUntil(missed.tryAgainAt);
    missed = await tellNow(messageId);
  }
}

/** Brings one sent message up to date, and again when something changed while that was under way. */
export async function refresh({ notificationId }: RefreshInput): Promise<void> {
  let changed = true;
  setHandler(changedAgain, () => {
    changed = true;
  });
  while (changed) {
    changed = false;
    await refreshMessage(notificationId);
  }
}
