import type { DataSource } from 'typeorm';
import type { PartyId, PlanId } from '#domain/ids.js';
import type { Versioned } from '#domain/needs.js';
import type { Plan, PlanState } from '#domain/plan/plan.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';
import { Conditions, itemIsOf, type PageWanted } from './conditions.js';

export async function findPlan(dataSource: DataSource, id: PlanId): Promise<Versioned<Plan> | undefined> {
  const [found] = await dataSource.query<{ row: PlanRow }[]>(
    'SELECT to_jsonb(plan) AS row FROM plan WHERE id = $1',
    [id],
  );
  return found === undefined ? undefined : versioned(found.row);
}

export interface PlansWanted extends PageWanted {
  /** The withdrawn are there only when they are asked for. */
  state?: PlanState;
  /** Only plans in which these parties have an item, or contribute to one. */
  withItemsOf?: readonly PartyId[];
}

const hasItems = `EXISTS (SELECT FROM measure JOIN item ON item.measure_id = measure.id
                           WHERE measure.plan_id = plan.id AND measure.state <> 'withdrawn' AND ${itemIsOf})`;

/** By number. Position: the number. */
export async function listPlans(dataSource: DataSource, wanted: PlansWanted): Promise<Versioned<Plan>[]> {
  const conditions = new Conditions()
    .where('plan.state = ?', wanted.state)
    .where('plan.state <> ?', wanted.state === undefined ? 'withdrawn' : undefined)
    .where(hasItems, wanted.withItemsOf)
    .after('plan.number', '>', wanted.cursor);
  const rows = await dataSource.query<{ row: PlanRow }[]>(
    `SELECT to_jsonb(plan) AS row FROM plan ${conditions.sql}
      ORDER BY plan.number ${conditions.limit(wanted.limit)}`,
    conditions.values,
  );
  return rows.map(({ row }) => versioned(row));
}

/** Whether one of the parties has an item in the plan, or contributes to one. */
export async function hasItemsInPlan(
  dataSource: DataSource,
  id: PlanId,
  partyIds: readonly PartyId[],
): Promise<boolean> {
  const conditions = new Conditions().where('plan.id = ?', id).where(hasItems, partyIds);
  const rows = await dataSource.query<unknown[]>(`SELECT FROM plan ${conditions.sql}`, conditions.values);
  return rows.length > 0;
}

function versioned(row: PlanRow): Versioned<Plan> {
  return { state: planOf(row), version: row.version };
}
