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
        NULLS NOT DISTINCT WHERE measure_id IS NOT NULL AND stands_in_for IS NULL;
      -- Whom a measure's demand is addressed to is no part of what makes it one: it can change without colliding.
      ALTER TABLE obligation DROP CONSTRAINT obligation_once;
      CREATE INDEX obligation_by_measure ON obligation (measure_id) WHERE measure_id IS NOT NULL;
      CREATE UNIQUE INDEX obligation_once_of_report ON obligation (report_id, question_id, kind, due_on, recipient_id)
        NULLS NOT DISTINCT WHERE report_id IS NOT NULL;
      -- What is settled stays as it was: who is deputy once more has a new copy.
      CREATE UNIQUE INDEX obligation_copy_once
        ON obligation (measure_id, item_id, kind, due_on, recipient_role, recipient_id, stands_in_for)
        NULLS NOT DISTINCT WHERE stands_in_for IS NOT NULL AND state <> 'overtaken';`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DELETE FROM obligation WHERE stands_in_for IS NOT NULL;
      DROP INDEX obligation_once_by_role;
      CREATE UNIQUE INDEX obligation_once_by_role ON obligation (measure_id, item_id, kind, due_on, recipient_role)
        NULLS NOT DISTINCT WHERE measure_id IS NOT NULL;
      DROP INDEX obligation_copy_once;
      DROP INDEX obligation_once_of_report;
      DROP INDEX obligation_by_measure;
      ALTER TABLE obligation ADD CONSTRAINT obligation_once UNIQUE NULLS NOT DISTINCT
        (measure_id, item_id, report_id, question_id, kind, due_on, recipient_id);
      ALTER TABLE obligation DROP COLUMN stands_in_for;
      DROP INDEX person_deputies;
      ALTER TABLE person DROP COLUMN absences;`);
  }
}
