import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import type { Command } from '#domain/commands.js';
import { DomainError } from '#domain/domain-error.js';
import type { ImportedMeasure, RegisterImported } from '#domain/import/import.commands.js';
import type { Actor } from '#domain/roles/actor.js';
import { listEvaluations } from '#record/evaluation/evaluation.query.js';
import { listItems } from '#record/measure/item.query.js';
import { findMeasure, listMeasures } from '#record/measure/measure.query.js';
import { listPlans } from '#record/plan/plan.query.js';
import { planList } from '#record/plan/plan-list.query.js';
import { portfolio } from '#record/portfolio/portfolio.query.js';
import { reportFacts } from '#record/report/report-facts.query.js';
import { search } from '#record/search/search.query.js';
import { leadershipWaiting } from '#record/start/start-page.query.js';
import { statusSummary } from '#record/summary/status-summary.query.js';
import { readNews } from '#record/follow-up/news.js';
import { type Difference, verifyRecord } from '#record/verify.js';
import { changeWithEvent, refusalOf, TestRecord, writeEvent, writeMeasure } from './support/test-record.js';

const authority = { kind: 'leader' } as const;
const today = '2026-11-02';
const races = 150;

let record: TestRecord;
let app: pg.Client;
let vestdal: string;

beforeAll(async () => {
  record = await TestRecord.open();
  app = await record.connect();
  vestdal = await record.organisation();
});
afterAll(() => record?.close());

const line = (number: string, more: Partial<ImportedMeasure> = {}): ImportedMeasure => ({
  numbers: [number],
  title: `Tiltak ${number}`,
  text: `Kommunen bør gjøre nummer ${number}.`,
  subPoints: [],
  ...more,
});

/** Two measures, one of them with an owner, of a new evaluation. */
async function imported(planId: string, more: Partial<RegisterImported> = {}): Promise<string> {
  const importId = randomUUID();
  const responsible = { mode: 'each' as const, parties: [{ partyId: vestdal }] };
  await record.does({
    type: 'RegisterImported',
    importId,
    document: { name: 'rapport.pdf', bytes: 1_000, sha256: 'ab'.repeat(32) },
    planId,
    evaluation: { kind: 'new', title: 'Klorgassutslippet', evaluationKind: 'incident' },
    findings: [{ kind: 'to-improve', text: 'Klorgassvarsleren manglet strøm.' }],
    goals: [],
    newParties: [],
    measures: [line('1', { responsible, theme: 'Klorgass' }), line('2', { theme: 'Klorgass' })],
    changes: [],
    ...more,
  });
  return importId;
}
const inNewPlan = () => ({ newPlan: { title: 'Klorgassplanen', caseOfficerId: record.secretary.id } });

const undo = (planId: string, importId: string, actor: Actor = record.secretary) =>
  record.does({ type: 'UndoImport', planId, importId, reason: 'Feil dokument' }, actor);

const refusal = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => {
      if (error instanceof DomainError) return error.type;
      throw error;
    },
  );

async function rowsOf(planId: string): Promise<{ id: string; number: number; state: string }[]> {
  return record.dataSource.query('SELECT id, number, state FROM measure WHERE plan_id = $1 ORDER BY number', [
    planId,
  ]);
}

async function evaluationOf(planId: string): Promise<string> {
  const [row] = await record.dataSource.query<{ id: string }[]>(
    'SELECT source_evaluation_id AS id FROM measure WHERE plan_id = $1 AND source_evaluation_id IS NOT NULL LIMIT 1',
    [planId],
  );
  return row?.id ?? '';
}

/** Between the rows and what the whole history leads to. */
async function differences(): Promise<Difference[]> {
  const found: Difference[] = [];
  const now = new Date(record.now).toISOString();
  await verifyRecord(record.dataSource, (difference) => found.push(difference), now);
  return found;
}

