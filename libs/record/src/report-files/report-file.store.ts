import type { EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import type { Instant, PlanId, ReportId } from '#domain/ids.js';
import type { CasePaper } from '#domain/report/case-paper.js';
import type { Audience } from '#domain/report/audience.js';
import { reportAltered } from '../report/altered-report.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** So long a file is kept that nobody asks for. */
export const keptDays = 30;
/** So long it belongs to the process that makes it, unless that says so again. */
const claimSeconds = 30;
/** A file whose making has ended the process so often counts as failed. */
const mostAttempts = 3;

const claimEnd = `now() + interval '${claimSeconds} seconds'`;

/**
 * Which process makes a file, and at which attempt: a process that was given up and comes back changes nothing.
 */
export interface Claim {
  id: string;
  attempt: number;
}

export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

export interface FileOrder {
  planId: PlanId;
  /** Absent for the live status. */
  report?: { id: ReportId; version: number };
  audience: Audience;
  format: string;
  body?: CasePaper['body'];
}

/** waiting → reading the record → writing → ready, or failed: then it is made anew when it is asked for again. */
type FileState = 'waiting' | 'reading' | 'writing' | 'ready' | 'failed';

export interface StoredFile extends FileOrder {
  id: string;
  state: FileState;
  /** True when nobody makes the file now and it is not there. */
  abandoned: boolean;
  askedAt: Instant;
  /** Written so far; all of it once it is ready. */
  bytes: number;
  name: string | undefined;
  type: string | undefined;
}

interface Row {
  id: string;
  planId: string;
  reportId: string | null;
  edition: number | null;
  audience: Audience;
  format: string;
  body: NonNullable<CasePaper['body']> | null;
  state: FileState;
  abandoned: boolean;
  askedAt: Date;
  bytes: string;
  name: string | null;
  type: string | null;
}

const columns = `id, plan_id AS "planId", report_id AS "reportId", edition, audience, format, body, state,
  state NOT IN ('ready', 'failed') AND (claimed_until IS NULL OR claimed_until < now()) AS abandoned,
  asked_at AS "askedAt", bytes::text, name, media_type AS type`;

/** Files that are made once and fetched by whoever may: in PostgreSQL, because every process of the API reaches it. */
export class ReportFileStore {
  constructor(private readonly dataSource: RecordSource) {}

  /** How much there is to write: measures and items of the plan. */
  async sizeOf(planId: PlanId): Promise<number> {
    const [row] = await dataSourceOf(this.dataSource).query<{ size: number }[]>(
      `SELECT (count(DISTINCT measure.id) + count(item.id))::int AS size
         FROM measure LEFT JOIN item ON item.measure_id = measure.id WHERE measure.plan_id = $1`,
      [planId],
    );
    return row?.size ?? 0;
  }

  /** Changes with whatever a plan's live status is made from: every stream carries its version. */
  async stateOf(planId: PlanId): Promise<string> {
    const [row] = await dataSourceOf(this.dataSource).query<{ state: string }[]>(
      `SELECT concat_ws('.',
         (SELECT version FROM plan WHERE id = $1),
         (SELECT sum(version) FROM measure WHERE plan_id = $1),
         (SELECT sum(version) FROM report WHERE plan_id = $1),
         (SELECT sum(version) FROM evaluation), (SELECT sum(version) FROM decision),
         (SELECT sum(version) FROM party), (SELECT sum(version) FROM person)) AS state`,
      [planId],
    );
    return row?.state ?? '';
  }

  /** The file of this key, which is now to be made if it is not there; old ones are thrown away meanwhile. */
  async ask(key: string, { planId, report, audience, format, body }: FileOrder): Promise<StoredFile> {
    await dataSourceOf(this.dataSource).query(
      `DELETE FROM report_file WHERE asked_at < now() - interval '${keptDays} days'`,
    );
    const [row] = await dataSourceOf(this.dataSource).query<Row[]>(
      `INSERT INTO report_file AS f (id, key, plan_id, report_id, edition, audience, format, body)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (key) DO UPDATE SET asked_at = now(),
         state = CASE f.state WHEN 'failed' THEN 'waiting' ELSE f.state END,
         attempts = CASE f.state WHEN 'failed' THEN 0 ELSE f.attempts END
       RETURNING ${columns}`,
      [
        newId(),
        key,
        planId,
        report?.id ?? null,
        report?.version ?? null,
        audience,
        format,
        body === undefined ? null : JSON.stringify(body),
      ],
    );
    if (row === undefined) throw new Error('The order was not kept');
    return storedOf(row);
  }

  async find(id: string): Promise<StoredFile | undefined> {
    const [row] = await dataSourceOf(this.dataSource).query<Row[]>(
      `SELECT ${columns} FROM report_file WHERE id = $1`,
      [id],
    );
    return row === undefined ? undefined : storedOf(row);
  }

  /** Takes a file that nobody makes; undefined when somebody else was quicker, or it has failed too often. */
  async claim(id: string): Promise<Claim | undefined> {
    const free = `id = $1 AND state NOT IN ('ready', 'failed') AND (claimed_until IS NULL OR claimed_until < now())`;
    return dataSourceOf(this.dataSource).transaction(async (manager) => {
      await manager.query(
        `UPDATE report_file SET state = 'failed' WHERE ${free} AND attempts >= ${mostAttempts}`,
        [id],
      );
      const [taken] = await manager.query<[{ attempt: number }[], number]>(
        `UPDATE report_file SET state = 'reading', attempts = attempts + 1, bytes = 0, claimed_until = ${claimEnd}
          WHERE ${free} RETURNING attempts AS attempt`,
        [id],
      );
      const [claim] = taken;
      if (claim === undefined) return undefined;
      await manager.query('DELETE FROM report_file_part WHERE file_id = $1', [id]);
      return { id, attempt: claim.attempt };
    });
  }

  /** It is still being made. @throws ClaimLost when somebody else makes it by now */
  async hold(claim: Claim): Promise<void> {
    await this.change(claim, `claimed_until = ${claimEnd}`);
  }

  /** @throws ClaimLost */
  async write(claim: Claim, part: number, content: Buffer): Promise<void> {
    await dataSourceOf(this.dataSource).transaction(async (manager) => {
      await this.change(
        claim,
        `state = 'writing', claimed_until = ${claimEnd}, bytes = bytes + $3`,
        [content.length],
        manager,
      );
      await manager.query('INSERT INTO report_file_part (file_id, part, content) VALUES ($1, $2, $3)', [
        claim.id,
        part,
        content,
      ]);
    });
  }

  /** @throws ClaimLost */
  async finish(claim: Claim, { name, type }: { name: string; type: string }): Promise<void> {
    await this.change(claim, `state = 'ready', name = $3, media_type = $4, claimed_until = NULL`, [
      name,
      type,
    ]);
  }

  /** @throws ClaimLost */
  async fail(claim: Claim): Promise<void> {
    await this.change(claim, `state = 'failed', claimed_until = NULL`);
  }

  private async change(
    { id, attempt }: Claim,
    set: string,
    values: readonly unknown[] = [],
    manager: Pick<EntityManager, 'query'> = dataSourceOf(this.dataSource),
  ): Promise<void> {
    const [, changed] = await manager.query<[unknown[], number]>(
      `UPDATE report_file SET ${set} WHERE id = $1 AND attempts = $2`,
      [id, attempt, ...values],
    );
    if (changed === 0) throw new ClaimLost(id);
  }

  /** @throws DomainError `report-altered` when a file of a locked report is not what an anchor covers */
  async requireIntact(id: string): Promise<void> {
    const [row] = await dataSourceOf(this.dataSource).query<{ intact: boolean }[]>(
      `SELECT report_id IS NULL
              OR report_is_intact(report_id, edition, audience)
                 AND NOT EXISTS (
                   SELECT FROM anchored WHERE kind = 'report-file' AND anchored.id = file.id::text AND digest <> (
                     SELECT sha256(string_agg(content, ''::bytea ORDER BY part)) FROM report_file_part
                      WHERE file_id = file.id)) AS intact
         FROM report_file file WHERE id = $1`,
      [id],
    );
    if (row?.intact === false) throw reportAltered();
  }

  /** What was written, part by part. */
  async *read(id: string): AsyncGenerator<Buffer> {
    for (let part = 0; ; part += 1) {
      const [row] = await dataSourceOf(this.dataSource).query<{ content: Buffer }[]>(
        'SELECT content FROM report_file_part WHERE file_id = $1 AND part = $2',
        [id, part],
      );
      if (row === undefined) return;
      yield row.content;
    }
  }
}

function storedOf(row: Row): StoredFile {
  const { id, planId, reportId, edition, audience, format, body, state, abandoned } = row;
  return {
    id,
    planId,
    audience,
    format,
    state,
    abandoned,
    ...(reportId === null || edition === null ? {} : { report: { id: reportId, version: edition } }),
    ...(body === null ? {} : { body }),
    askedAt: row.askedAt.toISOString(),
    bytes: Number(row.bytes),
    name: row.name ?? undefined,
    type: row.type ?? undefined,
  };
}
