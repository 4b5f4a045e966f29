/**
 * What is late, as SQL on the tables `measure` and `item`: the same rule as `isItemLate` and `isMeasureLate`
 * (libs/domain/src/measure/late.ts). test/record/late.spec.ts holds the two, and the read model's views, together.
 * `today` is an expression for the day in Oslo, such as a parameter.
 */

export const isFollowed = `measure.state IN ('accepted', 'in-follow-up')`;
export const deadlineInForce = 'coalesce(item.deadline_on, measure.deadline_on)';

/** Missed when the day has ended. */
export function hasPassed(deadline: string, today: string): string {
  return `(${deadline} < ${today}::date)`;
}

/** Nobody is responsible for the measure, or for one of its sub-points: then its own deadline counts. */
export const hasUnassignedPart = `(
  NOT EXISTS (SELECT FROM item WHERE item.measure_id = measure.id)
  OR EXISTS (SELECT FROM jsonb_array_elements(measure.details -> 'subPoints') AS part
              WHERE NOT EXISTS (SELECT FROM item WHERE item.measure_id = measure.id
                                                   AND item.sub_point_id = (part ->> 'id')::uuid)))`;

export function isItemLate(today: string): string {
  return `(${isFollowed} AND item.state = 'open' AND ${hasPassed(deadlineInForce, today)}) IS TRUE`;
}

export function isMeasureLate(today: string): string {
  return `(${isFollowed} AND (
    EXISTS (SELECT FROM item WHERE item.measure_id = measure.id AND ${isItemLate(today)})
    OR (${hasPassed('measure.deadline_on', today)} AND ${hasUnassignedPart}))) IS TRUE`;
}
