import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Memberships whose first day has not come: time gives their items when it does. */
export class GroupsOverTime1760000000028 implements MigrationInterface {
  readonly name = 'GroupsOverTime1760000000028';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
ALTER TABLE membership ADD COLUMN awaited boolean;
CREATE INDEX membership_awaited ON membership (joined_on) WHERE awaited;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE membership DROP COLUMN awaited');
  }
}
