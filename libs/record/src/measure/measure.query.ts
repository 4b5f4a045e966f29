import type { PlanInSight } from '#domain/access/sight.js';
import type { Instant, MeasureId, PartyId, PlainDate, PlanId, ThemeId } from '#domain/ids.js';
import type { Measure, MeasureState } from '#domain/measure/measure.js';
import type { Versioned } from '#domain/needs.js';
import type { Actor } from '#domain/roles/actor.js';
import { instant } from '../history/row-values.js';
import { isMeasureLate } from './late-in-sql.js';
import { type ItemRow, measureOf, type MeasureRow } from './measure.rows.js';
import { itemIsOf } from '../access/seen-in-sql.js';
import { Conditions, type PageWanted } from '../conditions.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** A measure with its items as two JSON values: dates and instants come as text, as the rows have them. */
export const measureColumns = `to_jsonb(measure) AS measure,
  (SELECT coalesce(jsonb_agg(to_jsonb(item) ORDER BY item.ordinal), '[]')
     FROM item WHERE item.measure_id = measure.id) AS items,
  (SELECT jsonb_build_object('state', plan.state, 'signOffSubstituteIds', plan.sign_off_substitute_ids)
     FROM plan WHERE plan.id = measure.plan_id) AS in_plan`;

export interface MeasureAsJson {
  measure: MeasureRow;
  items: ItemRow[];
  in_plan: PlanInSight;
}

/** A measure as the record has it. */
export interface KnownMeasure extends Versioned<Measure> {
  /** What of its plan decides who sees it. */
  plan: PlanInSight;
  /** When it next wakes, and time may speak; absent when nothing is due any more. */
  nextDueAt?: Instant;
}

export function versionedMeasure({ measure, items, in_plan: plan }: MeasureAsJson): KnownMeasure {
  return {
    state: measureOf(measure, items),
    version: measure.version,
    plan,
    ...(measure.next_due_at === null ? {} : { nextDueAt: instant(measure.next_due_at) }),
  };
}

export async function findMeasure(
  dataSource: RecordSource,
  id: MeasureId,
): Promise<KnownMeasure | undefined> {
  const [found] = await dataSourceOf(dataSource).query<MeasureAsJson[]>(
    `SELECT ${measureColumns} FROM measure WHERE measure.id = $1`,
    [id],
  );
  return found === undefined ? undefined : versionedMeasure(found);
}

/** Every measure of a plan by number; of one that is restricted its legal basis as well, of others null. */
export function measuresWithLegalBasis(
  dataSource: RecordSource,
  planId: PlanId,
): Promise<{ number: number; legalBasis: string | null }[]> {
  return dataSourceOf(dataSource).query(
    `SELECT number, CASE WHEN access_kind = 'restricted' THEN details ->> 'legalBasis' END AS "legalBasis"
       FROM measure WHERE plan_id = $1 ORDER BY number`,
    [planId],
  );
}

export interface MeasuresWanted extends PageWanted {
  plan?: PlanId;
  /** `open`: everything that is not closed. The withdrawn are there only when they are asked for. */
  state?: MeasureState | 'open';
  /** Has an item in it, or contributes to one. */
  party?: PartyId;
  theme?: ThemeId;
  late?: boolean;
  /** Only what this reader sees. */
  seenBy?: Actor;
  /** Europe/Oslo; what is late is derived from it. */
  today: PlainDate;
}

const hasItemOf = `EXISTS (SELECT FROM item WHERE item.measure_id = measure.id AND ${itemIsOf('?')})`;

function notAmong(state: MeasuresWanted['state']): MeasureState[] | undefined {
  if (state === undefined) return ['withdrawn'];
  return state === 'open' ? ['closed', 'withdrawn'] : undefined;
}

/** By plan and number. Position: the plan's number, the measure's. */
export async function listMeasures(
  dataSource: RecordSource,
  wanted: MeasuresWanted,
): Promise<(KnownMeasure & { planNumber: number })[]> {
  const { late, today, state } = wanted;
  const conditions = new Conditions()
    .where('measure.plan_id = ?', wanted.plan)
    .where('measure.state <> ALL (?::text[])', notAmong(state))
    .where('measure.state = ?', state === 'open' ? undefined : state)
    .where('measure.theme_id = ?', wanted.theme)
    .where(hasItemOf, wanted.party === undefined ? undefined : [wanted.party])
    .seenBy(wanted.seenBy, 'seesMeasure')
    .where(`(${isMeasureLate('?')}) = ${late === true}`, late === undefined ? undefined : today)
    .after('plan.number, measure.number', '>', wanted.cursor);
  const rows = await dataSourceOf(dataSource).query<(MeasureAsJson & { planNumber: number })[]>(
    `SELECT ${measureColumns}, plan.number AS "planNumber"
       FROM measure JOIN plan ON plan.id = measure.plan_id ${conditions.sql}
      ORDER BY plan.number, measure.number ${conditions.limit(wanted.limit)}`,
    conditions.values,
  );
  return rows.map((row) => ({ ...versionedMeasure(row), planNumber: row.planNumber }));
}
