import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person, and a subscriber, has chosen to be spoken to in (docs/adr/038). */
export class Languages1760000000037 implements MigrationInterface {
  readonly name = 'Languages1760000000037';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE person ADD COLUMN language text CHECK (language IN ('nb', 'nn', 'en'));
      ALTER TABLE subscription ADD COLUMN language text CHECK (language IN ('nb', 'nn', 'en'));`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE subscription DROP COLUMN language;
      ALTER TABLE person DROP COLUMN language;`);
  }
}
