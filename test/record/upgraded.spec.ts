import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import type { MigrationInterface } from 'typeorm';
import { defaultLadder } from '#domain/follow-up/ladder.js';
import { canonicalText, chainedHash, genesisHash } from '#record/history/chain.js';
import { HeardFrom1760000000019 } from '#record/migrations/1760000000019-heard-from.js';
import { RulesOverTime1760000000020 } from '#record/migrations/1760000000020-rules-over-time.js';
import { UpdateOfWhole1760000000027 } from '#record/migrations/1760000000027-update-of-whole.js';
import { OneOrganisation1760000000029 } from '#record/migrations/1760000000029-one-organisation.js';
import { type Difference, verifyRecord } from '#record/verify.js';
import { TestRecord } from './support/test-record.js';

/** A record of this release, brought back to how one of the release before would have left it. */
describe('An installation of the release before, brought up to this one', () => {
  let record: TestRecord;
  let superuser: pg.Client;
  const said = { type: 'UpdateStatus', progress: 'under-way', text: 'Arbeidet er i gang.' } as const;

  beforeAll(async () => {
    record = await TestRecord.open();
    superuser = await record.connect('superuser');
    await superuser.query('SET session_replication_role = replica');
  });
  afterAll(() => record.close());

  const itemsOf = async (measureId: string) =>
    (
      await record.dataSource.query<{ id: string; heard: unknown }[]>(
        `SELECT id, details -> 'lastHeard' AS heard FROM item WHERE measure_id = $1 ORDER BY ordinal`,
        [measureId],
      )
    ).map(({ id, heard }) => ({ id, heard }));

  test('knows from its history who has been heard from, and the record still follows from it', async () => {
    const [vestdal, bergby] = [await record.organisation('Vestdal'), await record.organisation('Bergby')];
    const planId = await record.plan();
    const each = (...partyIds: string[]) => ({ responsible: { mode: 'each', partyIds } as const });
    const [alone = '', several = '', parts = '', handedOver = ''] = [
      ...(await record.measures(planId, 1, { recurrence: { everyMonths: 12 }, ...each(vestdal) })),
      ...(await record.measures(planId, 1, each(vestdal, bergby))),
      ...(await record.measures(planId, 1, { subPoints: [{ text: 'a' }, { text: 'b' }], ...each(vestdal) })),
      ...(await record.measures(planId, 1, each(vestdal))),
    ];
    await record.adopt(planId);
    const ola = { ...record.owner, partyIds: [vestdal] };
    const evidence = [{ kind: 'link', reference: 'https://example.no/plan' }] as const;
    const [first] = await itemsOf(several);
    const [handed] = await itemsOf(handedOver);
    const [subPoint] = await record.dataSource.query<{ id: string }[]>(
      `SELECT details #>> '{subPoints,1,id}' AS id FROM measure WHERE id = $1`,
      [parts],
    );
    await record.does({ ...said, measureId: alone }, record.secretary);
    await record.does(
      { type: 'ReportOccurrence', measureId: alone, on: '2026-10-01', note: 'Øvd', evidence },
      ola,
    );
    // Of several parties nobody knows for whom this was said.
    await record.does({ ...said, measureId: several }, record.secretary);
    const what = 'Varslingsplanen er vedtatt og øvd.';
    await record.does(
      { type: 'ReportDone', measureId: several, itemId: first?.id ?? '', what, evidence },
      ola,
    );
    await record.does({ ...said, measureId: parts, subPointId: subPoint?.id ?? '' }, ola);
    await record.does({ ...said, measureId: handedOver, itemId: handed?.id ?? '' }, ola);
    await record.does({
      type: 'ReassignItem',
      measureId: handedOver,
      itemId: handed?.id ?? '',
      partyId: bergby,
      reason: 'Delt',
    });
    const now = await Promise.all([alone, several, parts, handedOver].map(itemsOf));

    await withoutForWhom(superuser);
    await superuser.query(`UPDATE item SET details = details - 'lastHeard'`);
    await superuser.query(`UPDATE measure SET details = details - 'updateOfWhole'`);
    await migrateAgain(new HeardFrom1760000000019());
    await migrateAgain(new UpdateOfWhole1760000000027());

    expect(await Promise.all([alone, several, parts, handedOver].map(itemsOf))).toEqual(now);
    const at = new Date(record.now).toISOString();
    expect(now.map((items) => items.map(({ heard }) => heard))).toEqual([
      [{ at, by: ola.id }],
      [{ at, by: ola.id }, null],
      [null, { at, by: ola.id }],
      [null],
    ]);
    const { rows } = await superuser.query<{ said: string | null }>(
      `SELECT details #>> '{updateOfWhole,text}' AS said FROM measure WHERE id = ANY ($1::uuid[]) ORDER BY number`,
      [[alone, several, parts, handedOver]],
    );
    expect(rows.map((row) => row.said)).toEqual([said.text, said.text, null, null]);
    expect(await differences()).toEqual([]);
  });

  test('knows from its history which rules held when, and the record still follows from it', async () => {
    const partyId = await record.organisation();
    const planId = await record.plan();
    const responsible = { mode: 'each', partyIds: [partyId] } as const;
    const [dated = '', setLate = '', reopened = ''] = [
      ...(await record.measures(planId, 1, { responsible })),
      ...(await record.measures(planId, 1, {
        responsible,
        deadline: undefined as never,
        reviewOn: '2027-03-01',
      })),
      ...(await record.measures(planId, 1, { responsible })),
    ];
    await record.adopt(planId);
    const dayPasses = () => (record.now += 86_400_000);
    const itemId = async (measureId: string) => (await itemsOf(measureId))[0]?.id ?? '';
    const reason = 'Forholdene er endret.';
    for (const staleUpdateDays of [60, 120]) {
      dayPasses();
      const ladder = { ...defaultLadder, staleUpdateDays };
      await record.does({ type: 'ChangeLadder', planId, ladder, reason });
    }
    await record.does({ type: 'SetDeadline', measureId: setLate, on: '2027-02-01' });
    dayPasses();
    await record.does({ type: 'SetDeadline', measureId: dated, on: '2027-04-01', reason });
    dayPasses();
    const item = await itemId(dated);
    await record.does({ type: 'SetDeadline', measureId: dated, itemId: item, on: '2027-05-01', reason });
    const ofReopened = await itemId(reopened);
    await record.does({ type: 'ProposeWaiver', measureId: reopened, itemId: ofReopened, ground: reason });
    const authority = { kind: 'leader' } as const;
    await record.does(
      {
        type: 'DecideWaiver',
        measureId: reopened,
        itemId: ofReopened,
        granted: true,
        ground: reason,
        authority,
      },
      record.leader,
    );
    await record.does(
      { type: 'CloseMeasure', measureId: reopened, as: 'not-implemented', ground: reason, authority },
      record.leader,
    );
    dayPasses();
    await record.does({
      type: 'ReopenMeasure',
      measureId: reopened,
      reason,
      itemIds: [ofReopened],
      reviewOn: '2027-02-01',
    });
    expect(await differences()).toEqual([]);

    await superuser.query(`
      UPDATE item SET details = (details - 'reopenedAt') #- '{deadline,setAt}';
      UPDATE measure SET details = (details - 'reopenedAt') #- '{deadline,setAt}';
      UPDATE plan SET details = details - 'earlierLadders'`);
    expect(await differences()).not.toEqual([]);
    await migrateAgain(new RulesOverTime1760000000020());
    expect(await differences()).toEqual([]);
  });

  test('where two have the same organisation number it is said which, and what to do', async () => {
    const owner = await record.connect('owner');
    const migration = new OneOrganisation1760000000029();
    await owner.query('DROP INDEX party_organisation_number_once; DROP COLLATION nb_natural');
    await superuser.query(
      `UPDATE party SET organisation_number = '974760673'
        WHERE id IN (SELECT id FROM party WHERE kind = 'organisation' ORDER BY name LIMIT 2)`,
    );
    await expect(migrateAgain(migration)).rejects.toThrow(/974760673: Vestdal \(.+Bergby \(/u);
    await superuser.query('UPDATE party SET organisation_number = NULL');
    await migrateAgain(migration);
  });

  async function migrateAgain(migration: MigrationInterface): Promise<void> {
    const owner = await record.connect('owner');
    await migration.up(
      Object.assign(record.dataSource.createQueryRunner(), {
        query: (sql: string) => owner.query(sql) as Promise<never>,
      }),
    );
  }

  async function differences(): Promise<Difference[]> {
    const found: Difference[] = [];
    await verifyRecord(record.dataSource, (difference) => found.push(difference));
    return found;
  }
});

/** The measures' histories as they were written before an event told for whom something was said. */
async function withoutForWhom(superuser: pg.Client): Promise<void> {
  const { rows } = await superuser.query<{ stream_id: string; version: number; body: { data: object } }>(
    `SELECT stream_id, version, body FROM event WHERE stream_kind = 'measure' ORDER BY stream_id, version`,
  );
  let head = genesisHash;
  for (const { stream_id, version, body } of rows) {
    if (version === 1) head = genesisHash;
    const { forPartyIds: _unknown, ...data } = body.data as { forPartyIds?: unknown };
    const canonical = canonicalText({ ...body, data } as never);
    const hash = chainedHash(head, canonical);
    await superuser.query(
      `UPDATE event SET canonical = $3, prev_hash = $4::text::bytea, hash = $5::text::bytea
        WHERE stream_kind = 'measure' AND stream_id = $1 AND version = $2`,
      [stream_id, version, canonical, head, hash],
    );
    await superuser.query(`UPDATE measure SET head_hash = $2::text::bytea WHERE id = $1`, [stream_id, hash]);
    head = hash;
  }
  const measures = await superuser.query<{ id: string; details: object }>('SELECT id, details FROM measure');
  for (const { id, details } of measures.rows) {
    const before = JSON.stringify(details, (key, value: unknown) =>
      key === 'forPartyIds' ? undefined : value,
    );
    await superuser.query('UPDATE measure SET details = $2 WHERE id = $1', [id, before]);
  }
}
