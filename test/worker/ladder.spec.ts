import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { measureWorkflowId, messageTaskQueue, taskQueue } from '#domain/contracts/workflows.js';
import {
  addDays,
  isWorkingDay,
  osloDate,
  osloInstant,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
} from '#domain/follow-up/calendar.js';
import type { MeasureId, PlainDate } from '#domain/ids.js';
import { SlackPostOffice } from '#messages/slack/post-office.js';
import { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import { NotificationStore } from '#record/notifications/notification.store.js';
import { DueQueue } from '#record/relay/due-queue.js';
import { MessageQueue } from '#record/relay/message-queue.js';
import { ReportTimeStore } from '#record/report/report-time.store.js';
import { followUpActivities } from '../../apps/worker/src/activities/follow-up.activities.js';
import { messageActivities } from '../../apps/worker/src/activities/message.activities.js';
import { reportActivities } from '../../apps/worker/src/activities/report.activities.js';
import type { Log } from '../../apps/worker/src/log.js';
import { Relay } from '../../apps/worker/src/relay/relay.js';
import { bundleWorkflows } from '../../apps/worker/src/workflow-bundle.js';
import { freePort } from '../../local/free-port.js';
import { SlackWorkspace } from '../../local/slack.js';
import { createSkippedTime, describeWithSkippedTime } from '../support/time-skipping.js';
import { until } from '../support/until.js';
import { officePeople, RecordOffice } from './record-office.js';
import '../support/quiet-runtime.js';

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** 17 May is a holiday: the day itself moves. Next year's, so that it lies ahead whenever this runs. */
const deadline = `${new Date().getFullYear() + 1}-05-17`;

describeWithSkippedTime('Measures followed through the whole ladder, on the real record', () => {
  let environment: TestWorkflowEnvironment;
  let client: Client;
  let office: RecordOffice;
  let slack: SlackWorkspace;
  let folder: string;
  let workers: Worker[];
  let working: Promise<unknown>;
  let relay: Relay;
  let nowMs: number;

  beforeAll(async () => {
    environment = await createSkippedTime();
    // A client that lets no time pass while it waits.
    client = new Client({
      connection: environment.connection,
      namespace: environment.namespace ?? 'default',
    });
    nowMs = await environment.currentTimeMs();
    await passUntil(osloInstant(addDays(deadline, -45), '10:00'));
    folder = await mkdtemp(join(tmpdir(), 'kvittert-ladder-'));
    office = await RecordOffice.open(() => nowMs);
    slack = await SlackWorkspace.start({
      port: await freePort(),
      people: officePeople,
      botToken: 'xoxb-ladder',
      signingSecret: 'a secret of this test',
    });
    const bundle = await bundleWorkflows();
    const shared = {
      connection: environment.nativeConnection,
      namespace: environment.namespace ?? 'default',
    };
    workers = [
      await Worker.create({
        ...shared,
        taskQueue,
        workflowBundle: bundle,
        activities: {
          ...followUpActivities(new FollowUpStore(office.dataSource), quiet),
          ...reportActivities(new ReportTimeStore(office.dataSource, () => office.door)),
        },
      }),
      await Worker.create({
        ...shared,
        taskQueue: messageTaskQueue,
        activities: messageActivities({
          store: new NotificationStore(office.dataSource),
          office: new SlackPostOffice({ botToken: slack.botToken, apiUrl: slack.apiUrl }),
          publicUrl: 'http://localhost',
          log: quiet,
        }),
      }),
    ];
    working = Promise.all(workers.map((worker) => worker.run()));
    relay = new Relay({
      dataSource: office.dataSource,
      databaseUrl: office.urls.appUrl,
      client,
      settings: { concurrency: 10, pollMs: 500 },
      log: quiet,
      clock: () => nowMs,
    });
    relay.start();
  }, 120_000);

  afterAll(async () => {
    await relay.stop();
    for (const worker of workers) worker.shutdown();
    await working;
    await office.close();
    await slack.stop();
    await environment.teardown();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  async function passUntil(instant: string): Promise<void> {
    const leftMs = Date.parse(instant) - nowMs;
    if (leftMs > 0) await environment.sleep(leftMs);
    nowMs = await environment.currentTimeMs();
  }

  /** Day by day at noon, each when what the day before led to has been carried to Temporal. */
  async function passDays(through: PlainDate): Promise<void> {
    for (let day = addDays(today(), 1); day <= through; day = addDays(day, 1)) {
      await carried();
      await passUntil(osloInstant(day, '12:00'));
    }
    await carried();
  }

  async function carried(): Promise<void> {
    const queues = [new DueQueue(office.dataSource), new MessageQueue(office.dataSource)];
    await until('everything is carried to Temporal', async () => {
      const lags = await Promise.all(queues.map((queue) => queue.lag()));
      return lags.every(({ rows }) => rows === 0);
    });
  }

  const today = (): PlainDate => osloDate(new Date(nowMs).toISOString());

  async function demandsOf(measureId: MeasureId): Promise<string[]> {
    const demands = await office.demandsOf(measureId);
    for (const { due_on, demanded_at } of demands) {
      expect(isWorkingDay(due_on)).toBe(true);
      // On its very day, before the round at eight.
      expect(osloDate(demanded_at.toISOString())).toBe(due_on);
      expect(demanded_at.toISOString() < osloInstant(due_on, '08:00')).toBe(true);
    }
    return demands.map(({ due_on, kind }) => `${due_on} ${kind}`);
  }

  /** The default ladder of PRODUCT.md, written out once more. */
  function ladder(end: PlainDate, from: PlainDate, through: PlainDate): string[] {
    const before = [30, 14, 7, 1].map(
      (days) => `${workingDayOnOrBefore(addDays(end, -days))} deadline-ahead`,
    );
    const onIt = isWorkingDay(end) ? `${end} deadline-today` : `${workingDayOnOrAfter(end)} deadline-passed`;
    const after = [1, 7, 21, 35, 49].map(
      (days) => `${workingDayOnOrAfter(addDays(end, days))} deadline-passed`,
    );
    const escalations = [
      `${workingDayOnOrAfter(addDays(end, 14))} late-told-leader`,
      `${workingDayOnOrAfter(addDays(end, 30))} late-told-leadership`,
    ];
    return [...new Set([...before, onIt, ...after, ...escalations])]
      .filter((line) => line.slice(0, 10) > from && line.slice(0, 10) <= through)
      .sort();
  }

  test('every demand on its day, none on a holiday; moved with the deadline; silent after sign-off', async () => {
    const adoptedOn = today();
    const [late = '', moved = '', done = ''] = await office.register(3, deadline);
    await office.adopt();
    await passDays(addDays(deadline, -10));

    const newDeadline = addDays(deadline, 30);
    const movedOn = today();
    await office.does({
      type: 'SetDeadline',
      measureId: moved,
      on: newDeadline,
      reason: 'Leveransen av prøveutstyr er forsinket fra leverandøren.',
    });
    await passDays(addDays(deadline, -5));
    await office.reportDone(done);
    await office.signOff(done);
    await office.closeMeasure(done);
    const doneOn = today();

    const end = addDays(deadline, 60);
    await passDays(end);

    const onlyLadder = (lines: string[]): string[] => lines.filter((line) => !line.endsWith('update-wanted'));
    expect(onlyLadder(await demandsOf(late))).toEqual(ladder(deadline, adoptedOn, end));
    expect(onlyLadder(await demandsOf(moved))).toEqual([
      ...ladder(deadline, adoptedOn, movedOn),
      ...ladder(newDeadline, movedOn, end),
    ]);
    expect(await demandsOf(done)).toEqual(ladder(deadline, adoptedOn, doneOn));
    expect((await demandsOf(late)).length).toBeGreaterThan(9);

    const states = await Promise.all(
      [late, moved, done].map(async (id) => {
        const described = await client.workflow.getHandle(measureWorkflowId(id)).describe();
        return described.status.name;
      }),
    );
    expect(states).toEqual(['RUNNING', 'RUNNING', 'COMPLETED']);

    // What people did was told at once: three items given to the owner in one message, one moved, one signed off.
    const told = await office.dataSource.query<{ telling: string; state: string; lines: string }[]>(
      `SELECT telling, state, count(*) AS lines FROM notification n JOIN notification_item ON notification_id = n.id
        WHERE n.kind = 'told' GROUP BY n.id, telling, state ORDER BY n.created_at, telling`,
    );
    expect(told.map(({ telling, state, lines }) => `${telling} ${lines} ${state}`)).toEqual([
      'assigned 3 sent',
      'deadline-moved 1 sent',
      'signed-off 1 sent',
    ]);
  }, 300_000);
});
