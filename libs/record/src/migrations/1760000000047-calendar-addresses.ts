import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './app-role.js';

/** Private addresses of calendar feeds: what opens one is the address itself (docs/adr/053). */
export class CalendarAddresses1760000000047 implements MigrationInterface {
  readonly name = 'CalendarAddresses1760000000047';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE calendar_address (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES person (id),
        -- Null: what the person is to do, in every plan.
        plan_id uuid REFERENCES plan (id),
        secret_sha256 bytea NOT NULL UNIQUE,
        opened_at timestamptz(3) NOT NULL,
        read_at timestamptz(3),
        UNIQUE NULLS NOT DISTINCT (person_id, plan_id)
      );`);
    await grantToApp(queryRunner, 'SELECT, INSERT, UPDATE, DELETE', 'calendar_address');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION IF EXISTS close_calendars_of_leaver CASCADE;
      DROP TABLE calendar_address;`);
  }
}
