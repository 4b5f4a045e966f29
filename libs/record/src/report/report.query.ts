import { osloDate } from '#domain/follow-up/calendar.js';
import type { Instant, PlanId, ReportId } from '#domain/ids.js';
import type { Versioned } from '#domain/needs.js';
import type { Plan } from '#domain/plan/plan.js';
import { statusReport } from '#domain/report/build-status-report.js';
import { answersCountedUntil, periodFrom } from '#domain/report/editions.js';
import { lastReport } from '#domain/report/reporting-date.js';
import type { Report } from '#domain/report/report.js';
import type { Audience } from '#domain/report/audience.js';
import type { StatusReport } from '#domain/report/status-report.js';
import type { ReportLanguage } from '#domain/report/report-language.js';
import { reportAltered } from './altered-report.js';
import { correctionPreview, readerOf } from './freezing.js';
import { reportOf, type ReportRow } from './report.rows.js';
import { withTakedowns } from './takedown.js';
import { Conditions, type PageWanted } from '../conditions.js';
import { reportFacts } from './report-facts.query.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

export async function findReport(
  dataSource: RecordSource,
  id: ReportId,
): Promise<Versioned<Report> | undefined> {
  const [found] = await dataSourceOf(dataSource).query<{ row: ReportRow }[]>(
    'SELECT to_jsonb(report) AS row FROM report WHERE id = $1',
    [id],
  );
  return found === undefined ? undefined : (await read(dataSource, [found.row]))[0];
}

export interface ReportsWanted extends PageWanted {
  plan: PlanId;
  number?: number;
}

/** The newest first. Position: the number. */
export async function listReports(
  dataSource: RecordSource,
  wanted: ReportsWanted,
): Promise<Versioned<Report>[]> {
  const conditions = new Conditions()
    .where('plan_id = ?', wanted.plan)
    .where('number = ?', wanted.number)
    .after('number', '<', wanted.cursor);
  const rows = await dataSourceOf(dataSource).query<{ row: ReportRow }[]>(
    `SELECT to_jsonb(report) AS row FROM report ${conditions.sql}
      ORDER BY number DESC ${conditions.limit(wanted.limit)}`,
    conditions.values,
  );
  return read(
    dataSource,
    rows.map(({ row }) => row),
  );
}

/** A frozen content, to the byte. */
export interface FrozenReport {
  version: number;
  /** RFC 8785; what the hash covers. */
  canonical: string;
  /** Hexadecimal. */
  sha256: string;
}

/**
 * The latest version unless another is wanted; undefined while the report is open.
 * @throws DomainError `report-altered` when it is not what was locked
 */
export async function frozenReport(
  dataSource: RecordSource,
  { id, audience, version }: { id: ReportId; audience: Audience; version?: number },
): Promise<FrozenReport | undefined> {
  const [row] = await dataSourceOf(dataSource).query<(FrozenReport & { intact: boolean })[]>(
    `SELECT edition AS version, canonical, encode(sha256, 'hex') AS sha256,
            report_is_intact(report_id, edition, audience) AS intact
       FROM report_snapshot
      WHERE report_id = $1 AND audience = $2 AND ($3::integer IS NULL OR edition = $3)
      ORDER BY edition DESC LIMIT 1`,
    [id, audience, version ?? null],
  );
  if (row === undefined) return undefined;
  const { intact, ...frozen } = row;
  if (!intact) throw reportAltered();
  return frozen;
}

/**
 * The report as it would be locked at `at`: what is open now, or what has happened since the last one. In one
 * snapshot of the record; nothing is kept.
 */
export async function liveReport(
  dataSource: RecordSource,
  { plan, audience, at }: { plan: Plan; audience: Audience; at: Instant },
  language?: ReportLanguage,
): Promise<StatusReport | undefined> {
  return dataSourceOf(dataSource).transaction('REPEATABLE READ', async (manager) => {
    const facts = await reportFacts(manager, plan.id);
    if (facts === undefined) return undefined;
    const rows = await manager.query<{ row: ReportRow }[]>(
      'SELECT to_jsonb(report) AS row FROM report WHERE plan_id = $1',
      [plan.id],
    );
    const reports = rows.map(({ row }) => reportOf(row));
    const open = reports.find(({ state }) => state === 'open');
    const before = lastReport(reports.filter(({ versions }) => versions.length > 0));
    const frozen =
      before === undefined
        ? []
        : await manager.query<{ canonical: string }[]>(
            `SELECT canonical FROM report_snapshot WHERE report_id = $1 AND audience = $2
              ORDER BY edition DESC LIMIT 1`,
            [before.id, audience],
          );
    const lastReportAt = answersCountedUntil(before);
    const today = osloDate(at);
    return statusReport({
      ...facts,
      edition: { kind: 'live', at },
      language: language ?? open?.language ?? plan.reporting?.language ?? 'nb',
      period: open?.period ?? { from: periodFrom(plan, before), to: today },
      ...(open === undefined ? {} : { askedAt: open.openedAt }),
      summary: {
        ...facts.summary,
        today,
        reader: readerOf[audience],
        ...(lastReportAt === undefined ? {} : { lastReportAt }),
      },
      ...(frozen[0] === undefined ? {} : { previous: JSON.parse(frozen[0].canonical) as StatusReport }),
    });
  });
}

/** What can be corrected in the report's latest version, for those who read everything. Undefined while it is open. */
export async function correctionOf(dataSource: RecordSource, report: Report) {
  return dataSourceOf(dataSource).transaction('REPEATABLE READ', async (manager) => {
    const rows = await manager.query<{ row: ReportRow }[]>(
      'SELECT to_jsonb(report) AS row FROM report WHERE plan_id = $1',
      [report.planId],
    );
    const reports = rows.map(({ row }) => reportOf(row));
    return correctionPreview(manager, { report, reports, audience: 'internal' });
  });
}

/** As they can be read now: what was taken back is down here too. */
async function read(dataSource: RecordSource, rows: readonly ReportRow[]): Promise<Versioned<Report>[]> {
  const states = await withTakedowns(dataSourceOf(dataSource).manager, rows.map(reportOf));
  return states.map((state, index) => ({ state, version: rows[index]?.version ?? 0 }));
}
