import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { type FollowUpNews, measureWorkflowId, searchAttributes } from '#domain/contracts/workflows.js';
import type { Installation } from '../../test/support/installation.js';
import { daysFromToday } from '../../test/support/api-driver.js';
import { until } from '../../test/support/until.js';
import { percentile, round } from '../figures.js';
import type { House } from '../house.js';
import { HttpClients, secondsFor } from '../load.js';
import { Registry } from '../registry.js';
import { number, type Part } from '../report.js';

const commandsPerSecond = 50;
const seconds = 20;
const warmUpSeconds = 4;
const goalMs = 50;
/** Sooner than any of them had. */
const newDeadlineDays = 50;

interface Heard {
  latencies: readonly number[];
  answeredPerSecond: number;
}

/** How long after a command has been committed the measure's workflow has its signal. */
export async function measureRelay(house: House, _settings: unknown): Promise<Part> {
  const installation = await house.installation();
  try {
    // Nobody is told what they did themselves: first the relay of due times alone, then with a message for each.
    const alone = await heardAfterCommands(installation, 'secretariat');
    const withTelling = await heardAfterCommands(installation, 'owner');
    return report(alone, withTelling);
  } finally {
    await house.leave(installation);
  }
}

/** Deadlines moved by the secretariat, of measures that the contact answers for. */
async function heardAfterCommands(
  installation: Installation,
  contact: 'owner' | 'secretariat',
): Promise<Heard> {
  const count = commandsPerSecond * (seconds + warmUpSeconds);
  const registry = await Registry.open(installation, count, contact);
  const client = await installation.temporalClient();
  const planId = await registry.plan();
  const api = new HttpClients(installation.apiUrl(), await installation.token('secretariat'), 50);
  const registered = await api.post('/api/v1/measure-batches', { planId, measures: registry.obligations });
  const { items } = JSON.parse(registered.text) as { items: { id: string }[] };
  const measureIds = items.map(({ id }) => id);
  await relayed(installation);
  await registry.adopt(planId);
  await relayed(installation);
  await awake(client, planNumberOf(await installation.query(planNumberSql, [planId])), count);

  const newDeadline = daysFromToday(newDeadlineDays);
  const startedAt = Date.now();
  await atRate(measureIds, (measureId) =>
    api.post(`/api/v1/measures/${measureId}/deadlines`, {
      on: newDeadline,
      reason: 'Øvelsen er flyttet frem etter ønske fra vannverket.',
    }),
  );
  const sentS = (Date.now() - startedAt) / 1000;
  await relayed(installation);
  api.close();

  const measured = measureIds.slice(commandsPerSecond * warmUpSeconds);
  const commits = await commitTimes(installation, measured);
  const latencies: number[] = [];
  await secondsFor(measured.length, 20, async (index) => {
    const measureId = measured[index] ?? '';
    const committedAt = commits.get(measureId);
    if (committedAt === undefined) throw new Error(`No commit of ${measureId}`);
    latencies.push((await signalTime(client, installation.temporal.namespace, measureId)) - committedAt);
  });
  return { latencies, answeredPerSecond: measureIds.length / sentS };
}

const planNumberSql = 'SELECT number FROM plan WHERE id = $1';

function planNumberOf([row]: { number: number }[]): number {
  if (row === undefined) throw new Error('There is no such plan.');
  return row.number;
}

/** Each workflow has heard that its measure is followed now, and sleeps again: what was before is over. */
async function awake(client: Client, planNumber: number, count: number): Promise<void> {
  const query = `${searchAttributes.plan.name} = ${planNumber} AND ${searchAttributes.state.name} = 'in-follow-up'`;
  await until(
    'every workflow has heard of the adoption',
    async () => (await client.workflow.count(query)).count === count,
    600_000,
  );
}

