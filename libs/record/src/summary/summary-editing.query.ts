import type { MeasureId, PartyId, PersonId, PlanId } from '#domain/ids.js';
import type { Measure } from '#domain/measure/measure.js';
import type { Versioned } from '#domain/needs.js';
import type { Plan } from '#domain/plan/plan.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';
import { type MeasureAsJson, measureColumns, versionedMeasure } from '../measure/measure.query.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** A plan as its editor needs it: names of the parties and people that its texts come from. */
export interface PlanInEditing {
  plan: Plan;
  version: number;
  partyNames: ReadonlyMap<PartyId, string>;
  personNames: ReadonlyMap<PersonId, string>;
}

/** Undefined when there is no plan of that number. */
export async function planInEditing(
  dataSource: RecordSource,
  number: number,
): Promise<PlanInEditing | undefined> {
  const [row] = await dataSourceOf(dataSource).query<PlanRow[]>(
    'SELECT plan.*, period_end::text FROM plan WHERE number = $1',
    [number],
  );
  if (row === undefined) return undefined;
  const named = (table: 'party' | 'person') =>
    dataSourceOf(dataSource).query<{ id: string; name: string }[]>(`SELECT id, name FROM ${table}`);
  const names = (rows: readonly { id: string; name: string }[]) =>
    new Map(rows.map(({ id, name }) => [id, name]));
  return {
    plan: planOf(row),
    version: row.version,
    partyNames: names(await named('party')),
    personNames: names(await named('person')),
  };
}

/**
 * The measures that are told in one line with this one, by number; the measure alone where it stands alone, none
 * where the plan has no measure of that number.
 */
export async function measuresOfLine(
  dataSource: RecordSource,
  plan: Plan,
  number: number,
): Promise<Versioned<Measure>[]> {
  const [asked] = await measuresWhere(dataSource, 'plan_id = $1 AND number = $2', [plan.id, number]);
  if (asked === undefined) return [];
  const line = plan.jointLines.find((ids) => ids.includes(asked.state.id));
  return line === undefined ? [asked] : measuresWhere(dataSource, 'id = ANY ($1::uuid[])', [[...line]]);
}

async function measuresWhere(
  dataSource: RecordSource,
  condition: string,
  values: readonly unknown[],
): Promise<Versioned<Measure>[]> {
  const rows = await dataSourceOf(dataSource).query<MeasureAsJson[]>(
    `SELECT ${measureColumns} FROM measure WHERE (${condition}) AND state <> 'withdrawn' ORDER BY number`,
    [...values],
  );
  return rows.map(versionedMeasure);
}

export interface MeasureNumber {
  planNumber: number;
  number: number;
}

/** Ids by `plan/number`; what there is no such measure of is absent. */
export async function measuresByNumber(
  dataSource: RecordSource,
  wanted: readonly MeasureNumber[],
): Promise<ReadonlyMap<string, MeasureId>> {
  const rows = await dataSourceOf(dataSource).query<(MeasureNumber & { id: MeasureId })[]>(
    `SELECT measure.id, plan.number AS "planNumber", measure.number
       FROM unnest($1::int[], $2::int[]) AS wanted (plan_number, number)
       JOIN plan ON plan.number = wanted.plan_number
       JOIN measure ON measure.plan_id = plan.id AND measure.number = wanted.number
                   AND measure.state <> 'withdrawn'`,
    [wanted.map(({ planNumber }) => planNumber), wanted.map(({ number }) => number)],
  );
  return new Map(rows.map(({ id, planNumber, number }) => [measureKey({ planNumber, number }), id]));
}

export function measureKey({ planNumber, number }: MeasureNumber): string {
  return `${planNumber}/${number}`;
}

/** Numbers of measures wherever they stand. */
export async function numbersOf(
  dataSource: RecordSource,
  ids: readonly MeasureId[],
): Promise<ReadonlyMap<MeasureId, MeasureNumber & { planId: PlanId }>> {
  const rows = await dataSourceOf(dataSource).query<(MeasureNumber & { id: MeasureId; planId: PlanId })[]>(
    `SELECT measure.id, plan.id AS "planId", plan.number AS "planNumber", measure.number
       FROM measure JOIN plan ON plan.id = measure.plan_id WHERE measure.id = ANY ($1::uuid[])`,
    [[...ids]],
  );
  return new Map(rows.map(({ id, ...number }) => [id, number]));
}
