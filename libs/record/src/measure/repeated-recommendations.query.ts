import type { EntityManager } from 'typeorm';
import type { Outcome } from '#domain/evaluation/evaluation.js';
import type { EvaluationId, MeasureId, PlainDate, PlanId } from '#domain/ids.js';
import type { ClosureKind, StandingState } from '#domain/measure/measure.js';
import type { RepeatedRecommendation } from '#domain/report/status-report.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** One of the two in a confirmed repetition. */
export interface PlacedMeasure {
  id: MeasureId;
  planNumber: number;
  number: number;
  title: string;
  state: StandingState;
  closedAs?: ClosureKind;
}

/** A measure that repeats an earlier one, as a person has confirmed. */
export interface RepeatedMeasure {
  later: PlacedMeasure;
  earlier: PlacedMeasure;
  /** Whole months from the earlier to this one: between their evaluations' days, else between their registrations. */
  months: number;
}

/** What repeats in a plan; what a measure, or the measures of an evaluation, repeat or are repeated by. */
export type RepetitionScope = { plan: PlanId } | { measure: MeasureId } | { evaluation: EvaluationId };

type PlacedRow = Omit<PlacedMeasure, 'closedAs'> & { closedAs: ClosureKind | null };

interface RepetitionRow {
  later: PlacedRow;
  earlier: PlacedRow;
  months: number;
  planTitle: string;
  evaluationTitle: string | null;
  sourceNumber: string | null;
  earlierPlanTitle: string;
  earlierEvaluationTitle: string | null;
  earlierPublishedOn: PlainDate | null;
  earlierSourceNumber: string | null;
  earlierOutcome: Outcome['kind'] | null;
}

const placed = (measure: string, plan: string): string =>
  `json_build_object('id', ${measure}.id, 'planNumber', ${plan}.number, 'number', ${measure}.number,
     'title', ${measure}.title, 'state', ${measure}.state, 'closedAs', ${measure}.closed_as)`;

function isIn(scope: RepetitionScope): { condition: string; id: string } {
  if ('plan' in scope) return { condition: 'later.plan_id = $1', id: scope.plan };
  if ('measure' in scope) return { condition: '$1 IN (later.id, earlier.id)', id: scope.measure };
  return {
    condition: '$1 IN (later.source_evaluation_id, earlier.source_evaluation_id)',
    id: scope.evaluation,
  };
}

/** By the later one's number; pairs of which neither measure nor evaluation is restricted, so that anybody may read them. */
async function repetitions(
  queries: Pick<EntityManager, 'query'>,
  scope: RepetitionScope,
): Promise<RepetitionRow[]> {
  const { condition, id } = isIn(scope);
  return queries.query<RepetitionRow[]>(
    `SELECT ${placed('later', 'plan')} AS later, ${placed('earlier', 'earlier_plan')} AS earlier,
            plan.title AS "planTitle", evaluation.title AS "evaluationTitle",
            later.details #>> '{source,number}' AS "sourceNumber", earlier_plan.title AS "earlierPlanTitle",
            earlier_evaluation.title AS "earlierEvaluationTitle",
            earlier_evaluation.published_on::text AS "earlierPublishedOn",
            earlier.details #>> '{source,number}' AS "earlierSourceNumber",
            (SELECT recommendation #>> '{outcome,kind}'
               FROM jsonb_array_elements(earlier_evaluation.details -> 'recommendations') AS recommendation
              WHERE recommendation ->> 'id' = earlier.source_recommendation_id::text) AS "earlierOutcome",
            greatest(0, extract(year FROM passed) * 12 + extract(month FROM passed))::integer AS months
       FROM measure later
      CROSS JOIN LATERAL jsonb_array_elements(later.details -> 'repeats') WITH ORDINALITY AS told (repeat, place)
       JOIN plan ON plan.id = later.plan_id
       JOIN measure earlier ON earlier.id = (repeat ->> 'earlierMeasureId')::uuid AND earlier.access_kind = 'open'
       JOIN plan earlier_plan ON earlier_plan.id = earlier.plan_id
       LEFT JOIN evaluation ON evaluation.id = later.source_evaluation_id
       LEFT JOIN evaluation earlier_evaluation ON earlier_evaluation.id = earlier.source_evaluation_id
      CROSS JOIN LATERAL age(
        coalesce(evaluation.published_on, (later.registered_at AT TIME ZONE 'Europe/Oslo')::date),
        coalesce(earlier_evaluation.published_on, (earlier.registered_at AT TIME ZONE 'Europe/Oslo')::date)) AS passed
      WHERE later.details ? 'repeats' AND later.access_kind = 'open' AND ${condition}
        AND coalesce(evaluation.access_kind, 'open') = 'open'
        AND coalesce(earlier_evaluation.access_kind, 'open') = 'open'
      ORDER BY plan.number, later.number, place`,
    [id],
  );
}

export async function repeatedMeasures(
  dataSource: RecordSource,
  scope: RepetitionScope,
): Promise<RepeatedMeasure[]> {
  return (await repetitions(dataSourceOf(dataSource).manager, scope)).map(({ later, earlier, months }) => ({
    later: placedMeasure(later),
    earlier: placedMeasure(earlier),
    months,
  }));
}

function placedMeasure({ closedAs, ...measure }: PlacedRow): PlacedMeasure {
  return { ...measure, ...(closedAs === null ? {} : { closedAs }) };
}

/** As the status report tells it. What stems from no evaluation is named by its plan. */
export async function repeatedRecommendations(
  queries: Pick<EntityManager, 'query'>,
  planId: PlanId,
): Promise<RepeatedRecommendation[]> {
  const byMeasure = new Map<number, RepetitionRow[]>();
  for (const row of await repetitions(queries, { plan: planId })) {
    const { number } = row.later;
    byMeasure.set(number, [...(byMeasure.get(number) ?? []), row]);
  }
  return [...byMeasure.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    return [
      {
        evaluationTitle: first.evaluationTitle ?? first.planTitle,
        ...(first.sourceNumber === null ? {} : { number: first.sourceNumber }),
        title: first.later.title,
        earlier: rows.map(earlierOf),
      },
    ];
  });
}

function earlierOf(row: RepetitionRow): RepeatedRecommendation['earlier'][number] {
  return {
    evaluationTitle: row.earlierEvaluationTitle ?? row.earlierPlanTitle,
    ...(row.earlierPublishedOn === null ? {} : { publishedOn: row.earlierPublishedOn }),
    ...(row.earlierSourceNumber === null ? {} : { number: row.earlierSourceNumber }),
    ...(row.earlierOutcome === null ? {} : { outcome: row.earlierOutcome }),
    measure: reportedMeasure(placedMeasure(row.earlier)),
    months: row.months,
  };
}

function reportedMeasure({ planNumber, number, state, closedAs }: PlacedMeasure) {
  return { planNumber, number, state, ...(closedAs === undefined ? {} : { closedAs }) };
}
