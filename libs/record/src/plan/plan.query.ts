import { type PlanInSight, planSight, type PlanSight } from '#domain/access/sight.js';
import type { PlanId } from '#domain/ids.js';
import type { Versioned } from '#domain/needs.js';
import type { Plan, PlanState } from '#domain/plan/plan.js';
import type { Actor } from '#domain/roles/actor.js';
import { planOf, type PlanRow } from './plan.rows.js';
import { itemIsOf } from '../access/seen-in-sql.js';
import { Conditions, type PageWanted } from '../conditions.js';
import type { PlanKey } from '../summary/status-summary.query.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

export async function findPlan(dataSource: RecordSource, id: PlanId): Promise<Versioned<Plan> | undefined> {
  const [found] = await dataSourceOf(dataSource).query<{ row: PlanRow }[]>(
    'SELECT to_jsonb(plan) AS row FROM plan WHERE id = $1',
    [id],
  );
  return found === undefined ? undefined : versioned(found.row);
}

export interface PlansWanted extends PageWanted {
  /** The withdrawn are there only when they are asked for. */
  state?: PlanState;
  /** Only what this reader sees. */
  seenBy?: Actor;
}

/** By number. Position: the number. */
export async function listPlans(dataSource: RecordSource, wanted: PlansWanted): Promise<Versioned<Plan>[]> {
  const conditions = new Conditions()
    .where('plan.state = ?', wanted.state)
    .where('plan.state <> ?', wanted.state === undefined ? 'withdrawn' : undefined)
    .seenBy(wanted.seenBy, 'seesPlan')
    .after('plan.number', '>', wanted.cursor);
  const rows = await dataSourceOf(dataSource).query<{ row: PlanRow }[]>(
    `SELECT to_jsonb(plan) AS row FROM plan ${conditions.sql}
      ORDER BY plan.number ${conditions.limit(wanted.limit)}`,
    conditions.values,
  );
  return rows.map(({ row }) => versioned(row));
}

/** How much of a plan this reader sees; `nothing` also of one that is not there. */
export async function sightOfPlan(dataSource: RecordSource, reader: Actor, key: PlanKey): Promise<PlanSight> {
  const conditions = new Conditions()
    .where('plan.id = ?', 'id' in key ? key.id : undefined)
    .where('plan.number = ?', 'id' in key ? undefined : key.number);
  const own = itemIsOf(conditions.place(reader.partyIds));
  const [found] = await dataSourceOf(dataSource).query<{ plan: PlanInSight; hasItems: boolean }[]>(
    `SELECT jsonb_build_object('state', state, 'signOffSubstituteIds', sign_off_substitute_ids) AS plan,
            EXISTS (SELECT FROM measure JOIN item ON item.measure_id = measure.id
                     WHERE measure.plan_id = plan.id AND measure.state <> 'withdrawn' AND ${own}) AS "hasItems"
       FROM plan ${conditions.sql}`,
    conditions.values,
  );
  return found === undefined ? 'nothing' : planSight(reader, found.plan, found.hasItems);
}

function versioned(row: PlanRow): Versioned<Plan> {
  return { state: planOf(row), version: row.version };
}
