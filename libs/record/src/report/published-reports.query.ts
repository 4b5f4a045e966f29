import type { ReportId } from '#domain/ids.js';
import type { Report } from '#domain/report/report.js';
import { reportAltered } from './altered-report.js';
import { reportOf, type ReportRow } from './report.rows.js';
import { isTakenDown, withTakedowns } from './takedown.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** A report of which some version was made public, whether or not one can be read now. */
export interface PublishedReport {
  planNumber: number;
  report: Report;
}

interface PublishedRow {
  planNumber: number;
  row: ReportRow;
}

const selected = `SELECT plan.number AS "planNumber", to_jsonb(report) AS row
  FROM report JOIN plan ON plan.id = report.plan_id WHERE report.details ? 'publications'`;
const isPublic = `EXISTS (SELECT FROM jsonb_array_elements(report.details -> 'publications') AS published
  WHERE NOT published ? 'withdrawn' AND NOT ${isTakenDown('published')})`;

/** The published reports of one plan, newest first. */
export async function publishedReportsOf(
  dataSource: RecordSource,
  planNumber: number,
): Promise<PublishedReport[]> {
  return read(dataSource, `${selected} AND plan.number = $1 ORDER BY report.number DESC`, [planNumber]);
}

/** The newest report of each plan that can be read now, in the order of the plans’ numbers. */
export async function newestPublishedReports(
  dataSource: RecordSource,
  { afterPlan, limit }: { afterPlan: number; limit: number },
): Promise<PublishedReport[]> {
  return read(
    dataSource,
    `SELECT DISTINCT ON ("planNumber") * FROM (${selected} AND ${isPublic} AND plan.number > $1) AS published
      ORDER BY "planNumber", (row ->> 'number')::integer DESC LIMIT $2`,
    [afterPlan, limit],
  );
}

/** Reports of all plans, those with the latest publication or withdrawal first. */
export async function latestPublishedReports(
  dataSource: RecordSource,
  limit: number,
): Promise<PublishedReport[]> {
  return read(
    dataSource,
    `${selected} ORDER BY (SELECT max(greatest(one ->> 'at', one #>> '{withdrawn,at}'))
                             FROM jsonb_array_elements(report.details -> 'publications') AS one) DESC
      LIMIT $1`,
    [limit],
  );
}

async function read(
  dataSource: RecordSource,
  sql: string,
  values: readonly number[],
): Promise<PublishedReport[]> {
  const rows = await dataSourceOf(dataSource).query<PublishedRow[]>(sql, [...values]);
  const reports = await withTakedowns(
    dataSourceOf(dataSource).manager,
    rows.map(({ row }) => reportOf(row)),
  );
  return rows.flatMap(({ planNumber }, index) => {
    const report = reports[index];
    return report === undefined ? [] : [{ planNumber, report }];
  });
}

/** A published version as a file. */
export interface KeptFile {
  content: Buffer;
  /** Hexadecimal. */
  sha256: string;
}

interface FileKey {
  reportId: ReportId;
  version: number;
  format: string;
}

/** @throws DomainError `report-altered` when it is not the file that was kept, or that an anchor covers */
export async function keptFile(
  dataSource: RecordSource,
  { reportId, version, format }: FileKey,
): Promise<KeptFile | undefined> {
  const [row] = await dataSourceOf(dataSource).query<(KeptFile & { intact: boolean })[]>(
    `SELECT content, encode(sha256, 'hex') AS sha256,
            sha256(content) = sha256 AND report_is_intact(report_id, edition, 'public')
            AND NOT EXISTS (SELECT FROM anchored
                             WHERE kind = 'published-file' AND id = report_id || '/' || edition || '/' || format
                               AND digest <> sha256(content)) AS intact
       FROM published_file WHERE report_id = $1 AND edition = $2 AND format = $3`,
    [reportId, version, format],
  );
  if (row === undefined) return undefined;
  const { intact, ...kept } = row;
  if (!intact) throw reportAltered();
  return kept;
}

/** The first process to make the file keeps it for all: what is kept already stays. */
export async function keepFile(
  dataSource: RecordSource,
  { reportId, version, format }: FileKey,
  content: Buffer,
): Promise<void> {
  await dataSourceOf(dataSource).query(
    `INSERT INTO published_file (report_id, edition, format, content, sha256)
     VALUES ($1, $2, $3, $4, sha256($4)) ON CONFLICT DO NOTHING`,
    [reportId, version, format, content],
  );
}
