import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import type { Command } from '#domain/commands.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { type Difference, verifyRecord } from '#record/verify.js';
import { schedule } from '#record/report/report-time.store.js';
import { idOf, refusalOf, TestRecord, writeEvent } from './support/test-record.js';

const mayNot = '42501';

interface Snapshot {
  edition: number;
  audience: string;
  canonical: string;
  sha256: string;
  previous: string | null;
}

describe('A report in the record', () => {
  let record: TestRecord;
  let app: pg.Client;
  let superuser: pg.Client;
  let planId: string;
  let measureId: string;
  let first: string;
  let second: string;
  let untouched: Snapshot[];

  const at = (instant: string): void => {
    record.now = Date.parse(instant);
  };
  const snapshots = async (reportId: string): Promise<Snapshot[]> =>
    (
      await app.query<Snapshot>(
        `SELECT edition, audience, canonical, encode(sha256, 'hex') AS sha256,
                encode(previous_sha256, 'hex') AS previous
           FROM report_snapshot WHERE report_id = $1 ORDER BY edition, audience`,
        [reportId],
      )
    ).rows;
  const contentOf = async (reportId: string, edition = 1, audience = 'internal'): Promise<StatusReport> => {
    const found = (await snapshots(reportId)).find(
      (one) => one.edition === edition && one.audience === audience,
    );
    return JSON.parse(found?.canonical ?? '{}') as StatusReport;
  };
  const differences = async (): Promise<Difference[]> => {
    const found: Difference[] = [];
    const now = new Date(record.now).toISOString();
    await verifyRecord(record.dataSource, (difference) => found.push(difference), now);
    return found;
  };
  const onReport = (reportId: string, command: object): Promise<unknown> =>
    record.does({ planId, reportId, ...command } as unknown as Command, record.secretary);

  beforeAll(async () => {
    record = await TestRecord.open();
    app = await record.connect();
    superuser = await record.connect('superuser');
    planId = await record.plan();
    const party = await record.organisation();
    const responsible = { mode: 'each' as const, partyIds: [party] };
    [measureId = ''] = await record.measures(planId, 2, { responsible, access: { kind: 'open' } });
    await record.measures(planId, 1, {
      responsible,
      title: 'Hemmelig ventil',
      access: { kind: 'restricted', legalBasis: 'offl. § 24' },
    });
    await record.adopt(planId);
    const reporting = { cadenceMonths: 3, firstOn: '2026-12-04', language: 'nb' } as const;
    await record.does({ type: 'SetReporting', planId, reporting });
    at('2026-11-20T06:00:00.000Z');
    first = idOf(await record.does({ type: 'OpenReport', planId }, schedule), 'report');
    at('2026-12-04T22:45:00.000Z');
    await record.does({ type: 'LockReport', planId, reportId: first }, schedule);
    untouched = await snapshots(first);
  });
  afterAll(() => record.close());

  test('is frozen for both audiences, and the public one withholds what is restricted', async () => {
    const [internal, open] = untouched;
    expect(untouched.map(({ edition, audience }) => [edition, audience])).toEqual([
      [1, 'internal'],
      [1, 'public'],
    ]);
    for (const { canonical, sha256, previous } of untouched) {
      expect(createHash('sha256').update(canonical).digest('hex')).toBe(sha256);
      expect(previous).toBeNull();
    }
    expect(internal?.canonical).toContain('Hemmelig ventil');
    expect(open?.canonical).not.toContain('Hemmelig ventil');
    const { edition, answers, measures } = await contentOf(first);
    expect(edition).toMatchObject({ kind: 'locked', number: 1, version: 1, lockedBy: 'schedule' });
    expect(measures).toHaveLength(3);
    expect(answers.map(({ answer }) => answer.kind)).toEqual(['not-answered']);
  });

  test('carries the digest over the heads of every chain, anchored before it', async () => {
    const { rows } = await app.query<{ digest: string; streams: number }>(
      `SELECT encode(digest, 'hex') AS digest,
              (SELECT count(*)::integer FROM anchored JOIN event ON event.stream_kind = kind
                AND event.stream_id::text = id AND event.version = part) AS streams FROM anchor`,
    );
    const { edition } = await contentOf(first);
    expect(rows).toHaveLength(1);
    expect(edition).toMatchObject({ recordAnchor: { digest: rows[0]?.digest } });
    // Three persons, a party, a plan, three measures and the report, open.
    expect(rows[0]?.streams).toBe(9);
  });

  test('stays as it is whatever happens later; the next one follows it and tells what changed', async () => {
    at('2026-12-05T09:00:00.000Z');
    const update = {
      type: 'UpdateStatus',
      measureId,
      progress: 'under-way',
      text: 'Sent, men godt.',
    } as const;
    await record.does(update);
    at('2026-12-10T09:00:00.000Z');
    const moved = { type: 'SetDeadline', measureId, on: '2027-05-01', reason: 'Mangler folk.' } as const;
    await record.does(moved);
    at('2027-02-18T06:00:00.000Z');
    second = idOf(await record.does({ type: 'OpenReport', planId }, schedule), 'report');
    at('2027-03-04T22:45:00.000Z');
    await record.does({ type: 'LockReport', planId, reportId: second }, schedule);

    expect(await snapshots(first)).toEqual(untouched);
    const sha256 = untouched[0]?.sha256;
    const { edition, sinceLast } = await contentOf(second);
    expect(edition).toMatchObject({ number: 2, previous: { number: 1, version: 1, sha256 } });
    expect(sinceLast?.deadlinesMoved.map(({ number }) => number)).toEqual(['1']);
    expect((await snapshots(second)).map(({ previous }) => previous)).toEqual(
      untouched.map((snapshot) => snapshot.sha256),
    );
  });

  test('is corrected in what was chosen and in nothing else, as a new version at the end of the chain', async () => {
    at('2027-03-08T09:00:00.000Z');
    await record.does({ type: 'UpdateStatus', measureId, progress: 'under-way', text: 'Et svar for sent.' });
    const lockedSecond = (await snapshots(second))[0];
    const correction = { what: 'Fristen for tiltak 2.', why: 'Den var ført feil.' };
    const unknown = onReport(first, { type: 'CorrectReport', ...correction, parts: ['measures-99'] });
    await expect(unknown).rejects.toMatchObject({ type: 'invalid-value', extra: { field: 'parts' } });
    await onReport(first, { type: 'CorrectReport', ...correction, parts: ['measures-1'] });
    const corrected = await contentOf(first, 2);
    expect(corrected.edition).toMatchObject({
      number: 1,
      version: 2,
      correction: { ofVersion: 1, ...correction },
      previous: { number: 2, version: 1, sha256: lockedSecond?.sha256 },
    });
    const asLocked = await contentOf(first);
    const [chosen, ...others] = corrected.measures;
    expect(chosen?.deadline?.inForce).toBe('2027-05-01');
    expect(others).toEqual(asLocked.measures.slice(1));
    expect(corrected.answers).toEqual(asLocked.answers);
    expect(corrected.status.asOf).toBe(asLocked.status.asOf);
    expect((await snapshots(first)).filter(({ edition }) => edition === 1)).toEqual(untouched);
  });

  test('is what its history says', async () => {
    expect(await differences()).toEqual([]);
  });

  test('is released and acknowledged; the workflow’s plan is queued each time', async () => {
    await onReport(second, { type: 'ReleaseReport' });
    await record.does(
      { type: 'AcknowledgeReport', reportId: second, authority: { kind: 'leader' } },
      record.leader,
    );
    const { rows } = await app.query<{ state: string }>('SELECT state FROM report WHERE id = $1', [second]);
    expect(rows).toEqual([{ state: 'acknowledged' }]);
    const queued = await app.query<{ plan_id: string; news: string }>(
      'SELECT plan_id, news FROM relay_report',
    );
    expect(queued.rows).toEqual([{ plan_id: planId, news: expect.any(String) }]);
    // Set, opened, locked, opened, locked, corrected, released, acknowledged; adopted before there were dates.
    expect(Number(queued.rows[0]?.news)).toBe(8);
  });

  describe('the application’s role may not', () => {
    test.each(['report_snapshot', 'anchor'])('change or delete a row of %s', async (table) => {
      const change = table === 'anchor' ? 'streams = 0' : 'edition = 9';
      expect(await refusalOf(app, () => app.query(`UPDATE ${table} SET ${change}`))).toBe(mayNot);
      expect(await refusalOf(app, () => app.query(`DELETE FROM ${table}`))).toBe(mayNot);
      expect(await refusalOf(app, () => app.query(`TRUNCATE ${table}`))).toBe(mayNot);
    });

    test('add a content without the event that names it', async () => {
      const another = `
        INSERT INTO report_snapshot (report_id, edition, audience, plan_id, ordinal, canonical, sha256,
          previous_sha256, locked_at)
        SELECT report_id, 3, audience, plan_id, 99, '{}', sha256('{}'), previous_sha256, locked_at
          FROM report_snapshot WHERE ordinal = 2 AND audience = 'internal'`;
      expect(await refusalOf(app, () => app.query(another))).toBe('KV001');
    });

    test('add one whose hash is not that of its text', async () => {
      const wrong = `
        INSERT INTO report_snapshot (report_id, edition, audience, plan_id, ordinal, canonical, sha256,
          previous_sha256, locked_at)
        SELECT report_id, 3, audience, plan_id, 99, '{}', sha256, previous_sha256, locked_at
          FROM report_snapshot WHERE ordinal = 2 AND audience = 'internal'`;
      expect(await refusalOf(app, () => app.query(wrong))).toBe('23514');
    });

    test('lock a report without its content', async () => {
      const attempt = async (): Promise<void> => {
        const event = {
          kind: 'report',
          id: second,
          type: 'ReportLocked',
          data: { version: 2, contents: [] },
        } as const;
        const { version, hash } = await writeEvent(app, event);
        await app.query(
          `UPDATE report SET editions = editions + 1, version = $2, head_hash = $3::text::bytea WHERE id = $1`,
          [second, version, hash],
        );
      };
      expect(await refusalOf(app, attempt)).toBe('KV001');
    });

    test('open a report that is locked from the start, or move one to another plan', async () => {
      const { rows } = await app.query<{ id: string }>('SELECT gen_random_uuid() AS id');
      const id = rows[0]?.id ?? '';
      const attempt = async (): Promise<void> => {
        const { version, hash } = await writeEvent(app, { kind: 'report', id, type: 'ReportOpened' });
        await app.query(
          `INSERT INTO report (id, version, head_hash, plan_id, number, state, language, period_from, period_to,
             reporting_date, editions, opened_at, state_changed_at, details)
           VALUES ($1, $2, $3::text::bytea, $4, 9, 'locked', 'nb', now(), now(), now(), 1, now(), now(), '{}')`,
          [id, version, hash, planId],
        );
      };
      expect(await refusalOf(app, attempt)).toBe('KV007');
    });
  });

  describe('verify:record names', () => {
    /** Past every guard, and undone afterwards. */
    const tampered = async (sql: string): Promise<string[]> => {
      const kept = await superuser.query<Record<string, unknown>>('SELECT * FROM report_snapshot');
      await superuser.query(
        `ALTER TABLE report_snapshot DROP CONSTRAINT IF EXISTS report_snapshot_hash_covers_canonical`,
      );
      await superuser.query(sql);
      const found = (await differences()).map(({ stream, path }) => `${stream} ${path}`);
      for (const row of kept.rows) {
        await superuser.query(
          `UPDATE report_snapshot SET canonical = $4, sha256 = $5 WHERE report_id = $1 AND edition = $2 AND audience = $3`,
          [row['report_id'], row['edition'], row['audience'], row['canonical'], row['sha256']],
        );
      }
      return found;
    };
    const firstInternal = `edition = 1 AND ordinal = 1 AND audience = 'internal'`;

    test('a content that was rewritten', async () => {
      const sql = `UPDATE report_snapshot SET canonical = replace(canonical, 'not-answered', 'answered')
                    WHERE ${firstInternal}`;
      expect(await tampered(sql)).toEqual(['report snapshot 1 internal.sha256_of_content']);
    });

    test('a content that was rewritten with its hash', async () => {
      const sql = `UPDATE report_snapshot SET canonical = '{}', sha256 = sha256('{}') WHERE ${firstInternal}`;
      expect(await tampered(sql)).toEqual([
        'report snapshot 1 internal.sha256',
        'report snapshot 1 internal.sha256_of_content',
        'report snapshot 1 internal.previous_sha256',
      ]);
      expect(await differences()).toEqual([]);
    });

    test('a content that is gone', async () => {
      await superuser.query('BEGIN');
      await superuser.query(`CREATE TABLE kept AS SELECT * FROM report_snapshot`);
      await superuser.query(`DELETE FROM report_snapshot WHERE ${firstInternal}`);
      await superuser.query('COMMIT');
      const found = (await differences()).map(({ stream, path }) => `${stream} ${path}`);
      expect(found).toContain('report snapshot 1 internal');
      await superuser.query('ALTER TABLE report_snapshot DISABLE TRIGGER USER');
      await superuser.query(`INSERT INTO report_snapshot SELECT * FROM kept WHERE ${firstInternal}`);
      await superuser.query('ALTER TABLE report_snapshot ENABLE TRIGGER USER');
      expect(await differences()).toEqual([]);
    });

    test('a history rewritten from end to end with every hash of its chain, by the anchors made before', async () => {
      const rewritten = `UPDATE event SET canonical = replace(canonical, 'Tiltaksplan', 'Tiltaksplen') WHERE stream_id = $1`;
      await superuser.query('ALTER TABLE event DROP CONSTRAINT event_hash_covers_canonical');
      await superuser.query('ALTER TABLE plan DISABLE TRIGGER USER');
      const { rows } = await superuser.query<{ version: number }>(
        `SELECT version FROM event WHERE stream_id = $1 ORDER BY version`,
        [planId],
      );
      await superuser.query(rewritten, [planId]);
      for (const { version } of rows) {
        await superuser.query(
          `UPDATE event e SET prev_hash = coalesce((SELECT hash FROM event p WHERE p.stream_id = e.stream_id
               AND p.version = e.version - 1), prev_hash) WHERE stream_id = $1 AND version = $2`,
          [planId, version],
        );
        await superuser.query(
          `UPDATE event SET hash = sha256(prev_hash || convert_to(canonical, 'UTF8'))
            WHERE stream_id = $1 AND version = $2`,
          [planId, version],
        );
      }
      await superuser.query(
        `UPDATE plan SET title = 'Tiltaksplen',
                head_hash = (SELECT hash FROM event WHERE stream_id = $1 ORDER BY version DESC LIMIT 1)
          WHERE id = $1`,
        [planId],
      );
      await superuser.query('ALTER TABLE plan ENABLE TRIGGER USER');
      const found = (await differences()).map(({ stream, path }) => `${stream} ${path}`);
      expect(found).toEqual(['plan event 3.hash, anchored']);
    });
  });
});
