import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { type Difference, verifyRecord } from '#record/verify.js';
import { projectRoot } from '../../local/project-root.js';
import { idOf, TestRecord, writeEvent } from './support/test-record.js';

describe('Tampering with the record shows', () => {
  let record: TestRecord;
  let superuser: pg.Client;
  let planId: string;
  let measureId: string;
  let itemId: string;
  let groupId: string;

  beforeAll(async () => {
    record = await TestRecord.open();
    // A superuser who knows what they do: no trigger, no check, no foreign key.
    superuser = await record.connect('superuser');
    await superuser.query('SET session_replication_role = replica');
    await superuser.query('ALTER TABLE event DROP CONSTRAINT event_hash_covers_canonical');
    const partyId = await record.organisation();
    groupId = idOf(
      await record.does({ type: 'RegisterGroup', name: 'Kommunene', memberIds: [partyId] }),
      'party',
    );
    planId = await record.plan();
    const responsible = { mode: 'each', partyIds: [groupId] } as const;
    [measureId = ''] = await record.measures(planId, 3, { responsible });
    await record.adopt(planId);
    await record.does({ type: 'SetDeadline', measureId, on: '2027-05-01', reason: 'Levering' });
    await record.does({
      type: 'RegisterEvaluation',
      title: 'Vannutbruddet',
      kind: 'incident',
      findings: [{ kind: 'strength', text: 'Rask varsling' }],
      recommendations: [{ title: 'Prøvepunkter', text: 'Sett opp', findingIndexes: [0] }],
    });
    await record.does({
      type: 'EnterDecision',
      body: 'Utvalget',
      meetingDate: '2026-10-01',
      caseNumber: '12/26',
      archiveReference: '26/4-1',
      text: 'Tas til orientering',
      planId,
    });
    await record.does({ type: 'RevisePerson', personId: record.owner.id, name: 'Ola Nordmann' });
    const [item] = await record.dataSource.query<{ id: string }[]>(
      'SELECT id FROM item WHERE measure_id = $1',
      [measureId],
    );
    itemId = item?.id ?? '';
  });
  afterAll(() => record.close());

  async function differences(): Promise<Difference[]> {
    const found: Difference[] = [];
    await verifyRecord(record.dataSource, (difference) => found.push(difference));
    return found;
  }

  /** Where it differs, after the tampering and only until the transaction of the tampering is undone. */
  async function pathsAfter(sql: string, values: unknown[] = []): Promise<string[]> {
    const backup = `backup_${randomUUID().replaceAll('-', '')}`;
    const tables = ['event', 'measure', 'item', 'membership', 'party', 'plan', 'person', 'counter'];
    for (const table of tables) {
      await superuser.query(`CREATE TEMP TABLE ${backup}_${table} AS SELECT * FROM ${table}`);
    }
    try {
      const { rowCount } = await superuser.query(sql, values);
      expect(rowCount).toBeGreaterThan(0);
      return (await differences()).map(({ stream, id, path }) => `${stream} ${id} ${path}`);
    } finally {
      for (const table of tables) {
        const { rows } = await superuser.query<{ columns: string }>(
          `SELECT string_agg(quote_ident(attname), ', ') AS columns FROM pg_attribute
            WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
          [`public.${table}`],
        );
        await superuser.query(`DELETE FROM public.${table}`);
        await superuser.query(
          `INSERT INTO public.${table} (${rows[0]?.columns}) OVERRIDING SYSTEM VALUE
           SELECT ${rows[0]?.columns} FROM ${backup}_${table}`,
        );
        await superuser.query(`DROP TABLE ${backup}_${table}`);
      }
    }
  }

  beforeEach(async () => {
    expect(await differences()).toEqual([]);
  });

  test('an untouched record has no differences, and everything is counted', async () => {
    const verification = await verifyRecord(record.dataSource, () => undefined);
    expect(verification).toMatchObject({
      differences: 0,
      streams: { evaluation: 1, plan: 1, measure: 3, party: 2, person: 3, decision: 1 },
    });
    const [row] = await record.dataSource.query<{ count: string }[]>('SELECT count(*) FROM event');
    expect(verification.events).toBe(Number(row?.count));
  });

  test('the text of an event', async () => {
    const changed = `UPDATE event SET canonical = replace(canonical, '2027-05-01', '2029-05-01')
      WHERE stream_id = $1 AND type = 'DeadlineMoved'`;
    const paths = await pathsAfter(changed, [measureId]);
    expect(paths).toContain(`measure ${measureId} event 3.hash`);
    // And the row no longer is what the history leads to.
    expect(paths).toContain(`measure ${measureId} deadline_on`);
  });

  test('the text of an event, with its hash computed anew', async () => {
    const changed = `UPDATE event SET canonical = replace(canonical, '"2027-03-01"', '"2029-03-01"'),
        hash = sha256(prev_hash || convert_to(replace(canonical, '"2027-03-01"', '"2029-03-01"'), 'UTF8'))
      WHERE stream_id = $1 AND type = 'MeasureRegistered'`;
    const paths = await pathsAfter(changed, [measureId]);
    expect(paths).not.toContain(`measure ${measureId} event 1.hash`);
    expect(paths).toContain(`measure ${measureId} event 2.prev_hash`);
  });

  test('the last event with its hash computed anew: the head in the row is another', async () => {
    const changed = `UPDATE event SET canonical = replace(canonical, 'Levering', 'Hastverk'),
        hash = sha256(prev_hash || convert_to(replace(canonical, 'Levering', 'Hastverk'), 'UTF8'))
      WHERE stream_id = $1 AND type = 'DeadlineMoved'`;
    expect(await pathsAfter(changed, [measureId])).toContain(`measure ${measureId} head_hash`);
  });

  test.each([
    ['actor_id', `'somebody else'`, 'actorId'],
    ['at', `at - interval '1 day'`, 'at'],
    ['type', `'DeadlineSet'`, 'type'],
    ['command_id', `gen_random_uuid()`, 'commandId'],
  ])('the column %s of an event', async (column, value, path) => {
    const changed = `UPDATE event SET ${column} = ${value} WHERE stream_id = $1 AND type = 'MeasureRegistered'`;
    expect(await pathsAfter(changed, [measureId])).toEqual([`measure ${measureId} event 1.${path}`]);
  });

  test('two events that have changed places', async () => {
    const swapped = `UPDATE event e SET type = o.type, at = o.at, command_id = o.command_id,
        canonical = o.canonical, prev_hash = o.prev_hash, hash = o.hash
       FROM event o WHERE e.stream_id = $1 AND o.stream_id = $1 AND e.version + o.version = 5
        AND e.version IN (2, 3)`;
    const paths = await pathsAfter(swapped, [measureId]);
    expect(paths).toContain(`measure ${measureId} event 2.prev_hash`);
    expect(paths).toContain(`measure ${measureId} event 2.version`);
  });

  test('the last event deleted', async () => {
    const paths = await pathsAfter(`DELETE FROM event WHERE stream_id = $1 AND type = 'DeadlineMoved'`, [
      measureId,
    ]);
    expect(paths).toEqual(
      expect.arrayContaining([
        `measure ${measureId} version`,
        `measure ${measureId} head_hash`,
        `measure ${measureId} deadline_on`,
      ]),
    );
  });

  test('an event in the middle deleted', async () => {
    const paths = await pathsAfter(`DELETE FROM event WHERE stream_id = $1 AND version = 2`, [measureId]);
    expect(paths).toContain(`measure ${measureId} event 3.version`);
  });

  test('a whole history deleted, with and without its row', async () => {
    const history = `DELETE FROM event WHERE stream_id = $1`;
    expect(await pathsAfter(history, [measureId])).toContain(`measure ${measureId} events`);
    const everything = `WITH gone AS (DELETE FROM event WHERE stream_id = $1),
        items AS (DELETE FROM item WHERE measure_id = $1)
      DELETE FROM measure WHERE id = $1`;
    // What is not there can't be rebuilt, but its number was handed out.
    expect(await pathsAfter(everything, [measureId])).toContain(`plan ${planId} measures`);
  });

  test('a row deleted', async () => {
    expect(await pathsAfter(`DELETE FROM measure WHERE id = $1`, [measureId])).toEqual(
      expect.arrayContaining([`measure ${measureId} row`, `plan ${planId} measures`]),
    );
  });

  test.each([
    ['measure', 'title', `'x'`],
    ['measure', 'deadline_on', `'2030-01-01'`],
    ['measure', 'deadline_moves', '0'],
    ['measure', 'shown_owner_count', '7'],
    ['plan', 'state', `'draft'`],
  ])('%s.%s in the row', async (table, column, value) => {
    const id = table === 'plan' ? planId : measureId;
    const paths = await pathsAfter(`UPDATE ${table} SET ${column} = ${value} WHERE id = $1`, [id]);
    expect(paths).toEqual([`${table} ${id} ${column}`]);
  });

  test('something deep inside the details', async () => {
    const changed = `UPDATE measure SET details = jsonb_set(details, '{deadline,moves,0,reason}', '"Hastverk"') WHERE id = $1`;
    expect(await pathsAfter(changed, [measureId])).toEqual([
      `measure ${measureId} details.deadline.moves[0].reason`,
    ]);
  });

  test('an item signed off by hand, taken away, and one too many', async () => {
    expect(await pathsAfter(`UPDATE item SET state = 'signed-off' WHERE id = $1`, [itemId])).toEqual([
      `measure ${measureId} item ${itemId}.state`,
    ]);
    expect(await pathsAfter(`DELETE FROM item WHERE id = $1`, [itemId])).toEqual([
      `measure ${measureId} item ${itemId}`,
    ]);
    const extra = randomUUID();
    const added = `INSERT INTO item (id, measure_id, ordinal, suffix, state, party_id, details)
      SELECT $2, measure_id, 9, '9', state, party_id, details FROM item WHERE id = $1`;
    expect(await pathsAfter(added, [itemId, extra])).toEqual([`measure ${measureId} item ${extra}`]);
  });

  test('a member of a group', async () => {
    expect(
      await pathsAfter(`UPDATE membership SET joined_on = '2020-01-01' WHERE group_id = $1`, [groupId]),
    ).toEqual([`party ${groupId} member 0.joined_on`]);
  });

  test('a person’s roles; not a name or an address, which are no part of the history', async () => {
    const { id } = record.owner;
    expect(await pathsAfter(`UPDATE person SET roles = '{leadership}' WHERE id = $1`, [id])).toEqual([
      `person ${id} roles[0]`,
    ]);
    expect(
      await pathsAfter(`UPDATE person SET name = 'slettet', email = 'slettet' WHERE id = $1`, [id]),
    ).toEqual([]);
  });

  test('npm run verify:record ends with 0, or with 1 and the name of what differs, or with 2', async () => {
    const run = (url: string): { status: number | null; output: string } => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(projectRoot, 'dist', 'libs', 'record', 'src', 'verify-cli.js')],
        { env: { ...process.env, DATABASE_URL: url }, encoding: 'utf8' },
      );
      return { status, output: `${stdout}${stderr}` };
    };
    expect(run(record.urls.appUrl)).toMatchObject({
      status: 0,
      output: expect.stringContaining('0 differences'),
    });
    // An event that leads to no change of state: only the row's head and version lag behind.
    const client = await record.connect();
    await writeEvent(client, {
      kind: 'measure',
      id: measureId,
      type: 'MeasureAccepted',
      data: { authority: { kind: 'leader' } },
    });
    const found = run(record.urls.appUrl);
    expect(found.status).toBe(1);
    expect(found.output).toContain(`measure ${measureId} version: is 3, should be 4`);
    expect(found.output).toContain('Next: The history counts.');
    await superuser.query('DELETE FROM event WHERE stream_id = $1 AND version = 4', [measureId]);
    expect(run('postgres://nobody@127.0.0.1:1/nothing').status).toBe(2);
  });
});
