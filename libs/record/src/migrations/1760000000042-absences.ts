import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When people are away, and who is there in their place: that person is asked too (docs/adr/049). */
export class Absences1760000000042 implements MigrationInterface {
  readonly name = 'Absences1760000000042';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE person ADD COLUMN absences jsonb;
      CREATE INDEX person_deputies ON person USING gin (absences jsonb_path_ops) WHERE absences IS NOT NULL;
      -- Whose demand this is the deputy's own copy of.
      ALTER TABLE obligation ADD COLUMN stands_in_for uuid;
      DROP INDEX obligation_once_by_role;
      CREATE UNIQUE INDEX obligation_once_by_role ON obligation (measure_id, item_id, kind, due_on, recipient_role)
        NULLS NOT DISTINCT WHERE measure_id IS NOT NULL AND stands_in_for IS NULL;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DELETE FROM obligation WHERE stands_in_for IS NOT NULL;
      DROP INDEX obligation_once_by_role;
      CREATE UNIQUE INDEX obligation_once_by_role ON obligation (measure_id, item_id, kind, due_on, recipient_role)
        NULLS NOT DISTINCT WHERE measure_id IS NOT NULL;
      ALTER TABLE obligation DROP COLUMN stands_in_for;
      DROP INDEX person_deputies;
      ALTER TABLE person DROP COLUMN absences;`);
  }
}
