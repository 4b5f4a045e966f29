import { addDays, osloDate } from '#domain/follow-up/calendar.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { measureWorkflowId, workflowTypes } from '#domain/contracts/workflows.js';
import type { MeasureId } from '#domain/ids.js';
import { DueQueue } from '#record/outbox/due-queue.js';
import { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import type { Log } from '../../apps/worker/src/log.js';
import { signalFollowUp } from '../../apps/worker/src/relay/due-queue-handler.js';
import { rebuild } from '../../apps/worker/src/relay/rebuild.js';
import { OutboxRelay } from '../../apps/worker/src/relay/outbox-relay.js';
import { createNamespace } from '../../local/temporal.js';
import { sharedServers } from '../support/shared-servers.js';
import { until } from '../support/until.js';
import { RecordFixture } from './record-fixture.js';

const said: string[] = [];
const log: Log = {
  info: (message) => said.push(message),
  warn: (message) => said.push(message),
  error: (message) => said.push(message),
};

/** No worker runs here: what is started is what the relays started. */
describe('The relay', () => {
  let fixture: RecordFixture;
  let connection: Connection;
  let client: Client;
  let queue: DueQueue;
  let relays: OutboxRelay[] = [];

  beforeAll(async () => {
    const address = sharedServers().temporalAddress;
    const namespace = await createNamespace(address, `relay-${Date.now()}`);
    connection = await Connection.connect({ address });
    client = new Client({ connection, namespace });
    fixture = await RecordFixture.open();
    queue = new DueQueue(fixture.dataSource);
  });

  afterEach(async () => {
    await Promise.all(relays.map((relay) => relay.stop()));
    relays = [];
  });

  afterAll(async () => {
    await fixture.close();
    await connection.close();
  });

  function startRelay(settings = { concurrency: 20, pollMs: 60_000 }): OutboxRelay {
    const relay = new OutboxRelay({
      recordSource: fixture.dataSource,
      databaseUrl: fixture.urls.appUrl,
      client,
      settings,
      log,
    });
    relay.start();
    relays.push(relay);
    return relay;
  }

  const idle = (): Promise<unknown> =>
    until('nothing waits to be relayed', async () => (await queue.lag()).rows === 0);
  const inDays = (days: number): string =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

  async function runsOf(measureId: MeasureId): Promise<string[]> {
    const states: string[] = [];
    const query = `WorkflowId = '${measureWorkflowId(measureId)}'`;
    for await (const { status } of client.workflow.list({ query })) states.push(status.name);
    return states;
  }

  async function running(): Promise<number> {
    const query = `WorkflowType = '${workflowTypes.measureFollowUp}' AND ExecutionStatus = 'Running'`;
    return (await client.workflow.count(query)).count;
  }

  test('100 measures registered while two relays are at work are 100 workflows, found by what they are', async () => {
    startRelay();
    startRelay();
    const measures = await fixture.register(100, inDays(100));
    await idle();
    await until('all are listed', async () => (await running()) === 100);
    const [first] = measures;
    const described = await client.workflow.getHandle(measureWorkflowId(first ?? '')).describe();
    expect(described.memo).toEqual({
      plan: 1,
      number: 1,
      state: 'proposed',
      deadline: inDays(100),
      owner: 'Vestdal vannverk',
    });
    expect(described.searchAttributes).toMatchObject({ KvittertPlan: [1], KvittertNumber: [1] });
    expect(await described.staticSummary()).toBe('Plan 1, measure 1');
    const query = `KvittertPlan = 1 AND KvittertOwner = 'Vestdal vannverk' AND KvittertDeadline < '2100-01-01T00:00:00Z'`;
    expect((await client.workflow.count(query)).count).toBe(100);
  });

  test('a measure with its first reminder weeks away is begun when that is due, and says so', async () => {
    const [measureId = ''] = await fixture.register(1, inDays(100));
    await fixture.adopt();
    startRelay();
    await idle();
    const [row] = await fixture.dataSource.query<{ next_due_at: Date }[]>(
      'SELECT next_due_at FROM measure WHERE id = $1',
      [measureId],
    );
    const described = await client.workflow.getHandle(measureWorkflowId(measureId)).describe();
    expect(described.memo).toMatchObject({ nextDue: row?.next_due_at.toISOString() });
    expect(described.searchAttributes).toMatchObject({ KvittertNextDue: [row?.next_due_at] });
    const offMs = Math.abs((described.executionTime?.getTime() ?? 0) - (row?.next_due_at.getTime() ?? 0));
    expect(offMs).toBeLessThan(60_000);
  });

  test('versions out of order start no ghost: closed (new) before moved (old), with two relays', async () => {
    const [measureId = ''] = await fixture.register(1, inDays(60));
    await fixture.does(
      { type: 'AcceptMeasure', measureId, authority: { kind: 'leader' } },
      fixture.people.leader,
    );
    const old = (await new FollowUpStore(fixture.dataSource).newsOf([measureId])).get(measureId);
    expect(old?.followed).toBe(true);
    await fixture.reportDone(measureId);
    await fixture.signOff(measureId);
    await fixture.closeMeasure(measureId);

    // The first relay took the row before the closing and is slow; the second takes it after, and is done first.
    await queue.claim(100, 20_000);
    await queue.release([{ measureId, dueVersion: 0 }]);
    startRelay();
    startRelay();
    await idle();
    expect(await runsOf(measureId)).toEqual([]);
    await signalFollowUp(client.workflow, measureId, old);
    expect(await queue.settle([{ measureId, dueVersion: old?.dueVersion ?? 0 }])).toBe(1);
    for (const relay of relays) await relay.stop();
    relays = [];

    // What the slow one began is told the truth by the next one that looks.
    startRelay();
    await idle();
    const { events } = await client.workflow.getHandle(measureWorkflowId(measureId)).fetchHistory();
    const lastSignal = events?.findLast((event) => event.workflowExecutionSignaledEventAttributes);
    const payload = lastSignal?.workflowExecutionSignaledEventAttributes?.input?.payloads?.[0]?.data;
    expect(JSON.parse(Buffer.from(payload ?? []).toString())).toMatchObject({ followed: false });
  });

  test('a measure closed with no workflow running starts none; reopened, it is followed again', async () => {
    const [measureId = ''] = await fixture.register(1, inDays(60));
    await fixture.does(
      { type: 'AcceptMeasure', measureId, authority: { kind: 'leader' } },
      fixture.people.leader,
    );
    await fixture.reportDone(measureId);
    await fixture.signOff(measureId);
    await fixture.closeMeasure(measureId);
    startRelay();
    await idle();
    expect(await runsOf(measureId)).toEqual([]);
    await fixture.does({
      type: 'ReopenMeasure',
      measureId,
      reason: 'Prøvepunktene er ute av drift igjen.',
      itemIds: [await fixture.itemOf(measureId)],
      deadline: { on: addDays(osloDate(new Date().toISOString()), 90) },
    });
    await idle();
    await until('it is followed', async () => (await runsOf(measureId)).join() === 'RUNNING');
  });

  test('a rebuild starts what is missing, and nothing the second time', async () => {
    startRelay();
    await idle();
    const before = await until('the list has settled', async () => {
      const count = await running();
      return count > 0 ? count : undefined;
    });
    const [gone = '', alsoGone = ''] = await fixture.register(2, inDays(30));
    await idle();
    await client.workflow.getHandle(measureWorkflowId(gone)).terminate();
    await client.workflow.getHandle(measureWorkflowId(alsoGone)).terminate();
    await until('both are gone', async () => (await running()) === before);
    expect(await rebuild(fixture.dataSource, client, 'missing', log)).toMatchObject({ brought: 2 });
    await until('both are back', async () => (await running()) === before + 2);
    expect(await rebuild(fixture.dataSource, client, 'missing', log)).toMatchObject({ brought: 0 });
  });

  test('a burst of commands reaches Temporal within moments, told by NOTIFY and not by the poll', async () => {
    startRelay({ concurrency: 20, pollMs: 86_400_000 });
    const [measureId = ''] = await fixture.register(1, inDays(200));
    await idle();
    await until('it is followed', async () => (await runsOf(measureId)).length === 1);
  });
});
