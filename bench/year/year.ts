import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Client, type WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { measureWorkflowId, searchAttributes, taskQueue } from '#domain/contracts/workflows.js';
import { openDataSource } from '#record/data-source.js';
import { CommandHandler } from '#record/command-handler.js';
import { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import { MembershipStore } from '#record/party/membership.store.js';
import { followUpActivities } from '../../apps/worker/src/activities/follow-up.activities.js';
import type { Log } from '../../apps/worker/src/log.js';
import { signalFollowUp } from '../../apps/worker/src/relay/due-queue-handler.js';
import { readWorkflowBundle } from '../../apps/worker/src/workflow-bundle.js';
import type { Installation } from '../../test/support/installation.js';
import { daysFromToday } from '../../test/support/api-driver.js';
import { until } from '../../test/support/until.js';
import type { House } from '../house.js';
import { Registry } from '../registry.js';
import { type Line, number, type Part } from '../report.js';

const days = 365;
const stepDays = 5;
/** What Temporal ends a run at (STACK.md). */
const mostEvents = 51_200;

const lives = [
  { what: 'deadline after 60 days, never answered', deadlineDays: 60 },
  { what: 'deadline after 330 days, never answered', deadlineDays: 330 },
];

interface Year {
  what: string;
  demands: number;
  events: number;
  bytes: number;
}

/** What a year of one measure leaves in Temporal, on the real record and with the workers' own code. */
export async function measureYear(house: House, _settings: unknown): Promise<Part> {
  const program = process.env['KVITTERT_TIME_SKIPPING_PROGRAM'];
  if (program === undefined) {
    const why = process.env['KVITTERT_TIME_SKIPPING_MISSING'] ?? 'Run it with "npm run bench".';
    return {
      method: `Not measured: ${why}`,
      figures: {},
      lines: [{ what: `${days} days of a measure`, figure: why }],
    };
  }
  const installation = await house.installation({ workers: 0 });
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const environment = await openSkippedTime(program);
  try {
    return report(await yearsOf(installation, environment));
  } finally {
    await environment.teardown();
    await house.leave(installation);
  }
}

async function openSkippedTime(program: string): Promise<TestWorkflowEnvironment> {
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: program } },
  });
  const types = { INT: 3, KEYWORD: 2, DATETIME: 6 } as const;
  await environment.connection.operatorService.addSearchAttributes({
    namespace: environment.namespace ?? 'default',
    searchAttributes: Object.fromEntries(
      Object.values(searchAttributes).map(({ name, type }) => [name, types[type]]),
    ),
  });
  return environment;
}

async function yearsOf(installation: Installation, environment: TestWorkflowEnvironment): Promise<Year[]> {
  const measureIds = await registered(installation);
  const namespace = environment.namespace ?? 'default';
  // One that lets no time pass while it waits.
  const client = new Client({ connection: environment.connection, namespace });
  const dataSource = await openDataSource(installation.database.appUrl);
  const store = new FollowUpStore(dataSource);
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    namespace,
    taskQueue,
    workflowBundle: await readWorkflowBundle(),
    activities: followUpActivities(
      store,
      new MembershipStore(dataSource, () => new CommandHandler(dataSource)),
      quiet,
    ),
  });
  const years = await worker.runUntil(async () => {
    const news = await store.newsOf(measureIds);
    for (const id of measureIds) await signalFollowUp(client.workflow, id, news.get(id));
    for (let day = 0; day < days; day += stepDays) await environment.sleep(`${stepDays} days`);
    return Promise.all(
      lives.map(async ({ what }, index) => {
        const handle = client.workflow.getHandle(measureWorkflowId(measureIds[index] ?? ''));
        return { what, ...(await historyOf(handle)) };
      }),
    );
  });
  await dataSource.destroy();
  return years;
}

async function registered(installation: Installation): Promise<string[]> {
  const registry = await Registry.open(installation, 1);
  const planId = await registry.plan();
  const measureIds: string[] = [];
  for (const { deadlineDays } of lives) {
    const body = { planId, ...registry.at(0), deadline: { on: daysFromToday(deadlineDays) } };
    measureIds.push((await registry.office.post('/measures', 'system', body)).id);
  }
  await registry.adopt(planId);
  return measureIds;
}

/** Waits until nothing is under way: a demand that is being made would be missing. */
async function historyOf(handle: WorkflowHandle): Promise<Omit<Year, 'what'>> {
  return until('the workflow sleeps', async () => {
    const description = await handle.describe();
    if (description.raw.pendingActivities?.length !== 0) return undefined;
    const history = await handle.fetchHistory();
    const events = history.events ?? [];
    return {
      demands: events.filter((event) => event.activityTaskScheduledEventAttributes).length,
      events: events.length,
      bytes: encodedBytes(history),
    };
  });
}

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
interface Proto {
  temporal: {
    api: { history: { v1: { History: { encode(history: History): { finish(): Uint8Array } } } } };
  };
}

/** As a server keeps and counts it; the time-skipping one does not say. The encoding is the client's own. */
function encodedBytes(history: History): number {
  const client = createRequire(fileURLToPath(import.meta.resolve('@temporalio/client')));
  const { temporal } = client('@temporalio/proto') as Proto;
  return temporal.api.history.v1.History.encode(history).finish().length;
}

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

function report(years: readonly Year[]): Part {
  return {
    method:
      `${days} days in Temporal's time-skipping server, with the worker's workflows and activities on the record. ` +
      'Nobody does anything, so that every step of the ladder is demanded: the most a year can cost.',
    figures: Object.fromEntries(years.map(({ what, ...year }) => [what, year])),
    lines: years.map(({ what, demands, events, bytes }): Line => ({
      what: `${days} days: ${what}`,
      figure: `${number(events)} events, ${number(bytes)} bytes`,
      beside: `${demands} demands; Temporal ends a run at ${number(mostEvents)} events`,
    })),
  };
}
