import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When each item was last heard of, from the history (libs/domain/src/measure/heard-from.ts): what was said of a whole
 * measure or sub-point before the events told for whom, counts where one party had all its items at the time.
 */
export class HeardFrom1760000000019 implements MigrationInterface {
  readonly name = 'HeardFrom1760000000019';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(withoutGuards(fill));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(withoutGuards(`UPDATE item SET details = details - 'lastHeard'`));
  }
}

/** The state follows from events that are there already; the guards ask for one in this transaction. */
function withoutGuards(statement: string): string {
  return `ALTER TABLE item DISABLE TRIGGER USER; ${statement}; ALTER TABLE item ENABLE TRIGGER USER;`;
}

const fill = `
WITH
  assigned AS (
    SELECT e.stream_id AS measure_id, e.version, given.value ->> 'itemId' AS item_id,
           given.value ->> 'partyId' AS party_id, given.value ->> 'subPointId' AS sub_point_id
      FROM event e, jsonb_array_elements(e.body #> '{data,responsibility,items}') AS given
     WHERE e.stream_kind = 'measure' AND e.type = 'MeasureRegistered'
    UNION ALL
    SELECT e.stream_id, e.version, e.body #>> '{data,itemId}', e.body #>> '{data,partyId}', e.body #>> '{data,subPointId}'
      FROM event e WHERE e.stream_kind = 'measure' AND e.type = 'ItemAdded'
    UNION ALL
    SELECT e.stream_id, e.version, e.body #>> '{data,itemId}', e.body #>> '{data,to}', NULL
      FROM event e WHERE e.stream_kind = 'measure' AND e.type = 'ItemReassigned'),
  -- Which party had the item from one version of the measure to the next.
  held AS (
    SELECT measure_id, item_id, party_id,
           first_value(sub_point_id) OVER of_item AS sub_point_id,
           version AS since, lead(version, 1, 2147483647) OVER of_item AS until
      FROM assigned WINDOW of_item AS (PARTITION BY item_id ORDER BY version)),
  said AS (
    SELECT e.stream_id AS measure_id, e.version, e.body ->> 'at' AS at, e.actor_id,
           e.body #>> '{data,itemId}' AS item_id, e.body #>> '{data,subPointId}' AS sub_point_id
      FROM event e
     WHERE e.stream_kind = 'measure' AND e.type IN ('StatusUpdated', 'OccurrenceReported', 'ItemReportedDone')),
  covered AS (
    SELECT said.version, said.at, said.actor_id, held.item_id, held.until,
           said.item_id IS NOT NULL
             OR min(held.party_id) OVER of_said = max(held.party_id) OVER of_said AS counts
      FROM said JOIN held ON held.measure_id = said.measure_id AND held.since < said.version
                         AND said.version < held.until
                         AND (said.item_id IS NULL OR said.item_id = held.item_id)
                         AND (said.sub_point_id IS NULL OR said.sub_point_id = held.sub_point_id)
    WINDOW of_said AS (PARTITION BY said.measure_id, said.version)),
  last_heard AS (
    SELECT DISTINCT ON (item_id) item_id, at, actor_id FROM covered
     -- Said by the party that has it still.
     WHERE counts AND until = 2147483647 ORDER BY item_id, version DESC)
UPDATE item SET details = details || jsonb_build_object(
         'lastHeard', jsonb_build_object('at', last_heard.at, 'by', last_heard.actor_id))
  FROM last_heard WHERE item.id = last_heard.item_id::uuid`;
