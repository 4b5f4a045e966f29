import type { EntityManager } from 'typeorm';
import { hasPartIn, planSight, summarisedFor } from '#domain/access/sight.js';
import type { Outcome } from '#domain/evaluation/evaluation.js';
import type { Instant, MeasureId, PartyId, PlainDate, PlanId } from '#domain/ids.js';
import type { Item, StandingMeasure } from '#domain/measure/measure.js';
import type { Actor, Role } from '#domain/roles/actor.js';
import { statusSummary as summaryOf } from '#domain/summary/build-status-summary.js';
import type { StatusSummary } from '#domain/summary/status-summary.js';
import { accessOf } from '../history/access-columns.js';
import type { ItemRow, MeasureStateRow } from '../measure/measure.rows.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** Which plan: by its id, or by the number people know it by. */
export type PlanKey = { id: PlanId } | { number: number };

/**
 * The live summary of a plan for one reader, as of `today` (Europe/Oslo): seven statements however many measures, in one
 * snapshot. Undefined when there is no such plan, or not for this reader.
 */
export async function statusSummary(
  dataSource: RecordSource,
  key: PlanKey,
  { reader, today }: { reader: Actor; today: PlainDate },
): Promise<StatusSummary | undefined> {
  return dataSourceOf(dataSource).transaction('REPEATABLE READ', async (manager) => {
    const [planRow] = await manager.query<PlanRow[]>(
      `SELECT plan.*, period_end::text FROM plan WHERE ${'id' in key ? 'id' : 'number'} = $1`,
      ['id' in key ? key.id : key.number],
    );
    if (planRow === undefined) return undefined;
    const plan = planOf(planRow);
    const measures = await measuresOfPlan(manager, plan.id);
    const hasItems = measures.some((measure) => hasPartIn(reader, measure));
    if (planSight(reader, plan, hasItems) === 'nothing') return undefined;
    return summaryOf({
      plan,
      measures: measures.map((measure) => summarisedFor(reader, plan, measure)),
      partyNames: await partyNames(manager, measures),
      personRoles: await signersOf(manager, plan.id),
      outcomes: await outcomesBehind(manager, measures),
      elsewhere: await measuresElsewhere(manager, plan.id, measures),
      today,
      reader,
      ...(await sinceLastReport(manager, plan.id)),
    });
  });
}

/** Answers count from the first lock of the last report, as in the next one (answersCountedUntil). */
async function sinceLastReport(manager: EntityManager, planId: PlanId): Promise<{ lastReportAt?: Instant }> {
  const [last] = await manager.query<{ lockedAt: Instant }[]>(
    `SELECT details #>> '{versions,0,lockedAt}' AS "lockedAt" FROM report
      WHERE plan_id = $1 AND editions > 0 ORDER BY number DESC LIMIT 1`,
    [planId],
  );
  return last === undefined ? {} : { lastReportAt: last.lockedAt };
}

/** The columns of a measure’s row that the summary tells. The text itself is not among them. */
type MeasureColumns = Pick<
  MeasureStateRow,
  'id' | 'number' | 'state' | 'title' | 'about' | 'theme_id' | 'access_kind' | 'review_on' | 'details'
> & { last_substantive_change_at: Date };

type ItemColumns = Omit<ItemRow, 'deadline_on' | 'latest_progress' | 'reported_by' | 'reported_at'>;

async function measuresOfPlan(manager: EntityManager, planId: PlanId): Promise<StandingMeasure[]> {
  const rows = await manager.query<MeasureColumns[]>(
    `SELECT id, number, state, title, about, theme_id, access_kind, review_on::text,
            last_substantive_change_at, details
       FROM measure WHERE plan_id = $1 AND state <> 'withdrawn'`,
    [planId],
  );
  const itemRows = await manager.query<ItemColumns[]>(
    `SELECT item.id, item.measure_id, item.ordinal, item.suffix, item.state, item.party_id,
            item.contributor_ids, item.sub_point_id, item.via_group_id, item.details
       FROM item JOIN measure ON measure.id = item.measure_id
      WHERE measure.plan_id = $1 AND measure.state <> 'withdrawn'`,
    [planId],
  );
  const itemsOf = new Map<MeasureId, ItemColumns[]>();
  for (const row of itemRows) {
    const known = itemsOf.get(row.measure_id);
    if (known === undefined) itemsOf.set(row.measure_id, [row]);
    else known.push(row);
  }
  return rows.map((row) => toldMeasure(planId, row, itemsOf.get(row.id) ?? []));
}

