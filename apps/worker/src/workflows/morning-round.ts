import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ActivityFailure,
  continueAsNew,
  isCancellation,
  log,
  ParentClosePolicy,
  proxyActivities,
  setCurrentDetails,
  startChild,
} from '@temporalio/workflow';
import type { FollowUpActivities, MessageActivities, NotReached } from '#domain/contracts/activities.js';
import {
  messageTaskQueue,
  morningMessageAgainWorkflowId,
  type MorningMessageAgainInput,
  type MorningRoundInput,
  type MorningRoundResult,
  type RoundProgress,
  taskQueue,
  workflowTypes,
} from '#domain/contracts/workflows.js';

const { roundPlan, demandOverdue, ownersDue } = proxyActivities<FollowUpActivities>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
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
  const { failed, unreached } = await sendToAll(owners, round);
  const counts = {
    overdue: round.counts.overdue,
    owners: round.counts.owners + owners.length,
    failed: round.counts.failed + failed,
    unreached: (round.counts.unreached ?? 0) + unreached,
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

/** One who can't be reached holds up nobody else. @returns to how many it did not get out, and who were not reached */
async function sendToAll(
  owners: readonly string[],
  { date, until }: RoundProgress,
): Promise<{ failed: number; unreached: number }> {
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
  let unreached = 0;
  const sendNext = async (): Promise<void> => {
    for (let owner = waiting.shift(); owner !== undefined; owner = waiting.shift()) {
      try {
        const missed = await sendMorningMessage(owner, date);
        // Histories of the last release have null here.
        if (missed) {
          unreached += 1;
          await tryAgain(owner, date, missed);
        }
      } catch (error) {
        if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
        failed += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: messagesAtATime }, sendNext));
  return { failed, unreached };
}

/** In a workflow of its own: whoever waits for the round need not wait for it. */
async function tryAgain(personId: string, date: string, { tryAgainAt }: NotReached): Promise<void> {
  if (tryAgainAt === undefined) return;
  try {
    await startChild(workflowTypes.morningMessageAgain, {
      workflowId: morningMessageAgainWorkflowId(personId, date),
      taskQueue,
      args: [{ personId, date, tryAgainAt } satisfies MorningMessageAgainInput],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: 'Tries again within the day to reach one person',
    });
  } catch (error) {
    // Another round has seen to it.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
