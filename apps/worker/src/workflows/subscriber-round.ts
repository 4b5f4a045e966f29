import {
  ActivityFailure,
  continueAsNew,
  defineSignal,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { MailActivities, SubscriberActivities } from '#domain/contracts/activities.js';
import {
  mailTaskQueue,
  publishedSignal,
  type SubscriberRoundInput,
  type SubscriberRoundProgress,
  type SubscriberRoundResult,
} from '#domain/contracts/workflows.js';

const published = defineSignal(publishedSignal);

const { forgetExpired, subscribersDue, noteFailure } = proxyActivities<SubscriberActivities>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});
const { mailSubscriber } = proxyActivities<Pick<MailActivities, 'mailSubscriber'>>({
  taskQueue: mailTaskQueue,
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
  // Servers that ask to come back later mean minutes; what is not out by then waits for the next scheduled round.
  scheduleToCloseTimeout: '2 hours',
  retry: { initialInterval: '10 seconds', backoffCoefficient: 2, maximumInterval: '15 minutes' },
});

/** One activity per subscriber: a page of these keeps the run's history below 2,000 events. */
const subscribersPerPage = 200;

/**
 * Mails whoever has something due: who wants to know at once when something is published, the others when their digest
 * goes out. The record knows what is due to whom and, by its rows, what has been told; rounds that meet do no harm.
 */
export async function subscriberRound({ progress }: SubscriberRoundInput): Promise<SubscriberRoundResult> {
  let publishedSince = progress?.publishedSince ?? false;
  setHandler(published, () => {
    publishedSince = true;
  });
  const round = progress ?? (await begin());

  const subscribers = await subscribersDue(round.at, round.afterId || undefined, subscribersPerPage);
  setCurrentDetails(`${round.counts.subscribers} subscribers done, ${subscribers.length} in this page.`);
  const mailed = await Promise.all(subscribers.map((id) => wasMailed(id, round.at)));
  const counts = {
    subscribers: round.counts.subscribers + subscribers.length,
    failed: round.counts.failed + mailed.filter((done) => !done).length,
  };

  const last = subscribers.at(-1);
  if (last !== undefined && subscribers.length === subscribersPerPage) {
    await continueAsNew<typeof subscriberRound>({
      progress: { at: round.at, afterId: last, counts, publishedSince },
    });
  }
  if (publishedSince) await continueAsNew<typeof subscriberRound>({});
  return counts;

  async function begin(): Promise<SubscriberRoundProgress> {
    const at = new Date().toISOString();
    await forgetExpired(at);
    // What was published before this moment is found by the question that follows.
    publishedSince = false;
    return { at, afterId: '', counts: { subscribers: 0, failed: 0 }, publishedSince };
  }
}

/** @returns false when it did not get out in time. One whose mail server is away holds up nobody else. */
async function wasMailed(subscriptionId: string, at: string): Promise<boolean> {
  try {
    await mailSubscriber(subscriptionId, at);
    return true;
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    await noteFailure(subscriptionId);
    return false;
  }
}
