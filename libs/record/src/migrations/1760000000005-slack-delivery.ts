import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/** What has been delivered by Slack, so that a press delivered twice does nothing twice. */
export class SlackDelivery1760000000005 implements MigrationInterface {
  readonly name = 'SlackDelivery1760000000005';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Kept for a day: what is older than five minutes is refused by its signature's time already.
      CREATE TABLE slack_delivery (
        id text PRIMARY KEY CHECK (length(id) <= 255),
        received_at timestamptz NOT NULL DEFAULT now(),
        -- What was answered: our own texts only, never what somebody typed.
        answer jsonb
      );
      CREATE INDEX slack_delivery_by_age ON slack_delivery (received_at);
    `);
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE, DELETE', 'slack_delivery');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE slack_delivery');
  }
}
