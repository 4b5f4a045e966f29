import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CatalogueId, PlanId } from '#domain/ids.js';
import { catalogueAtVersion, findCatalogue } from '#record/catalogue/catalogue.query.js';
import { type Difference, verifyRecord } from '#record/verify.js';
import { idOf, TestRecord } from './support/test-record.js';

describe('A catalogue in the record', () => {
  let record: TestRecord;
  let catalogueId: CatalogueId;
  let planId: PlanId;

  beforeAll(async () => {
    record = await TestRecord.open();
    planId = await record.plan();
    catalogueId = idOf(
      await record.does({
        type: 'RegisterCatalogue',
        name: 'Vannforsyning',
        situations: [{ name: 'Trykkfall', candidates: [{ title: 'Kokevarsel' }, { title: 'Spyling' }] }],
        earlierChanges: [{ on: '2024-02-01', note: 'Første utgave.' }],
      }),
      'catalogue',
    );
  });
  afterAll(() => record.close());

  async function known() {
    const found = await findCatalogue(record.dataSource, { id: catalogueId });
    if (found === undefined) throw new Error('The catalogue is gone');
    const [situation] = found.state.situations;
    if (situation === undefined) throw new Error('The situation is gone');
    return { ...found, situation };
  }

  const rename = (name: string, expectedVersion: number) =>
    record.does({ type: 'ReviseCatalogue', catalogueId, name, change: `Heter ${name}.`, expectedVersion });

  test('takes one of two changes that were made from the same version', async () => {
    const { version } = await known();
    const outcomes = await Promise.allSettled(['Vann', 'Vannverk'].map((name) => rename(name, version)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { type: 'stale' } });
    expect((await known()).version).toBe(version + 1);
  });

  test('is the same from its history as it was at each version', async () => {
    const { state: before, version } = await known();
    await rename('Vannforsyningen', version);
    expect(await catalogueAtVersion(record.dataSource, catalogueId, version)).toEqual(before);
    expect(await catalogueAtVersion(record.dataSource, catalogueId, version + 1)).toEqual(
      (await known()).state,
    );
    expect(await catalogueAtVersion(record.dataSource, catalogueId, version + 2)).toBeUndefined();
  });

  test('is picked from by many at once, each measure with a number of its own', async () => {
    const { situation } = await known();
    const ids = situation.candidates.map(({ id }) => id);
    const picks = Array.from({ length: 12 }, (_, index) =>
      record.does({
        type: 'PickCandidates',
        catalogueId,
        situationId: situation.id,
        candidateIds: index % 2 === 0 ? ids : ids.slice(0, 1),
        planId,
      }),
    );
    const numbers = (await Promise.all(picks)).flatMap(({ changed }) => changed.map(({ number }) => number));
    expect(numbers.sort((one = 0, other = 0) => one - other)).toEqual(
      Array.from({ length: 18 }, (_, index) => index + 1),
    );
  });

  test('refuses picks where the plan is closed or the version has been replaced', async () => {
    const { situation, version } = await known();
    const pick = {
      type: 'PickCandidates',
      catalogueId,
      situationId: situation.id,
      candidateIds: situation.candidates.slice(0, 1).map(({ id }) => id),
    } as const;
    await expect(record.does({ ...pick, planId, expectedVersion: version - 1 })).rejects.toMatchObject({
      type: 'stale',
    });
    const closed = await record.plan();
    const [measureId = ''] = await record.measures(closed, 1);
    await record.adopt(closed);
    const authority = { kind: 'leader' } as const;
    await record.does({
      type: 'AssignMeasure',
      measureId,
      mode: 'joint',
      partyIds: [await record.organisation()],
    });
    const [item] = await record.dataSource.query<{ id: string }[]>(
      'SELECT id FROM item WHERE measure_id = $1',
      [measureId],
    );
    const itemId = item?.id ?? '';
    const ground = 'Anlegget er lagt ned.';
    await record.does({ type: 'ProposeWaiver', measureId, itemId, ground });
    await record.does(
      { type: 'DecideWaiver', measureId, itemId, granted: true, ground, authority },
      record.leader,
    );
    await record.does(
      { type: 'CloseMeasure', measureId, as: 'not-implemented', ground, authority },
      record.leader,
    );
    await record.does({ type: 'ClosePlan', planId: closed, authority }, record.leader);
    await expect(record.does({ ...pick, planId: closed })).rejects.toMatchObject({ type: 'plan-closed' });
  });

  test('and its rows, and those of what was picked, follow from the events; a changed word shows', async () => {
    const differences = async () => {
      const found: Difference[] = [];
      await verifyRecord(record.dataSource, (difference) => found.push(difference));
      return found;
    };
    expect(await differences()).toEqual([]);
    const superuser = await record.connect('superuser');
    await superuser.query('SET session_replication_role = replica');
    await superuser.query(
      `UPDATE catalogue SET details = jsonb_set(details, '{situations,0,candidates,0,title}', '"Ingenting"')`,
    );
    expect(await differences()).toMatchObject([
      {
        stream: 'catalogue',
        path: 'details.situations[0].candidates[0].title',
        found: 'Ingenting',
        expected: 'Kokevarsel',
      },
    ]);
  });
});
