import type { DataSource, QueryRunner } from 'typeorm';
import type { Command } from '#domain/commands.js';
import { anchorWhatIsNew } from '#record/anchor/anchor.js';
import { openDataSource } from '#record/data-source.js';
import { FollowUpStore } from '#record/follow-up/follow-up.store.js';
import { roleOf } from '#record/migrations/app-role.js';
import { NotificationStore } from '#record/notifications/notification.store.js';
import { type Difference, verifyWithin } from '#record/verify.js';
import { idOf, TestRecord } from './test-record.js';

/** A record in which everything that can be altered is there, and a superuser who alters it for a moment. */
export class AlteredRecord {
  private constructor(
    readonly record: TestRecord,
    private readonly superuser: DataSource,
    /** By name, for the SQL of the alterations: `:measure`. */
    readonly ids: Readonly<Record<string, string>>,
  ) {}

  static async open(): Promise<AlteredRecord> {
    const record = await TestRecord.open();
    const superuser = await openDataSource(record.postgres.superuserUrl(record.name), { poolSize: 1 });
    return new AlteredRecord(record, superuser, await fill(record, superuser));
  }

  async close(): Promise<void> {
    await this.superuser.destroy();
    await this.record.close();
  }

  get at(): string {
    return new Date(this.record.now).toISOString();
  }

  /** Where the record differs after `sql`, which is undone again. Everybody is told what nobody may do: no trigger, no check. */
  async differencesAfter(sql: string): Promise<string[]> {
    return this.during(sql, async (runner) => {
      const found: Difference[] = [];
      await verifyWithin(runner.manager, (difference) => found.push(difference), this.at);
      return [...new Set(found.map(({ stream, path }) => `${stream} ${path}`))].sort();
    });
  }