/**
 * `measureOf` without what the summary does not tell, and without a look at every key: a page may hold ten thousand.
 * What is absent in the row is undefined here.
 */
function toldMeasure(planId: PlanId, row: MeasureColumns, items: ItemColumns[]): StandingMeasure {
  const { details } = row;
  const changedAt = row.last_substantive_change_at.toISOString();
  if (items.length > 1) items.sort((one, other) => one.ordinal - other.ordinal);
  return {
    id: row.id,
    planId,
    number: row.number,
    title: row.title,
    about: row.about,
    text: '',
    source: details.source,
    themeId: row.theme_id ?? undefined,
    subGoalIds: details.subGoalIds,
    access: accessOf(row.access_kind, details.legalBasis),
    items: items.map(toldItem),
    subPoints: details.subPoints,
    nextNumber: details.nextNumber,
    deadline: details.deadline,
    reviewOn: row.review_on ?? undefined,
    shares: details.shares,
    crossReferences: details.crossReferences,
    latestUpdate: details.latestUpdate,
    updateOfWhole: details.updateOfWhole,
    summaryText: details.summaryText,
    recurrence: details.recurrence,
    risk: details.risk,
    registeredAt: changedAt,
    lastSubstantiveChangeAt: changedAt,
    state: row.state,
    acceptedAt: details.acceptedAt,
    closure: details.closure,
  } as unknown as StandingMeasure;
}

/** The details are the state's own: nobody else has them, so they become the item. */
function toldItem(row: ItemColumns): Item {
  return Object.assign(row.details, {
    id: row.id,
    suffix: row.suffix,
    state: row.state,
    partyId: row.party_id,
    contributorIds: row.contributor_ids,
    subPointId: row.sub_point_id ?? undefined,
    viaGroupId: row.via_group_id ?? undefined,
  }) as unknown as Item;
}

export async function partyNames(
  manager: EntityManager,
  measures: readonly StandingMeasure[],
  others: readonly PartyId[] = [],
): Promise<Map<string, string>> {
  const ids = new Set<string>(others);
  for (const { items, updateOfWhole, subPoints, recurrence } of measures) {
    for (const { partyId, viaGroupId, contributorIds } of items) {
      ids.add(partyId);
      if (viaGroupId !== undefined) ids.add(viaGroupId);
      for (const id of contributorIds) ids.add(id);
    }
    // The party that spoke may have handed over since.
    const said = [updateOfWhole, ...subPoints.map(({ latestUpdate }) => latestUpdate)];
    for (const spoken of [...said, ...(recurrence?.occurrences ?? [])]) {
      for (const id of spoken?.forPartyIds ?? []) ids.add(id);
    }
  }
  const rows = await manager.query<{ id: string; name: string }[]>(
    'SELECT id, name FROM party WHERE id = ANY ($1::uuid[])',
    [[...ids]],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Roles only: the summary names no person. Everybody who may sign off is few. */
export async function signersOf(
  manager: EntityManager,
  planId: PlanId,
): Promise<Map<string, readonly Role[]>> {
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
export async function outcomesBehind(
  manager: EntityManager,
  measures: readonly StandingMeasure[],
): Promise<(Outcome['kind'] | undefined)[]> {
  const evaluationIds = new Set(measures.flatMap(({ source }) => source?.evaluationId ?? []));
  const rows = await manager.query<
    { behind: boolean; outcome: Outcome['kind'] | null; followed_by: string[] }[]
  >(
    `SELECT behind, outcome ->> 'kind' AS outcome,
            CASE WHEN behind THEN '[]'::jsonb
                 ELSE coalesce(outcome -> 'measureIds', jsonb_build_array(outcome -> 'measureId')) END AS followed_by
       FROM (SELECT evaluation.id = ANY ($1::uuid[]) AS behind, recommendation -> 'outcome' AS outcome
               FROM evaluation, jsonb_array_elements(evaluation.details -> 'recommendations') AS recommendation) told
      WHERE behind OR outcome ?| ARRAY['measureIds', 'measureId']`,
    [[...evaluationIds]],
  );
  const here = new Set(measures.map(({ id }) => id));
  return rows
    .filter(({ behind, followed_by: followedBy }) => behind || followedBy.some((id) => here.has(id)))
    .map(({ outcome }) => outcome ?? undefined);
}

export async function measuresElsewhere(
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