describe('an import that is undone in the record', () => {
  test('is what its history says, keeps its numbers, and counts nowhere', async () => {
    const planId = await record.plan();
    const [standing = ''] = await record.measures(planId, 1, { title: 'Noe annet', text: 'Noe annet' });
    const importId = await imported(planId);
    const evaluationId = await evaluationOf(planId);
    await undo(planId, importId);
    expect((await rowsOf(planId)).map(({ number, state }) => [number, state])).toEqual([
      [1, 'proposed'],
      [2, 'withdrawn'],
      [3, 'withdrawn'],
    ]);
    expect(await differences()).toEqual([]);

    const { dataSource } = record;
    const auditor: Actor = { id: record.leader.id, roles: ['auditor', 'leadership'], partyIds: [] };
    const page = { limit: 100, today };
    const onlyStanding = (rows: { state: { id: string } }[]) => rows.map(({ state }) => state.id);
    expect(onlyStanding(await listMeasures(dataSource, { plan: planId, ...page }))).toEqual([standing]);
    expect(onlyStanding(await listMeasures(dataSource, { plan: planId, state: 'open', ...page }))).toEqual([
      standing,
    ]);
    expect(await listMeasures(dataSource, { plan: planId, state: 'withdrawn', ...page })).toHaveLength(2);
    expect(await listItems(dataSource, { plan: planId, ...page })).toEqual([]);
    expect((await listEvaluations(dataSource, { limit: 100 })).map(({ state }) => state.id)).not.toContain(
      evaluationId,
    );
    const summary = await statusSummary(dataSource, { id: planId }, { reader: auditor, today });
    expect(summary?.figures.measures.total).toBe(1);
    expect(summary?.outcomes).toEqual([]);
    expect(summary?.themes.flatMap(({ lines }) => lines.flatMap(({ measures }) => measures))).toHaveLength(1);
    const facts = await dataSource.transaction((manager) => reportFacts(manager, planId));
    expect(facts?.summary.measures.map(({ id }) => id)).toEqual([standing]);
    expect(facts?.evaluations).toEqual([]);
    const found = await search(dataSource, auditor, { text: 'klorgass', limit: 20 });
    expect(found.hits).toEqual([]);
    const toAdopt = (await leadershipWaiting(dataSource, { lateBefore: today })).plansToAdopt.rows;
    expect(toAdopt).toMatchObject([{ measures: 1 }]);
    expect(
      (await planList(dataSource, record.secretary, today)).find(({ id }) => id === planId),
    ).toMatchObject({
      measures: 1,
      closed: 0,
    });
  });

  test('ends the follow-up of its measures, and the relay is told', async () => {
    const planId = randomUUID();
    const importId = await imported(planId, inNewPlan());
    await record.dataSource.query('DELETE FROM relay_due');
    await undo(planId, importId);
    const ids = (await rowsOf(planId)).map(({ id }) => id);
    const told = await record.dataSource.query<{ id: string }[]>('SELECT measure_id AS id FROM relay_due');
    expect(told.map(({ id }) => id).sort()).toEqual([...ids].sort());
    for (const news of (await readNews(record.dataSource, ids)).values()) {
      expect(news).toMatchObject({ followed: false, shown: { state: 'withdrawn' } });
      expect(news).not.toHaveProperty('nextDueAt');
    }
  });

  test('takes the plan it made with it, out of every list; its number is not used again', async () => {
    const planId = randomUUID();
    const importId = await imported(planId, inNewPlan());
    const [first] = await rowsOf(planId);
    await undo(planId, importId);
    const { dataSource } = record;
    expect((await listPlans(dataSource, { limit: 500 })).map(({ state }) => state.id)).not.toContain(planId);
    expect(
      (await listPlans(dataSource, { limit: 500, state: 'withdrawn' })).map(({ state }) => state.id),
    ).toContain(planId);
    expect((await planList(dataSource, record.secretary, today)).map(({ id }) => id)).not.toContain(planId);
    const shown = await portfolio(dataSource, { reader: record.leader, today });
    expect(shown.plans.map((plan) => plan.planId)).not.toContain(planId);
    expect((await findMeasure(dataSource, first?.id ?? ''))?.state).toMatchObject({
      state: 'withdrawn',
      withdrawal: { importId, by: record.secretary.id },
    });
    const again = randomUUID();
    await imported(again, inNewPlan());
    const numbers = await dataSource.query<{ number: number }[]>('SELECT number FROM plan ORDER BY number');
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(numbers.length);
    expect(await differences()).toEqual([]);
  });

  test('of several thousand measures is one command too', async () => {
    const planId = randomUUID();
    const measures = Array.from({ length: 2_500 }, (_, index) => line(String(index + 1)));
    const importId = await imported(planId, { ...inNewPlan(), measures });
    const { changed } = await undo(planId, importId);
    expect(changed.filter(({ stream }) => stream === 'measure')).toHaveLength(2_500);
    expect((await rowsOf(planId)).every(({ state }) => state === 'withdrawn')).toBe(true);
  });

  test('is refused when something elsewhere names what it made, or a report that tells of it was locked', async () => {
    const elsewhere = await record.plan();
    const [other = ''] = await record.measures(elsewhere, 1);
    const evaluation = await record.does({
      type: 'RegisterEvaluation',
      title: 'En annen',
      kind: 'other',
      recommendations: [{ title: 'x', text: 'y' }],
    });
    const evaluationId = evaluation.changed[0]?.id ?? '';
    const [recommendation] = await record.dataSource.query<{ id: string }[]>(
      `SELECT details #>> '{recommendations,0,id}' AS id FROM evaluation WHERE id = $1`,
      [evaluationId],
    );
    const touches: ((measureId: string, planId: string, evaluationId: string) => [Command, Actor])[] = [
      (id) => [{ type: 'SetCrossReferences', measureId: other, measureIds: [id] }, record.secretary],
      (id) => [{ type: 'ConfirmRepetition', measureId: other, earlierMeasureId: id }, record.secretary],
      (id) => [
        {
          type: 'DecideOutcome',
          evaluationId,
          recommendationId: recommendation?.id ?? '',
          outcome: { kind: 'covered-elsewhere', measureId: id },
          authority,
        },
        record.leader,
      ],
      (_id, _plan, source) => [
        {
          type: 'RegisterMeasures',
          planId: elsewhere,
          measures: [{ title: 'x', text: 'y', source: { evaluationId: source } }],
        },
        record.secretary,
      ],
      (_id, planId) => [
        {
          type: 'EnterDecision',
          body: 'Utvalget',
          meetingDate: today,
          caseNumber: '1/26',
          archiveReference: '26/4-1',
          text: 'Planen legges frem.',
          planId,
        },
        record.secretary,
      ],
    ];
    for (const touch of touches) {
      const planId = randomUUID();
      const importId = await imported(planId, inNewPlan());
      const [first] = await rowsOf(planId);
      await record.does(...touch(first?.id ?? '', planId, await evaluationOf(planId)));
      expect(await refusal(undo(planId, importId))).toBe('import-touched');
      expect((await rowsOf(planId)).map(({ state }) => state)).toEqual(['proposed', 'proposed']);
    }
  });
});

