import { plansWithOverdueReports } from '../report/overdue-reports.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** What waits: the record's side of "never silent". Ages in seconds; null where nothing waits. */
export interface Backlog {
  /** The oldest measure whose workflow has not heard the latest news. */
  oldestUntoldMeasureS: number | null;
  /** The same of a plan's reports. */
  oldestUntoldReportS: number | null;
  /** The oldest message that Temporal has not taken over. A message held until the morning does not count. */
  oldestMessageS: number | null;
  /** Measures that were due more than `graceHours` ago and that nobody has demanded. */
  overdueMeasures: number;
  /** Plans whose report should have been opened or locked more than `graceHours` ago. */
  overdueReports: number;
  /** The oldest event that no anchor has seen. */
  unanchoredS: number | null;
}

export async function readBacklog(dataSource: RecordSource, graceHours: number): Promise<Backlog> {
  const [backlog] = await dataSourceOf(dataSource).query<Omit<Backlog, 'overdueReports'>[]>(
    `SELECT
       (SELECT extract(epoch FROM clock_timestamp() - min(queued_at))::float8 FROM relay_due) AS "oldestUntoldMeasureS",
       (SELECT extract(epoch FROM clock_timestamp() - min(queued_at))::float8 FROM relay_report) AS "oldestUntoldReportS",
       (SELECT extract(epoch FROM clock_timestamp() - min(greatest(created_at, not_before)))::float8
          FROM relay_message WHERE not_before IS NULL OR not_before < clock_timestamp()) AS "oldestMessageS",
       (SELECT count(*)::integer FROM measure
         WHERE next_due_at < clock_timestamp() - make_interval(hours => $1)) AS "overdueMeasures",
       -- An event may say that it is older than it is (the demo's); it is not older than the anchor before it, nor,
       -- where there is none, than the first key that is kept.
       (SELECT extract(epoch FROM clock_timestamp() - greatest(
                 min(event.at), coalesce(max(last.at), (SELECT min(created_at) FROM idempotency))))::float8
          FROM event LEFT JOIN LATERAL (SELECT at FROM anchor ORDER BY id DESC LIMIT 1) AS last ON true
         WHERE position > coalesce((SELECT through_position FROM anchor ORDER BY id DESC LIMIT 1), 0)
        HAVING count(*) > 0) AS "unanchoredS"`,
    [graceHours],
  );
  if (backlog === undefined) throw new Error('PostgreSQL answered nothing');
  const graceBegan = new Date(Date.now() - graceHours * 3_600_000).toISOString();
  const overdueReports = await plansWithOverdueReports(dataSource, graceBegan);
  return { ...backlog, overdueReports: overdueReports.length };
}
