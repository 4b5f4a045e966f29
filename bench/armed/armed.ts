import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import type { FollowUpNews, MeasureFollowUpInput } from '#domain/contracts/workflows.js';
import { measureWorkflowId, workflowTypes } from '#domain/contracts/workflows.js';
import { foundByAtStart, memoAtStart, titleOf } from '../../apps/worker/src/workflows/shown-in-temporal.js';
import type { Installation } from '../../test/support/installation.js';
import { until } from '../../test/support/until.js';
import { ratios, type Spread, spreadOf } from '../figures.js';
import type { House } from '../house.js';
import { HttpClients, secondsFor } from '../load.js';
import { peakMemoryMiB } from '../machine.js';
import { wakesAt } from '../obligation.js';
import { Registry } from '../registry.js';
import { number, type Part, shown } from '../report.js';

/** As many at a time as the relay. */
const concurrency = 50;
/** Nobody polls it: nothing but starting is measured. */
const bareTaskQueue = 'bench-bare';
const goal = 0.9;
/** Ten thousand in all, so that every round is long and the whole is not. */
const armedRounds = 3;

/** From the record to sleeping workflows, beside starting such workflows with nothing else on the way. */
export async function measureArmed(house: House, settings: { count: number }): Promise<Part> {
  const installation = await house.installation();
  const count = Math.ceil(settings.count / armedRounds);
  try {
    const registry = await Registry.open(installation, count);
    const client = await installation.temporalClient();
    const api = new HttpClients(installation.apiUrl(), await installation.token('system'), 1);
    const ways = {
      kvittert: () => throughKvittert(installation, registry, api),
      bare: () => startBare(client, count, 'with memo and search attributes'),
      barest: () => startBare(client, count, 'with nothing'),
    };
    const rates = { kvittert: [] as number[], bare: [] as number[], barest: [] as number[] };
    const callToAsleep: number[] = [];
    await startBare(client, Math.ceil(count / 10), 'with memo and search attributes');
    for (let round = 0; round < armedRounds; round += 1) {
      // The last is for comparison only, and a round takes minutes.
      const others = round === 0 ? (['bare', 'barest'] as const) : (['bare'] as const);
      const order = round % 2 === 0 ? (['kvittert', ...others] as const) : ([...others, 'kvittert'] as const);
      for (const way of order) {
        if (way === 'kvittert') {
          const { armedS, callS } = await ways.kvittert();
          console.log(`  ${count} measures asleep after ${armedS.toFixed(1)} s (${way})`);
          rates.kvittert.push(count / armedS);
          callToAsleep.push(callS);
        } else {
          const startedS = await ways[way]();
          console.log(`  ${count} workflows started after ${startedS.toFixed(1)} s (${way})`);
          rates[way].push(count / startedS);
        }
      }
    }
    api.close();
    const sleeping = await requireAsleep(installation, client, count * armedRounds);
    const [worker] = installation.workers;
    const memoryMiB = worker?.pid === undefined ? undefined : await peakMemoryMiB(worker.pid);
    return report({
      count,
      kvittert: spreadOf(rates.kvittert),
      bare: spreadOf(rates.bare),
      barest: spreadOf(rates.barest),
      callToAsleep: spreadOf(callToAsleep),
      memoryMiB,
      ...sleeping,
    });
  } finally {
    await house.leave(installation);
  }
}

/** One bulk call, then the relay. From the commit of the measures until nothing waits to be relayed. */
async function throughKvittert(
  installation: Installation,
  registry: Registry,
  api: HttpClients,
): Promise<{ armedS: number; callS: number }> {
  const planId = await registry.plan();
  const calledAt = Date.now();
  await api.post('/api/v1/measure-batches', { planId, measures: registry.obligations });
  const doneAt = await until(
    'every measure is relayed',
    async () => {
      const [row] = await installation.query<{ waiting: string }>(
        'SELECT count(*) AS waiting FROM relay_due',
      );
      return row?.waiting === '0' ? Date.now() : undefined;
    },
    1_800_000,
  );
  const [first] = await installation.query<{ at: Date }>(
    `SELECT pg_xact_commit_timestamp(tx::xid) AS at
       FROM event JOIN measure ON measure.id = event.stream_id AND event.version = 1
      WHERE event.stream_kind = 'measure' AND measure.plan_id = $1 ORDER BY at LIMIT 1`,
    [planId],
    'owner',
  );
  if (first === undefined) throw new Error('Nothing was registered.');
  return { armedS: (doneAt - first.at.getTime()) / 1000, callS: (doneAt - calledAt) / 1000 };
}

