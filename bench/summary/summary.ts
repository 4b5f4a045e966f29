import { performance } from 'node:perf_hooks';
import pg from 'pg';
import type { Actor } from '#domain/roles/actor.js';
import { openDataSource } from '#record/data-source.js';
import { statusSummary } from '#record/summary/status-summary.query.js';
import type { Installation } from '../../test/support/installation.js';
import { daysFromToday } from '../../test/support/api-driver.js';
import { Browserless } from '../../test/support/browserless.js';
import { percentile, ratios, round, type Spread, spreadOf } from '../figures.js';
import type { House } from '../house.js';
import { HttpClients, secondsFor } from '../load.js';
import { Registry } from '../registry.js';
import { number, type Part, shown } from '../report.js';

const goal = 1.5;
const repetitions = 25;
const warmUps = 3;
/** A page of this size takes a second or two. */
const pageRepetitions = 7;

/** The live summary of a large plan, beside reading the rows it is made of. */
export async function measureSummary(house: House, settings: { count: number }): Promise<Part> {
  const installation = await house.installation({ workers: 0 });
  try {
    const planId = await largePlan(installation, settings.count);
    const token = await installation.token('secretariat');
    const api = new HttpClients(installation.apiUrl(), token, 1);
    const dataSource = await openDataSource(installation.database.appUrl);
    const plain = new pg.Client({ connectionString: installation.database.appUrl });
    await plain.connect();
    await installation.query('ANALYZE', [], 'owner');
    const today = daysFromToday(0);
    const found = await inTurn({
      sql: () => plainRows(plain, planId),
      summary: () => statusSummary(dataSource, { id: planId }, { reader, today }),
      api: () => api.get(`/api/v1/plans/${planId}/summary`),
    });
    const { bytes } = await api.get(`/api/v1/plans/${planId}/summary`);
    const page = await statusPage(installation, planId);
    await plain.end();
    await dataSource.destroy();
    api.close();
    return report({ ...found, page: page.spread }, settings.count, { api: bytes, page: page.bytes });
  } finally {
    await house.leave(installation);
  }
}

/** Reads everything; who it is makes no difference to what is read. */
const reader: Actor = { id: 'client:bench', roles: ['auditor'], partyIds: [] };

/** Adopted, with a tenth of the measures told about and a twentieth reported done. @returns the plan's id */
async function largePlan(installation: Installation, count: number): Promise<string> {
  const registry = await Registry.open(installation, count);
  const planId = await registry.plan();
  const token = await installation.token('secretariat');
  const clients = new HttpClients(installation.apiUrl(), token, 20);
  const answer = await clients.post('/api/v1/measure-batches', { planId, measures: registry.obligations });
  const ids = (JSON.parse(answer.text) as { items: { id: string }[] }).items.map(({ id }) => id);
  await registry.adopt(planId);
  const told = ids.filter((_, index) => index % 10 === 0);
  await secondsFor(told.length, 20, (index) =>
    clients.post(`/api/v1/measures/${told[index] ?? ''}/status-updates`, {
      progress: 'under-way',
      text: 'Halvparten av numrene er prøvd. Resten prøves når den nye vaktlisten er på plass.',
    }),
  );
  const items = await installation.query<{ id: string }>(
    `SELECT item.id FROM item JOIN measure ON measure.id = item.measure_id
      WHERE measure.plan_id = $1 AND measure.number % 20 = 7`,
    [planId],
  );
  const owner = new HttpClients(installation.apiUrl(), await installation.token('owner'), 20);
  await secondsFor(items.length, 20, (index) =>
    owner.post(`/api/v1/items/${items[index]?.id ?? ''}/done-reports`, {
      what: 'Alle numre er prøvd om dagen og om natten, og tre er rettet.',
      evidence: [{ kind: 'archive-reference', reference: '2026/1234-5' }],
    }),
  );
  clients.close();
  owner.close();
  return planId;
}

