import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Identities } from '#record/identity/identities.js';
import { ReadingLog } from '#record/readings/reading-log.js';
import { type Difference, verifyRecord } from '#record/verify.js';
import { TestRecord } from './support/test-record.js';

/** Accounts are kept beside the events, sealed by them; what was read is written down and stays. */
describe('accounts and the reading log', () => {
  let record: TestRecord;
  const account = { issuer: 'https://id.example', subject: 'ola.nordmann' };

  beforeAll(async () => {
    record = await TestRecord.open();
    await new Identities(record.dataSource, record.commands).meet(account, 'ola@example.no');
  });
  afterAll(() => record.close());

  const ofPersons = async (): Promise<Difference[]> => {
    const found: Difference[] = [];
    await verifyRecord(record.dataSource, (difference) => found.push(difference));
    return found.filter(({ stream }) => stream === 'person');
  };

  test('an account that is altered, moved or planted in the database shows', async () => {
    expect(await ofPersons()).toEqual([]);
    const superuser = await record.connect('superuser');
    await superuser.query(
      'SET session_replication_role = replica; CREATE TABLE before AS SELECT * FROM identity',
    );
    const salt = `decode('00', 'hex')`;
    const seal = `encode(sha256(${salt} || convert_to(issuer || E'\\n' || 'kari', 'UTF8')), 'hex')`;
    for (const [alter, restore] of [
      [
        `UPDATE identity SET subject = 'kari', salt = ${salt}, seal = ${seal}`,
        `DELETE FROM identity; INSERT INTO identity SELECT * FROM before`,
      ],
      [
        `UPDATE identity SET person_id = '${record.leader.id}'`,
        `UPDATE identity SET person_id = '${record.owner.id}'`,
      ],
      [
        `INSERT INTO identity SELECT gen_random_uuid(), '${record.leader.id}', issuer, 'x', ${salt},
           encode(sha256(${salt} || convert_to(issuer || E'\\n' || 'x', 'UTF8')), 'hex'), bound_at FROM identity`,
        `DELETE FROM identity WHERE subject = 'x'`,
      ],
      ['DELETE FROM identity', 'INSERT INTO identity SELECT * FROM before'],
    ] as const) {
      await superuser.query(alter);
      expect([alter, (await ofPersons()).length]).not.toEqual([alter, 0]);
      await superuser.query(restore);
      expect(await ofPersons()).toEqual([]);
    }
    await superuser.query('DROP TABLE before');
  });

  test('the application can’t change an account, nor what was read', async () => {
    const app = await record.connect();
    const reading = new ReadingLog(record.dataSource);
    await reading.write(record.owner, '/planer/1', [{ kind: 'plan', id: record.owner.id }]);
    for (const sql of [
      `UPDATE identity SET person_id = '${record.leader.id}'`,
      'DELETE FROM identity',
      `UPDATE reading SET reader_id = 'client:x'`,
      'DELETE FROM reading',
      `INSERT INTO reading (at, reader_id, path, subject_kind, subject_id)
         VALUES (now() - interval '1 day', 'x', '/', 'plan', gen_random_uuid())`,
    ]) {
      await expect(app.query(sql)).rejects.toThrow(/permission denied/u);
    }
    expect(await reading.list({ limit: 10 })).toMatchObject([
      { readerId: record.owner.id, path: '/planer/1', subject: { kind: 'plan' } },
    ]);
  });

  test('one who was erased leaves a history that verifies', async () => {
    const personId = record.owner.id;
    await record.does({ type: 'RevisePerson', personId, active: false });
    await record.does({ type: 'ErasePerson', personId, reason: 'Har bedt om det.' });
    expect(await ofPersons()).toEqual([]);
    const [left] = await record.dataSource.query<{ left: boolean }[]>(
      `SELECT EXISTS (SELECT FROM person WHERE email = 'ola@example.no')
           OR EXISTS (SELECT FROM identity WHERE subject IS NOT NULL OR salt IS NOT NULL)
           OR EXISTS (SELECT FROM event WHERE canonical LIKE '%ola@%' OR canonical LIKE '%ola.nordmann%') AS left`,
    );
    expect(left).toEqual({ left: false });
  });
});
