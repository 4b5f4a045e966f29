import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/** When a message may leave, so that none leaves twice; and when the record was last restored. */
export class MessagePosts1760000000018 implements MigrationInterface {
  readonly name = 'MessagePosts1760000000018';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE notification
        -- How often it was let go, less what is known not to have left.
        ADD COLUMN posts integer NOT NULL DEFAULT 0,
        -- The attempt that was let post and whose outcome is not known; nobody else posts before "posting_until".
        ADD COLUMN posting_attempt integer,
        ADD COLUMN posting_until timestamptz;

      -- Workers of the last release post without asking: what one of them has in hand may arrive in a while.
      UPDATE notification SET posts = 1, posting_attempt = attempts, posting_until = now() + interval '5 minutes'
       WHERE attempts > 0 AND state IN ('pending', 'failed') AND created_at > now() - interval '1 day';

      -- Copies of a message that arrived after it and were taken away.
      CREATE TABLE notification_copy (
        notification_id uuid NOT NULL REFERENCES notification (id),
        slack_channel text NOT NULL,
        slack_ts text NOT NULL,
        taken_away_at timestamptz(3) NOT NULL,
        PRIMARY KEY (notification_id, slack_channel, slack_ts)
      );

      -- A look for copies follows from no command.
      ALTER TABLE relay_message ALTER command_id DROP NOT NULL;

      -- What a record that was lost may have sent before this is looked for in Slack.
      ALTER TABLE record_epoch ADD COLUMN raised_at timestamptz;
      UPDATE record_epoch SET raised_at = now() WHERE epoch > 1;
      CREATE FUNCTION note_raised_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.raised_at := clock_timestamp();
        RETURN NEW;
      END $$;
      CREATE TRIGGER record_epoch_raised BEFORE UPDATE OF epoch ON record_epoch
        FOR EACH ROW WHEN (NEW.epoch > OLD.epoch) EXECUTE FUNCTION note_raised_epoch();
    `);
    await grantToApp(queryRunner, 'SELECT, INSERT', 'notification_copy');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER record_epoch_raised ON record_epoch;
      DROP FUNCTION note_raised_epoch();
      ALTER TABLE record_epoch DROP COLUMN raised_at;
      DELETE FROM relay_message WHERE command_id IS NULL;
      ALTER TABLE relay_message ALTER command_id SET NOT NULL;
      DROP TABLE notification_copy;
      ALTER TABLE notification DROP COLUMN posts, DROP COLUMN posting_attempt, DROP COLUMN posting_until;
    `);
  }
}
