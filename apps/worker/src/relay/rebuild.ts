import type { Client } from '@temporalio/client';
import { type FollowUpNews, measureWorkflowId, workflowTypes } from '#domain/contracts/workflows.js';
import type { MeasureId } from '#domain/ids.js';
import { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import { MailQueue } from '#record/outbox/mail-queue.js';
import { MessageQueue } from '#record/outbox/message-queue.js';
import { ReportQueue } from '#record/outbox/report-queue.js';
import type { Log } from '../log.js';
import { signalFollowUp } from './due-queue-handler.js';

type RecordSource = ConstructorParameters<typeof FollowUpStore>[0];

export interface Rebuilt {
  followed: number;
  running: number;
  /** Workflows that were started, or told. */
  brought: number;
  /** Messages whose short workflow may be gone: the relay takes them again. */
  messages: number;
  /** Plans whose reports' workflow is started or told, by the relay. */
  reports: number;
}

const atATime = 50;

/** Starts what is missing in Temporal from the record, or tells every workflow what is true now. */
export async function rebuild(
  record: RecordSource,
  client: Client,
  which: 'missing' | 'every',
  log: Log,
): Promise<Rebuilt> {
  const running = await runningWorkflows(client);
  let followed = 0;
  let brought = 0;
  for await (const page of new FollowUpStore(record).followed()) {
    followed += page.size;
    const chosen = [...page].filter(
      ([measureId]) => which === 'every' || !running.has(measureWorkflowId(measureId)),
    );
    await signalAll(client, chosen);
    brought += chosen.length;
    log.info('rebuilding', { followed, brought });
  }
  const messages = await new MessageQueue(record).queueAgain();
  const reports = await new ReportQueue(record).queueAgain();
  await new MailQueue(record).queueAgain();
  return { followed, running: running.size, brought, messages, reports };
}

/** The list may lag behind by moments: a workflow begun just now is told once more, which does no harm. */
async function runningWorkflows(client: Client): Promise<Set<string>> {
  const running = new Set<string>();
  const query = `WorkflowType = '${workflowTypes.measureFollowUp}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of client.workflow.list({ query, pageSize: 1000 })) running.add(workflowId);
  return running;
}

async function signalAll(client: Client, news: readonly [MeasureId, FollowUpNews][]): Promise<void> {
  const waiting = [...news];
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      await signalFollowUp(client.workflow, one[0], one[1]);
    }
  };
  await Promise.all(Array.from({ length: atATime }, next));
}
