import type { Countersigning, Decision } from '#domain/decision/decision.js';
import type { DecisionId, PlanId } from '#domain/ids.js';
import type { Versioned } from '#domain/needs.js';
import { decisionOf, type DecisionRow } from './decision.rows.js';
import { Conditions, type PageWanted } from '../conditions.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

export async function findDecision(
  dataSource: RecordSource,
  id: DecisionId,
): Promise<Versioned<Decision> | undefined> {
  const [found] = await dataSourceOf(dataSource).query<{ row: DecisionRow }[]>(
    'SELECT to_jsonb(decision) AS row FROM decision WHERE id = $1',
    [id],
  );
  return found === undefined ? undefined : versioned(found.row);
}

export interface DecisionsWanted extends PageWanted {
  plan?: PlanId;
  countersigning?: Countersigning['kind'];
}

/** The newest meeting first. Position: the meeting's date, id. */
export async function listDecisions(
  dataSource: RecordSource,
  wanted: DecisionsWanted,
): Promise<Versioned<Decision>[]> {
  const conditions = new Conditions()
    .where('plan_id = ?', wanted.plan)
    .where("details #>> '{countersigning,kind}' = ?", wanted.countersigning)
    .after('meeting_date, id', '<', wanted.cursor);
  const rows = await dataSourceOf(dataSource).query<{ row: DecisionRow }[]>(
    `SELECT to_jsonb(decision) AS row FROM decision ${conditions.sql}
      ORDER BY meeting_date DESC, id DESC ${conditions.limit(wanted.limit)}`,
    conditions.values,
  );
  return rows.map(({ row }) => versioned(row));
}

function versioned(row: DecisionRow): Versioned<Decision> {
  return { state: decisionOf(row), version: row.version };
}

/** As `isInEffect` has it: countersigned, or entered before that was asked for. */
export const decisionIsInEffect = `coalesce(decision.details #>> '{countersigning,kind}', 'given') = 'given'`;
