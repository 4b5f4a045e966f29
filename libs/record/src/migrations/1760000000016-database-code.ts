import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/**
 * Which of the database's own functions (database/) have been applied, and in which text. The functions of earlier
 * migrations are history: what holds is in the files. `record_load` of 28 parameters and `record_write` of migration 4
 * stay until the next release, for the processes of the last one that run while this is rolled out.
 */
export class DatabaseCode1760000000016 implements MigrationInterface {
  readonly name = 'DatabaseCode1760000000016';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE database_code (
        name text PRIMARY KEY,
        -- SHA-256 of the text, hexadecimal.
        digest text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      -- What is next due is written by functions of the owner alone (guards/measure.sql); processes of the last
      -- release still write through this one. Their workers' demands are refused, and made again by the new ones.
      ALTER FUNCTION record_write(json, json, json, json, json, json, json, json, uuid, text, text, jsonb)
        SECURITY DEFINER SET search_path = public, pg_temp`);
    await grantToApp(queryRunner, 'SELECT', 'database_code');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const generations = (await queryRunner.query(
      `SELECT name FROM database_code WHERE starts_with(name, 'record_write_')`,
    )) as { name: string }[];
    for (const { name } of generations) await queryRunner.query(`DROP FUNCTION ${name}`);
    await queryRunner.query(`
      DROP FUNCTION record_load(jsonb), record_next_due(uuid, boolean, timestamptz, date);
      DROP TABLE database_code;
      ALTER FUNCTION record_write SECURITY INVOKER RESET search_path`);
  }
}
