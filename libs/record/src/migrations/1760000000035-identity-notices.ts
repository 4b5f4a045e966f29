import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/** Where a person was reached before it was changed who they are: they are told there (docs/adr/034). */
export class IdentityNotices1760000000035 implements MigrationInterface {
  readonly name = 'IdentityNotices1760000000035';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Personal data, outside the events: gone when they have been told, or erased.
      CREATE TABLE identity_notice (
        notification_id uuid PRIMARY KEY REFERENCES notification (id),
        person_id uuid NOT NULL REFERENCES person (id),
        email text NOT NULL,
        -- "slack:" and the workspace, and the user there; null where none was bound.
        slack_issuer text,
        slack_user text,
        CHECK ((slack_issuer IS NULL) = (slack_user IS NULL))
      );
      CREATE INDEX identity_notice_of_person ON identity_notice (person_id);
      CREATE INDEX identity_notice_of_address ON identity_notice (lower(email));`);
    await grantToApp(queryRunner, 'SELECT, INSERT, DELETE', 'identity_notice');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION IF EXISTS forget_notice_told, forget_notices_of_erased CASCADE;
      DROP TABLE identity_notice;`);
  }
}
