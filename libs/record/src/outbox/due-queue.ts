import type { MeasureId } from '#domain/ids.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** A measure whose next due time has moved, and the version of that news. */
export interface QueuedDue {
  measureId: MeasureId;
  dueVersion: number;
}

/** How much waits to be relayed, and for how long the oldest has waited. */
export interface QueueLag {
  rows: number;
  oldestMs: number;
}

/**
 * `relay_due` as the relay sees it: one row per measure, whatever has happened to it. A row is claimed for a
 * while instead of locked while Temporal is asked, so that no command ever waits for Temporal; a row that was
 * delivered although the claim was lost is queued again, so that the last thing said is always what is true.
 */
export class DueQueue {
  constructor(private readonly dataSource: RecordSource) {}

  /** Takes up to `limit` rows that nobody has claimed, oldest first, for `leaseMs` milliseconds. */
  async claim(limit: number, leaseMs: number): Promise<QueuedDue[]> {
    const [rows] = await dataSourceOf(this.dataSource).query<
      [{ measure_id: string; due_version: string }[], number]
    >(
      `UPDATE relay_due SET claimed_until = clock_timestamp() + $2 * interval '1 millisecond'
        WHERE measure_id IN (
              SELECT measure_id FROM relay_due
               WHERE claimed_until IS NULL OR claimed_until < clock_timestamp()
               ORDER BY queued_at LIMIT $1
                 FOR UPDATE SKIP LOCKED)
       RETURNING measure_id, due_version`,
      [limit, leaseMs],
    );
    return rows.map((row) => ({ measureId: row.measure_id, dueVersion: Number(row.due_version) }));
  }

  /**
   * Deletes what has been delivered, each only if nothing newer than the version delivered is queued.
   * @returns how many stay queued, or are queued again because somebody else had taken them meanwhile.
   */
  async settle(delivered: readonly QueuedDue[]): Promise<number> {
    const again = await dataSourceOf(this.dataSource).query<unknown[]>(
      // A measure may have been delivered twice since the last settling; it is settled once, by the newer.
      `WITH sent AS (SELECT measure_id, max(due_version) AS due_version
                       FROM unnest($1::uuid[], $2::bigint[]) AS sent (measure_id, due_version)
                      GROUP BY measure_id),
            gone AS (DELETE FROM relay_due USING sent
                      WHERE relay_due.measure_id = sent.measure_id AND relay_due.due_version <= sent.due_version
                  RETURNING relay_due.measure_id)
       INSERT INTO relay_due (measure_id, due_version)
       SELECT measure_id, due_version FROM sent WHERE measure_id NOT IN (SELECT measure_id FROM gone)
       ON CONFLICT (measure_id) DO UPDATE SET claimed_until = NULL
       RETURNING measure_id`,
      [delivered.map((row) => row.measureId), delivered.map((row) => row.dueVersion)],
    );
    return again.length;
  }

  /** Gives rows back that could not be delivered. */
  async release(rows: readonly QueuedDue[]): Promise<void> {
    await dataSourceOf(this.dataSource).query(
      'UPDATE relay_due SET claimed_until = NULL WHERE measure_id = ANY ($1::uuid[])',
      [rows.map((row) => row.measureId)],
    );
  }

  async lag(): Promise<QueueLag> {
    const [row] = await dataSourceOf(this.dataSource).query<{ rows: string; oldest_ms: string | null }[]>(
      `SELECT count(*) AS rows, extract(epoch FROM clock_timestamp() - min(queued_at)) * 1000 AS oldest_ms
         FROM relay_due`,
    );
    return { rows: Number(row?.rows ?? 0), oldestMs: Number(row?.oldest_ms ?? 0) };
  }
}
