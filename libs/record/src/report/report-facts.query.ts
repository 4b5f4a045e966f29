import type { EntityManager } from 'typeorm';
import type { RecordedEvent } from '#domain/history.js';
import type { MeasureId, PlanId } from '#domain/ids.js';
import { isStanding, type StandingMeasure } from '#domain/measure/measure.js';
import type { MeasureEvent } from '#domain/measure/measure.events.js';
import type { StatusReportInput } from '#domain/report/build-status-report.js';
import { type MeasureHappenings, measureHappenings } from '#domain/report/report-facts.js';
import type { RepeatedRecommendation } from '#domain/report/status-report.js';
import { isInEffect } from '#domain/decision/decision.js';
import { decisionOf, type DecisionRow } from '../decision/decision.rows.js';
import { evaluationOf, type EvaluationRow } from '../evaluation/evaluation.rows.js';
import { type CanonicalEvent, recordedEvent } from '../history/chain.js';
import { type ItemRow, measureOf, type MeasureRow } from '../measure/measure.rows.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';
import { repeatedRecommendations } from '../measure/repeated-recommendations.query.js';
import { measuresElsewhere, outcomesBehind, partyNames, signersOf } from '../summary/status-summary.query.js';

/** What a report is derived from, beside who reads it and which edition it is. */
export interface ReportFacts {
  summary: Omit<StatusReportInput['summary'], 'reader' | 'today' | 'lastReportAt'>;
  evaluations: StatusReportInput['evaluations'];
  decisions: StatusReportInput['decisions'];
  happenings: StatusReportInput['happenings'];
  repeated: readonly RepeatedRecommendation[];
}

/**
 * The facts of a plan's report. Several statements: the caller gives a transaction that sees one snapshot
 * (REPEATABLE READ), or that has locked the plan and its measures. Undefined when there is no such plan.
 */
export async function reportFacts(manager: EntityManager, planId: PlanId): Promise<ReportFacts | undefined> {
  const [found] = await manager.query<{ row: PlanRow }[]>(
    'SELECT to_jsonb(plan) AS row FROM plan WHERE id = $1',
    [planId],
  );
  if (found === undefined) return undefined;
  const plan = planOf(found.row);
  const measures = await measuresOf(manager, planId);
  return {
    summary: {
      plan,
      measures,
      partyNames: await partyNames(
        manager,
        measures,
        plan.secretariatPartyId === undefined ? [] : [plan.secretariatPartyId],
      ),
      personRoles: await signersOf(manager, planId),
      outcomes: await outcomesBehind(manager, measures),
      elsewhere: await measuresElsewhere(manager, planId, measures),
    },
    evaluations: await evaluationsOf(manager, measures),
    decisions: await decisionsOf(manager, planId),
    happenings: await happeningsOf(manager, measures),
    repeated: await repeatedRecommendations(manager, planId),
  };
}

async function measuresOf(manager: EntityManager, planId: PlanId): Promise<StandingMeasure[]> {
  const rows = await manager.query<{ row: MeasureRow; items: ItemRow[] | null }[]>(
    `SELECT to_jsonb(m) AS row,
            (SELECT jsonb_agg(to_jsonb(i) ORDER BY i.ordinal) FROM item i WHERE i.measure_id = m.id) AS items
       FROM measure m WHERE m.plan_id = $1 AND m.state <> 'withdrawn' ORDER BY m.number`,
    [planId],
  );
  return rows.map(({ row, items }) => measureOf(row, items ?? [])).filter(isStanding);
}

async function evaluationsOf(manager: EntityManager, measures: readonly StandingMeasure[]) {
  const ids = new Set(measures.flatMap(({ source }) => source?.evaluationId ?? []));
  const rows = await manager.query<{ row: EvaluationRow }[]>(
    'SELECT to_jsonb(evaluation) AS row FROM evaluation WHERE id = ANY ($1::uuid[]) ORDER BY id',
    [[...ids]],
  );
  return rows.map(({ row }) => evaluationOf(row));
}

/** In words and in effect; what a body's decision has done to plan and measures is told where it was done. */
async function decisionsOf(manager: EntityManager, planId: PlanId) {
  const rows = await manager.query<{ row: DecisionRow }[]>(
    'SELECT to_jsonb(decision) AS row FROM decision WHERE plan_id = $1 ORDER BY meeting_date, id',
    [planId],
  );
  return rows
    .map(({ row }) => decisionOf(row))
    .filter((decision) => decision.held === undefined && isInEffect(decision));
}

async function happeningsOf(
  manager: EntityManager,
  measures: readonly StandingMeasure[],
): Promise<Map<MeasureId, MeasureHappenings>> {
  const rows = await manager.query<{ id: MeasureId; body: CanonicalEvent }[]>(
    `SELECT stream_id AS id, body FROM event
      WHERE stream_kind = 'measure' AND stream_id = ANY ($1::uuid[])
        AND type IN ('MeasureReopened', 'MeasureRevised')
      ORDER BY stream_id, version`,
    [measures.map(({ id }) => id)],
  );
  const histories = new Map<MeasureId, RecordedEvent<MeasureEvent>[]>();
  for (const { id, body } of rows) {
    const history = histories.get(id) ?? [];
    histories.set(id, [...history, recordedEvent('measure', body)]);
  }
  return new Map([...histories].map(([id, history]) => [id, measureHappenings(history)]));
}
