import type { EntityManager } from 'typeorm';
import type { StreamKind } from '#domain/history.js';
import type { EvaluationId, ImportId, Instant, MeasureId, PersonId, PlanId } from '#domain/ids.js';
import type { ImportPast, Reference } from '#domain/import/undoing.js';
import type { MeasureEvent } from '#domain/measure/measure.events.js';
import { type CanonicalEvent, recordedEvent } from '../history/chain.js';
import { instant } from '../history/row-values.js';
import { measureOf, type MeasureRow } from '../measure/measure.rows.js';

/**
 * What has become of an import. Within a command it is read when plan, measures, evaluation and reports are locked;
 * who names one of them from elsewhere takes FOR SHARE on what it names (guards of 0013).
 */
export async function importPast(
  queries: Pick<EntityManager, 'query'>,
  { planId, importId }: { planId: PlanId; importId: ImportId },
): Promise<ImportPast> {
  const plan = await history(queries, 'plan', planId);
  const known = plan.flatMap((event) =>
    event.type === 'DocumentImported' && event.data.importId === importId ? [event.data] : [],
  )[0];
  const { evaluationId, numbers } = known ?? {};
  const ids: { id: MeasureId }[] =
    numbers === undefined
      ? []
      : await queries.query('SELECT id FROM measure WHERE plan_id = $1 AND number BETWEEN $2 AND $3', [
          planId,
          numbers.first,
          numbers.last,
        ]);
  const measureIds = ids.map(({ id }) => id);
  return {
    plan,
    evaluation: evaluationId === undefined ? [] : await history(queries, 'evaluation', evaluationId),
    measures: await afterRegistration(queries, measureIds),
    elsewhere: await elsewhere(queries, planId, evaluationId, measureIds),
    references: await references(queries, planId, measureIds),
  };
}

async function history<K extends StreamKind>(queries: Pick<EntityManager, 'query'>, kind: K, id: string) {
  const rows: { body: CanonicalEvent }[] = await queries.query(
    'SELECT body FROM event WHERE stream_kind = $1 AND stream_id = $2 ORDER BY version',
    [kind, id],
  );
  return rows.map(({ body }) => recordedEvent(kind, body));
}

async function afterRegistration(
  queries: Pick<EntityManager, 'query'>,
  measureIds: readonly MeasureId[],
): Promise<ImportPast['measures']> {
  const rows: { measureId: MeasureId; event: MeasureEvent['type']; by: PersonId; at: Instant }[] =
    await queries.query(
      `SELECT event.stream_id AS "measureId", event.type AS event, event.actor_id AS by,
              to_jsonb(event.at) #>> '{}' AS at
         FROM event JOIN measure ON measure.id = event.stream_id
        WHERE measure.id = ANY ($1::uuid[]) AND measure.version > 1
          AND event.stream_kind = 'measure' AND event.version > 1`,
      [measureIds],
    );
  return rows.map((row) => ({ ...row, at: instant(row.at) }));
}

async function elsewhere(
  queries: Pick<EntityManager, 'query'>,
  planId: PlanId,
  evaluationId: EvaluationId | undefined,
  measureIds: readonly MeasureId[],
): Promise<ImportPast['elsewhere']> {
  const rows: { row: MeasureRow; planNumber: number }[] = await queries.query(
    `SELECT to_jsonb(measure) AS row, plan.number AS "planNumber"
       FROM measure JOIN plan ON plan.id = measure.plan_id
      WHERE measure.plan_id <> $1
        AND (measure.source_evaluation_id = $2
             OR measure.id IN (SELECT naming.id FROM measure naming, measures_named_by_measure(naming.details) AS named
                                WHERE (naming.details ?| '{predecessorId,pickedFrom,repeats,closure}'
                                       OR naming.details -> 'crossReferences' <> '[]')
                                  AND named = ANY ($3::uuid[])))
      ORDER BY plan.number, measure.number`,
    [planId, evaluationId ?? null, measureIds],
  );
  return rows.map(({ row, planNumber }) => ({ measure: measureOf(row, []), planNumber }));
}

async function references(
  queries: Pick<EntityManager, 'query'>,
  planId: PlanId,
  measureIds: readonly MeasureId[],
): Promise<Reference[]> {
  const rows: Pick<Reference, 'from' | 'id'>[] = await queries.query(
    `SELECT 'evaluation' AS "from", evaluation.id FROM evaluation
      WHERE EXISTS (SELECT FROM measures_named_by_evaluation(evaluation.details) AS named
                     WHERE named = ANY ($2::uuid[]))
     UNION ALL
     SELECT 'decision', decision.id FROM decision WHERE decision.plan_id = $1`,
    [planId, measureIds],
  );
  return rows.map((row) => ({ kind: 'referred-to', ...row }));
}
