import type { Instant, PlainDate } from '#domain/ids.js';
import type { Actor } from '#domain/roles/actor.js';
import { instant } from '../history/row-values.js';
import { byName, Conditions, type PageWanted } from '../conditions.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

export const readingKinds = ['measure', 'evaluation', 'report', 'plan', 'import'] as const;
type ReadingKind = (typeof readingKinds)[number];

/** One thing whose restricted text was shown. */
export interface ReadSubject {
  kind: ReadingKind;
  id: string;
}

export interface Reading {
  /** In the order of the log. */
  number: number;
  at: Instant;
  readerId: string;
  /** As the register has it now; absent for an API client and for one who was erased. */
  readerName?: string;
  account?: { issuer: string; subject: string };
  path: string;
  subject: ReadSubject;
  /** The number in the plan, of a measure or a report. */
  subjectNumber?: number;
  planNumber?: number;
}

export interface ReadingsWanted extends PageWanted {
  reader?: string;
  subject?: string;
  /** Measures, reports and files of the plan of this number. */
  planNumber?: number;
  measureNumber?: number;
  /** Days in Europe/Oslo, both of them with it. */
  from?: PlainDate;
  to?: PlainDate;
}

interface ReadingRow {
  number: number;
  at: string;
  readerId: string;
  readerName: string | null;
  account: { issuer: string; subject: string } | null;
  path: string;
  kind: ReadingKind;
  subjectId: string;
  subjectNumber: number | null;
  planNumber: number | null;
}

/** Who read restricted text (who, what, when). The application's role adds to it and reads it, and nothing else. */
export class ReadingLog {
  constructor(private readonly dataSource: RecordSource) {}

  async write({ id, identityId }: Actor, path: string, subjects: readonly ReadSubject[]): Promise<void> {
    if (subjects.length === 0) return;
    await dataSourceOf(this.dataSource).query(
      `INSERT INTO reading (reader_id, identity_id, path, subject_kind, subject_id)
       SELECT $1, $2, $3, r.kind, r.id FROM json_to_recordset($4::json) AS r (kind text, id uuid)`,
      [id, identityId ?? null, path, JSON.stringify(subjects)],
    );
  }

  /** The newest first. Position: the number. */
  async list(wanted: ReadingsWanted): Promise<Reading[]> {
    const conditions = new Conditions()
      .where('reading.reader_id = ?', wanted.reader)
      .where('reading.subject_id = ?', wanted.subject)
      .where('plan.number = ?', wanted.planNumber)
      .where('measure.number = ?', wanted.measureNumber)
      .where("reading.at >= ?::date::timestamp AT TIME ZONE 'Europe/Oslo'", wanted.from)
      .where("reading.at < (?::date + 1)::timestamp AT TIME ZONE 'Europe/Oslo'", wanted.to)
      .after('reading.id', '<', wanted.cursor);
    const rows = await dataSourceOf(this.dataSource).query<ReadingRow[]>(
      `SELECT reading.id::int AS number, to_jsonb(reading.at) #>> '{}' AS at, reading.reader_id AS "readerId",
              person.name AS "readerName", plan.number AS "planNumber",
              coalesce(measure.number, report.number) AS "subjectNumber", reading.path, reading.subject_kind AS kind, reading.subject_id AS "subjectId",
              CASE WHEN identity.subject IS NOT NULL
                   THEN jsonb_build_object('issuer', identity.issuer, 'subject', identity.subject) END AS account
         FROM reading LEFT JOIN person ON person.id::text = reading.reader_id
                      LEFT JOIN identity ON identity.id = reading.identity_id
                      LEFT JOIN measure ON reading.subject_kind = 'measure' AND measure.id = reading.subject_id
                      LEFT JOIN report ON reading.subject_kind = 'report' AND report.id = reading.subject_id
                      LEFT JOIN plan ON plan.id = coalesce(measure.plan_id, report.plan_id,
                           CASE reading.subject_kind WHEN 'plan' THEN reading.subject_id END)
         ${conditions.sql} ORDER BY reading.id DESC ${conditions.limit(wanted.limit)}`,
      conditions.values,
    );
    return rows.map(({ at, readerName, account, kind, subjectId, subjectNumber, planNumber, ...row }) => ({
      ...row,
      at: instant(at),
      subject: { kind, id: subjectId },
      ...(readerName === null ? {} : { readerName }),
      ...(account === null ? {} : { account }),
      ...(subjectNumber === null ? {} : { subjectNumber }),
      ...(planNumber === null ? {} : { planNumber }),
    }));
  }

  /** Everybody who stands in the log, persons by name before API clients. */
  async readers(): Promise<Pick<Reading, 'readerId' | 'readerName'>[]> {
    const rows = await dataSourceOf(this.dataSource).query<{ readerId: string; readerName: string | null }[]>(
      `SELECT read.reader_id AS "readerId", person.name AS "readerName"
         FROM (SELECT DISTINCT reader_id FROM reading) read
         LEFT JOIN person ON person.id::text = read.reader_id
        ORDER BY person.id IS NULL, ${byName('person.name')}, read.reader_id`,
    );
    return rows.map(({ readerId, readerName }) => ({
      readerId,
      ...(readerName === null ? {} : { readerName }),
    }));
  }
}
