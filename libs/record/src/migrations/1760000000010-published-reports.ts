import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/** Reports that were made public are found without looking at all the others, and their files written once. */
export class PublishedReports1760000000010 implements MigrationInterface {
  readonly name = 'PublishedReports1760000000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE INDEX report_published ON report (plan_id, number) WHERE details ? 'publications';

      -- A published version as a file, as it was first made: the same bytes for everybody, whichever program is
      -- asked later. No part of the record: each follows from report_snapshot.
      CREATE TABLE published_file (
        report_id uuid NOT NULL REFERENCES report (id),
        edition integer NOT NULL,
        format text NOT NULL,
        content bytea NOT NULL,
        sha256 bytea NOT NULL CHECK (sha256 = sha256(content)),
        PRIMARY KEY (report_id, edition, format)
      );
    `);
    await grantToApp(queryRunner, 'SELECT, INSERT', 'published_file');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE published_file; DROP INDEX report_published');
  }
}
