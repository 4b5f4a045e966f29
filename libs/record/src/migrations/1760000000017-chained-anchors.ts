import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/**
 * Anchors are numbered and chained, and name what they cover, so that each is checked by itself however many there are
 * (ADR 019). Those from before stay as they are, without a number.
 */
export class ChainedAnchors1760000000017 implements MigrationInterface {
  readonly name = 'ChainedAnchors1760000000017';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE anchor
        ADD COLUMN number bigint UNIQUE,
        -- The digest of the anchor before it; zeros for the first.
        ADD COLUMN previous bytea CHECK (length(previous) = 32),
        ADD COLUMN epoch bigint,
        ADD COLUMN lines integer,
        ALTER COLUMN seen DROP NOT NULL,
        ALTER COLUMN streams DROP NOT NULL,
        ADD CONSTRAINT anchor_numbered_and_chained CHECK (num_nulls(number, previous, epoch, lines) IN (0, 4));

      -- What an anchor covers: one line for each thing that was new or in a new version.
      CREATE TABLE anchored (
        kind text NOT NULL,
        id text NOT NULL,
        -- The version; where a thing never changes, 0, and 1 for its end.
        part integer NOT NULL,
        digest bytea NOT NULL CHECK (length(digest) = 32),
        anchor bigint NOT NULL,
        PRIMARY KEY (kind, id, part)
      );

      -- So that the digest of a name and an address tells nothing of either once they have been erased. Another in
      -- each version of the row.
      ALTER TABLE person ADD COLUMN salt uuid NOT NULL DEFAULT gen_random_uuid();
    `);
    await grantToApp(queryRunner, 'INSERT (number, previous, epoch, lines)', 'anchor');
    await grantToApp(queryRunner, 'SELECT, INSERT', 'anchored');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE person DROP COLUMN salt;
      DROP TABLE anchored;
      DELETE FROM anchor WHERE number IS NOT NULL;
      DELETE FROM counter WHERE scope = 'anchors';
      ALTER TABLE anchor DROP COLUMN number, DROP COLUMN previous, DROP COLUMN epoch, DROP COLUMN lines,
        ALTER COLUMN seen SET NOT NULL, ALTER COLUMN streams SET NOT NULL;
    `);
  }
}
