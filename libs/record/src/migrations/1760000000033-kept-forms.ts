import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/** What somebody wrote in a form that came after the session was over, until they have logged in again (ADR 033). */
export class KeptForms1760000000033 implements MigrationInterface {
  readonly name = 'KeptForms1760000000033';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE kept_form (
        id uuid PRIMARY KEY,
        -- Whose form it was, as the form itself proves; nobody else is shown it.
        person_id uuid NOT NULL REFERENCES person,
        -- In which browser: what its cookie says.
        browser uuid NOT NULL,
        page text NOT NULL,
        action text NOT NULL,
        written jsonb NOT NULL,
        labels jsonb NOT NULL,
        kept_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL
      );
      CREATE INDEX kept_form_of_person ON kept_form (person_id, kept_at);
      CREATE INDEX kept_form_by_expiry ON kept_form (expires_at);`);
    await grantToApp(queryRunner, 'SELECT, INSERT, DELETE', 'kept_form');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE kept_form');
  }
}
