import { v7 as newId } from 'uuid';
import type { Instant, PlanId } from '#domain/ids.js';
import type { Language } from '#domain/language.js';
import {
  daysToConfirm,
  type MailCadence,
  mostConfirmationsPerDay,
} from '#domain/subscription/subscription.js';
import { notifyOutbox } from '../outbox/outbox-notify.js';
import { publications } from './publications.js';
import { hashOfToken } from '../secret-token.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** A subscription as whoever has a link to it sees it. */
export interface Subscription {
  state: 'pending' | 'confirmed' | 'bounced';
  cadence: MailCadence;
  /** Absent: every plan. */
  plan?: { number: number; title: string };
}

export interface PublishedPlan {
  id: PlanId;
  number: number;
  title: string;
}

interface Row {
  state: Subscription['state'];
  cadence: MailCadence;
  number: number | null;
  title: string | null;
}

/**
 * Who subscribes to published reports. Kept beside the record, where it can be erased: a link's token is all there is
 * to show who somebody is.
 */
export class Subscriptions {
  constructor(private readonly dataSource: RecordSource) {}

  /** Plans that one can subscribe to: of which anybody can read a report. */
  publishedPlans(): Promise<PublishedPlan[]> {
    return dataSourceOf(this.dataSource).query<PublishedPlan[]>(
      `SELECT id, number, title FROM plan
        WHERE id IN (SELECT plan_id FROM (${publications}) AS published) ORDER BY number`,
    );
  }

  /**
   * Asks the address to confirm, by a mail. Nothing changes before it has; asked too often, nothing happens. The
   * answer is the same for every address.
   */
  async ask(
    asked: { address: string; planId: PlanId | undefined; cadence: MailCadence; language: Language },
    now: Instant,
  ): Promise<void> {
    await dataSourceOf(this.dataSource).transaction(async (manager) => {
      // One at a time for each address: no row need be there to lock.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended(lower($1), 0))', [asked.address]);
      const [sent] = await manager.query<{ count: number }[]>(
        `SELECT count(*)::integer AS count FROM subscription_mail JOIN subscription s ON s.id = subscription_id
          WHERE kind = 'confirmation' AND s.address = lower($1)
            AND created_at > $2::timestamptz - interval '1 day'`,
        [asked.address, now],
      );
      if (sent === undefined || sent.count >= mostConfirmationsPerDay) return;
      const [subscription] = await manager.query<{ id: string }[]>(
        `INSERT INTO subscription AS s (id, address, plan_id, cadence, asked_at, language)
         VALUES ($1, lower($2), $3, $4, $5, $6)
         ON CONFLICT (address, plan_id) DO UPDATE SET asked_at = excluded.asked_at,
           language = CASE s.state WHEN 'confirmed' THEN s.language ELSE excluded.language END,
           state = CASE s.state WHEN 'bounced' THEN 'pending' ELSE s.state END, failures = 0
         RETURNING id`,
        [newId(), asked.address, asked.planId ?? null, asked.cadence, now, asked.language],
      );
      const mailId = newId();
      await manager.query(
        `INSERT INTO subscription_mail (id, subscription_id, kind, asked_cadence, created_at)
         VALUES ($1, $2, 'confirmation', $3, $4)`,
        [mailId, subscription?.id, asked.cadence, now],
      );
      await manager.query('INSERT INTO relay_mail (id) VALUES ($1)', [mailId]);
      await notifyOutbox(manager);
    });
  }

  /** What a link leads to. Undefined for one that was never good, or is no more. */
  async find(token: string): Promise<Subscription | undefined> {
    const [row] = await dataSourceOf(this.dataSource).query<Row[]>(
      `SELECT s.state, s.cadence, plan.number, plan.title
         FROM ${ofToken} LEFT JOIN plan ON plan.id = s.plan_id`,
      [hashOfToken(token) ?? null],
    );
    return row && subscriptionOf(row);
  }

  /** What a link in a confirmation would confirm. Undefined where it can confirm nothing (any more). */
  async toConfirm(token: string, now: Instant): Promise<Subscription | undefined> {
    const [row] = await dataSourceOf(this.dataSource).query<Row[]>(
      `SELECT s.state, m.asked_cadence AS cadence, plan.number, plan.title
         FROM ${ofToken} AND ${confirms} LEFT JOIN plan ON plan.id = s.plan_id`,
      [hashOfToken(token) ?? null, now],
    );
    return row && subscriptionOf(row);
  }

  /** A second time changes nothing. @returns whether the link was good */
  async confirm(token: string, now: Instant): Promise<boolean> {
    const [, count] = await dataSourceOf(this.dataSource).query<[unknown, number]>(
      `UPDATE subscription SET state = 'confirmed', cadence = m.asked_cadence,
              confirmed_at = CASE subscription.state WHEN 'confirmed' THEN subscription.confirmed_at ELSE $2 END
         FROM ${ofToken} AND ${confirms} WHERE subscription.id = s.id`,
      [hashOfToken(token) ?? null, now],
    );
    return count > 0;
  }

  /** @returns whether there is a confirmed subscription behind the link */
  async changeCadence(token: string, cadence: MailCadence): Promise<boolean> {
    const [, count] = await dataSourceOf(this.dataSource).query<[unknown, number]>(
      `UPDATE subscription SET cadence = $2 FROM ${ofToken}
        WHERE subscription.id = s.id AND subscription.state = 'confirmed'`,
      [hashOfToken(token) ?? null, cadence],
    );
    return count > 0;
  }

  /** Erases the subscription with its address, its mails and its links. What is gone already stays gone. */
  async leave(token: string): Promise<void> {
    await dataSourceOf(this.dataSource).query(
      `DELETE FROM subscription WHERE id IN (SELECT s.id FROM ${ofToken})`,
      [hashOfToken(token) ?? null],
    );
  }
}

const ofToken = `subscription_token token
  JOIN subscription_mail m ON m.id = token.mail_id AND token.hash = $1
  JOIN subscription s ON s.id = m.subscription_id`;
const confirms = `m.kind = 'confirmation' AND m.created_at > $2::timestamptz - interval '${daysToConfirm} days'`;

function subscriptionOf({ state, cadence, number, title }: Row): Subscription {
  return { state, cadence, ...(number === null || title === null ? {} : { plan: { number, title } }) };
}
