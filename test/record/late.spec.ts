import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { setDeadline } from '#domain/deadline/deadline.js';
import { addDays, osloDate } from '#domain/follow-up/calendar.js';
import type { PlainDate } from '#domain/ids.js';
import { isUnfinished, type Item, type Measure } from '#domain/measure/measure.js';
import { isItemLate, isMeasureLate } from '#domain/measure/late.js';
import { itemStanding, measureStanding } from '#domain/summary/standing.js';
import * as sql from '#record/measure/late-in-sql.js';
import { itemRow, measureRow } from '#record/measure/measure.rows.js';
import { portfolio } from '#record/portfolio/portfolio.query.js';
import { planList } from '#record/plan/plan-list.query.js';
import { listItems } from '#record/measure/item.query.js';
import { listMeasures } from '#record/measure/measure.query.js';
import { TestRecord } from './support/test-record.js';

const now = new Date().toISOString();
const today = osloDate(now);

/** Days around today, today itself often; undefined: no deadline. */
const deadline = fc.option(fc.oneof(fc.integer({ min: -40, max: 40 }), fc.constantFrom(-1, 0, 1)), {
  nil: undefined,
});
const itemMade = fc.record({
  state: fc.constantFrom(
    ...(['open', 'open', 'reported-done', 'signed-off', 'waived', 'unanswered'] as const),
  ),
  deadline,
  /** Which sub-point it is for, where there are any. */
  place: fc.nat(3),
});
const measureMade = fc.record({
  life: fc.constantFrom(
    ...(['proposed', 'followed', 'followed', 'followed', 'closed', 'withdrawn'] as const),
  ),
  deadline,
  subPoints: fc.nat(2),
  items: fc.array(itemMade, { maxLength: 5 }),
});

type Made<A> = A extends fc.Arbitrary<infer Value> ? Value : never;

const on = (days: number | undefined) =>
  days === undefined ? {} : { deadline: setDeadline(addDays(today, days), 'siri', now) };

function itemOf(
  made: Made<typeof itemMade>,
  index: number,
  subPointId: string | undefined,
  life: string,
): Item {
  const core = {
    id: randomUUID(),
    suffix: String(index + 1),
    ...(subPointId === undefined ? {} : { subPointId }),
    partyId,
    contributorIds: [],
    assignedAt: now,
    ...on(made.deadline),
  };
  const report = { what: 'Gjort.', evidence: [], by: 'ola', at: now };
  const ending = { ground: 'Lagt ned.', authority: { kind: 'leader' as const }, enteredBy: 'leif', at: now };
  const state =
    life === 'closed' && (made.state === 'open' || made.state === 'reported-done')
      ? 'signed-off'
      : made.state;
  // Nothing is reported before leadership has adopted it.
  switch (life === 'proposed' || life === 'withdrawn' ? 'open' : state) {
    case 'open':
      return { ...core, state: 'open' };
    case 'reported-done':
      return { ...core, state: 'reported-done', report };
    case 'signed-off':
      return { ...core, state: 'signed-off', report, signOff: { by: 'siri', at: now } };
    case 'waived':
      return { ...core, state: 'waived', waiver: ending };
    case 'unanswered':
      return { ...core, state: 'unanswered', ending: { ...ending, letterReference: '26/1' } };
  }
}

let partyId: string;
let planId: string;

function measureOf(made: Made<typeof measureMade>, number: number): Measure {
  const subPoints = Array.from({ length: made.subPoints }, (_, index) => ({
    id: randomUUID(),
    number: index + 1,
    text: 'Del',
    nextItemNumber: 1,
  }));
  const items = made.items.map((item, index) =>
    itemOf(item, index, subPoints[item.place % Math.max(1, subPoints.length)]?.id, made.life),
  );
  const filled =
    items.length > 0 && subPoints.every(({ id }) => items.some(({ subPointId }) => subPointId === id));
  const followed =
    items.length === 0 ? 'accepted' : filled && !items.some(isUnfinished) ? 'ready-to-close' : 'in-follow-up';
  const state = made.life === 'followed' ? followed : made.life;
  return {
    id: randomUUID(),
    planId,
    number,
    title: 'Tiltak',
    about: 'noe',
    text: 'Gjør det.',
    subGoalIds: [],
    access: { kind: 'open' },
    items,
    subPoints,
    nextNumber: 1,
    ...on(made.deadline),
    shares: [],
    crossReferences: [],
    registeredAt: now,
    lastSubstantiveChangeAt: now,
    state,
    ...(state === 'proposed' || state === 'withdrawn' ? {} : { acceptedAt: now }),
    ...(state === 'closed' ? { closure: { as: 'implemented', by: 'siri', at: now } } : {}),
    ...(state === 'withdrawn' ? { withdrawal: { importId: randomUUID(), by: 'siri', at: now } } : {}),
  } as Measure;
}

