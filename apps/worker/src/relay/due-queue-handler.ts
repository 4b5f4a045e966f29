import {
  type Client,
  type WorkflowClient,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import {
  type FollowUpNews,
  type MeasureFollowUpInput,
  measureWorkflowId,
  newerFactsSignal,
  taskQueue,
  workflowTypes,
} from '#domain/contracts/workflows.js';
import type { MeasureId } from '#domain/ids.js';
import type { DueQueue } from '#record/outbox/due-queue.js';
import type { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import { foundByAtStart, memoAtStart, titleOf } from '../workflows/shown-in-temporal.js';
import type { QueueHandler } from './queue-consumer.js';
import { isEntryAtFault, leaseMs, withinLimit } from './temporal-calls.js';

/** What the record says of a measure now; without news it does not know it. */
export interface DueEntry {
  measureId: MeasureId;
  dueVersion: number;
  news: FollowUpNews | undefined;
}

/** Nearer than this a run sleeps by itself; later, it is not begun before its time (STACK.md: the cheapest sleep). */
const delayFromMs = 60_000;
/** For a measure that is followed while nothing is due: newer facts wake it. */
const nothingDueDelayMs = 10 * 365 * 86_400_000;

/** From `relay_due` to the measures' workflows: whatever happened to a measure, its workflow learns what is true now. */
export class DueQueueHandler implements QueueHandler<DueEntry> {
  readonly name = 'relay of due times';
  readonly isEntryAtFault = isEntryAtFault;

  constructor(
    private readonly queue: DueQueue,
    private readonly store: Pick<FollowUpStore, 'newsOf'>,
    private readonly client: Client,
    /** Milliseconds since 1970, as Temporal's server counts them. */
    private readonly clock: () => number = Date.now,
  ) {}

  async claim(limit: number): Promise<DueEntry[]> {
    const rows = await this.queue.claim(limit, leaseMs);
    if (rows.length === 0) return [];
    const news = await this.store.newsOf(rows.map((row) => row.measureId));
    return rows.map((row) => ({ ...row, news: news.get(row.measureId) }));
  }

  async deliver({ measureId, news }: DueEntry): Promise<void> {
    await withinLimit(this.client, () => signalFollowUp(this.client.workflow, measureId, news, this.clock()));
  }

  settle(delivered: DueEntry[]): Promise<number> {
    return this.queue.settle(
      delivered.map(({ measureId, dueVersion, news }) => ({
        measureId,
        dueVersion: Math.max(dueVersion, news?.dueVersion ?? 0),
      })),
    );
  }

  release(undelivered: DueEntry[]): Promise<void> {
    return this.queue.release(undelivered);
  }
}

/**
 * Brings a measure's workflow the news, starting it where it does not run. Where nothing can be due any more
 * none is started; one that runs is told, also when its start was put off: a plain signal would not wake that.
 */
export async function signalFollowUp(
  workflows: WorkflowClient,
  measureId: MeasureId,
  news: FollowUpNews | undefined,
  nowMs: number = Date.now(),
): Promise<void> {
  if (news === undefined) return;
  if (!news.followed && !(await isRunning(workflows, measureId))) return;
  const run = runOf(measureId, news, nowMs);
  if (news.dueVersion === firstVersion && (await isStarted(workflows, run))) return;
  await workflows.signalWithStart(workflowTypes.measureFollowUp, {
    ...run,
    signal: newerFactsSignal,
    signalArgs: [news],
    // One that is followed already learns the news.
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  });
}

/** The first news of a measure: as a rule nothing runs yet, and a start alone is a sixth cheaper. */
const firstVersion = 1;

/** False when one runs already. */
async function isStarted(workflows: WorkflowClient, run: ReturnType<typeof runOf>): Promise<boolean> {
  try {
    await workflows.start(workflowTypes.measureFollowUp, {
      ...run,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

function runOf(measureId: MeasureId, news: FollowUpNews, nowMs: number) {
  const startDelay = startDelayMs(news, nowMs);
  return {
    workflowId: measureWorkflowId(measureId),
    taskQueue,
    args: [{ measureId, news }] satisfies [MeasureFollowUpInput],
    // A reopened measure is followed again.
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    memo: memoAtStart(news),
    typedSearchAttributes: new TypedSearchAttributes(foundByAtStart(news)),
    staticSummary: titleOf(news),
    ...(startDelay === undefined ? {} : { startDelay }),
  };
}

function startDelayMs({ nextDueAt, followed }: FollowUpNews, nowMs: number): number | undefined {
  // Should the run have ended since we looked, this starts another: it must end at once instead of sleeping for nothing.
  if (!followed) return undefined;
  const delayMs = nextDueAt === undefined ? nothingDueDelayMs : Date.parse(nextDueAt) - nowMs;
  return delayMs > delayFromMs ? delayMs : undefined;
}

async function isRunning(workflows: WorkflowClient, measureId: MeasureId): Promise<boolean> {
  try {
    const { status } = await workflows.getHandle(measureWorkflowId(measureId)).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
