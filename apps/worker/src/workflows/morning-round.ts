import {
  ActivityFailure,
  continueAsNew,
  isCancellation,
  log,
  proxyActivities,
  setCurrentDetails,
} from '@temporalio/workflow';
import type { FollowUpActivities, MessageActivities } from '#domain/contracts/activities.js';
import {
  messageTaskQueue,
  type MorningRoundInput,
  type MorningRoundResult,
  type RoundProgress,
} from '#domain/contracts/workflows.js';

const { roundPlan, demandOverdue, ownersDue } = proxyActivities<FollowUpActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** One activity per owner: a page of these keeps the run's history below 3,000 events. */
const ownersPerPage = 200;
/** How many messages wait on the queue at a time; its pace is set on the queue itself (STACK.md). */
const messagesAtATime = 20;

/**
 * The morning's messages: first whatever is overdue in the record is demanded, then each owner who has something
 * waiting gets one message. The record says whether there is a round today, who the owners are and, by its
 * rows, who has had the message; a round that begins again sends nobody two.
 */
export async function morningRound(input: MorningRoundInput = {}): Promise<MorningRoundResult> {
  const round = input.progress ?? (await begin(input.asked ?? false));
  if ('why' in round)
    return { date: round.date, ran: false, why: round.why, overdue: 0, owners: 0, failed: 0 };

  const owners = await ownersDue(round.date, round.afterPersonId || undefined, ownersPerPage);
  setCurrentDetails(
    `Round of ${round.date}: ${round.counts.owners} owners done, ${owners.length} in this page.`,
  );
  const failed = await sendToAll(owners, round);
  const counts = {
    overdue: round.counts.overdue,
    owners: round.counts.owners + owners.length,
    failed: round.counts.failed + failed,
  };

  const last = owners.at(-1);
  if (last !== undefined && owners.length === ownersPerPage && Date.now() < Date.parse(round.until)) {
    await continueAsNew<typeof morningRound>({ progress: { ...round, afterPersonId: last, counts } });
  }
  return { date: round.date, ran: true, ...counts };
}

async function begin(asked: boolean): Promise<RoundProgress | { date: string; why: string }> {
  const at = new Date().toISOString();
  const plan = await roundPlan(at, asked);
  if (!plan.run) return { date: plan.date, why: plan.why };
  let overdue = 0;
  for (let more = true; more;) {
    const demanded = await demandOverdue(at);
    overdue += demanded.alarms;
    more = demanded.more;
  }
  if (overdue > 0) log.error('measures were due and not demanded by their own workflow', { overdue });
  return { date: plan.date, until: plan.until, afterPersonId: '', counts: { overdue, owners: 0, failed: 0 } };
}

/** @returns how many did not get out in time. One who can't be reached holds up nobody else. */
async function sendToAll(owners: readonly string[], { date, until }: RoundProgress): Promise<number> {
  const { sendMorningMessage } = proxyActivities<Pick<MessageActivities, 'sendMorningMessage'>>({
    taskQueue: messageTaskQueue,
    startToCloseTimeout: '30 seconds',
    heartbeatTimeout: '10 seconds',
    // Slack may be away for hours, but yesterday's message must not come out tomorrow beside tomorrow's.
    scheduleToCloseTimeout: Math.max(60_000, Date.parse(until) - Date.now()),
    retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
  });
  const waiting = [...owners];
  let failed = 0;
  const sendNext = async (): Promise<void> => {
    for (let owner = waiting.shift(); owner !== undefined; owner = waiting.shift()) {
      try {
        await sendMorningMessage(owner, date);
      } catch (error) {
        if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
        failed += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: messagesAtATime }, sendNext));
  return failed;
}