describe('what the application’s own role can’t do about it, by whatever SQL', () => {
  const withdrawn = `state = 'withdrawn'`;

  test('withdraw a measure without the event, without an undoing, or one that no import made', async () => {
    const planId = await record.plan();
    const byHand = (await record.measures(planId, 1))[0] ?? '';
    const importId = await imported(planId);
    const fromImport = (await rowsOf(planId))[1]?.id ?? '';
    expect(
      await refusalOf(app, () => app.query(`UPDATE measure SET ${withdrawn} WHERE id = '${fromImport}'`)),
    ).toBe('KV001');
    expect(await refusalOf(app, () => changeWithEvent(app, 'measure', fromImport, withdrawn))).toBe('KV011');
    const undoneFirst = async (measureId: string) => {
      await writeEvent(app, { kind: 'plan', id: planId, type: 'ImportUndone', data: { importId } });
      const { version, hash } = await writeEvent(app, {
        kind: 'measure',
        id: measureId,
        type: 'MeasureWithdrawn',
      });
      await app.query(
        `UPDATE measure SET ${withdrawn}, version = $2, head_hash = $3::text::bytea WHERE id = $1`,
        [measureId, version, hash],
      );
    };
    expect(await refusalOf(app, () => undoneFirst(byHand))).toBe('KV011');
  });

  test('withdraw a measure on which something was done, or that was accepted', async () => {
    const planId = await record.plan();
    const importId = await imported(planId);
    const [touched, accepted] = await rowsOf(planId);
    await record.does({ type: 'SetDeadline', measureId: touched?.id ?? '', on: '2027-05-01' });
    const [dated] = await rowsOf(planId);
    const attempt = async (measureId: string) => {
      await writeEvent(app, { kind: 'plan', id: planId, type: 'ImportUndone', data: { importId } });
      const { version, hash } = await writeEvent(app, {
        kind: 'measure',
        id: measureId,
        type: 'MeasureWithdrawn',
      });
      await app.query(
        `UPDATE measure SET ${withdrawn}, version = $2, head_hash = $3::text::bytea WHERE id = $1`,
        [measureId, version, hash],
      );
    };
    expect(await refusalOf(app, () => attempt(dated?.id ?? ''))).toBe('KV011');
    await record.does({ type: 'SetDeadline', measureId: accepted?.id ?? '', on: '2027-05-01' });
    await record.adopt(planId);
    expect(await refusalOf(app, () => attempt(accepted?.id ?? ''))).toBe('KV011');
  });

  test('bring anything back, or do anything on it', async () => {
    const planId = randomUUID();
    const importId = await imported(planId, inNewPlan());
    const evaluationId = await evaluationOf(planId);
    await undo(planId, importId);
    const [first] = await rowsOf(planId);
    const id = first?.id ?? '';
    expect(await refusalOf(app, () => changeWithEvent(app, 'measure', id, `state = 'proposed'`))).toBe(
      'KV010',
    );
    expect(await refusalOf(app, () => changeWithEvent(app, 'measure', id, `title = 'x'`))).toBe('KV010');
    expect(await refusalOf(app, () => changeWithEvent(app, 'plan', planId, `state = 'draft'`))).toBe('KV010');
    expect(
      await refusalOf(app, () =>
        changeWithEvent(app, 'evaluation', evaluationId, `details = details - 'withdrawn'`),
      ),
    ).toBe('KV010');
    expect(await refusalOf(app, () => writeMeasure(app, planId, 9))).toBe('KV010');
    const standing = await record.plan();
    expect(await refusalOf(app, () => writeMeasure(app, standing, 1, 'withdrawn'))).toBe('KV011');
  });

  test('withdraw a plan that no import made, one that is adopted, or one with a measure that stands', async () => {
    const byHand = await record.plan();
    expect(await refusalOf(app, () => changeWithEvent(app, 'plan', byHand, withdrawn))).toBe('KV011');
    const planId = randomUUID();
    const importId = await imported(planId, inNewPlan());
    await record.measures(planId, 1);
    const attempt = async () => {
      await writeEvent(app, { kind: 'plan', id: planId, type: 'ImportUndone', data: { importId } });
      const { version, hash } = await writeEvent(app, { kind: 'plan', id: planId, type: 'PlanWithdrawn' });
      await app.query(
        `UPDATE plan SET ${withdrawn}, version = $2, head_hash = $3::text::bytea WHERE id = $1`,
        [planId, version, hash],
      );
    };
    expect(await refusalOf(app, attempt)).toBe('KV011');
  });
});

