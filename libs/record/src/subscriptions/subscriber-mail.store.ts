import type { EntityManager } from 'typeorm';
import { v7 as newId } from 'uuid';
import type { Instant } from '#domain/ids.js';
import type { Language } from '#domain/language.js';
import type { StatusReport } from '#domain/report/status-report.js';
import {
  daysBounced,
  daysToConfirm,
  dueBefore,
  type MailCadence,
  mostFailures,
} from '#domain/subscription/subscription.js';
import { publications } from './publications.js';
import { hashOfToken, newToken } from '../secret-token.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** What is published stays due so long: a quarter, and time for trouble. */
const daysDue = 120;

/** A mail that is about to be sent: its row is written, and its attempt counted. */
export interface PreparedMail {
  mailId: string;
  attempt: number;
  address: string;
  /** What its links carry; only the hash is kept. */
  token: string;
  /** Absent: every plan. */
  plan?: { number: number; title: string };
  cadence: MailCadence;
  /** In which they subscribed; absent where it was before there was a choice. */
  language?: Language;
}

/** A report that was published, with what of the public content a mail tells. */
interface PublishedReportFacts {
  plan: { number: number; title: string };
  number: number;
  content: Pick<StatusReport, 'language' | 'edition' | 'period' | 'headlines' | 'writtenSummary'>;
}

export interface PublicationMail extends PreparedMail {
  reports: readonly PublishedReportFacts[];
}

interface Subscriber {
  id: string;
  address: string;
  cadence: MailCadence;
  language: Language | null;
  plan: { number: number; title: string } | null;
}

/** Every mail to subscribers: whom it goes to, what it tells, and what became of it. */
export class SubscriberMailStore {
  constructor(private readonly dataSource: RecordSource) {}

  /** Erases addresses that nobody confirmed in time, and those that were refused long ago. */
  async forgetExpired(at: Instant): Promise<void> {
    await dataSourceOf(this.dataSource).query(
      `DELETE FROM subscription
        WHERE (state = 'pending' AND asked_at < $1::timestamptz - interval '${daysToConfirm} days')
           OR (state = 'bounced' AND bounced_at < $1::timestamptz - interval '${daysBounced} days')`,
      [at],
    );
  }

