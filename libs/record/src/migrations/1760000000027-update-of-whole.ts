import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was last said of each measure as a whole, from the history: the state kept only the newest of all. */
export class UpdateOfWhole1760000000027 implements MigrationInterface {
  readonly name = 'UpdateOfWhole1760000000027';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(withoutGuards(fill));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(withoutGuards(`UPDATE measure SET details = details - 'updateOfWhole'`));
  }
}

/** The state follows from events that are there already; the guards ask for one in this transaction. */
function withoutGuards(statement: string): string {
  return `ALTER TABLE measure DISABLE TRIGGER USER; ${statement}; ALTER TABLE measure ENABLE TRIGGER USER;`;
}

const fill = `
WITH last_said AS (
  SELECT DISTINCT ON (stream_id) stream_id AS measure_id,
         body -> 'data' || jsonb_build_object('by', actor_id, 'at', body ->> 'at') AS said
    FROM event
   WHERE stream_kind = 'measure' AND type = 'StatusUpdated'
     AND NOT body -> 'data' ?| ARRAY['itemId', 'subPointId']
   ORDER BY stream_id, version DESC)
UPDATE measure SET details = details || jsonb_build_object('updateOfWhole', last_said.said)
  FROM last_said WHERE measure.id = last_said.measure_id`;
