import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Figures } from '#domain/summary/standing.js';
import { openDataSource } from '#record/data-source.js';
import { statusSummary } from '#record/summary/status-summary.query.js';
import { daysBehind, type DemoTarget, fillDemo } from '../../local/demo/fill.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { infectionControl } from '../../local/demo/infection-control.js';
import { Browserless } from '../support/browserless.js';
import { summaryStructure } from '../support/summary-structure.js';
import { type Installation, startInstallation } from '../support/installation.js';

let installation: Installation;
let target: DemoTarget;
beforeAll(async () => {
  installation = await startInstallation({ daysBehind, registerPeople: false, workers: 0 });
  target = { apiUrl: installation.apiUrl(), token: (who) => installation.token(who) };
});
afterAll(() => installation.stop());

async function count(table: string): Promise<number> {
  const [row] = await installation.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
  return row?.count ?? -1;
}

it('fills in the demo, and again after an interruption, registering nothing twice', async () => {
  const told: string[] = [];
  const interrupted = fillDemo({
    ...target,
    progress: (line) => {
      told.push(line);
      if (line.startsWith('plan')) throw new Error('the power went out');
    },
  });
  await expect(interrupted).rejects.toThrow('the power went out');
  expect(told).toContain('evaluations and commitments');

  await fillDemo(target);
  const filled = {
    persons: await count('person'),
    parties: await count('party'),
    events: await count('event'),
  };
  expect(await count('evaluation')).toBe(4);
  expect(await count('measure')).toBe(59);
  expect(await count('catalogue')).toBe(1);
  const { body } = await installation.request<{ items: { id: string; number: number; state: string }[] }>(
    'GET',
    '/api/v1/plans',
    { as: 'secretariat' },
  );
  expect(body.items.map(({ number, state }) => [number, state])).toEqual([
    [1, 'adopted'],
    [2, 'adopted'],
    [3, 'adopted'],
  ]);
  const measures = await Promise.all(
    body.items.map(async ({ id }) => {
      const path = `/api/v1/plans/${id}/measures?limit=500`;
      const answer = await installation.request<{ items: { late: boolean; state: string }[] }>('GET', path, {
        as: 'secretariat',
      });
      return answer.body.items;
    }),
  );
  expect(measures.map((ofPlan) => ofPlan.length)).toEqual([12, 10, 37]);
  for (const ofPlan of measures) {
    expect(ofPlan.some(({ late }) => late)).toBe(true);
    expect(ofPlan.some(({ state }) => state === 'closed')).toBe(true);
  }

  const reports = await installation.query<{ line: string }>(
    `SELECT number || ' ' || state || ' ' || (now()::date - reporting_date > 75) AS line FROM report ORDER BY number`,
  );
  expect(reports.map(({ line }) => line)).toEqual(['1 acknowledged true', '2 open false']);
  const since = await installation.request<{ sinceLast: Record<string, unknown[]> }>(
    'GET',
    `/api/v1/plans/${body.items[2]?.id ?? ''}/report-files/json`,
    { as: 'secretariat' },
  );
  expect(since.body.sinceLast['closed']).not.toEqual([]);
  expect(since.body.sinceLast['newlyLate']).not.toEqual([]);
  expect(since.body.sinceLast['deadlinesMoved']).not.toEqual([]);

  await fillDemo(target);
  expect({
    persons: await count('person'),
    parties: await count('party'),
    events: await count('event'),
  }).toEqual(filled);
});

it('has the same figures in the read model as in the status summary', async () => {
  await fillDemo(target);
  const dataSource = await openDataSource(installation.database.appUrl);
  try {
    const today = osloDate(new Date().toISOString());
    const reader = { id: 'auditor', roles: ['auditor' as const], partyIds: [] };
    for (const number of [1, 2, 3]) {
      const summary = await statusSummary(dataSource, { number }, { reader, today });
      expect(await countedIn('measures', number)).toEqual(counts(summary?.figures.measures));
      expect(await countedIn('items', number)).toEqual(counts(summary?.figures.items));
    }
    const [all] = await installation.query(
      `SELECT count(*)::int AS measures, sum(late_items)::int AS late,
              (SELECT count(*)::int FROM items WHERE is_late) AS same, bool_and(is_late = (days_late > 0)) AS days
         FROM measures WHERE is_late`,
      [],
      'figures',
    );
    expect(all).toMatchObject({ same: all?.['late'], days: true });
    expect(Number(all?.['measures'])).toBeGreaterThan(5);
  } finally {
    await dataSource.destroy();
  }
});

/** How many stand in each column, by the words of the read model. */
async function countedIn(view: 'measures' | 'items', planNumber: number): Promise<Record<string, number>> {
  const rows = await installation.query<{ standing: string; count: number }>(
    `SELECT standing, count(*)::int AS count FROM figures.${view}
      WHERE plan_number = $1 AND standing IS NOT NULL GROUP BY standing`,
    [planNumber],
    'figures',
  );
  return Object.fromEntries(rows.map(({ standing, count }) => [standing, count]));
}

function counts(figures: Figures | undefined): Record<string, number> {
  const { proposed, onTrack, late, noDeadline, awaitingSignOff, done } = figures ?? ({} as Partial<Figures>);
  const named = {
    proposed,
    'on-track': onTrack,
    late,
    'no-deadline': noDeadline,
    'awaiting-sign-off': awaitingSignOff,
    done,
  };
  return Object.fromEntries(Object.entries(named).flatMap(([name, count]) => (count ? [[name, count]] : [])));
}

const abbreviationsUsed = [
  'C. difficile',
  'E. coli',
  'FHI',
  'FKM',
  'HAI',
  'KPB',
  'MRSA',
  'MSIS',
  'NOIS',
  'NOST',
  'RHF',
  'SYSVAK',
  'VRE',
];

it('shows the infection-control plan as its source does, on the live page and in the report that is open', async () => {
  const kari = new Browserless(installation.apiUrl().replace('127.0.0.1', 'localhost'));
  await kari.logIn('kari.nordmann@vestdal.example');
  const { themes } = infectionControl.plan;
  expect(themes).toHaveLength(15);
  for (const page of ['/planer/3', '/planer/3/rapporter/2']) {
    const { status, html } = await kari.get(page);
    const found = summaryStructure(html, themes);
    const { goals, subGoals, lines, nested, references, broken, text } = found;
    expect([page, status, { goals, subGoals, themes: found.themes, lines: lines.length, broken }]).toEqual([
      page,
      200,
      { goals: 2, subGoals: 8, themes, lines: 33, broken: [] },
    ]);
    expect(lines.flat().sort((one, other) => one - other)).toEqual(
      Array.from({ length: 37 }, (_, index) => index + 1),
    );
    expect(lines.filter((line) => line.length > 1)).toEqual([
      [14, 15],
      [19, 20],
      [23, 24],
      [33, 34],
    ]);
    expect(nested).toEqual(['31.1', '31.2', '31.3'].map((number) => ({ number, within: [31] })));
    expect(references).toEqual(expect.arrayContaining(['#tiltak-9', '#tiltak-12']));
    expect(text).toContain('Grunnlag: Fremdriften er vurdert etter hvordan det sto til da 2023 var over.');
    const explained = infectionControl.plan.abbreviations.filter(({ meaning }) => text.includes(meaning));
    expect(explained.map(({ term }) => term).sort()).toEqual(abbreviationsUsed);
    expect(text).toMatch(/Siste faglige endring: \d+\. \p{L}+ \d{4}/u);
  }
});