/** The same type, input and delay; nothing before it and nothing after it. @returns seconds */
function startBare(
  client: Client,
  count: number,
  what: 'with memo and search attributes' | 'with nothing',
): Promise<number> {
  return secondsFor(count, concurrency, (index) => {
    const measureId = randomUUID();
    const news = newsOf(index);
    const input: MeasureFollowUpInput = { measureId, news };
    return client.workflow.start(workflowTypes.measureFollowUp, {
      workflowId: `bare/${measureId}`,
      taskQueue: bareTaskQueue,
      args: [input],
      startDelay: wakesAt(index).getTime() - Date.now(),
      ...(what === 'with nothing'
        ? {}
        : {
            memo: memoAtStart(news),
            typedSearchAttributes: new TypedSearchAttributes(foundByAtStart(news)),
            staticSummary: titleOf(news),
          }),
    });
  });
}

function newsOf(index: number): FollowUpNews {
  return {
    recordEpoch: 1,
    dueVersion: 1,
    nextDueAt: wakesAt(index).toISOString(),
    followed: true,
    shown: {
      plan: 1,
      number: index + 1,
      state: 'proposed',
      deadline: wakesAt(index).toISOString().slice(0, 10),
      owner: 'Vestdal kommune',
    },
  };
}

/** @throws Error unless there is a running workflow for each, and one looked at closely is untouched since its start */
async function requireAsleep(installation: Installation, client: Client, count: number) {
  const query = `WorkflowType = '${workflowTypes.measureFollowUp}' AND ExecutionStatus = 'Running' AND TaskQueue != '${bareTaskQueue}'`;
  await until(
    `${count} workflows sleep`,
    async () => (await client.workflow.count(query)).count === count,
    120_000,
  );
  const [row] = await installation.query<{ id: string }>(
    'SELECT id FROM measure WHERE followed ORDER BY id LIMIT 1',
  );
  if (row === undefined) throw new Error('No measure is followed.');
  const { historyLength } = await client.workflow.getHandle(measureWorkflowId(row.id)).describe();
  return { historyEventsAsleep: historyLength };
}

function report(found: {
  count: number;
  kvittert: Spread;
  bare: Spread;
  barest: Spread;
  callToAsleep: Spread;
  memoryMiB: number | undefined;
  historyEventsAsleep: number;
}): Part {
  const { count, kvittert, bare, barest, memoryMiB, historyEventsAsleep } = found;
  const ratio = ratios(kvittert, bare);
  const what = `${count} measures asleep`;
  return {
    method:
      `${armedRounds} rounds of ${count}, in turn. Kvittert: from the commit of one bulk call until nothing waits ` +
      'to be relayed; afterwards as many workflows run as there are measures, each put off until something is due (they are proposed: for years). ' +
      'Beside it: ' +
      `client.start of the same workflow with startDelay, memo and search attributes, ${concurrency} at a time on ` +
      'the same server, and once more without memo and search attributes.',
    figures: { ...found, toBare: ratio },
    lines: [
      {
        what,
        figure: shown(kvittert, '/s'),
        beside: `bare start ${shown(bare, '/s')}, ratio ${shown(ratio, '')}`,
        goal: `ratio ≥ ${goal}`,
        reached: ratio.median >= goal,
      },
      {
        what,
        figure: shown(kvittert, '/s'),
        beside: `without memo and search attributes ${shown(barest, '/s')}`,
      },
      {
        what: 'worker, peak of memory',
        figure: memoryMiB === undefined ? 'unknown here' : `${number(memoryMiB)} MiB`,
        beside: `${historyEventsAsleep} events of history each`,
      },
    ],
  };
}
