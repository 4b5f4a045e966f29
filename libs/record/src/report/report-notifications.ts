import type { EntityManager } from 'typeorm';
import type { Decided } from '#domain/history.js';
import type { MeasureId, PersonId, PlainDate, PlanId, ReportId } from '#domain/ids.js';
import type { Plan } from '#domain/plan/plan.js';
import { type ReportNotification, reportNotifications } from '#domain/report/report-notifications.js';
import type { Report } from '#domain/report/report.js';
import type { Circumstances } from '#domain/register.js';
import { askedForAnswers } from '#domain/report/reporting-date.js';
import { readSubjects } from '../follow-up/subjects.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';

/**
 * Who is told at once what a command did to reports. Nobody is told what they did themselves.
 * @param after the changed reports as they stand after the command
 */
export async function reportNotificationsOf(
  manager: EntityManager,
  decided: readonly Decided[],
  after: ReadonlyMap<ReportId, Report>,
  { actor, today }: Pick<Circumstances, 'actor' | 'today'>,
): Promise<ReportNotification[]> {
  if (after.size === 0) return [];
  const plans = await plansOf(manager, [...after.values()]);
  const moved = decided.find(
    ({ stream, events }) => stream === 'report' && events.some(({ type }) => type === 'ReportingDateMoved'),
  );
  const movedOf = moved === undefined ? undefined : after.get(moved.id)?.planId;
  const asked = movedOf === undefined ? [] : await readAskedForAnswers(manager, movedOf, today);
  return decided
    .flatMap((change) => {
      if (change.stream !== 'report') return [];
      const report = after.get(change.id);
      const plan = report === undefined ? undefined : plans.get(report.planId);
      if (report === undefined || plan === undefined) return [];
      return change.events.flatMap((event) => reportNotifications(event, report, plan, asked));
    })
    .filter(({ personId }) => personId !== actor.id);
}

/** The persons whose answers a plan’s report waits for, by the record as it is now. */
export async function readAskedForAnswers(
  manager: EntityManager,
  planId: PlanId,
  today: PlainDate,
): Promise<PersonId[]> {
  const rows = await manager.query<{ id: MeasureId }[]>(
    `SELECT id FROM measure WHERE plan_id = $1 AND state IN ('accepted', 'in-follow-up') ORDER BY number`,
    [planId],
  );
  const { subjects, register } = await readSubjects(
    manager,
    rows.map(({ id }) => id),
  );
  const [first, ...others] = [...subjects.values()];
  if (first === undefined) return [];
  return askedForAnswers(
    [first, ...others].map(({ measure }) => measure),
    first.plan,
    today,
    register,
  );
}

/** A command on a report knows its plan by name only: who leads it is asked here. */
async function plansOf(manager: EntityManager, reports: readonly Report[]): Promise<Map<PlanId, Plan>> {
  const rows = await manager.query<{ plan: PlanRow }[]>(
    'SELECT to_jsonb(plan) AS plan FROM plan WHERE id = ANY ($1::uuid[])',
    [reports.map(({ planId }) => planId)],
  );
  return new Map(rows.map(({ plan }) => [plan.id, planOf(plan)]));
}
