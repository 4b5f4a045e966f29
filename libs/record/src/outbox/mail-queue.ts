import { publicationNews } from '../subscriptions/publications.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** Something for the subscribers: a confirmation to be sent, or that something was published. */
export type QueuedMail = { id: string; news: number } & (
  { kind: 'confirmation'; mailId: string } | { kind: 'published' }
);

/** `relay_mail` as the relay sees it; claimed, not locked, as `relay_due` is. */
export class MailQueue {
  constructor(private readonly dataSource: RecordSource) {}

  /** Takes up to `limit` rows that nobody has claimed, oldest first, for `leaseMs` milliseconds. */
  async claim(limit: number, leaseMs: number): Promise<QueuedMail[]> {
    const [rows] = await dataSourceOf(this.dataSource).query<[{ id: string; news: string }[], number]>(
      `UPDATE relay_mail SET claimed_until = clock_timestamp() + $2 * interval '1 millisecond'
        WHERE id IN (
              SELECT id FROM relay_mail
               WHERE claimed_until IS NULL OR claimed_until < clock_timestamp()
               ORDER BY queued_at LIMIT $1
                 FOR UPDATE SKIP LOCKED)
       RETURNING id, news`,
      [limit, leaseMs],
    );
    return rows.map(({ id, news }) => ({
      id,
      news: Number(news),
      ...(id === publicationNews ? { kind: 'published' } : { kind: 'confirmation', mailId: id }),
    }));
  }

  /** Deletes what was delivered, unless there is newer news. @returns how many stay queued. */
  async settle(delivered: readonly QueuedMail[]): Promise<number> {
    const [, gone] = await dataSourceOf(this.dataSource).query<[unknown, number]>(
      `DELETE FROM relay_mail USING unnest($1::text[], $2::bigint[]) AS sent (id, news)
        WHERE relay_mail.id = sent.id AND relay_mail.news <= sent.news`,
      [delivered.map(({ id }) => id), delivered.map(({ news }) => news)],
    );
    return delivered.length - gone;
  }

  /** Gives rows back that could not be delivered. */
  async release(rows: readonly QueuedMail[]): Promise<void> {
    await dataSourceOf(this.dataSource).query(
      'UPDATE relay_mail SET claimed_until = NULL WHERE id = ANY ($1::text[])',
      [rows.map(({ id }) => id)],
    );
  }

  /** Queues confirmations of the last day that are not out, and a look at what is published, for when Temporal has lost its workflows. */
  async queueAgain(): Promise<number> {
    const rows = await dataSourceOf(this.dataSource).query<unknown[]>(
      `INSERT INTO relay_mail (id)
       SELECT id::text FROM subscription_mail
        WHERE kind = 'confirmation' AND state = 'waiting' AND created_at > now() - interval '1 day'
       UNION ALL SELECT '${publicationNews}'
       ON CONFLICT DO NOTHING RETURNING id`,
    );
    return rows.length;
  }
}
