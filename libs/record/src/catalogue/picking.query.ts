import type { Access } from '#domain/access/access.js';
import { mayReadRestricted } from '#domain/access/sight.js';
import type { EvaluationId, MeasureId, PlanId } from '#domain/ids.js';
import type { Actor } from '#domain/roles/actor.js';
import { listEvaluations } from '../evaluation/evaluation.query.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** What a person may choose when candidates are picked. */
export interface PickOptions {
  /** Those that take measures. */
  plans: readonly { id: PlanId; number: number; title: string }[];
  /** The newest first. */
  evaluations: readonly { id: EvaluationId; title: string; access: Access }[];
  /** The plan somebody comes from, where it takes measures. */
  planId?: PlanId;
  /** The measure somebody comes from. */
  measure?: { id: MeasureId; planNumber: number; number: number };
}

/** Where somebody comes from: a plan, or one of its measures. */
export interface CameFrom {
  planNumber: number;
  measureNumber?: number;
}

const evaluationsShown = 200;

export async function pickOptions(
  dataSource: RecordSource,
  actor: Actor,
  from: CameFrom | undefined,
): Promise<PickOptions> {
  const [plans, evaluations, [measure]] = await Promise.all([
    dataSourceOf(dataSource).query<{ id: string; number: number; title: string }[]>(
      `SELECT id, number, title FROM plan WHERE state NOT IN ('closed', 'withdrawn') ORDER BY number`,
    ),
    listEvaluations(dataSource, { limit: evaluationsShown }),
    dataSourceOf(dataSource).query<{ id: string; planNumber: number; number: number }[]>(
      `SELECT measure.id, plan.number AS "planNumber", measure.number
         FROM measure JOIN plan ON plan.id = measure.plan_id WHERE plan.number = $1 AND measure.number = $2
          AND measure.state <> 'withdrawn'`,
      [from?.planNumber ?? null, from?.measureNumber ?? null],
    ),
  ]);
  const planId = plans.find(({ number }) => number === from?.planNumber)?.id;
  return {
    plans,
    evaluations: evaluations
      .map(({ state: { id, title, access } }) => ({ id, title, access }))
      .filter(({ access }) => access.kind === 'open' || mayReadRestricted(actor)),
    ...(planId === undefined ? {} : { planId }),
    ...(measure === undefined ? {} : { measure }),
  };
}
