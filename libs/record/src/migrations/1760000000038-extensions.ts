import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Extensions that wait for an answer are few among many items, and looked for on every start page. */
export class Extensions1760000000038 implements MigrationInterface {
  readonly name = 'Extensions1760000000038';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE INDEX item_extension_open ON item (measure_id) WHERE details ? 'extension'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX item_extension_open');
  }
}
