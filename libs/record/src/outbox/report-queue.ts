import type { PlanId } from '#domain/ids.js';
import type { QueueLag } from './due-queue.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** A plan whose reports' workflow should look again, and which news that is. */
export interface QueuedReport {
  planId: PlanId;
  news: number;
}

/** `relay_report` as the relay sees it; claimed, not locked, as `relay_due` is. */
export class ReportQueue {
  constructor(private readonly dataSource: RecordSource) {}

  /** Takes up to `limit` rows that nobody has claimed, oldest first, for `leaseMs` milliseconds. */
  async claim(limit: number, leaseMs: number): Promise<QueuedReport[]> {
    const [rows] = await dataSourceOf(this.dataSource).query<[{ plan_id: string; news: string }[], number]>(
      `UPDATE relay_report SET claimed_until = clock_timestamp() + $2 * interval '1 millisecond'
        WHERE plan_id IN (
              SELECT plan_id FROM relay_report
               WHERE claimed_until IS NULL OR claimed_until < clock_timestamp()
               ORDER BY queued_at LIMIT $1
                 FOR UPDATE SKIP LOCKED)
       RETURNING plan_id, news`,
      [limit, leaseMs],
    );
    return rows.map((row) => ({ planId: row.plan_id, news: Number(row.news) }));
  }

  /** Deletes what was delivered, unless there is newer news. @returns how many stay queued. */
  async settle(delivered: readonly QueuedReport[]): Promise<number> {
    const [, gone] = await dataSourceOf(this.dataSource).query<[unknown, number]>(
      `DELETE FROM relay_report USING unnest($1::uuid[], $2::bigint[]) AS sent (plan_id, news)
        WHERE relay_report.plan_id = sent.plan_id AND relay_report.news <= sent.news`,
      [delivered.map(({ planId }) => planId), delivered.map(({ news }) => news)],
    );
    return delivered.length - gone;
  }

  /** Gives rows back that could not be delivered. */
  async release(rows: readonly QueuedReport[]): Promise<void> {
    await dataSourceOf(this.dataSource).query(
      'UPDATE relay_report SET claimed_until = NULL WHERE plan_id = ANY ($1::uuid[])',
      [rows.map(({ planId }) => planId)],
    );
  }

  /** Queues every plan with reporting dates or a report under way, for when Temporal has lost its workflows. */
  async queueAgain(): Promise<number> {
    const rows = await dataSourceOf(this.dataSource).query<unknown[]>(
      `INSERT INTO relay_report AS r (plan_id)
       SELECT id FROM plan WHERE (state = 'adopted' AND details ? 'reporting')
          OR id IN (SELECT plan_id FROM report WHERE state <> 'acknowledged')
       ON CONFLICT (plan_id) DO UPDATE SET news = r.news + 1, claimed_until = NULL
       RETURNING plan_id`,
    );
    return rows.length;
  }

  async lag(): Promise<QueueLag> {
    const [row] = await dataSourceOf(this.dataSource).query<{ rows: string; oldest_ms: string | null }[]>(
      `SELECT count(*) AS rows, extract(epoch FROM clock_timestamp() - min(queued_at)) * 1000 AS oldest_ms
         FROM relay_report`,
    );
    return { rows: Number(row?.rows ?? 0), oldestMs: Number(row?.oldest_ms ?? 0) };
  }
}
