import type { DataSource, EntityManager } from 'typeorm';
import type { Outcome } from '#domain/evaluation/evaluation.js';
import type { PlainDate, PlanId } from '#domain/ids.js';
import type { ClosureKind, MeasureState } from '#domain/measure/measure.js';
import type { RepeatedRecommendation } from '#domain/report/status-report.js';

/** A measure of the plan that repeats an earlier one, as a person has confirmed. */
export interface RepeatedMeasure {
  number: number;
  earlier: { planNumber: number; number: number };
  /** Whole months from the earlier to this one: between their evaluations' days, else between their registrations. */
  months: number;
}

interface RepetitionRow {
  number: number;
  earlierPlanNumber: number;
  earlierNumber: number;
  earlierState: MeasureState;
  earlierClosedAs: ClosureKind | null;
  months: number;
  evaluationTitle: string | null;
  sourceNumber: string | null;
  title: string;
  earlierEvaluationTitle: string | null;
  earlierPublishedOn: PlainDate | null;
  earlierSourceNumber: string | null;
  earlierOutcome: Outcome['kind'] | null;
  earlierPlanTitle: string;
  planTitle: string;
}

/** By the plan's numbers; pairs of which neither measure nor evaluation is restricted, so that anybody may read them. */
async function repetitions(queries: Pick<EntityManager, 'query'>, planId: PlanId): Promise<RepetitionRow[]> {
  return queries.query<RepetitionRow[]>(
    `WITH pair AS (
       SELECT measure.*, (repeat ->> 'earlierMeasureId')::uuid AS earlier_id, place
         FROM measure, jsonb_array_elements(measure.details -> 'repeats') WITH ORDINALITY AS told (repeat, place)
        WHERE measure.plan_id = $1 AND measure.access_kind = 'open')
     SELECT pair.number, pair.title, plan.title AS "planTitle", evaluation.title AS "evaluationTitle",
            pair.details #>> '{source,number}' AS "sourceNumber",
            earlier_plan.number AS "earlierPlanNumber", earlier_plan.title AS "earlierPlanTitle",
            earlier.number AS "earlierNumber", earlier.state AS "earlierState", earlier.closed_as AS "earlierClosedAs",
            earlier_evaluation.title AS "earlierEvaluationTitle",
            earlier_evaluation.published_on::text AS "earlierPublishedOn",
            earlier.details #>> '{source,number}' AS "earlierSourceNumber",
            (SELECT recommendation #>> '{outcome,kind}'
               FROM jsonb_array_elements(earlier_evaluation.details -> 'recommendations') AS recommendation
              WHERE recommendation ->> 'id' = earlier.source_recommendation_id::text) AS "earlierOutcome",
            greatest(0, extract(year FROM passed) * 12 + extract(month FROM passed))::integer AS months
       FROM pair JOIN plan ON plan.id = pair.plan_id
       JOIN measure earlier ON earlier.id = pair.earlier_id AND earlier.access_kind = 'open'
       JOIN plan earlier_plan ON earlier_plan.id = earlier.plan_id
       LEFT JOIN evaluation ON evaluation.id = pair.source_evaluation_id
       LEFT JOIN evaluation earlier_evaluation ON earlier_evaluation.id = earlier.source_evaluation_id
      CROSS JOIN LATERAL age(
        coalesce(evaluation.published_on, (pair.registered_at AT TIME ZONE 'Europe/Oslo')::date),
        coalesce(earlier_evaluation.published_on, (earlier.registered_at AT TIME ZONE 'Europe/Oslo')::date)) AS passed
      WHERE coalesce(evaluation.access_kind, 'open') = 'open'
        AND coalesce(earlier_evaluation.access_kind, 'open') = 'open'
      ORDER BY pair.number, pair.place`,
    [planId],
  );
}

export async function repeatedMeasures(dataSource: DataSource, planId: PlanId): Promise<RepeatedMeasure[]> {
  return (await repetitions(dataSource.manager, planId)).map((row) => ({
    number: row.number,
    earlier: { planNumber: row.earlierPlanNumber, number: row.earlierNumber },
    months: row.months,
  }));
}

/** As the status report tells it. What stems from no evaluation is named by its plan. */
export async function repeatedRecommendations(
  queries: Pick<EntityManager, 'query'>,
  planId: PlanId,
): Promise<RepeatedRecommendation[]> {
  const byMeasure = new Map<number, RepetitionRow[]>();
  for (const row of await repetitions(queries, planId)) {
    byMeasure.set(row.number, [...(byMeasure.get(row.number) ?? []), row]);
  }
  return [...byMeasure.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    return [
      {
        evaluationTitle: first.evaluationTitle ?? first.planTitle,
        ...(first.sourceNumber === null ? {} : { number: first.sourceNumber }),
        title: first.title,
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
    measure: {
      planNumber: row.earlierPlanNumber,
      number: row.earlierNumber,
      state: row.earlierState,
      ...(row.earlierClosedAs === null ? {} : { closedAs: row.earlierClosedAs }),
    },
  };
}
