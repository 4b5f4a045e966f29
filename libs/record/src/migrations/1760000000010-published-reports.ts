import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports that were made public are found without looking at all the others. */
export class PublishedReports1760000000010 implements MigrationInterface {
  readonly name = 'PublishedReports1760000000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE INDEX report_published ON report (plan_id, number) WHERE details ? 'publications'
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX report_published');
  }
}
