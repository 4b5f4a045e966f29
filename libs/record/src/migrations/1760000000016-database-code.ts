import type { MigrationInterface, QueryRunner } from 'typeorm';

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
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const generations = (await queryRunner.query(
      `SELECT name FROM database_code WHERE starts_with(name, 'record_write_')`,
    )) as { name: string }[];
    for (const { name } of generations) await queryRunner.query(`DROP FUNCTION ${name}`);
    await queryRunner.query('DROP FUNCTION record_load(jsonb); DROP TABLE database_code');
  }
}
