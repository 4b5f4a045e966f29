import type { Instant } from '#domain/ids.js';
import type { QueueLag } from './due-queue.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** A message to be told, or a sent one to be brought up to date. */
export type QueuedMessage = { id: string } & (
  { kind: 'told'; notBefore?: Instant } | { kind: 'refresh'; notificationId: string }
);

interface Row {
  id: string;
  kind: 'told' | 'refresh';
  notification_id: string;
  not_before: Date | null;
}

/** `relay_message` as the relay sees it; claimed, not locked, as `relay_due` is. */
export class MessageQueue {
  constructor(private readonly dataSource: RecordSource) {}

  /**
   * Takes up to `limit` rows that nobody has claimed, oldest first, for `leaseMs` milliseconds. A telling waits for its
   * hour in Temporal, a look at what was sent waits here.
   */
  async claim(limit: number, leaseMs: number): Promise<QueuedMessage[]> {
    const [rows] = await dataSourceOf(this.dataSource).query<[Row[], number]>(
      `UPDATE relay_message SET claimed_until = clock_timestamp() + $2 * interval '1 millisecond'
        WHERE id IN (
              SELECT id FROM relay_message
               WHERE (claimed_until IS NULL OR claimed_until < clock_timestamp())
                 AND (kind = 'told' OR not_before IS NULL OR not_before <= clock_timestamp())
               ORDER BY created_at LIMIT $1
                 FOR UPDATE SKIP LOCKED)
       RETURNING id, kind, notification_id, not_before`,
      [limit, leaseMs],
    );
    return rows.map((row) =>
      row.kind === 'refresh'
        ? { id: row.id, kind: row.kind, notificationId: row.notification_id }
        : {
            id: row.id,
            kind: row.kind,
            ...(row.not_before === null ? {} : { notBefore: row.not_before.toISOString() }),
          },
    );
  }

  /** Deletes what Temporal has taken over. */
  async settle(delivered: readonly QueuedMessage[]): Promise<number> {
    await dataSourceOf(this.dataSource).query('DELETE FROM relay_message WHERE id = ANY ($1::text[])', [
      delivered.map((row) => row.id),
    ]);
    return 0;
  }

  /** Gives rows back that could not be delivered. */
  async release(rows: readonly QueuedMessage[]): Promise<void> {
    await dataSourceOf(this.dataSource).query(
      'UPDATE relay_message SET claimed_until = NULL WHERE id = ANY ($1::text[])',
      [rows.map((row) => row.id)],
    );
  }

  /**
   * Queues what was to be told in the last week and was neither told nor overtaken, for when Temporal has lost
   * its workflows. Where one is still at work, it stays that one.
   */
  async queueAgain(): Promise<number> {
    const rows = await dataSourceOf(this.dataSource).query<unknown[]>(
      `INSERT INTO relay_message (id, kind, command_id, person_id, notification_id)
       SELECT command_id || '/' || recipient_id, 'told', command_id, recipient_id, id
         FROM notification
        WHERE kind = 'told' AND state IN ('pending', 'failed') AND created_at > now() - interval '7 days'
       ON CONFLICT DO NOTHING
       RETURNING id`,
    );
    return rows.length;
  }

  async lag(): Promise<QueueLag> {
    const [row] = await dataSourceOf(this.dataSource).query<{ rows: string; oldest_ms: string | null }[]>(
      `SELECT count(*) AS rows, extract(epoch FROM clock_timestamp() - min(created_at)) * 1000 AS oldest_ms
         FROM relay_message`,
    );
    return { rows: Number(row?.rows ?? 0), oldestMs: Number(row?.oldest_ms ?? 0) };
  }
}
