import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { FollowUpActivities } from '#domain/contracts/activities.js';
import { type FollowUpNews, measureWorkflowId, taskQueue } from '#domain/contracts/workflows.js';
import { signalFollowUp } from '../../apps/worker/src/relay/due-queue-handler.js';
import { bundleWorkflows } from '../../apps/worker/src/workflow-bundle.js';
import { createNamespace } from '../../local/temporal.js';
import { sharedServers } from '../support/shared-servers.js';
import { until } from '../support/until.js';
import '../support/quiet-runtime.js';

/** The measure's workflow on a real server, with a record that answers what the test wants. */
describe('A measure’s workflow', () => {
  let connection: Connection;
  let workConnection: NativeConnection;
  let client: Client;
  let worker: Worker;
  let working: Promise<void>;
  let demands: string[] = [];
  let answer: (measureId: string, at: string) => FollowUpNews | undefined;

  beforeAll(async () => {
    const address = sharedServers().temporalAddress;
    const namespace = await createNamespace(address, `worker-${Date.now()}`);
    connection = await Connection.connect({ address });
    workConnection = await NativeConnection.connect({ address });
    client = new Client({ connection, namespace });
    const activities: Pick<FollowUpActivities, 'demandDue'> = {
      demandDue(measureId, at) {
        demands.push(at);
        return Promise.resolve(answer(measureId, at));
      },
    };
    worker = await Worker.create({
      connection: workConnection,
      namespace,
      taskQueue,
      workflowBundle: await bundleWorkflows(),
      activities,
    });
    working = worker.run();
  });

  afterAll(async () => {
    worker.shutdown();
    await working;
    await workConnection.close();
    await connection.close();
  });

  const news = (dueVersion: number, fields: Partial<FollowUpNews> = {}): FollowUpNews => ({
    recordEpoch: 1,
    dueVersion,
    followed: true,
    shown: { plan: 1, number: 7, state: 'in-follow-up', owner: 'Vestdal kommune' },
    ...fields,
  });
  const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
  const inDays = (days: number): string => inMs(days * 86_400_000);
  const bring = (measureId: string, what: FollowUpNews): Promise<void> =>
    signalFollowUp(client.workflow, measureId, what);
  const handleOf = (measureId: string): WorkflowHandle =>
    client.workflow.getHandle(measureWorkflowId(measureId));
  const stateOf = async (measureId: string): Promise<string> =>
    (await handleOf(measureId).describe()).status.name;

  test('a due time that stays past after a demand does not spin', async () => {
    demands = [];
    answer = () => news(2, { nextDueAt: inDays(-1) });
    await bring('spinner', news(1, { nextDueAt: inDays(-2) }));
    await until('it demands', () => demands.length > 0);
    // The next thing in its history is a timer of minutes: nothing more can happen before that.
    const timer = await until('it rests', async () => {
      const { events } = await handleOf('spinner').fetchHistory();
      return events?.findLast((event) => event.timerStartedEventAttributes)?.timerStartedEventAttributes;
    });
    expect(Number(timer?.startToFireTimeout?.seconds)).toBeGreaterThan(10 * 60);
    expect(demands).toHaveLength(1);
    await bring('spinner', news(3, { followed: false }));
    await until('it ends', async () => (await stateOf('spinner')) === 'COMPLETED');
  });

  test('hundreds of news never make a long history, and what is shown survives a new run', async () => {
    await bring('talkative', news(1));
    for (let version = 2; version <= 1200; version += 50) {
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          bring('talkative', news(version + index, { nextDueAt: inDays(100 + version + index) })),
        ),
      );
    }
    const last = news(2000, {
      nextDueAt: inDays(30),
      shown: { plan: 1, number: 7, state: 'in-follow-up', deadline: '2027-03-01' },
    });
    await bring('talkative', last);
    const description = await until('the last news is shown', async () => {
      const described = await handleOf('talkative').describe();
      return described.memo?.['nextDue'] === last.nextDueAt ? described : undefined;
    });
    const { firstRunId } = description.raw.workflowExecutionInfo ?? {};
    expect(firstRunId).toBeTruthy();
    expect(description.runId).not.toBe(firstRunId);
    expect(description.historyLength).toBeLessThan(4000);
    expect(description.memo).toEqual({
      plan: 1,
      number: 7,
      state: 'in-follow-up',
      deadline: '2027-03-01',
      nextDue: last.nextDueAt,
    });
    expect(description.searchAttributes).toMatchObject({
      KvittertPlan: [1],
      KvittertNumber: [7],
      KvittertState: ['in-follow-up'],
      KvittertDeadline: [new Date('2027-03-01T00:00:00Z')],
      KvittertNextDue: [new Date(last.nextDueAt ?? '')],
    });
  });
});