/** Undoing against something that touches, by two at once: one of them wins, never both. */
describe('an undoing against what is done at the same moment', () => {
  interface Kind {
    what: string;
    /** Of the import's one measure, where the touch needs it. */
    deadline?: { on: string };
    touch: (of: {
      planId: string;
      measureId: string;
      evaluationId: string;
      other: string;
    }) => Promise<unknown>;
    refusals: readonly string[];
  }
  const kinds: Kind[] = [
    {
      what: 'a deadline',
      touch: ({ measureId }) => record.does({ type: 'SetDeadline', measureId, on: '2027-05-01' }),
      refusals: ['withdrawn'],
    },
    {
      what: 'a cross reference from another plan',
      touch: ({ measureId, other }) =>
        record.does({ type: 'SetCrossReferences', measureId: other, measureIds: [measureId] }),
      refusals: ['withdrawn'],
    },
    {
      what: 'a measure registered from its evaluation in another plan',
      touch: ({ evaluationId }) =>
        record.plan().then((planId) =>
          record.does({
            type: 'RegisterMeasures',
            planId,
            measures: [{ title: 'x', text: 'y', source: { evaluationId } }],
          }),
        ),
      refusals: ['withdrawn', 'not-found'],
    },
    {
      what: 'the plan’s adoption',
      deadline: { on: '2027-03-01' },
      touch: ({ planId }) => record.does({ type: 'AdoptPlan', planId, authority }, record.leader),
      refusals: ['withdrawn'],
    },
  ];

  test.each(kinds)(`${races} × $what`, async ({ touch, refusals, deadline }) => {
    const elsewhere = await record.plan();
    const score = { undone: 0, touched: 0 };
    let headStartMs = 0;
    for (let round = 0; round < races; round += 1) {
      const planId = randomUUID();
      const measures = [line('1', deadline === undefined ? {} : { deadline })];
      const importId = await imported(planId, { ...inNewPlan(), measures });
      const [first] = await rowsOf(planId);
      const evaluationId = await evaluationOf(planId);
      const [other = ''] = await record.measures(elsewhere, 1);
      const [undoing, touching] = await Promise.all([
        after(-headStartMs, () => refusal(undo(planId, importId))),
        after(headStartMs, () => refusal(touch({ planId, measureId: first?.id ?? '', evaluationId, other }))),
      ]);
      const [undone, touched] = [undoing === 'accepted', touching === 'accepted'];
      expect(undone ? refusals : ['import-touched']).toContain(undone ? touching : undoing);
      expect(touched).toBe(!undone);
      score.undone += undone ? 1 : 0;
      score.touched += touched ? 1 : 0;
      // Whoever won starts a little later the next time, so that the two meet where it is decided.
      headStartMs += undone ? -0.2 : 0.2;
    }
    expect(score.undone).toBeGreaterThan(races / 20);
    expect(score.touched).toBeGreaterThan(races / 20);
  });

  test('leaves a record that is what its history says', async () => {
    expect(await differences()).toEqual([]);
    const [broken] = await record.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM measure, measures_named_by_measure(measure.details) AS named
        WHERE measure.state <> 'withdrawn'
          AND EXISTS (SELECT FROM measure other WHERE other.id = named AND other.state = 'withdrawn')`,
    );
    expect(broken?.count).toBe(0);
  });
});

/** Timers are too coarse: the loop is turned until it is time. */
async function after<T>(delayMs: number, start: () => Promise<T>): Promise<T> {
  const startAt = performance.now() + delayMs;
  while (performance.now() < startAt) await new Promise((resolve) => setImmediate(resolve));
  return await start();
}
