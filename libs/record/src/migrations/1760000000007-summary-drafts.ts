import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/**
 * What an editor of a summary has begun and not published: no part of the record, it may be thrown away. And what
 * the portfolio asks of the histories.
 */
export class SummaryDrafts1760000000007 implements MigrationInterface {
  readonly name = 'SummaryDrafts1760000000007';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Never the same number twice, so that a draft made anew is not taken for the one somebody saw.
      CREATE SEQUENCE summary_draft_version AS integer;
      CREATE TABLE summary_draft (
        plan_id uuid NOT NULL REFERENCES plan (id),
        -- What of the summary it is: an address of the editing pages.
        section text NOT NULL CHECK (length(section) <= 100),
        version integer NOT NULL DEFAULT nextval('summary_draft_version'),
        -- The form's fields as they were typed.
        fields jsonb NOT NULL,
        saved_by uuid NOT NULL REFERENCES person (id),
        saved_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (plan_id, section)
      );
      -- For the trend of the portfolio. A measure turns few times in its life, and registering never touches this index.
      CREATE INDEX event_by_turn ON event (type, at)
       WHERE type IN ('MeasureAccepted', 'MeasureClosed', 'MeasureReopened');
    `);
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE, DELETE', 'summary_draft');
    await grantToApp(queryRunner, 'USAGE', 'SEQUENCE summary_draft_version');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP INDEX event_by_turn; DROP TABLE summary_draft; DROP SEQUENCE summary_draft_version',
    );
  }
}
