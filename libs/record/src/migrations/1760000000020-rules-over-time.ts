import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the schedule must know of changes of its rules, from the history: when a deadline was first set, when an item
 * or a measure was opened again, and the ladders a plan had before.
 */
export class RulesOverTime1760000000020 implements MigrationInterface {
  readonly name = 'RulesOverTime1760000000020';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(withoutGuards([deadlinesSet, itemsReopened, measuresReopened, laddersBefore]));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      withoutGuards([
        `UPDATE item SET details = (details - 'reopenedAt') #- '{deadline,setAt}'`,
        `UPDATE measure SET details = (details - 'reopenedAt') #- '{deadline,setAt}'`,
        `UPDATE plan SET details = details - 'earlierLadders'`,
      ]),
    );
  }
}

/** The state follows from events that are there already; the guards ask for one in this transaction. */
function withoutGuards(statements: readonly string[]): string {
  const tables = ['plan', 'measure', 'item'];
  const all = (what: string) => tables.map((table) => `ALTER TABLE ${table} ${what} TRIGGER USER`);
  return [...all('DISABLE'), ...statements, ...all('ENABLE')].join(';\n');
}

// An item's deadline that was moved away from the measure's took the measure's own along.
const deadlinesSet = `
WITH
  set_on AS (
    SELECT stream_id AS measure_id, body #>> '{data,itemId}' AS item_id, version, body ->> 'at' AS at FROM event
     WHERE stream_kind = 'measure'
       AND (type = 'DeadlineSet' OR (type = 'MeasureRegistered' AND body #> '{data,deadline}' IS NOT NULL))),
  of_measure AS (
    SELECT DISTINCT ON (measure_id) measure_id, at FROM set_on WHERE item_id IS NULL
     ORDER BY measure_id, version DESC),
  changed AS (
    UPDATE measure SET details = jsonb_set(details, '{deadline,setAt}', to_jsonb(of_measure.at))
      FROM of_measure WHERE of_measure.measure_id = measure.id AND details ? 'deadline'),
  moved_away AS (
    SELECT DISTINCT ON (body #>> '{data,itemId}') stream_id AS measure_id, body #>> '{data,itemId}' AS item_id, version
      FROM event
     WHERE stream_kind = 'measure' AND type IN ('DeadlineMoved', 'DeadlineSet') AND body #>> '{data,itemId}' IS NOT NULL
     ORDER BY body #>> '{data,itemId}', version),
  of_item AS (
    SELECT DISTINCT ON (moved_away.item_id) moved_away.item_id, set_on.at
      FROM moved_away JOIN set_on ON set_on.measure_id = moved_away.measure_id AND set_on.version <= moved_away.version
                                 AND coalesce(set_on.item_id, moved_away.item_id) = moved_away.item_id
     ORDER BY moved_away.item_id, set_on.version DESC)
UPDATE item SET details = jsonb_set(details, '{deadline,setAt}', to_jsonb(of_item.at))
  FROM of_item WHERE of_item.item_id::uuid = item.id AND details ? 'deadline'`;

const itemsReopened = `
WITH reopened AS (
  SELECT body #>> '{data,itemId}' AS item_id, version, body ->> 'at' AS at FROM event
   WHERE stream_kind = 'measure' AND type = 'ItemReopened'
  UNION ALL
  SELECT item_id, version, body ->> 'at' FROM event, jsonb_array_elements_text(body #> '{data,itemIds}') AS item_id
   WHERE stream_kind = 'measure' AND type = 'MeasureReopened')
UPDATE item SET details = details || jsonb_build_object('reopenedAt', last.at)
  FROM (SELECT DISTINCT ON (item_id) item_id, at FROM reopened ORDER BY item_id, version DESC) AS last
 WHERE last.item_id::uuid = item.id`;

const measuresReopened = `
UPDATE measure SET details = details || jsonb_build_object('reopenedAt', last.at)
  FROM (SELECT DISTINCT ON (stream_id) stream_id, body ->> 'at' AS at FROM event
         WHERE stream_kind = 'measure' AND type = 'MeasureReopened' ORDER BY stream_id, version DESC) AS last
 WHERE last.stream_id = measure.id`;

const laddersBefore = `
UPDATE plan SET details = details || jsonb_build_object('earlierLadders', earlier.ladders)
  FROM (SELECT stream_id, jsonb_agg(jsonb_build_object('ladder', body #> '{data,old}', 'changedAt', body -> 'at')
                                    ORDER BY version) AS ladders
          FROM event WHERE stream_kind = 'plan' AND type = 'LadderChanged' GROUP BY stream_id) AS earlier
 WHERE earlier.stream_id = plan.id`;
