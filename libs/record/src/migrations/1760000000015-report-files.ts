import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/** Files that take long to make, with how far they have come. No part of the record: they are thrown away in the end. */
export class ReportFiles1760000000015 implements MigrationInterface {
  readonly name = 'ReportFiles1760000000015';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE report_file (
        id uuid PRIMARY KEY,
        -- What it is made from and as. The same key is the same file, made once.
        key text NOT NULL UNIQUE,
        plan_id uuid NOT NULL REFERENCES plan (id),
        -- Absent for the live status.
        report_id uuid REFERENCES report (id),
        edition integer,
        audience text NOT NULL CHECK (audience IN ('internal', 'public')),
        format text NOT NULL,
        body jsonb,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'reading', 'writing', 'ready', 'failed')),
        -- Whoever makes it says so again before this; after it, anybody may begin anew.
        claimed_until timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        asked_at timestamptz(3) NOT NULL DEFAULT now(),
        media_type text,
        name text,
        bytes bigint NOT NULL DEFAULT 0,
        CHECK ((report_id IS NULL) = (edition IS NULL)),
        CHECK (state <> 'ready' OR (media_type IS NOT NULL AND name IS NOT NULL))
      );
      CREATE INDEX report_file_by_age ON report_file (asked_at);

      -- In parts, so that neither writing nor sending one takes memory for the whole.
      CREATE TABLE report_file_part (
        file_id uuid NOT NULL REFERENCES report_file (id) ON DELETE CASCADE,
        part integer NOT NULL,
        content bytea NOT NULL,
        PRIMARY KEY (file_id, part)
      );
      -- Packed already.
      ALTER TABLE report_file_part ALTER content SET STORAGE EXTERNAL;
    `);
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE, DELETE', 'report_file');
    await grantToApp(queryRunner, 'SELECT, INSERT, DELETE', 'report_file_part');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE report_file_part, report_file');
  }
}
