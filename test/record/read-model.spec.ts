import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import type { MeasureId, PartyId } from '#domain/ids.js';
import type { MeasureCommand } from '#domain/measure/measure.commands.js';
import { projectRoot } from '../../local/project-root.js';
import { schedule } from '#record/report/report-time.store.js';
import { idOf, refusalOf, TestRecord } from './support/test-record.js';

const mayNot = '42501';
const readOnly = '25006';
const evidence = [{ kind: 'link', reference: 'https://arkiv.example/1' }] as const;
const leader = { kind: 'leader' } as const;

interface Described {
  view: string;
  column: string | null;
  comment: string | null;
}

/** Every view and column of the contract, as the role itself finds them. */
async function described(figures: pg.Client): Promise<Described[]> {
  const { rows } = await figures.query<Described>(
    `SELECT c.relname AS view, a.attname AS column, col_description(c.oid, a.attnum) AS comment
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
      WHERE c.relnamespace = 'figures'::regnamespace AND c.relkind = 'v'
      UNION ALL
     SELECT c.relname, NULL, obj_description(c.oid) FROM pg_class c
      WHERE c.relnamespace = 'figures'::regnamespace AND c.relkind = 'v'`,
  );
  return rows;
}

describe('The read model, to the role that reads it', () => {
  let record: TestRecord;
  let figures: pg.Client;
  let views: string[];

  const readAll = async (view: string): Promise<Record<string, unknown>[]> =>
    (await figures.query<Record<string, unknown>>(`SELECT * FROM figures.${view}`)).rows;

  beforeAll(async () => {
    record = await TestRecord.open();
    await fill(record);
    figures = await record.connect('figures');
    views = [...new Set((await described(figures)).map(({ view }) => view))].sort();
  });
  afterAll(() => record.close());

  test('has something to say in every view', async () => {
    const empty: string[] = [];
    for (const view of views) if ((await readAll(view)).length === 0) empty.push(view);
    expect(empty).toEqual([]);
    expect(views.length).toBeGreaterThan(20);
  });

  test('shows no word of what is restricted, and no person', async () => {
    const persons = (await record.dataSource.query('SELECT id, name, email FROM person')) as {
      id: string;
      name: string;
      email: string;
    }[];
    const marks = ['HEMMELIG', ...persons.flatMap(({ id, name, email }) => [id, name, email])];
    expect(marks.length).toBeGreaterThan(9);
    for (const view of views) {
      const shown = JSON.stringify(await readAll(view));
      expect({ view, marks: marks.filter((mark) => shown.includes(mark)) }).toEqual({ view, marks: [] });
    }
  });

  test('shows the same words where they are open, so that their absence means something', async () => {
    const shown = JSON.stringify(await Promise.all(views.map(readAll)));
    const open = [...shown.matchAll(/ÅPEN ([a-z-]+)/gu)].map(([, word]) => word);
    expect([...new Set(open)].sort()).toEqual([...marked].sort());
  });

  test('tells number, flag, state and dates of a restricted measure', async () => {
    const { rows } = await figures.query(
      `SELECT measure_number, is_restricted, title, evaluation_id, state, standing, items, deadline_changes
         FROM measures ORDER BY measure_number LIMIT 2`,
    );
    const same = { state: 'in-follow-up', items: 3, deadline_changes: 1 };
    expect(rows).toMatchObject([
      { measure_number: 1, is_restricted: false, title: 'ÅPEN title', ...same },
      { measure_number: 2, is_restricted: true, title: null, evaluation_id: null, ...same },
    ]);
  });

  test('keeps back what was written of an open measure together with a restricted one', async () => {
    const { rows } = await figures.query(
      'SELECT measure_number, summary_text FROM measures ORDER BY measure_number',
    );
    expect(rows).toEqual([
      { measure_number: 1, summary_text: 'ÅPEN summary' },
      { measure_number: 2, summary_text: null },
      { measure_number: 3, summary_text: null },
    ]);
  });

  test('keeps what was signed off, and says what no longer stands', async () => {
    const { rows } = await figures.query(
      'SELECT measure_number, stands FROM sign_offs ORDER BY measure_number, signed_off_at',
    );
    expect(rows).toEqual([
      { measure_number: 1, stands: true },
      { measure_number: 2, stands: true },
    ]);
  });

  test('has the figures of every locked report, as they were frozen', async () => {
    const { rows } = await figures.query(
      `SELECT counted, sum(number)::int AS number FROM report_figures WHERE is_whole_plan GROUP BY counted ORDER BY counted`,
    );
    expect(rows).toEqual([
      { counted: 'items', number: 5 },
      { counted: 'measures', number: 3 },
    ]);
    const { rows: locked } = await figures.query(
      'SELECT report_number, report_version, locked_on::text FROM reports',
    );
    expect(locked).toEqual([{ report_number: 1, report_version: 1, locked_on: '2026-12-04' }]);
  });

  test('counts days in Oslo, whatever the session’s time zone', async () => {
    const oslo = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Oslo' });
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      await figures.query(`SET timezone = '${zone}'`);
      const before = oslo.format(new Date());
      const { rows } = await figures.query<{ version: number; today: string }>(
        'SELECT version, today::text FROM contract',
      );
      expect(rows).toHaveLength(1);
      expect([before, oslo.format(new Date())]).toContain(rows[0]?.today);
      expect(rows[0]?.version).toBe(1);
    }
    // 23:45 in Oslo on the 4th is another day in both.
    expect((await figures.query('SELECT locked_on::text FROM reports')).rows).toEqual([
      { locked_on: '2026-12-04' },
    ]);
    await figures.query('RESET timezone');
  });

  describe('the role', () => {
    test('reads no table, whichever it is', async () => {
      const { rows } = await figures.query<{ name: string }>(
        `SELECT oid::regclass::text AS name FROM pg_class
          WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f')`,
      );
      expect(rows.length).toBeGreaterThan(20);
      const refused: string[] = [];
      for (const { name } of rows) {
        const sql = `SELECT * FROM ${name.includes('.') ? name : `public.${name}`} LIMIT 1`;
        if ((await refusalOf(figures, () => figures.query(sql))) === mayNot) refused.push(name);
      }
      expect(refused).toEqual(rows.map(({ name }) => name));
    });

    test.each([
      ['insert into a view', `INSERT INTO figures.decisions (body) VALUES ('x')`],
      ['change a view', `UPDATE figures.plans SET title = 'x'`],
      ['delete from a view', 'DELETE FROM figures.plans'],
      ['make a table', 'CREATE TABLE public.mine (number int)'],
      ['make one beside the views', 'CREATE TABLE figures.mine (number int)'],
      ['change an event', `UPDATE public.event SET type = 'x'`],
    ])('can’t %s, with or without its own setting', async (_, sql) => {
      expect([readOnly, mayNot]).toContain(await refusalOf(figures, () => figures.query(sql)));
      await figures.query('SET default_transaction_read_only = off');
      try {
        expect(await refusalOf(figures, () => figures.query(sql))).toBe(mayNot);
      } finally {
        await figures.query('RESET default_transaction_read_only');
      }
    });

    test('learns nothing through a function of its own in the condition', async () => {
      await figures.query('SET default_transaction_read_only = off');
      const heard: string[] = [];
      figures.on('notice', ({ message }) => heard.push(message ?? ''));
      await figures.query(`
        CREATE FUNCTION pg_temp.tell(anything text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
        $$ BEGIN RAISE NOTICE '%', anything; RETURN true; END $$`);
      const columns = (await described(figures)).filter(({ column }) => column !== null);
      for (const { view, column } of columns)
        await figures.query(`SELECT 1 FROM figures.${view} WHERE pg_temp.tell(${column}::text)`);
      await figures.query('RESET default_transaction_read_only');
      expect(heard.some((told) => told.includes('ÅPEN'))).toBe(true);
      expect(heard.filter((told) => told.includes('HEMMELIG'))).toEqual([]);
    });

    test('has a limit on how long it asks', async () => {
      const { rows } = await figures.query(
        `SELECT current_setting('statement_timeout') AS asks, current_setting('search_path') AS path`,
      );
      expect(rows).toEqual([{ asks: '1min', path: 'figures' }]);
    });
  });

  test('is described in the database: every view and every column', async () => {
    expect((await described(figures)).filter(({ comment }) => comment === null)).toEqual([]);
  });

  test('is described in docs/read-model.md: each view, each column, and none that is not there', async () => {
    const there = (await described(figures)).map(({ view, column, comment }) => [
      view,
      column,
      escaped(comment ?? ''),
    ]);
    const told = descriptionsIn(await readFile(join(projectRoot, 'docs', 'read-model.md'), 'utf8'));
    expect(told.sort(byText)).toEqual(there.sort(byText));
  });
});

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** `### view`, its comment in the next line, and a row per column. */
function descriptionsIn(markdown: string): [string, string | null, string][] {
  return markdown
    .split(/^### /m)
    .slice(1)
    .flatMap((section) => {
      const [view = '', , comment = ''] = section.split('\n');
      const columns = [...section.matchAll(/^\| `(\w+)` +\| (.+?) +\|$/gm)];
      return [
        [view, null, comment] as [string, null, string],
        ...columns.map(([, column = '', meaning = '']): [string, string, string] => [view, column, meaning]),
      ];
    });
}

/** What is said in every place that takes words: once as ÅPEN, once as HEMMELIG in what is restricted. */
const marked = [
  'title',
  'about',
  'text',
  'part',
  'part-summary',
  'summary',
  'words',
  'move-reason',
  'update',
  'update-reason',
  'waiting-for',
  'ground',
  'share',
  'risk-likelihood',
  'risk-consequence',
  'risk-conclusion',
  'source-number',
  'evaluation',
  'archive',
  'recommendation',
  'recommendation-text',
  'outcome-ground',
  'remaining-risk',
] as const;

/** One open and one restricted measure with the same life, and a third, open, that is told with the restricted one. */
async function fill(record: TestRecord): Promise<void> {
  const does = (command: MeasureCommand, actor = record.secretary) => record.does(command, actor);
  const partyIds = [
    await record.organisation('Vestdal'),
    await record.organisation('Sykehuset'),
    await record.organisation('Tilsynet'),
  ];
  record.owner.partyIds = partyIds;
  await record.does({ type: 'RegisterGroup', name: 'Kommunene', memberIds: partyIds });
  const planId = await record.plan();
  await record.does({ type: 'DefineThemes', planId, themes: [{ title: 'Vann' }] });
  const indicators = [{ name: 'Prøver', unit: '%', target: 75 }];
  const subGoals = [{ title: 'Rent vann', about: 'rent vann', indicators }];
  await record.does({ type: 'DefineGoals', planId, goals: [{ title: 'Trygt vann', subGoals }] });
  const [plan] = (await record.dataSource.query('SELECT details FROM plan WHERE id = $1', [planId])) as {
    details: { goals: { subGoals: { id: string }[] }[]; themes: { id: string }[] };
  }[];
  const subGoalId = plan?.details.goals[0]?.subGoals[0]?.id ?? '';
  const figure = { numerator: 15, denominator: 55, asOf: '2026-10-01', source: 'Tilsynet' };
  await record.does({ type: 'EnterIndicatorFigure', planId, subGoalId, indicator: 'Prøver', figure });
  await record.does({
    type: 'EnterDecision',
    body: 'Utvalget',
    meetingDate: '2026-10-01',
    caseNumber: '12/26',
    archiveReference: '26/4-1',
    text: 'Tas til orientering',
    planId,
  });

  const life = { record, planId, subGoalId, themeId: plan?.details.themes[0]?.id ?? '', partyIds };
  const open = await registered(life, 'ÅPEN');
  const restricted = await registered(life, 'HEMMELIG');
  const [beside = ''] = await record.measures(planId, 1, {
    responsible: { mode: 'each', partyIds: partyIds.slice(0, 1) },
  });
  await record.adopt(planId);
  await lived(record, 'ÅPEN', open);
  await lived(record, 'HEMMELIG', restricted);
  await record.does({ type: 'JoinMeasures', planId, measureIds: [restricted, beside] });
  await does({ type: 'WriteSummaryText', measureId: beside, text: 'HEMMELIG for begge' });

  const reporting = { cadenceMonths: 3, firstOn: '2026-12-04', language: 'nb' } as const;
  await record.does({ type: 'SetReporting', planId, reporting });
  record.now = Date.parse('2026-11-20T06:00:00.000Z');
  const reportId = idOf(await record.does({ type: 'OpenReport', planId }, schedule), 'report');
  record.now = Date.parse('2026-12-04T22:45:00.000Z');
  await record.does({ type: 'LockReport', planId, reportId }, schedule);
}

interface Life {
  record: TestRecord;
  planId: string;
  subGoalId: string;
  themeId: string;
  partyIds: readonly PartyId[];
}

/** With the evaluation it stems from, which is as open as it is. */
async function registered(life: Life, word: string): Promise<MeasureId> {
  const { record, planId } = life;
  const access =
    word === 'ÅPEN'
      ? ({ kind: 'open' } as const)
      : ({ kind: 'restricted', legalBasis: 'HEMMELIG grunn' } as const);
  const evaluated = await record.does({
    type: 'RegisterEvaluation',
    title: `${word} evaluation`,
    kind: 'incident',
    archiveReference: `${word} archive`,
    access,
    recommendations: [
      { title: 'Behov', text: 'Behov' },
      { title: `${word} recommendation`, text: `${word} recommendation-text`, number: '2' },
    ],
  });
  const evaluationId = idOf(evaluated, 'evaluation');
  const [row] = (await record.dataSource.query(
    `SELECT array(SELECT r ->> 'id' FROM jsonb_array_elements(details -> 'recommendations') AS r) AS ids
       FROM evaluation WHERE id = $1`,
    [evaluationId],
  )) as { ids: string[] }[];
  const [followed = '', other = ''] = row?.ids ?? [];
  await record.does(
    {
      type: 'DecideOutcome',
      evaluationId,
      recommendationId: other,
      outcome: {
        kind: 'not-followed',
        ground: `${word} outcome-ground`,
        remainingRisk: `${word} remaining-risk`,
      },
      authority: leader,
    },
    record.leader,
  );
  const [id = ''] = await record.measures(planId, 1, {
    title: `${word} title`,
    about: `${word} about`,
    text: `${word} text`,
    access,
    themeId: life.themeId,
    subGoalIds: [life.subGoalId],
    source: { evaluationId, recommendationId: followed, number: `${word} source-number` },
    subPoints: [{ text: `${word} part` }],
    deadline: { on: '2027-03-01', words: `${word} words` },
  });
  await record.does({ type: 'AssignMeasure', measureId: id, mode: 'each', partyIds: life.partyIds });
  return id;
}

/** Everything that leaves words behind. */
async function lived(record: TestRecord, word: string, measureId: MeasureId): Promise<void> {
  const does = (command: object, actor = record.secretary) =>
    record.does({ measureId, ...command } as MeasureCommand, actor);
  const [row] = (await record.dataSource.query(
    `SELECT details -> 'subPoints' -> 0 ->> 'id' AS part, array(
        SELECT id::text FROM item WHERE measure_id = measure.id ORDER BY ordinal) AS items
       FROM measure WHERE id = $1`,
    [measureId],
  )) as { part: string; items: string[] }[];
  const [first = '', second = '', third = ''] = row?.items ?? [];
  const subPointId = row?.part ?? '';
  await does({ type: 'AddSubPoint', text: `${word} part` });
  await does({ type: 'SetDeadline', on: '2027-05-01', reason: `${word} move-reason` });
  await does({
    type: 'SetDeadline',
    itemId: second,
    on: '2027-06-01',
    words: `${word} words`,
    reason: 'Levering',
  });
  await does({ type: 'SetDeadline', itemId: second, on: '2027-07-01', reason: `${word} move-reason` });
  const update = {
    type: 'UpdateStatus',
    progress: 'waiting',
    text: `${word} update`,
    reason: `${word} update-reason`,
    waitingFor: `${word} waiting-for`,
  };
  await does({ ...update, itemId: second }, record.owner);
  await does({ ...update, subPointId });
  await does({ type: 'WriteSummaryText', text: `${word} summary` });
  await does({ type: 'WriteSummaryText', subPointId, text: `${word} part-summary` });
  await does({
    type: 'StateRisk',
    risk: {
      likelihood: `${word} risk-likelihood`,
      consequence: `${word} risk-consequence`,
      conclusion: `${word} risk-conclusion`,
    },
  });
  const outside = { label: `${word} share`, numerator: 15, denominator: 55, denominatorIsApproximate: true };
  await does({ type: 'EnterShare', share: { ...outside, source: `${word} share`, asOf: '2026-10-01' } });
  await does(
    { type: 'ReportDone', itemId: first, what: `${word} og gjort etter planen`, evidence },
    record.owner,
  );
  await does({ type: 'SignOff', itemIds: [first], note: `${word} notert` });
  await does({ type: 'ProposeWaiver', itemId: third, ground: `${word} ground` });
  await does(
    { type: 'DecideWaiver', itemId: third, granted: true, ground: `${word} ground`, authority: leader },
    record.leader,
  );
}
