import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What leadership asks about a report is searched apart from the report: every report is read again. */
export class SearchQuestions1760000000023 implements MigrationInterface {
  readonly name = 'SearchQuestions1760000000023';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('INSERT INTO search_due (stream_ids) SELECT ARRAY[id] FROM report');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('INSERT INTO search_due (stream_ids) SELECT ARRAY[id] FROM report');
  }
}