describe('What is late', () => {
  let record: TestRecord;
  let measures: Measure[];
  const daysAsked: PlainDate[] = [-41, -7, -1, 0, 1, 7, 41].map((days) => addDays(today, days));

  beforeAll(async () => {
    record = await TestRecord.open();
    partyId = await record.organisation();
    planId = await record.plan();
    await record.measures(planId, 1);
    await record.adopt(planId);
    measures = fc
      .sample(measureMade, { numRuns: 1_500, seed: 20261130 })
      .map((made, index) => measureOf(made, index + 2));
    // Around the guards: these lives have no history.
    const superuser = await record.connect('superuser');
    await superuser.query('SET session_replication_role = replica');
    const rows = (table: string) =>
      `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, row)).* FROM jsonb_array_elements($1::jsonb) AS row`;
    const unscheduled = {
      version: 1,
      head_hash: '\\x00',
      followed: true,
      next_due_at: null,
      due_version: 1,
      demanded_through: today,
    };
    await superuser.query(rows('measure'), [
      JSON.stringify(measures.map((measure) => ({ ...measureRow(measure), ...unscheduled }))),
    ]);
    await superuser.query(rows('item'), [
      JSON.stringify(
        measures.flatMap(({ id, items }) => items.map((item, ordinal) => itemRow(id, item, ordinal))),
      ),
    ]);
  });
  afterAll(() => record.close());

  const asked = <Row>(query: string, ...values: unknown[]) =>
    record.dataSource.query<(Row & { id: string })[]>(query, values);

  test('is the same to the domain and to the database, for thousands of items and measures on any day', async () => {
    const seen = { late: 0, not: 0 };
    for (const day of daysAsked) {
      const items = await asked<{ late: boolean }>(
        `SELECT item.id, ${sql.isItemLate('$1')} AS late FROM item JOIN measure ON measure.id = item.measure_id`,
        day,
      );
      const ofItem = new Map(items.map(({ id, late }) => [id, late]));
      const ofMeasure = new Map(
        (
          await asked<{ late: boolean }>(
            `SELECT measure.id, ${sql.isMeasureLate('$1')} AS late FROM measure`,
            day,
          )
        ).map(({ id, late }) => [id, late]),
      );
      for (const measure of measures) {
        expect([day, measure, ofMeasure.get(measure.id)]).toEqual([
          day,
          measure,
          isMeasureLate(measure, day),
        ]);
        for (const item of measure.items) {
          const late = isItemLate(measure, item, day);
          seen[late ? 'late' : 'not'] += 1;
          expect([day, measure, item, ofItem.get(item.id)]).toEqual([day, measure, item, late]);
        }
      }
    }
    expect(Math.min(seen.late, seen.not)).toBeGreaterThan(1_000);
  });

  test('is the same in the read model, with every other standing', async () => {
    const kebab = (standing: string | undefined) =>
      standing?.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`) ?? null;
    const figures = await record.connect('figures');
    const { rows: shown } = await figures.query<{ id: string; standing: string | null }>(
      `SELECT measure_id AS id, standing FROM figures.measures
       UNION ALL SELECT item_id, standing FROM figures.items`,
    );
    const standing = new Map(shown.map((row) => [row.id, row.standing]));
    for (const measure of measures) {
      if (measure.state === 'withdrawn') {
        expect(standing.has(measure.id)).toBe(false);
        continue;
      }
      expect([measure, standing.get(measure.id)]).toEqual([measure, kebab(measureStanding(measure, today))]);
      for (const item of measure.items)
        expect([measure, item, standing.get(item.id)]).toEqual([
          measure,
          item,
          kebab(itemStanding(measure, item, today)),
        ]);
    }
  });

  test('is counted alike in the lists, the plan list and the portfolio', async () => {
    const late = measures.filter((measure) => isMeasureLate(measure, today));
    const lateItems = measures.flatMap((measure) =>
      measure.items.filter((item) => isItemLate(measure, item, today)),
    );
    const wanted = { plan: planId, today, limit: 10_000 } as const;

    const listed = await listMeasures(record.dataSource, { ...wanted, late: true });
    const inTime = await listMeasures(record.dataSource, { ...wanted, late: false });
    expect(listed.map(({ state }) => state.id)).toEqual(late.map(({ id }) => id));
    const standing = measures.filter(({ state }) => state !== 'withdrawn').length;
    // And the one that was registered by a command.
    expect(listed.length + inTime.length).toBe(standing + 1);
    const items = await listItems(record.dataSource, { ...wanted, late: true });
    expect(items.map(({ item }) => item.id)).toEqual(lateItems.map(({ id }) => id));

    expect(await planList(record.dataSource, record.secretary, today)).toMatchObject([
      { id: planId, late: late.length },
    ]);
    const overall = await portfolio(record.dataSource, { reader: record.leader, today });
    expect(overall.plans).toMatchObject([{ planId, late: late.length }]);
    expect(overall.late.total).toBe(late.length);
    expect(overall.parties.rows).toMatchObject([{ partyId, lateItems: lateItems.length }]);
  });
});