/** The whole page as the secretariat gets it, logged in. */
async function statusPage(
  installation: Installation,
  planId: string,
): Promise<{ spread: Spread; bytes: number }> {
  const [plan] = await installation.query<{ number: number }>('SELECT number FROM plan WHERE id = $1', [
    planId,
  ]);
  const kari = new Browserless(installation.apiUrl().replace('127.0.0.1', 'localhost'));
  await kari.logIn('kari.nordmann@vestdal.example');
  const timesMs: number[] = [];
  let bytes = 0;
  for (let turn = 0; turn < warmUps + pageRepetitions; turn += 1) {
    const startedAt = performance.now();
    const { status, html } = await kari.get(`/planer/${plan?.number ?? 0}`);
    if (status !== 200) throw new Error(`The status page answered ${status}`);
    if (turn >= warmUps) timesMs.push(performance.now() - startedAt);
    bytes = Buffer.byteLength(html);
  }
  return { spread: spreadOf(timesMs), bytes };
}

/** The plan, its measures and their items, as the driver gives them; the columns the summary reads. */
async function plainRows(client: pg.Client, planId: string): Promise<number> {
  await client.query('SELECT *, period_end::text FROM plan WHERE id = $1', [planId]);
  const measures = await client.query(
    `SELECT id, plan_id, number, state, title, about, theme_id, access_kind, mode, review_on::text,
            registered_at, last_substantive_change_at, details
       FROM measure WHERE plan_id = $1 ORDER BY number`,
    [planId],
  );
  const items = await client.query(
    `SELECT item.id, item.measure_id, item.suffix, item.state, item.party_id, item.contributor_ids,
            item.sub_point_id, item.via_group_id, item.details
       FROM item JOIN measure ON measure.id = item.measure_id
      WHERE measure.plan_id = $1 ORDER BY item.measure_id, item.ordinal`,
    [planId],
  );
  return measures.rows.length + items.rows.length;
}

async function inTurn<Way extends string>(
  ways: Record<Way, () => Promise<unknown>>,
): Promise<Record<Way, Spread>> {
  const names = Object.keys(ways) as Way[];
  const timesMs = new Map<Way, number[]>(names.map((name) => [name, []]));
  for (let turn = 0; turn < warmUps + repetitions; turn += 1) {
    for (const name of names) {
      const startedAt = performance.now();
      await ways[name]();
      if (turn >= warmUps) timesMs.get(name)?.push(performance.now() - startedAt);
    }
  }
  return Object.fromEntries(names.map((name) => [name, spreadOf(timesMs.get(name) ?? [])])) as Record<
    Way,
    Spread
  >;
}

function report(
  found: Record<'sql' | 'summary' | 'api' | 'page', Spread>,
  count: number,
  bytes: { api: number; page: number },
): Part {
  const percentiles = ({ samples }: Spread) => ({
    p50Ms: round(percentile(samples, 50)),
    p95Ms: round(percentile(samples, 95)),
  });
  const beside = (ratio: Spread): string => `plain SQL ${shown(found.sql, ' ms')}, ratio ${shown(ratio, '')}`;
  const summaryToSql = ratios(found.summary, found.sql);
  const apiToSql = ratios(found.api, found.sql);
  const figure = (spread: Spread): string => {
    const { p50Ms, p95Ms } = percentiles(spread);
    return `p50 ${number(p50Ms)} ms, p95 ${number(p95Ms)} ms`;
  };
  return {
    method:
      `A plan of ${count} measures, adopted; ${repetitions} times in turn, milliseconds. The summary as the function ` +
      'that reads and derives it, and through the API with bearer token, JSON and all; beside them the rows of the ' +
      "plan, its measures and their items, in the columns the summary needs, by PostgreSQL's driver. Then the page.",
    figures: {
      ...found,
      percentiles: {
        sql: percentiles(found.sql),
        summary: percentiles(found.summary),
        api: percentiles(found.api),
        page: percentiles(found.page),
      },
      summaryToSql,
      apiToSql,
      apiBytes: bytes.api,
      pageBytes: bytes.page,
    },
    lines: [
      {
        what: `summary of ${count} measures`,
        figure: figure(found.summary),
        beside: beside(summaryToSql),
        goal: `ratio ≤ ${goal}`,
        reached: summaryToSql.median <= goal,
      },
      {
        what: `the same through the API, ${number(bytes.api / 1e6)} MB`,
        figure: figure(found.api),
        beside: beside(apiToSql),
        goal: `ratio ≤ ${goal}`,
        reached: apiToSql.median <= goal,
      },
      {
        what: `status page of ${count} measures, ${number(bytes.page / 1e6)} MB`,
        figure: figure(found.page),
      },
    ],
  };
}
