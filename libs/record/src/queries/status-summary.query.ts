import type { DataSource, EntityManager } from 'typeorm';
import type { Outcome } from '#domain/evaluation/evaluation.js';
import type { MeasureId, PlainDate, PlanId } from '#domain/ids.js';
import type { Actor, Role } from '#domain/roles/actor.js';
import { type StatusSummary, statusSummary as summaryOf } from '#domain/summary/status-summary.js';
import { type ItemRow, measureOf, type MeasureStateRow } from '../measure/measure.rows.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';

/** Which plan: by its id, or by the number people know it by. */
export type PlanKey = { id: PlanId } | { number: number };

/**
 * The live summary of a plan for one reader, as of `today` (Europe/Oslo): six statements however many measures, in one
 * snapshot. Undefined when there is no such plan.
 */
export async function statusSummary(
  dataSource: DataSource,
  key: PlanKey,
  { reader, today }: { reader: Actor; today: PlainDate },
): Promise<StatusSummary | undefined> {
  return dataSource.transaction('REPEATABLE READ', async (manager) => {
    const [planRow] = await manager.query<PlanRow[]>(
      `SELECT plan.*, period_end::text FROM plan WHERE ${'id' in key ? 'id' : 'number'} = $1`,
      ['id' in key ? key.id : key.number],
    );
    if (planRow === undefined) return undefined;
    const plan = planOf(planRow);
    const measures = await measuresOfPlan(manager, plan.id);
    return summaryOf({
      plan,
      measures,
      partyNames: await partyNames(manager, plan.id),
      personRoles: await signersOf(manager, plan.id),
      outcomes: await outcomesBehind(manager, plan.id),
      elsewhere: await measuresElsewhere(manager, plan.id, measures),
      today,
      reader,
    });
  });
}

async function measuresOfPlan(manager: EntityManager, planId: PlanId) {
  const rows = await manager.query<MeasureStateRow[]>(
    `SELECT id, plan_id, number, state, title, about, '' AS text, theme_id, access_kind, mode,
            review_on::text, registered_at, last_substantive_change_at, details
       FROM measure WHERE plan_id = $1 ORDER BY number`,
    [planId],
  );
  const items = await manager.query<ItemRow[]>(
    `SELECT item.id, item.measure_id, item.suffix, item.state, item.party_id, item.contributor_ids,
            item.sub_point_id, item.via_group_id, item.details
       FROM item JOIN measure ON measure.id = item.measure_id
      WHERE measure.plan_id = $1 ORDER BY item.measure_id, item.ordinal`,
    [planId],
  );
  const itemsOf = new Map<MeasureId, ItemRow[]>();
  for (const item of items) {
    const known = itemsOf.get(item.measure_id);
    if (known === undefined) itemsOf.set(item.measure_id, [item]);
    else known.push(item);
  }
  return rows.map((row) => measureOf(row, itemsOf.get(row.id) ?? []));
}

async function partyNames(manager: EntityManager, planId: PlanId): Promise<Map<string, string>> {
  const rows = await manager.query<{ id: string; name: string }[]>(
    `SELECT id, name FROM party WHERE id IN (
       SELECT unnest(ARRAY[item.party_id, item.via_group_id])
         FROM item JOIN measure ON measure.id = item.measure_id WHERE measure.plan_id = $1)`,
    [planId],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Roles only: the summary names no person. Everybody who may sign off is few. */
async function signersOf(manager: EntityManager, planId: PlanId): Promise<Map<string, readonly Role[]>> {
  const rows = await manager.query<{ id: string; roles: Role[] }[]>(
    `SELECT id, roles FROM person
      WHERE roles && ARRAY['secretariat', 'leadership']
         OR id IN (SELECT unnest(sign_off_substitute_ids) FROM plan WHERE id = $1)`,
    [planId],
  );
  return new Map(rows.map(({ id, roles }) => [id, roles]));
}

/**
 * How each recommendation behind the plan was assessed: all of the evaluations its measures stem from, and any other
 * that is said to be followed by one of its measures.
 */
async function outcomesBehind(
  manager: EntityManager,
  planId: PlanId,
): Promise<(Outcome['kind'] | undefined)[]> {
  const rows = await manager.query<{ outcome: Outcome['kind'] | null }[]>(
    `WITH measures AS (SELECT id, source_evaluation_id FROM measure WHERE plan_id = $1)
     SELECT recommendation #>> '{outcome,kind}' AS outcome
       FROM evaluation, jsonb_array_elements(evaluation.details -> 'recommendations') AS recommendation
      WHERE evaluation.id IN (SELECT source_evaluation_id FROM measures)
         OR (recommendation #> '{outcome,measureIds}' ?| (SELECT array_agg(id::text) FROM measures))
         OR (recommendation #>> '{outcome,measureId}') IN (SELECT id::text FROM measures)`,
    [planId],
  );
  return rows.map(({ outcome }) => outcome ?? undefined);
}

async function measuresElsewhere(
  manager: EntityManager,
  planId: PlanId,
  measures: readonly { id: MeasureId; crossReferences: readonly MeasureId[] }[],
): Promise<Map<MeasureId, { planNumber: number; number: number }>> {
  const here = new Set(measures.map(({ id }) => id));
  const ids = measures.flatMap(({ crossReferences }) => crossReferences).filter((id) => !here.has(id));
  if (ids.length === 0) return new Map();
  const rows = await manager.query<{ id: string; number: number; plan_number: number }[]>(
    `SELECT measure.id, measure.number, plan.number AS plan_number
       FROM measure JOIN plan ON plan.id = measure.plan_id
      WHERE measure.id = ANY ($1::uuid[]) AND plan.id <> $2`,
    [ids, planId],
  );
  return new Map(rows.map(({ id, number, plan_number: planNumber }) => [id, { planNumber, number }]));
}
