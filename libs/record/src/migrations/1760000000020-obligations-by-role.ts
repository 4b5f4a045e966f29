import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is demanded of a measure is one by the recipient's role; who that is, is asked when the message is sent. What
 * is open stays open. `recipient_id` is whom it is addressed to, as it was last asked.
 */
export class ObligationsByRole1760000000020 implements MigrationInterface {
  readonly name = 'ObligationsByRole1760000000020';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Twice only where two persons were asked for the same: the first demand stands.
    await queryRunner.query(`
      DELETE FROM obligation later USING obligation first
       WHERE later.measure_id = first.measure_id AND later.item_id IS NOT DISTINCT FROM first.item_id
         AND later.kind = first.kind AND later.due_on = first.due_on
         AND later.recipient_role = first.recipient_role AND later.id > first.id`);
    await queryRunner.query(`
      CREATE UNIQUE INDEX obligation_once_by_role ON obligation (measure_id, item_id, kind, due_on, recipient_role)
        NULLS NOT DISTINCT WHERE measure_id IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX obligation_once_by_role');
  }
}
