import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { measureSight, planSight, hasPartIn } from '#domain/access/sight.js';
import type { PartyId, PlanId } from '#domain/ids.js';
import { type Actor, type Role, scopes } from '#domain/roles/actor.js';
import { listItems } from '#record/measure/item.query.js';
import { listMeasures } from '#record/measure/measure.query.js';
import { listPlans, sightOfPlan } from '#record/plan/plan.query.js';
import { TestRecord } from './support/test-record.js';

const today = '2026-11-20';
const everything = { limit: 500, today };

/** Lists ask in SQL what the domain decides of each thing: both must answer the same, for everybody. */
describe('What a list holds for a reader', () => {
  let record: TestRecord;
  let vestdal: PartyId, bergby: PartyId;
  const readers: [who: string, actor: () => Actor][] = [
    ['the secretariat', () => actor(['secretariat'])],
    ['leadership', () => actor(['leadership'])],
    ['an auditor', () => actor(['auditor'])],
    ['an owner of Vestdal', () => actor(['owner'], [vestdal])],
    ['an owner of Bergby', () => actor(['owner'], [bergby])],
    ['an owner of both', () => actor(['owner'], [vestdal, bergby])],
    ['an owner of nothing', () => actor(['owner'])],
    ['a named substitute', () => ({ ...actor(['owner']), id: record.leader.id })],
    ['a client that reads measures', () => ({ ...actor(['system']), scopes: ['measures:read'] })],
    ['a client that only writes', () => ({ ...actor(['system']), scopes: ['measures:write'] })],
    ['a client with every scope', () => ({ ...actor(['system']), scopes })],
  ];
  const actor = (roles: Role[], partyIds: PartyId[] = []): Actor => ({
    id: '00000000-0000-7000-8000-000000000001',
    roles,
    partyIds,
  });

  beforeAll(async () => {
    record = await TestRecord.open();
    vestdal = await record.organisation('Vestdal kommune');
    bergby = await record.organisation('Bergby kommune');
    const register = (planId: PlanId, partyIds: PartyId[], more: object = {}) =>
      record.measures(planId, 1, {
        deadline: { on: '2027-06-01' },
        ...(partyIds.length === 0 ? {} : { responsible: { mode: 'each', partyIds } }),
        ...more,
      });
    const [draft, adopted, substituted] = [await record.plan(), await record.plan(), await record.plan()];
    for (const planId of [draft, adopted, substituted]) {
      await register(planId, [vestdal]);
      await register(planId, [bergby], { access: { kind: 'restricted', legalBasis: 'offl. § 24' } });
      await register(planId, [vestdal, bergby]);
    }
    await record.does({
      type: 'RevisePlan',
      planId: substituted,
      fields: { signOffSubstituteIds: [record.leader.id] },
    });
    await record.adopt(adopted);
  });
  afterAll(() => record.close());

  test.each(readers)('%s', async (_who, reader) => {
    const { dataSource } = record;
    const by = reader();
    const measures = await listMeasures(dataSource, everything);
    const sights = measures.map((known) => ({ known, sight: measureSight(by, known.plan, known.state) }));
    expect(
      (await listMeasures(dataSource, { ...everything, seenBy: by })).map(({ state }) => state.id),
    ).toEqual(sights.flatMap(({ known, sight }) => (sight === undefined ? [] : [known.state.id])));
    expect((await listItems(dataSource, { ...everything, seenBy: by })).map(({ item }) => item.id)).toEqual(
      sights.flatMap(({ sight }) => sight?.measure.items.map(({ id }) => id) ?? []),
    );
    const plans = await listPlans(dataSource, everything);
    const planSights = plans.map(({ state: plan }) => {
      const hasItems = measures.some(({ state }) => state.planId === plan.id && hasPartIn(by, state));
      return { id: plan.id, sight: planSight(by, plan, hasItems) };
    });
    expect((await listPlans(dataSource, { ...everything, seenBy: by })).map(({ state }) => state.id)).toEqual(
      planSights.flatMap(({ id, sight }) => (sight === 'nothing' ? [] : [id])),
    );
    expect(await Promise.all(plans.map(({ state: { id } }) => sightOfPlan(dataSource, by, { id })))).toEqual(
      planSights.map(({ sight }) => sight),
    );
  });

  test('is not the same for all: the readers above can tell a fault', async () => {
    const counts = await Promise.all(
      readers.map(
        async ([, reader]) =>
          (await listItems(record.dataSource, { ...everything, seenBy: reader() })).length,
      ),
    );
    expect(new Set(counts).size).toBeGreaterThan(3);
  });
});
