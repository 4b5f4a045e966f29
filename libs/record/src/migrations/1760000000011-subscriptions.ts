import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

const tables = [
  'subscription',
  'subscription_mail',
  'subscription_delivery',
  'subscription_token',
  'relay_mail',
];

/** Who subscribes to published reports. No part of the record: leaving erases, and nothing of it is in an event. */
export class Subscriptions1760000000011 implements MigrationInterface {
  readonly name = 'Subscriptions1760000000011';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE subscription (
        id uuid PRIMARY KEY,
        address text NOT NULL CHECK (address = lower(address) AND length(address) <= 254),
        -- NULL: every plan.
        plan_id uuid,
        cadence text NOT NULL CHECK (cadence IN ('at-once', 'weekly', 'quarterly')),
        state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'confirmed', 'bounced')),
        asked_at timestamptz(3) NOT NULL,
        confirmed_at timestamptz(3),
        bounced_at timestamptz(3),
        -- Mails in a row that could not be delivered.
        failures integer NOT NULL DEFAULT 0,
        CONSTRAINT subscription_once UNIQUE NULLS NOT DISTINCT (address, plan_id),
        CONSTRAINT subscription_is_dated CHECK (CASE state
          WHEN 'confirmed' THEN confirmed_at IS NOT NULL WHEN 'bounced' THEN bounced_at IS NOT NULL ELSE true END)
      );
      CREATE INDEX subscription_unconfirmed ON subscription (asked_at) WHERE state <> 'confirmed';

      -- Every mail: written before it is sent. 'handed-over' stays where no answer came: it may have arrived, and
      -- is not sent again.
      CREATE TABLE subscription_mail (
        id uuid PRIMARY KEY,
        subscription_id uuid NOT NULL REFERENCES subscription ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('confirmation', 'publications')),
        -- What is confirmed.
        asked_cadence text CHECK (asked_cadence IN ('at-once', 'weekly', 'quarterly')),
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'handed-over', 'sent', 'refused')),
        attempts integer NOT NULL DEFAULT 0,
        created_at timestamptz(3) NOT NULL,
        attempted_at timestamptz(3),
        sent_at timestamptz(3),
        -- The mail server's code; never its words, which repeat the address.
        error text CHECK (length(error) <= 40),
        CHECK ((kind = 'confirmation') = (asked_cadence IS NOT NULL))
      );
      CREATE INDEX subscription_mail_by_subscription ON subscription_mail (subscription_id);

      -- Which published version is told in which mail: once.
      CREATE TABLE subscription_delivery (
        subscription_id uuid NOT NULL REFERENCES subscription ON DELETE CASCADE,
        report_id uuid NOT NULL,
        edition integer NOT NULL,
        mail_id uuid NOT NULL REFERENCES subscription_mail ON DELETE CASCADE,
        PRIMARY KEY (subscription_id, report_id, edition)
      );
      CREATE INDEX subscription_delivery_by_mail ON subscription_delivery (mail_id);

      -- SHA-256 of what the links in a mail carry; each attempt has its own, and all stay good.
      CREATE TABLE subscription_token (
        hash bytea PRIMARY KEY CHECK (length(hash) = 32),
        mail_id uuid NOT NULL REFERENCES subscription_mail ON DELETE CASCADE
      );
      CREATE INDEX subscription_token_by_mail ON subscription_token (mail_id);

      -- What Temporal has not taken over yet: a confirmation, by its mail's id, or that something was published.
      CREATE TABLE relay_mail (
        id text PRIMARY KEY,
        news bigint NOT NULL DEFAULT 1,
        queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        claimed_until timestamptz
      );
      CREATE INDEX relay_mail_by_age ON relay_mail (queued_at);
    `);
    for (const table of tables) await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE, DELETE', table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE ${tables.toReversed().join(', ')}`);
  }
}
