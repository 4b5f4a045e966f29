import type { DataSource } from 'typeorm';
import type { Instant } from '#domain/ids.js';
import type { Actor } from '#domain/roles/actor.js';
import { instant } from '../history/row-values.js';
import { Conditions, type PageWanted } from '../queries/conditions.js';

export const readingKinds = ['measure', 'evaluation', 'report', 'plan', 'import'] as const;
export type ReadingKind = (typeof readingKinds)[number];

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
}

export interface ReadingsWanted extends PageWanted {
  reader?: string;
  subject?: string;
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
}

/** Who read restricted text (who, what, when). The application's role adds to it and reads it, and nothing else. */
export class ReadingLog {
  constructor(private readonly dataSource: DataSource) {}

  async write({ id, identityId }: Actor, path: string, subjects: readonly ReadSubject[]): Promise<void> {
    if (subjects.length === 0) return;
    await this.dataSource.query(
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
      .after('reading.id', '<', wanted.cursor);
    const rows = await this.dataSource.query<ReadingRow[]>(
      `SELECT reading.id::int AS number, to_jsonb(reading.at) #>> '{}' AS at, reading.reader_id AS "readerId",
              person.name AS "readerName", reading.path, reading.subject_kind AS kind, reading.subject_id AS "subjectId",
              CASE WHEN identity.subject IS NOT NULL
                   THEN jsonb_build_object('issuer', identity.issuer, 'subject', identity.subject) END AS account
         FROM reading LEFT JOIN person ON person.id::text = reading.reader_id
                      LEFT JOIN identity ON identity.id = reading.identity_id
         ${conditions.sql} ORDER BY reading.id DESC ${conditions.limit(wanted.limit)}`,
      conditions.values,
    );
    return rows.map(({ at, readerName, account, kind, subjectId, ...row }) => ({
      ...row,
      at: instant(at),
      subject: { kind, id: subjectId },
      ...(readerName === null ? {} : { readerName }),
      ...(account === null ? {} : { account }),
    }));
  }
}
