import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import { mendNextDue } from '#record/follow-up/next-due-upkeep.js';
import { type Difference, verifyRecord } from '#record/verify.js';
import { TestRecord } from './support/test-record.js';

describe('Nobody is forgotten because of what a column says', () => {
  let record: TestRecord;
  let superuser: pg.Client;
  let store: FollowUpStore;
  let measureId: string;
  let itemId: string;

  const at = (): string => new Date(record.now).toISOString();
  const onDay = (day: string): number => Date.parse(`${day}T05:00:00.000Z`);

  beforeAll(async () => {
    record = await TestRecord.open();
    // After the day this installation was made: demands from before are of other rules.
    record.now = onDay('2027-01-11');
    superuser = await record.connect('superuser');
    await superuser.query('SET session_replication_role = replica');
    store = new FollowUpStore(record.dataSource);
    const planId = await record.plan();
    const partyIds = [await record.organisation()];
    [measureId = ''] = await record.measures(planId, 1, {
      deadline: { on: '2027-03-01' },
      responsible: { mode: 'each', partyIds },
    });
    await record.adopt(planId);
    const rows = await record.dataSource.query<{ id: string }[]>(
      'SELECT id FROM item WHERE measure_id = $1',
      [measureId],
    );
    itemId = rows[0]?.id ?? '';
  });
  afterAll(() => record.close());

  async function row(): Promise<Record<string, unknown>> {
    const [found] = await record.dataSource.query<Record<string, unknown>[]>(
      'SELECT followed, next_due_at, demanded_through::text, due_version FROM measure WHERE id = $1',
      [measureId],
    );
    return found ?? {};
  }

  async function paths(): Promise<string[]> {
    const found: Difference[] = [];
    await verifyRecord(record.dataSource, (difference) => found.push(difference), at());
    return found.map(({ path }) => path).sort();
  }

  async function mend(): Promise<{ mended: number; told: string[] }> {
    const told: string[] = [];
    const { mended } = await mendNextDue(record.dataSource, at(), undefined, (_id, { path }) =>
      told.push(path),
    );
    return { mended, told: told.sort() };
  }

  const tamper = (assignments: string) =>
    superuser.query(`UPDATE measure SET ${assignments} WHERE id = $1`, [measureId]);

  test('as it is derived, nothing differs and nothing is mended', async () => {
    expect(await paths()).toEqual([]);
    expect(await mend()).toEqual({ mended: 0, told: [] });
  });

  test.each([
    [
      'silenced for ever',
      `next_due_at = NULL, demanded_through = '2099-01-01'`,
      ['demanded_through', 'next_due_at'],
    ],
    ['put off', `next_due_at = next_due_at + interval '1 year'`, ['next_due_at']],
    ['woken too early', `next_due_at = next_due_at - interval '1 day'`, ['next_due_at']],
    ['let go of', 'followed = false, next_due_at = NULL', ['followed', 'next_due_at']],
  ])(
    'a measure that was %s is named, mended in the night, and speaks again',
    async (_what, assignments, named) => {
      const before = await row();
      await tamper(assignments);
      expect(await paths()).toEqual(named);
      expect(await mend()).toEqual({ mended: 1, told: named });
      const { due_version: version, ...columns } = await row();
      const { due_version: versionBefore, ...columnsBefore } = before;
      expect(columns).toEqual(columnsBefore);
      expect(Number(version)).toBe(Number(versionBefore) + 1);
      expect(await paths()).toEqual([]);
      const [news] = await record.dataSource.query<{ due_version: string }[]>(
        'SELECT due_version FROM relay_due WHERE measure_id = $1',
        [measureId],
      );
      expect(news?.due_version).toBe(version);
    },
  );

  test('what was passed over without being demanded is found, and demanded the next time', async () => {
    // The reminder 30 days before, as it would look if somebody had written that it had been made.
    record.now = onDay('2027-02-03');
    await tamper(`demanded_through = '2027-02-02'`);
    await tamper(
      `next_due_at = (SELECT next_due_at FROM measure WHERE id = '${measureId}') + interval '17 days'`,
    );
    expect(await paths()).toContain(`item ${itemId}.obligation`);
    expect((await mend()).mended).toBe(1);
    await store.demandOverdue(at(), () => undefined);
    const demanded = await record.dataSource.query<{ kind: string; due_on: string }[]>(
      'SELECT kind, due_on::text FROM obligation WHERE measure_id = $1',
      [measureId],
    );
    expect(demanded).toContainEqual({ kind: 'deadline-ahead', due_on: '2027-01-29' });
    expect(await paths()).toEqual([]);
  });

  test('a demand that was taken away is found, and made again once', async () => {
    await superuser.query('DELETE FROM obligation WHERE measure_id = $1', [measureId]);
    expect(await paths()).toEqual([`item ${itemId}.obligation`]);
    expect((await mend()).mended).toBe(1);
    await store.demandOverdue(at(), () => undefined);
    await store.demandOverdue(at(), () => undefined);
    expect(await paths()).toEqual([]);
    const [row] = await record.dataSource.query<{ count: string }[]>(
      'SELECT count(*) FROM obligation WHERE measure_id = $1',
      [measureId],
    );
    expect(row?.count).toBe('1');
  });
});
