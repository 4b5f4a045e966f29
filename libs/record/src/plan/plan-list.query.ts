import type { PlainDate, PlanId } from '#domain/ids.js';
import type { Plan } from '#domain/plan/plan.js';
import type { Actor } from '#domain/roles/actor.js';
import { isMeasureLate } from '../measure/late-in-sql.js';
import { planOf, type PlanRow } from './plan.rows.js';
import { Conditions } from '../conditions.js';
import type { PlanKey } from '../summary/status-summary.query.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

export interface ListedPlan {
  id: PlanId;
  number: number;
  title: string;
  state: Plan['state'];
  periodEnd: PlainDate | null;
  measures: number;
  closed: number;
  /** Measures that are late. */
  late: number;
}

/** Every plan this reader sees, with how far it has come, by number. */
export async function planList(
  dataSource: RecordSource,
  reader: Actor,
  today: PlainDate,
): Promise<ListedPlan[]> {
  const conditions = new Conditions();
  const on = conditions.place(today);
  conditions.seenBy(reader, 'seesPlan').where('plan.state <> ?', 'withdrawn');
  return dataSourceOf(dataSource).query<ListedPlan[]>(
    `SELECT plan.id, plan.number, plan.title, plan.state, plan.period_end::text AS "periodEnd",
            count(measure.id)::int AS measures,
            count(measure.id) FILTER (WHERE measure.state = 'closed')::int AS closed,
            count(measure.id) FILTER (WHERE ${isMeasureLate(on)})::int AS late
       FROM plan LEFT JOIN measure ON measure.plan_id = plan.id AND measure.state <> 'withdrawn'
       ${conditions.sql}
      GROUP BY plan.id ORDER BY plan.number`,
    conditions.values,
  );
}

/** Undefined where the plan is not there for the reader. */
export async function planSeenBy(
  dataSource: RecordSource,
  reader: Actor,
  key: PlanKey,
): Promise<Pick<ListedPlan, 'id' | 'number' | 'title'> | undefined> {
  const conditions = new Conditions()
    .where('plan.id = ?', 'id' in key ? key.id : undefined)
    .where('plan.number = ?', 'number' in key ? key.number : undefined)
    .where('plan.state <> ?', 'withdrawn')
    .seenBy(reader, 'seesPlan');
  const [plan] = await dataSourceOf(dataSource).query<Pick<ListedPlan, 'id' | 'number' | 'title'>[]>(
    `SELECT id, number, title FROM plan ${conditions.sql}`,
    conditions.values,
  );
  return plan;
}

/** One plan with its version, for the forms about it. */
export async function planRecord(
  dataSource: RecordSource,
  key: PlanKey,
): Promise<{ plan: Plan; version: number; openMeasures: number } | undefined> {
  const [row] = await dataSourceOf(dataSource).query<(PlanRow & { open_measures: number })[]>(
    `SELECT plan.*, period_end::text,
            (SELECT count(*)::int FROM measure WHERE plan_id = plan.id AND state NOT IN ('closed', 'withdrawn')) AS open_measures
       FROM plan WHERE ${'id' in key ? 'id' : 'number'} = $1`,
    ['id' in key ? key.id : key.number],
  );
  if (row === undefined) return undefined;
  return { plan: planOf(row), version: row.version, openMeasures: row.open_measures };
}