/** Begins one act after the other at an even pace, whether or not those before have ended. */
async function atRate(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<void> {
  const startedAt = performance.now();
  const acts: Promise<unknown>[] = [];
  let failure: { error: unknown } | undefined;
  for (const [index, id] of ids.entries()) {
    const waitMs = startedAt + (index * 1000) / commandsPerSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (failure !== undefined) throw failure.error;
    acts.push(act(id).catch((error: unknown) => (failure ??= { error })));
  }
  await Promise.all(acts);
  if (failure !== undefined) throw failure.error;
}

async function relayed(installation: Installation): Promise<void> {
  await until(
    'every change is relayed',
    async () => {
      const [row] = await installation.query<{ waiting: string }>(
        'SELECT count(*) AS waiting FROM relay_due',
      );
      return row?.waiting === '0';
    },
    600_000,
  );
}

/** When PostgreSQL committed the last event of each, in milliseconds since 1970. */
async function commitTimes(
  installation: Installation,
  measureIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await installation.query<{ id: string; at: string }>(
    `SELECT DISTINCT ON (stream_id) stream_id AS id,
            extract(epoch FROM pg_xact_commit_timestamp(tx::xid)) * 1000 AS at
       FROM event WHERE stream_kind = 'measure' AND stream_id = ANY ($1::uuid[])
      ORDER BY stream_id, version DESC`,
    [measureIds],
    'owner',
  );
  return new Map(rows.map(({ id, at }) => [id, Number(at)]));
}

/**
 * When the workflow first heard the newest news, as its history has it. The relay may say a thing twice.
 * @throws Error when it heard nothing after its start
 */
async function signalTime(client: Client, namespace: string, measureId: string): Promise<number> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace,
    execution: { workflowId: measureWorkflowId(measureId) },
  });
  const heard = (history?.events ?? []).flatMap(
    ({ workflowExecutionSignaledEventAttributes: signal, eventTime }) => {
      const payload = signal?.input?.payloads?.[0];
      if (payload === undefined || eventTime === undefined || eventTime === null) return [];
      const { dueVersion } = defaultPayloadConverter.fromPayload<FollowUpNews>(payload);
      return [{ dueVersion, atMs: Number(eventTime.seconds) * 1000 + (eventTime.nanos ?? 0) / 1e6 }];
    },
  );
  const newest = Math.max(...heard.map(({ dueVersion }) => dueVersion));
  const first = heard.find(({ dueVersion }) => dueVersion === newest);
  if (first === undefined || newest < 2) throw new Error(`${measureWorkflowId(measureId)} heard no news.`);
  return first.atMs;
}

function report(alone: Heard, withTelling: Heard): Part {
  const figures = (heard: Heard) => ({
    commands: heard.latencies.length,
    answeredPerSecond: round(heard.answeredPerSecond),
    p50Ms: round(percentile(heard.latencies, 50)),
    p95Ms: round(percentile(heard.latencies, 95)),
    maxMs: round(Math.max(...heard.latencies)),
  });
  const [due, told] = [figures(alone), figures(withTelling)];
  const shown = ({ p50Ms, p95Ms, maxMs }: typeof due) =>
    `p50 ${number(p50Ms)} ms, p95 ${number(p95Ms)} ms, max ${number(maxMs)} ms`;
  return {
    method:
      `${commandsPerSecond} changes of deadline a second through the API for ${seconds} s, after ${warmUpSeconds} s ` +
      'that do not count; each of a measure of its own, whose workflow sleeps, is woken and shows its new facts. ' +
      "From the time PostgreSQL keeps of the commit to the time of the signal in the workflow's history: one clock, " +
      'since both run here. Then the same with an owner who is told of each: a workflow and a Slack message more.',
    figures: { due, withTelling: told },
    lines: [
      {
        what: `commit to signal, ${commandsPerSecond} commands/s`,
        figure: shown(due),
        goal: `p95 < ${goalMs} ms`,
        reached: due.p95Ms < goalMs,
      },
      { what: 'the same, and somebody is told of each', figure: shown(told) },
    ],
  };
}
