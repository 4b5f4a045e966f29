import type { EntityManager } from 'typeorm';
import type { Decided } from '#domain/history.js';
import type { PlanId, ReportId } from '#domain/ids.js';
import type { Plan } from '#domain/plan/plan.js';
import { type ReportTelling, reportTellings } from '#domain/report/report-told.js';
import type { Report } from '#domain/report/report.js';
import type { Actor } from '#domain/roles/actor.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';

/**
 * Who is told at once what a command did to reports. Nobody is told what they did themselves.
 * @param after the changed reports as they stand after the command
 */
export async function reportsToldAtOnce(
  manager: EntityManager,
  decided: readonly Decided[],
  after: ReadonlyMap<ReportId, Report>,
  actor: Actor,
): Promise<ReportTelling[]> {
  if (after.size === 0) return [];
  const plans = await plansOf(manager, [...after.values()]);
  return decided
    .flatMap((change) => {
      if (change.stream !== 'report') return [];
      const report = after.get(change.id);
      const plan = report === undefined ? undefined : plans.get(report.planId);
      if (report === undefined || plan === undefined) return [];
      return change.events.flatMap((event) => reportTellings(event, report, plan));
    })
    .filter(({ personId }) => personId !== actor.id);
}

/** A command on a report knows its plan by name only: who leads it is asked here. */
async function plansOf(manager: EntityManager, reports: readonly Report[]): Promise<Map<PlanId, Plan>> {
  const rows = await manager.query<{ plan: PlanRow }[]>(
    'SELECT to_jsonb(plan) AS plan FROM plan WHERE id = ANY ($1::uuid[])',
    [reports.map(({ planId }) => planId)],
  );
  return new Map(rows.map(({ plan }) => [plan.id, planOf(plan)]));
}
