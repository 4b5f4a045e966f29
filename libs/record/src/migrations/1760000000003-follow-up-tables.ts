import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/** What was demanded, what was said to whom, and what waits to be carried to Temporal. */
export class FollowUpTables1760000000003 implements MigrationInterface {
  readonly name = 'FollowUpTables1760000000003';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(tables);
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE', 'obligation');
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE', 'notification');
    await grantToApp(queryRunner, 'SELECT, INSERT', 'notification_item');
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE, DELETE', 'relay_message');
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE, DELETE', 'relay_report');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE relay_report, relay_message, notification_item, obligation, notification;
      DROP INDEX relay_due_by_age;
      ALTER TABLE relay_due DROP COLUMN queued_at, DROP COLUMN claimed_until;
    `);
  }
}

const tables = `
-- A relay claims a row for a while instead of locking it while it talks to Temporal: a command that changes
-- the same measure must never wait for that.
ALTER TABLE relay_due
  ADD COLUMN queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ADD COLUMN claimed_until timestamptz;
CREATE INDEX relay_due_by_age ON relay_due (queued_at);

-- Every message: to whom, when, how, and what became of it. The key says what it is and makes it one.
-- It is written before anything is sent; "attempts" counts the times sending was begun.
CREATE TABLE notification (
  id uuid PRIMARY KEY,
  key text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('morning', 'told')),
  recipient_id uuid NOT NULL,
  -- The Oslo date of a morning message.
  day date,
  -- The command a told message is about.
  command_id uuid,
  channel text NOT NULL DEFAULT 'slack' CHECK (channel IN ('slack')),
  state text NOT NULL DEFAULT 'pending'
    CHECK (state IN ('pending', 'sent', 'failed', 'overtaken', 'unreachable')),
  attempts integer NOT NULL DEFAULT 0,
  slack_channel text,
  slack_ts text,
  -- Why it could not be sent, in the words of the code that refused; never a text of the record.
  error text,
  created_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3),
  updated_at timestamptz(3),
  CONSTRAINT notification_sent_somewhere
    CHECK (state <> 'sent' OR (slack_channel IS NOT NULL AND slack_ts IS NOT NULL AND sent_at IS NOT NULL)),
  CONSTRAINT notification_has_its_subject
    CHECK (CASE kind WHEN 'morning' THEN day IS NOT NULL ELSE command_id IS NOT NULL END)
);
CREATE INDEX notification_by_recipient ON notification (recipient_id, created_at);
CREATE INDEX notification_not_arrived ON notification (created_at) WHERE state IN ('failed', 'unreachable');

-- What a message was about. "telling" is what happened, in a told message.
CREATE TABLE notification_item (
  notification_id uuid NOT NULL REFERENCES notification,
  measure_id uuid NOT NULL,
  item_id uuid,
  telling text,
  CONSTRAINT notification_item_once UNIQUE NULLS NOT DISTINCT (notification_id, measure_id, item_id, telling)
);
CREATE INDEX notification_item_by_measure ON notification_item (measure_id);

-- What time has demanded: once, of one person, on one day. Ids of measures and items are checked by whoever
-- writes here, from the rows it holds locked.
CREATE TABLE obligation (
  id uuid PRIMARY KEY,
  measure_id uuid,
  item_id uuid,
  -- What a status report waits for: its release, its acknowledgement, or the answer to a question.
  report_id uuid,
  question_id uuid,
  kind text NOT NULL,
  due_on date NOT NULL,
  recipient_role text NOT NULL,
  recipient_id uuid NOT NULL,
  demanded_at timestamptz(3) NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'told', 'overtaken')),
  settled_at timestamptz(3),
  notification_id uuid REFERENCES notification,
  CONSTRAINT obligation_once UNIQUE NULLS NOT DISTINCT
    (measure_id, item_id, report_id, question_id, kind, due_on, recipient_id),
  CONSTRAINT obligation_is_about_one CHECK (num_nonnulls(measure_id, report_id) = 1)
);
CREATE INDEX obligation_open ON obligation (recipient_id) WHERE state = 'open';
CREATE INDEX obligation_by_notification ON obligation (notification_id) WHERE notification_id IS NOT NULL;

-- Messages Temporal has not taken over yet: a person to be told, or a sent message to be brought up to date.
CREATE TABLE relay_message (
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('told', 'refresh')),
  command_id uuid NOT NULL,
  person_id uuid NOT NULL,
  notification_id uuid NOT NULL REFERENCES notification,
  not_before timestamptz(3),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  claimed_until timestamptz
);
CREATE INDEX relay_message_by_age ON relay_message (created_at);

-- Plans whose reports' workflow should look at the record again. One row per plan, whatever has happened.
CREATE TABLE relay_report (
  plan_id uuid PRIMARY KEY,
  news bigint NOT NULL DEFAULT 1,
  queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  claimed_until timestamptz
);
CREATE INDEX relay_report_by_age ON relay_report (queued_at);
`;
