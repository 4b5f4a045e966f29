import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/** Who read what is *unntatt offentlighet*, and when: written and read, never changed (PRODUCT.md, Who is who). */
export class ReadingLog1760000000026 implements MigrationInterface {
  readonly name = 'ReadingLog1760000000026';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE reading (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        -- A person, or an API client.
        reader_id text NOT NULL,
        identity_id uuid,
        -- What was shown: the address without what was searched for.
        path text NOT NULL,
        subject_kind text NOT NULL CHECK (subject_kind IN ('measure', 'evaluation', 'report', 'plan', 'import')),
        subject_id uuid NOT NULL
      );
      CREATE INDEX reading_of_subject ON reading (subject_id, id);
      CREATE INDEX reading_by_reader ON reading (reader_id, id);`);
    await grantToApp(
      queryRunner,
      'SELECT, INSERT (reader_id, identity_id, path, subject_kind, subject_id)',
      'reading',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE reading');
  }
}