  /** Subscriptions with something due at `at`, or with a mail that waits since an hour and more, by their ids. */
  async due(at: Instant, afterId: string | undefined, limit: number): Promise<string[]> {
    const rows = await dataSourceOf(this.dataSource).query<{ id: string }[]>(
      `SELECT id FROM subscription s
        WHERE state = 'confirmed' AND ($4::uuid IS NULL OR id > $4)
          AND (EXISTS (SELECT FROM (${duePublications}) AS due)
               OR EXISTS (SELECT FROM subscription_mail m
                           WHERE m.subscription_id = s.id AND m.kind = 'publications' AND m.state = 'waiting'
                             AND m.attempted_at < $1::timestamptz - interval '1 hour'))
        ORDER BY id LIMIT $5`,
      [...dueParameters(at), afterId ?? null, limit],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * The one mail that tells a subscriber everything that is due at `at`.
   * @returns undefined when nothing is (any more), or the subscriber has left
   */
  prepare(subscriptionId: string, at: Instant, now: Instant): Promise<PublicationMail | undefined> {
    return dataSourceOf(this.dataSource).transaction(async (manager) => {
      const subscriber = await lockSubscriber(manager, subscriptionId);
      if (subscriber === undefined) return undefined;
      const mailId = await waitingMail(manager, subscriptionId, now);
      await linkPublications(manager, subscriptionId, mailId, at);
      const reports = await reportsIn(manager, mailId);
      if (reports.length === 0) {
        await manager.query('DELETE FROM subscription_mail WHERE id = $1', [mailId]);
        return undefined;
      }
      return { ...(await attempt(manager, subscriber, mailId, now)), reports };
    });
  }

  /** The mail that asks to confirm. @returns undefined when it is out, or nobody is there any more */
  prepareConfirmation(mailId: string, now: Instant): Promise<PreparedMail | undefined> {
    return dataSourceOf(this.dataSource).transaction(async (manager) => {
      const [subscriber] = await manager.query<Subscriber[]>(
        `SELECT s.id, s.address, s.language, m.asked_cadence AS cadence, ${planOfSubscription} AS plan
           FROM subscription_mail m JOIN subscription s ON s.id = m.subscription_id
          WHERE m.id = $1 AND m.state = 'waiting' FOR UPDATE OF m`,
        [mailId],
      );
      return subscriber && attempt(manager, subscriber, mailId, now);
    });
  }

  /**
   * The mail leaves now.
   * @returns false when it must not: somebody else sends it, or the subscriber has left meanwhile
   */
  async handOver({ mailId, attempt: number }: PreparedMail): Promise<boolean> {
    const [, count] = await dataSourceOf(this.dataSource).query<[unknown, number]>(
      `UPDATE subscription_mail SET state = 'handed-over'
        WHERE id = $1 AND state = 'waiting' AND attempts = $2`,
      [mailId, number],
    );
    return count > 0;
  }

  /** The server has taken it. */
  async markSent(mailId: string, at: Instant): Promise<void> {
    await dataSourceOf(this.dataSource).query(
      `WITH sent AS (UPDATE subscription_mail SET state = 'sent', sent_at = $2, error = NULL WHERE id = $1
                     RETURNING subscription_id)
       UPDATE subscription SET failures = 0 FROM sent WHERE id = sent.subscription_id AND failures > 0`,
      [mailId, at],
    );
  }

  /** The server has not taken it; it can be tried again. */
  async markWaiting(mailId: string, error: string): Promise<void> {
    await dataSourceOf(this.dataSource).query(
      `UPDATE subscription_mail SET state = 'waiting', error = left($2, 40)
        WHERE id = $1 AND state IN ('waiting', 'handed-over')`,
      [mailId, error],
    );
  }

  /** The server refuses the address for good: nothing more is sent to it. */
  async markRefused(mailId: string, error: string, at: Instant): Promise<void> {
    await dataSourceOf(this.dataSource).query(
      `WITH refused AS (UPDATE subscription_mail SET state = 'refused', error = left($2, 40) WHERE id = $1
                        RETURNING subscription_id)
       UPDATE subscription SET state = 'bounced', bounced_at = $3 FROM refused WHERE id = refused.subscription_id`,
      [mailId, error, at],
    );
  }

  /**
   * A mail could not be delivered for hours. Where it is the receiver's server that says so, too often in a row, the
   * address counts as refused; that ours is away is no fault of the address.
   */
  async noteFailure(subscriptionId: string, at: Instant): Promise<void> {
    await dataSourceOf(this.dataSource).query(
      `UPDATE subscription SET failures = failures + 1,
              state = CASE WHEN failures + 1 >= $2 THEN 'bounced' ELSE state END,
              bounced_at = CASE WHEN failures + 1 >= $2 THEN $3 ELSE bounced_at END
        WHERE id = $1 AND state = 'confirmed'
          AND EXISTS (SELECT FROM subscription_mail m
                       WHERE m.subscription_id = subscription.id AND m.state = 'waiting' AND m.error ~ '^4')`,
      [subscriptionId, mostFailures, at],
    );
  }
}

const planOfSubscription = `(SELECT jsonb_build_object('number', number, 'title', title) FROM plan
  WHERE plan.id = s.plan_id)`;

/**
 * Of the subscription `s`: published since it was confirmed and not told yet. Of two subscriptions of one address the
 * narrower one answers for its plan. $1 at, $2 weekly before, $3 quarterly before.
 */
const duePublications = `
  SELECT p.report_id, p.edition FROM (${publications}) AS p
   WHERE (s.plan_id IS NULL OR s.plan_id = p.plan_id)
     AND p.at >= s.confirmed_at AND p.at > $1::timestamptz - interval '${daysDue} days'
     AND (s.cadence = 'at-once'
          OR p.at < CASE s.cadence WHEN 'weekly' THEN $2::timestamptz ELSE $3::timestamptz END)
     AND NOT EXISTS (SELECT FROM subscription_delivery d
                      WHERE d.subscription_id = s.id AND d.report_id = p.report_id AND d.edition = p.edition)
     AND NOT (s.plan_id IS NULL AND EXISTS (
           SELECT FROM subscription narrower
            WHERE narrower.address = s.address AND narrower.plan_id = p.plan_id AND narrower.state = 'confirmed'))`;

function dueParameters(at: Instant): readonly unknown[] {
  return [at, dueBefore('weekly', at), dueBefore('quarterly', at)];
}

async function lockSubscriber(manager: EntityManager, id: string): Promise<Subscriber | undefined> {
  const [subscriber] = await manager.query<Subscriber[]>(
    `SELECT id, address, cadence, language, ${planOfSubscription} AS plan FROM subscription s
      WHERE id = $1 AND state = 'confirmed' FOR UPDATE`,
    [id],
  );
  return subscriber;
}

async function waitingMail(manager: EntityManager, subscriptionId: string, now: Instant): Promise<string> {
  const [waiting] = await manager.query<{ id: string }[]>(
    `SELECT id FROM subscription_mail
      WHERE subscription_id = $1 AND kind = 'publications' AND state = 'waiting' ORDER BY id LIMIT 1`,
    [subscriptionId],
  );
  if (waiting !== undefined) return waiting.id;
  const id = newId();
  await manager.query(
    `INSERT INTO subscription_mail (id, subscription_id, kind, created_at) VALUES ($1, $2, 'publications', $3)`,
    [id, subscriptionId, now],
  );
  return id;
}

/** What has been taken down since the last attempt is left out, what has come since is taken in. */
async function linkPublications(
  manager: EntityManager,
  subscriptionId: string,
  mailId: string,
  at: Instant,
): Promise<void> {
  await manager.query(
    `DELETE FROM subscription_delivery d WHERE mail_id = $1 AND NOT EXISTS (
       SELECT FROM (${publications}) AS p WHERE p.report_id = d.report_id AND p.edition = d.edition)`,
    [mailId],
  );
  await manager.query(
    `INSERT INTO subscription_delivery (subscription_id, report_id, edition, mail_id)
     SELECT s.id, due.report_id, due.edition, $5 FROM subscription s CROSS JOIN LATERAL (${duePublications}) AS due
      WHERE s.id = $4`,
    [...dueParameters(at), subscriptionId, mailId],
  );
}

/** The latest version of each report, by plan and number. */
async function reportsIn(manager: EntityManager, mailId: string): Promise<PublishedReportFacts[]> {
  return manager.query<PublishedReportFacts[]>(
    `SELECT jsonb_build_object('number', plan.number, 'title', plan.title) AS plan, told.number, told.content
       FROM (SELECT DISTINCT ON (r.id) r.plan_id, r.number, jsonb_strip_nulls(jsonb_build_object(
                      'language', c -> 'language', 'edition', c -> 'edition', 'period', c -> 'period',
                      'headlines', c -> 'headlines', 'writtenSummary', c -> 'writtenSummary')) AS content
               FROM subscription_delivery d
               JOIN report r ON r.id = d.report_id
               JOIN report_snapshot snapshot
                 ON snapshot.report_id = r.id AND snapshot.edition = d.edition AND audience = 'public'
              CROSS JOIN LATERAL (SELECT canonical::jsonb AS c) AS parsed
              WHERE d.mail_id = $1 ORDER BY r.id, d.edition DESC) AS told
       JOIN plan ON plan.id = told.plan_id ORDER BY plan.number, told.number`,
    [mailId],
  );
}

/** Counts the attempt before it is made, and gives it links of its own: those of an earlier one stay good. */
async function attempt(
  manager: EntityManager,
  { address, cadence, language, plan }: Subscriber,
  mailId: string,
  now: Instant,
): Promise<PreparedMail> {
  const token = newToken();
  const [[row]] = await manager.query<[{ attempts: number }[], number]>(
    'UPDATE subscription_mail SET attempts = attempts + 1, attempted_at = $2 WHERE id = $1 RETURNING attempts',
    [mailId, now],
  );
  await manager.query('INSERT INTO subscription_token (hash, mail_id) VALUES ($1, $2)', [
    hashOfToken(token),
    mailId,
  ]);
  return {
    mailId,
    attempt: row?.attempts ?? 1,
    address,
    token,
    cadence,
    ...(language === null ? {} : { language }),
    ...(plan === null ? {} : { plan }),
  };
}