  /** Looks at the record as the application sees it while `sql` has been done. */
  async during<Result>(sql: string, look: (runner: QueryRunner) => Promise<Result>): Promise<Result> {
    const runner = this.superuser.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.query('SET LOCAL session_replication_role = replica');
      await runner.query(`
        ALTER TABLE event DROP CONSTRAINT event_hash_covers_canonical, DROP CONSTRAINT event_chain_starts_with_zeros;
        ALTER TABLE report_snapshot DROP CONSTRAINT report_snapshot_hash_covers_canonical;
        ALTER TABLE published_file DROP CONSTRAINT published_file_check`);
      for (const statement of this.named(sql)
        .split(';')
        .filter((one) => one.trim() !== '')) {
        await runner.query(statement.replaceAll('¤', ';'));
      }
      await runner.query(`SET LOCAL ROLE ${roleOf(this.record.urls.appUrl)}`);
      return await look(runner);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  private named(sql: string): string {
    return sql.replaceAll(/:([a-z]\w*)\b/gi, (all, name: string) => {
      const id = this.ids[name];
      return id === undefined ? all : `'${id}'`;
    });
  }
}

async function fill(record: TestRecord, superuser: DataSource): Promise<Record<string, string>> {
  const at = (instant: string): string => {
    record.now = Date.parse(instant);
    return instant;
  };
  const one = async (sql: string): Promise<string> => {
    const [row] = await superuser.query<{ id: string }[]>(sql);
    if (row === undefined) throw new Error(`Nothing found by ${sql}`);
    return row.id;
  };
  at('2027-01-11T09:00:00.000Z');
  const party = await record.organisation('Vestdal vannverk');
  const other = await record.organisation('Nordre vannverk', record.leader.id);
  const group = idOf(
    await record.does({ type: 'RegisterGroup', name: 'Kommunene', memberIds: [party, other] }),
    'party',
  );
  const plan = await record.plan();
  const responsible = { mode: 'each', partyIds: [group] } as const;
  const [measure = '', second = ''] = await record.measures(plan, 3, {
    responsible,
    deadline: { on: '2027-03-01' },
  });
  await record.adopt(plan);
  await record.does({ type: 'SetDeadline', measureId: measure, on: '2027-04-01', reason: 'Levering' });
  const [restricted = ''] = await record.measures(plan, 1, {
    title: 'Hemmelig ventil',
    access: { kind: 'restricted', legalBasis: 'offl. § 24' },
  });
  const evaluation = idOf(
    await record.does({
      type: 'RegisterEvaluation',
      title: 'Vannutbruddet',
      kind: 'incident',
      findings: [{ kind: 'strength', text: 'Rask varsling' }],
      recommendations: [{ title: 'Prøvepunkter', text: 'Sett opp', findingIndexes: [0] }],
    }),
    'evaluation',
  );
  const catalogue = idOf(
    await record.does({ type: 'RegisterCatalogue', name: 'Tiltaksbank' } as Command),
    'catalogue',
  );
  const decision = idOf(
    await record.does({
      type: 'EnterDecision',
      body: 'Utvalget',
      meetingDate: '2026-10-01',
      caseNumber: '12/26',
      archiveReference: '26/12-3',
      text: 'Tas til orientering',
      planId: plan,
    } as Command),
    'decision',
  );
  await record.does(
    { type: 'SetDeadline', measureId: second, on: '2027-05-01', reason: 'Mangler folk' },
    record.secretary,
    { idempotency: { key: 'frist', fingerprint: 'f'.repeat(64) } },
  );
  const reporting = { cadenceMonths: 3, firstOn: '2027-02-02', language: 'nb' } as const;
  await record.does({ type: 'SetReporting', planId: plan, reporting });
  at('2027-01-25T09:00:00.000Z');
  const report = idOf(await record.does({ type: 'OpenReport', planId: plan }), 'report');

  // Reminders 30 days before the deadlines: one told in the morning, the others waiting.
  const store = new FollowUpStore(record.dataSource);
  const morning = at('2027-02-01T07:00:00.000Z');
  await store.demandOverdue(morning, () => undefined);
  const letters = new NotificationStore(record.dataSource);
  const letter = await letters.prepareMorning(record.owner.id, '2027-02-01', morning);
  if (letter === undefined) throw new Error('There was nothing to tell the owner');
  await superuser.query(
    `UPDATE notification SET state = 'sent', slack_channel = 'D1', slack_ts = '1.1', sent_at = $1 WHERE kind = 'morning'`,
    [morning],
  );
  await superuser.query(
    `UPDATE obligation SET state = 'told', settled_at = $1 WHERE notification_id IS NOT NULL AND state = 'open'`,
    [morning],
  );
  at('2027-02-01T09:00:00.000Z');
  await anchorWhatIsNew(record.dataSource, at('2027-02-01T10:00:00.000Z'));

  at('2027-02-02T22:45:00.000Z');
  await record.does({ type: 'LockReport', planId: plan, reportId: report });
  await superuser.query(`
    INSERT INTO published_file (report_id, edition, format, content, sha256)
    VALUES ('${report}', 1, 'pdf', '%PDF'::bytea, sha256('%PDF'::bytea));
    INSERT INTO report_file (id, key, plan_id, report_id, edition, audience, format, state, media_type, name)
    VALUES (gen_random_uuid(), 'k', '${plan}', '${report}', 1, 'internal', 'pdf', 'ready', 'application/pdf', 'r.pdf');
    INSERT INTO report_file_part SELECT id, 0, '%PDF'::bytea FROM report_file;
    INSERT INTO import_draft (id, file_name, file_bytes, sha256, new_plan_id, reading, draft, uploaded_by, changed_by)
    VALUES (gen_random_uuid(), 'a.pdf', 1, repeat('a', 64), gen_random_uuid(), '{}', '{"title": "Rapport"}', 'siri', 'siri');
    INSERT INTO summary_draft (plan_id, section, fields, saved_by)
    VALUES ('${plan}', 'sammendrag', '{"text": "Utkast"}', '${record.secretary.id}');
    INSERT INTO search_document (stream_id, kind, part, open, at, title, about, told, body, words)
    VALUES ('${measure}', 'measure', '', true, now(), 't', '', '', '', 't'::tsvector)`);
  await record.does({ type: 'RevisePerson', personId: record.owner.id, name: 'Ola Nordmann' });
  await anchorWhatIsNew(record.dataSource, at('2027-02-03T10:00:00.000Z'));
  // The tail: nothing has anchored it yet.
  at('2027-02-03T10:30:00.000Z');
  await record.does({ type: 'UpdateStatus', measureId: second, progress: 'under-way', text: 'I gang.' });

  return {
    plan,
    measure,
    second,
    restricted,
    evaluation,
    catalogue,
    decision,
    report,
    party,
    other,
    group,
    owner: record.owner.id,
    leader: record.leader.id,
    secretary: record.secretary.id,
    item: await one(`SELECT id FROM item WHERE measure_id = '${measure}' ORDER BY ordinal LIMIT 1`),
    told: await one(`SELECT id FROM obligation WHERE state = 'told' LIMIT 1`),
    waiting: await one(`SELECT id FROM obligation WHERE state = 'open' LIMIT 1`),
    sent: await one(`SELECT id FROM notification WHERE state = 'sent'`),
    pending: await one(`SELECT id FROM notification WHERE state = 'pending' ORDER BY id LIMIT 1`),
  };
}
