import type { Evaluation } from '#domain/evaluation/evaluation.js';
import type { EvaluationId, PlanId, RecommendationId } from '#domain/ids.js';
import type { Versioned } from '#domain/needs.js';
import { evaluationOf, type EvaluationRow } from './evaluation.rows.js';
import { Conditions, type PageWanted } from '../conditions.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

export async function findEvaluation(
  dataSource: RecordSource,
  id: EvaluationId,
): Promise<Versioned<Evaluation> | undefined> {
  const [found] = await dataSourceOf(dataSource).query<{ row: EvaluationRow }[]>(
    'SELECT to_jsonb(evaluation) AS row FROM evaluation WHERE id = $1',
    [id],
  );
  return found === undefined ? undefined : versioned(found.row);
}

/** What an internal report of the plan tells of: the restricted evaluations that its measures come from. */
export async function restrictedSourcesOf(dataSource: RecordSource, planId: PlanId): Promise<EvaluationId[]> {
  const rows = await dataSourceOf(dataSource).query<{ id: EvaluationId }[]>(
    `SELECT id FROM evaluation WHERE access_kind = 'restricted'
        AND id IN (SELECT source_evaluation_id FROM measure WHERE plan_id = $1 AND state <> 'withdrawn')`,
    [planId],
  );
  return rows.map(({ id }) => id);
}

/** The newest first, without the withdrawn. Position: when it was registered, id. */
export async function listEvaluations(
  dataSource: RecordSource,
  page: PageWanted,
): Promise<Versioned<Evaluation>[]> {
  const conditions = new Conditions()
    .where("(details -> 'withdrawn' IS NULL) = ?", true)
    .after('registered_at, id', '<', page.cursor);
  const rows = await dataSourceOf(dataSource).query<{ row: EvaluationRow }[]>(
    `SELECT to_jsonb(evaluation) AS row FROM evaluation ${conditions.sql}
      ORDER BY registered_at DESC, id DESC ${conditions.limit(page.limit)}`,
    conditions.values,
  );
  return rows.map(({ row }) => versioned(row));
}

export async function evaluationOfRecommendation(
  dataSource: RecordSource,
  id: RecommendationId,
): Promise<EvaluationId | undefined> {
  const [found] = await dataSourceOf(dataSource).query<{ id: EvaluationId }[]>(
    `SELECT id FROM evaluation
      WHERE details @> jsonb_build_object('recommendations', jsonb_build_array(jsonb_build_object('id', $1::text)))`,
    [id],
  );
  return found?.id;
}

function versioned(row: EvaluationRow): Versioned<Evaluation> {
  return { state: evaluationOf(row), version: row.version };
}
