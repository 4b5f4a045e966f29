import type { DataSource } from 'typeorm';
import type { Instant, PersonId } from '#domain/ids.js';
import { slackIssuer, type SlackUser } from '../identity/slack-accounts.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** One attempt at a message. A later one takes the message from it. */
export interface Attempt {
  notificationId: string;
  attempt: number;
}

/** Where a message stands in Slack. */
export interface Standing {
  channel: string;
  ts: string;
}

/** A message of which more than one may stand in Slack, and what they are called there. */
export interface Doubted extends Standing {
  notificationId: string;
  key: string;
  /** None of them is older. */
  lookSince: Instant;
}

export interface PostingPatience {
  /** How long after it was let go a message may still leave: who was paused for longer keeps it. */
  leavesWithinMs: number;
  /** How long after it has left a message nobody answered for may still arrive, be it delivered or shown late. */
  arrivesWithinMs: number;
}

export const defaultPatience: PostingPatience = { leavesWithinMs: 5_000, arrivesWithinMs: 180_000 };

/** How far the record's clock and Slack's may be apart. */
export const clocksApart = "interval '10 minutes'";

/** When a notification `n` may first have been posted, by this record or by one that was lost. */
export const firstPosted = `least(n.created_at, coalesce(n.day::timestamp AT TIME ZONE 'Europe/Oslo', n.created_at))`;

/**
 * Decides which attempt may post a message, and records the outcome. The clock is the database’s: it runs on while a
 * worker is paused.
 */
export class PostingStore {
  constructor(
    private readonly dataSource: RecordSource,
    readonly patience: PostingPatience = defaultPatience,
  ) {}

  /**
   * Asked in the moment before the message leaves. Of all who ever ask, one is let go at a time; the next when what
   * left before has been answered for, or must have arrived by now.
   * @returns false when another attempt has taken the message over
   */
  async letGo({ notificationId, attempt }: Attempt): Promise<boolean> {
    const { leavesWithinMs, arrivesWithinMs } = this.patience;
    const gone = await dataSourceOf(this.dataSource).query<unknown[]>(
      `WITH let_go AS (
              UPDATE notification
                 SET posts = posts + 1, posting_attempt = $2,
                     posting_until = clock_timestamp() + $3 * interval '1 millisecond'
               WHERE id = $1 AND attempts = $2 AND state = 'pending'
                 AND (posting_until IS NULL OR posting_until <= clock_timestamp())
              RETURNING id, recipient_id, posts, posting_until),
            looked_for AS (
              INSERT INTO relay_message (id, kind, person_id, notification_id, not_before)
              SELECT 'refresh/' || id || '/copies/' || posts, 'refresh', recipient_id, id, posting_until
                FROM let_go WHERE posts > 1
              ON CONFLICT DO NOTHING)
       SELECT id FROM let_go`,
      [notificationId, attempt, leavesWithinMs + arrivesWithinMs],
    );
    return gone.length > 0;
  }

  /** The person a user of the workspace is bound to; undefined while nobody is. */
  async holderOf({ team, id }: SlackUser): Promise<PersonId | undefined> {
    const [row] = await dataSourceOf(this.dataSource).query<{ person_id: PersonId }[]>(
      'SELECT person_id FROM identity WHERE issuer = $1 AND subject = $2 AND released_at IS NULL',
      [slackIssuer(team), id],
    );
    return row?.person_id;
  }

  /** It stands in Slack. @returns where it stood already, when it did elsewhere. */
  async markSent(
    { notificationId }: Attempt,
    { channel, ts }: Standing,
    at: Instant,
  ): Promise<Standing | undefined> {
    return dataSourceOf(this.dataSource).transaction(async (manager) => {
      const [, count] = await manager.query<[unknown, number]>(
        `UPDATE notification
            SET state = 'sent', slack_channel = $2, slack_ts = $3, sent_at = $4, error = NULL,
                posting_attempt = NULL, posting_until = NULL
          WHERE id = $1 AND state <> 'sent'`,
        [notificationId, channel, ts, at],
      );
      if (count === 0) return standing(manager, notificationId);
      await manager.query(
        `UPDATE obligation SET state = 'told', settled_at = $2 WHERE notification_id = $1 AND state = 'open'`,
        [notificationId, at],
      );
      return undefined;
    });
  }

  /** Nothing of it left: it is tried again. */
  async markFailed(attempt: Attempt, error: string, at: Instant): Promise<void> {
    await this.withdraw(attempt);
    await this.settle(attempt, 'failed', error, at);
  }

  /** Slack can't reach the person: the secretariat must see it. What was demanded stays open. */
  async markUnreachable(attempt: Attempt, error: string, at: Instant): Promise<void> {
    await this.withdraw(attempt);
    await this.settle(attempt, 'unreachable', error, at);
  }

  /** It left, and nobody answered for it: it is looked for, and not posted again before it must have arrived. */
  async markUncertain(attempt: Attempt, error: string, at: Instant): Promise<void> {
    await this.settle(attempt, 'failed', error, at);
  }

  /** A message that was let go more than once and stands in Slack. */
  async doubted(notificationId: string): Promise<Doubted | undefined> {
    const [row] = await dataSourceOf(this.dataSource).query<
      { key: string; since: Date; channel: string; ts: string }[]
    >(
      `SELECT key, slack_channel AS channel, slack_ts AS ts, ${firstPosted} - ${clocksApart} AS since
         FROM notification n WHERE id = $1 AND posts > 1 AND state = 'sent'`,
      [notificationId],
    );
    if (row === undefined) return undefined;
    const { since, ...found } = row;
    return { notificationId, ...found, lookSince: since.toISOString() };
  }

  /** Writes down that `copies` of the message are taken away, and where the one that stays is. */
  async noteCopies(
    notificationId: string,
    kept: Standing,
    copies: readonly Standing[],
    at: Instant,
  ): Promise<void> {
    await dataSourceOf(this.dataSource).transaction(async (manager) => {
      await manager.query('UPDATE notification SET slack_channel = $2, slack_ts = $3 WHERE id = $1', [
        notificationId,
        kept.channel,
        kept.ts,
      ]);
      await manager.query(
        `INSERT INTO notification_copy (notification_id, slack_channel, slack_ts, taken_away_at)
         SELECT $1, channel, ts, $4 FROM unnest($2::text[], $3::text[]) AS copy (channel, ts)
         ON CONFLICT DO NOTHING`,
        [notificationId, copies.map(({ channel }) => channel), copies.map(({ ts }) => ts), at],
      );
    });
  }

  private async withdraw({ notificationId, attempt }: Attempt): Promise<void> {
    await dataSourceOf(this.dataSource).query(
      `UPDATE notification SET posts = posts - 1, posting_attempt = NULL, posting_until = NULL
        WHERE id = $1 AND posting_attempt = $2`,
      [notificationId, attempt],
    );
  }

  /** What an attempt says that has been overtaken is of no account. */
  private async settle(
    { notificationId, attempt }: Attempt,
    state: string,
    error: string,
    at: Instant,
  ): Promise<void> {
    await dataSourceOf(this.dataSource).query(
      `UPDATE notification SET state = $3, error = $4, updated_at = $5
        WHERE id = $1 AND attempts = $2 AND state <> 'sent'`,
      [notificationId, attempt, state, error, at],
    );
  }
}

async function standing(
  manager: Pick<DataSource, 'query'>,
  notificationId: string,
): Promise<Standing | undefined> {
  const [row] = await manager.query<Standing[]>(
    'SELECT slack_channel AS channel, slack_ts AS ts FROM notification WHERE id = $1',
    [notificationId],
  );
  return row;
}
