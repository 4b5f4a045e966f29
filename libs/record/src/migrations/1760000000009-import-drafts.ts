import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/** What was read of a document and not confirmed. No part of the record: it is thrown away in the end. */
export class ImportDrafts1760000000009 implements MigrationInterface {
  readonly name = 'ImportDrafts1760000000009';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE import_draft (
        id uuid PRIMARY KEY,
        version integer NOT NULL DEFAULT 1,
        file_name text NOT NULL CHECK (length(file_name) <= 300),
        file_bytes integer NOT NULL,
        sha256 text NOT NULL CHECK (length(sha256) = 64),
        -- The id a new plan gets: chosen here, so that the same draft can't make two.
        new_plan_id uuid NOT NULL,
        -- What the document says, line by line, and what was read out of it.
        reading jsonb,
        -- What a person has made of it so far. Both are gone when it has been confirmed.
        draft jsonb,
        uploaded_by text NOT NULL,
        upload_key text CHECK (length(upload_key) <= 300),
        uploaded_at timestamptz(3) NOT NULL DEFAULT now(),
        changed_by text NOT NULL,
        changed_at timestamptz(3) NOT NULL DEFAULT now(),
        -- What confirming it led to, and the key it was asked with.
        confirmation jsonb,
        CONSTRAINT import_draft_uploaded_once UNIQUE (uploaded_by, upload_key),
        CHECK ((confirmation IS NULL) = (draft IS NOT NULL AND reading IS NOT NULL))
      );
      CREATE INDEX import_draft_by_change ON import_draft (changed_at);
    `);
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE, DELETE', 'import_draft');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE import_draft');
  }
}
