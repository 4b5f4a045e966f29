import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import {
  changeWithEvent,
  idOf,
  insertItemRow,
  insertMeasureRow,
  refusalOf,
  TestRecord,
  writeEvent,
  writeMeasure,
} from './support/test-record.js';

const mayNot = '42501';

describe('What the application’s own role can’t do, by whatever SQL', () => {
  let record: TestRecord;
  let app: pg.Client;
  let planId: string;
  let partyId: string;
  let measureId: string;
  let groupId: string;

  beforeAll(async () => {
    record = await TestRecord.open();
    app = await record.connect();
    planId = await record.plan();
    partyId = await record.organisation();
    const responsible = { mode: 'each', partyIds: [partyId] } as const;
    [measureId = ''] = await record.measures(planId, 1, { responsible });
    const group = await record.does({ type: 'RegisterGroup', name: 'Kommunene', memberIds: [partyId] });
    groupId = idOf(group, 'party');
    await record.adopt(planId);
  });
  afterAll(() => record.close());

  /** A measure in an adopted plan, without items. */
  async function bareMeasure(inPlan = planId): Promise<string> {
    const [id = ''] = await record.measures(inPlan, 1);
    return id;
  }

  async function closedMeasure(inPlan = planId): Promise<string> {
    const id = await bareMeasure(inPlan);
    await record.does({ type: 'AcceptMeasure', measureId: id, authority: { kind: 'leader' } }, record.leader);
    await record.does(
      {
        type: 'CloseMeasure',
        measureId: id,
        as: 'not-implemented',
        ground: 'Ikke råd',
        authority: { kind: 'leader' },
      },
      record.leader,
    );
    return id;
  }

  async function closedPlan(): Promise<{ planId: string; measureId: string }> {
    const id = await record.plan();
    const [measure = ''] = await record.measures(id, 1);
    await record.adopt(id);
    await record.does(
      {
        type: 'CloseMeasure',
        measureId: measure,
        as: 'not-implemented',
        ground: 'Ikke råd',
        authority: { kind: 'leader' },
      },
      record.leader,
    );
    await record.does({ type: 'ClosePlan', planId: id, authority: { kind: 'leader' } }, record.leader);
    return { planId: id, measureId: measure };
  }

  describe('history', () => {
    test.each([
      ['change an event', `UPDATE event SET type = 'x'`],
      ['delete an event', 'DELETE FROM event'],
      ['empty the history', 'TRUNCATE event'],
      ['drop a guard', 'ALTER TABLE measure DISABLE TRIGGER USER'],
      ['replace a guard', 'DROP FUNCTION guard_measure_updated() CASCADE'],
      ['say in which transaction an event was written', `INSERT INTO event (tx) VALUES ('1')`],
      ['pass the guards as a replica', `SET LOCAL session_replication_role = replica`],
    ])('%s', async (_what, sql) => {
      expect(await refusalOf(app, () => app.query(sql))).toBe(mayNot);
    });

    test('write an event whose hash is not that of its text', async () => {
      const wrong = `INSERT INTO event (stream_kind, stream_id, version, type, at, actor_id, command_id, canonical, prev_hash, hash)
        VALUES ('plan', '${randomUUID()}', 1, 'x', now(), 'a', '${randomUUID()}', '{}', decode(repeat('00', 32), 'hex'), sha256('x'))`;
      expect(await refusalOf(app, () => app.query(wrong))).toBe('23514');
    });

    test('leave a gap, or follow another event than the one before', async () => {
      const follow = (version: number, previous: string) => `
        INSERT INTO event (stream_kind, stream_id, version, type, at, actor_id, command_id, canonical, prev_hash, hash)
        SELECT stream_kind, stream_id, ${version}, type, at, actor_id, command_id, canonical, ${previous},
               sha256(${previous} || convert_to(canonical, 'UTF8'))
          FROM event WHERE stream_kind = 'plan' AND stream_id = '${planId}' AND version = 2`;
      expect(await refusalOf(app, () => app.query(follow(4, 'hash')))).toBe('KV008');
      expect(await refusalOf(app, () => app.query(follow(3, 'prev_hash')))).toBe('KV008');
      // The same statement in order is accepted: what is refused is the gap and the wrong link, nothing else.
      await app.query('BEGIN');
      await app.query(follow(3, 'hash'));
      await app.query('ROLLBACK');
    });

    test('write one version twice', async () => {
      const twice = `
        INSERT INTO event (stream_kind, stream_id, version, type, at, actor_id, command_id, canonical, prev_hash, hash)
        SELECT stream_kind, stream_id, version, type, at, actor_id, command_id, canonical, prev_hash, hash
          FROM event WHERE stream_kind = 'plan' AND stream_id = '${planId}' AND version = 2`;
      expect(await refusalOf(app, () => app.query(twice))).toBe('23505');
    });
  });

  describe('state without its event', () => {
    const tables = [
      ...['evaluation', 'plan', 'measure', 'item', 'party', 'membership', 'person', 'decision'],
      ...['report', 'catalogue'],
    ];
    test.each(tables)('delete a row of %s', async (table) => {
      expect(await refusalOf(app, () => app.query(`DELETE FROM ${table}`))).toBe(mayNot);
      expect(await refusalOf(app, () => app.query(`TRUNCATE ${table}`))).toBe(mayNot);
    });

    test.each([
      ['a measure', `UPDATE measure SET title = 'x'`],
      ['its version alone', 'UPDATE measure SET version = version + 1'],
      ['its details', `UPDATE measure SET details = details || '{"nextNumber": 9}'`],
      ['an item', `UPDATE item SET state = 'signed-off'`],
      ['an item’s party', `UPDATE item SET party_id = '00000000-0000-4000-8000-000000000000'`],
      ['a plan', `UPDATE plan SET state = 'adopted'`],
      ['a party', 'UPDATE party SET contact_person_id = NULL'],
      ['a membership', `UPDATE membership SET left_on = '2026-01-01'`],
      ['a person’s roles', `UPDATE person SET roles = '{leadership}'`],
      ['a person’s e-mail address', `UPDATE person SET email = 'x' || email`],
      [
        'a measure, with the event it has already',
        'UPDATE measure SET title = title || $$x$$, version = version',
      ],
    ])('change %s', async (_what, sql) => {
      expect(await refusalOf(app, () => app.query(sql))).toBe('KV001');
    });

    test('change a measure with an event of an earlier transaction', async () => {
      const id = await bareMeasure();
      await app.query('BEGIN');
      const { version, hash } = await writeEvent(app, { kind: 'measure', id, type: 'Raw' });
      await app.query('COMMIT');
      const late = () =>
        app.query(`UPDATE measure SET title = 'x', version = $2, head_hash = $3::text::bytea WHERE id = $1`, [
          id,
          version,
          hash,
        ]);
      expect(await refusalOf(app, late)).toBe('KV001');
    });

    test('change a measure with an event of another one', async () => {
      const [one, other] = [await bareMeasure(), await bareMeasure()];
      const borrowed = async () => {
        const { version, hash } = await writeEvent(app, { kind: 'measure', id: other, type: 'Raw' });
        await app.query(
          `UPDATE measure SET title = 'x', version = $2, head_hash = $3::text::bytea WHERE id = $1`,
          [one, version, hash],
        );
      };
      expect(await refusalOf(app, borrowed)).toBe('KV001');
    });

    test('insert a measure without an event, or with another hash than its event’s', async () => {
      const id = randomUUID();
      const bare = () => insertMeasureRow(app, { id, planId, number: 900, version: 1, hash: '\\x00' });
      expect(await refusalOf(app, bare)).toBe('KV001');
      const otherHash = async () => {
        const { version } = await writeEvent(app, { kind: 'measure', id, type: 'MeasureRegistered' });
        await insertMeasureRow(app, { id, planId, number: 900, version, hash: '\\x00' });
      };
      expect(await refusalOf(app, otherHash)).toBe('KV001');
    });

    test('add an item with an event of the measure but not its new version', async () => {
      const id = await bareMeasure();
      const halfWay = async () => {
        await writeEvent(app, { kind: 'measure', id, type: 'ItemAdded' });
        await insertItemRow(app, { measureId: id, partyId, suffix: '1' });
      };
      expect(await refusalOf(app, halfWay)).toBe('KV001');
    });

    test('add a member to a group without an event of the group', async () => {
      const member = () =>
        app.query(
          `INSERT INTO membership (group_id, ordinal, party_id, joined_on) VALUES ($1, 9, $2, '2026-01-01')`,
          [groupId, partyId],
        );
      expect(await refusalOf(app, member)).toBe('KV001');
    });

    test('shadow the history with a temporary table', async () => {
      const shadowed = async () => {
        await app.query('CREATE TEMP TABLE event (LIKE public.event INCLUDING ALL) ON COMMIT DROP');
        await app.query('SET LOCAL search_path = pg_temp, public');
        await changeWithEvent(app, 'measure', measureId, `title = 'x'`);
      };
      expect(await refusalOf(app, shadowed)).toBe('KV001');
    });

    test('but what is next due changes without one, by the function that writes what was derived', async () => {
      const reschedule = `SELECT record_next_due('${measureId}', true, now(), '2026-11-03')`;
      expect(await refusalOf(app, () => app.query(reschedule))).toBe('accepted');
    });

    test.each([
      ['when it next speaks', `next_due_at = NULL, demanded_through = '2099-01-01'`],
      ['how far it has been demanded', `demanded_through = '2099-01-01'`],
      ['whether it is followed', 'followed = false'],
      ['which news that is', 'due_version = due_version - 1'],
    ])('set %s by hand, with an event or without', async (_what, assignments) => {
      const set = `UPDATE measure SET ${assignments} WHERE id = '${measureId}'`;
      expect(await refusalOf(app, () => app.query(set))).toBe('KV012');
      expect(await refusalOf(app, () => changeWithEvent(app, 'measure', measureId, assignments))).toBe(
        'KV012',
      );
    });

    test('lend the functions that write as the owner to another role', async () => {
      const figures = await record.connect('figures');
      const borrowed = `SELECT public.record_next_due('${measureId}', false, NULL, '2099-01-01')`;
      expect(await refusalOf(figures, () => figures.query(borrowed))).toBe(mayNot);
    });

    test('and a state changes with its event', async () => {
      const id = await bareMeasure();
      expect(await refusalOf(app, () => changeWithEvent(app, 'measure', id, `title = 'x'`))).toBe('accepted');
    });
  });

  describe('numbers are for good', () => {
    test.each([
      ['another number', `number = number + 5000`],
      ['another plan', `plan_id = '00000000-0000-4000-8000-000000000000'`],
    ])('give a measure %s', async (_what, assignment) => {
      const id = await bareMeasure();
      expect(await refusalOf(app, () => changeWithEvent(app, 'measure', id, assignment))).toBe('KV007');
    });

    test('give a plan another number', async () => {
      const id = await record.plan();
      expect(await refusalOf(app, () => changeWithEvent(app, 'plan', id, 'number = number + 5000'))).toBe(
        'KV007',
      );
    });

    test('use a number twice', async () => {
      expect(await refusalOf(app, () => writeMeasure(app, planId, 1))).toBe('23505');
    });

    test('move an item to another measure', async () => {
      const other = await bareMeasure();
      const move = async () => {
        await changeWithEvent(app, 'measure', measureId, `title = 'x'`);
        await app.query('UPDATE item SET measure_id = $2 WHERE measure_id = $1', [measureId, other]);
      };
      expect(await refusalOf(app, move)).toBe('KV007');
    });

    test('put a measure into a plan, or an item on a party, that does not exist', async () => {
      expect(await refusalOf(app, () => writeMeasure(app, randomUUID(), 1))).toBe('KV007');
      const id = await bareMeasure();
      const nobody = async () => {
        await changeWithEvent(app, 'measure', id, `title = 'x'`);
        await insertItemRow(app, { measureId: id, partyId: randomUUID(), suffix: '1' });
      };
      expect(await refusalOf(app, nobody)).toBe('KV007');
    });
  });

  describe('nothing is closed until every item is done', () => {
    const close = (as: string) => `state = 'closed', closed_as = '${as}', closed_at = now()`;

    test.each(['open', 'reported-done'])('close a measure with an item that is %s', async (state) => {
      const id = await bareMeasure();
      const closing = async () => {
        await changeWithEvent(app, 'measure', id, `title = 'x'`);
        await insertItemRow(app, { measureId: id, partyId, suffix: '1', state });
        await changeWithEvent(app, 'measure', id, close('not-implemented'));
      };
      expect(await refusalOf(app, closing)).toBe('KV002');
    });

    test('close as implemented a measure nobody had', async () => {
      const id = await bareMeasure();
      expect(await refusalOf(app, () => changeWithEvent(app, 'measure', id, close('implemented')))).toBe(
        'KV003',
      );
    });

    test('close as implemented a measure with a waived item', async () => {
      const id = await bareMeasure();
      const closing = async (as: string) => {
        await changeWithEvent(app, 'measure', id, `title = 'x'`);
        await insertItemRow(app, { measureId: id, partyId, suffix: '1', state: 'signed-off' });
        await insertItemRow(app, { measureId: id, partyId, suffix: '2', state: 'waived' });
        await changeWithEvent(app, 'measure', id, close(as));
      };
      expect(await refusalOf(app, () => closing('implemented'))).toBe('KV003');
      expect(await refusalOf(app, () => closing('partly-implemented'))).toBe('accepted');
    });

    test('close as implemented afterwards', async () => {
      const id = await closedMeasure();
      expect(
        await refusalOf(app, () => changeWithEvent(app, 'measure', id, `closed_as = 'implemented'`)),
      ).toBe('KV003');
    });

    test('register a measure or a plan that is closed from the start', async () => {
      expect(await refusalOf(app, () => writeMeasure(app, planId, 901, 'closed'))).toBe('KV003');
    });

    test('be closed without saying as what', async () => {
      const id = await bareMeasure();
      expect(await refusalOf(app, () => changeWithEvent(app, 'measure', id, `state = 'closed'`))).toBe(
        '23514',
      );
    });

    test('close a plan with an open measure', async () => {
      expect(await refusalOf(app, () => changeWithEvent(app, 'plan', planId, `state = 'closed'`))).toBe(
        'KV004',
      );
    });

    test('close a plan under an isolation level that would not see a measure added meanwhile', async () => {
      const id = await record.plan();
      const closing = async () => {
        await app.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
        await changeWithEvent(app, 'plan', id, `state = 'closed'`);
      };
      expect(await refusalOf(app, closing)).toBe('KV009');
      expect(await refusalOf(app, () => changeWithEvent(app, 'plan', id, `state = 'closed'`))).toBe(
        'accepted',
      );
    });

    test('add an item to a closed measure, or open one in it', async () => {
      const id = await closedMeasure();
      const add = async () => {
        await changeWithEvent(app, 'measure', id, `title = 'x'`);
        await insertItemRow(app, { measureId: id, partyId, suffix: '1' });
      };
      expect(await refusalOf(app, add)).toBe('KV005');

      const [withItem = ''] = await record.measures(planId, 1, {
        responsible: { mode: 'each', partyIds: [partyId] },
      });
      const reopenItem = async () => {
        await changeWithEvent(app, 'measure', withItem, `title = 'x'`);
        await app.query(`UPDATE item SET state = 'waived' WHERE measure_id = $1`, [withItem]);
        await changeWithEvent(app, 'measure', withItem, close('not-implemented'));
        await app.query(`UPDATE item SET state = 'open' WHERE measure_id = $1`, [withItem]);
      };
      expect(await refusalOf(app, reopenItem)).toBe('KV005');
    });

    test('add a measure to a closed plan, or reopen one in it', async () => {
      const closed = await closedPlan();
      expect(await refusalOf(app, () => writeMeasure(app, closed.planId, 2))).toBe('KV006');
      const reopen = `state = 'in-follow-up', closed_as = NULL, closed_at = NULL`;
      expect(await refusalOf(app, () => changeWithEvent(app, 'measure', closed.measureId, reopen))).toBe(
        'KV006',
      );
    });
  });
});
