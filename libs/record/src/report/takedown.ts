import type { EntityManager } from 'typeorm';
import type { Decided } from '#domain/history.js';
import type { CommandId, Instant, PersonId, PlanId } from '#domain/ids.js';
import type { Plan } from '#domain/plan/plan.js';
import { takedownNotificationsOf } from '#domain/report/report-notifications.js';
import type { ReportNotification } from '#domain/report/report-notifications.js';
import { type Publication, type Report, takenBackReason, takenDown } from '#domain/report/report.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';
import { reportOf, type ReportRow } from './report.rows.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

interface Restriction {
  planId: PlanId;
  by: PersonId;
  at: Instant;
}

/**
 * Reports as anybody may read them: a version that tells of what has been restricted since it was locked is down from
 * that moment, without anybody doing it; leadership publishes a corrected one (PRODUCT.md, Access).
 */
export async function withTakedowns(manager: EntityManager, reports: readonly Report[]): Promise<Report[]> {
  const published = reports.filter(({ publications }) => publications.length > 0);
  if (published.length === 0) return [...reports];
  const restrictions = await restrictionsIn(manager, [...new Set(published.map(({ planId }) => planId))]);
  return reports.map((report) => withTakedown(report, restrictions.get(report.planId) ?? []));
}

/**
 * When something a plan's reports tell of became restricted, and still is: its measures, and the evaluations they stem
 * from. What was open when a report was locked stands in its public content.
 */
async function restrictionsIn(
  manager: EntityManager,
  planIds: readonly PlanId[],
): Promise<ReadonlyMap<PlanId, readonly Restriction[]>> {
  const rows = await manager.query<(Omit<Restriction, 'at'> & { at: Date })[]>(
    `WITH restricted AS (
       SELECT 'measure' AS kind, id, plan_id FROM measure
        WHERE plan_id = ANY ($1::uuid[]) AND access_kind = 'restricted'
       UNION
       SELECT 'evaluation', evaluation.id, measure.plan_id
         FROM measure JOIN evaluation ON evaluation.id = measure.source_evaluation_id
        WHERE measure.plan_id = ANY ($1::uuid[]) AND evaluation.access_kind = 'restricted')
     SELECT restricted.plan_id AS "planId", event.actor_id AS by, event.at
       FROM restricted JOIN event ON event.stream_kind = restricted.kind AND event.stream_id = restricted.id
      WHERE event.type IN ('MeasureRevised', 'EvaluationRevised')
        AND 'restricted' IN (event.body #>> '{data,changes,access,new,kind}', event.body #>> '{data,new,access,kind}')`,
    [planIds],
  );
  const byPlan = new Map<PlanId, Restriction[]>();
  for (const { planId, by, at } of rows) {
    const known = byPlan.get(planId) ?? [];
    byPlan.set(planId, [...known, { planId, by, at: at.toISOString() }]);
  }
  return byPlan;
}

/** The same rule in SQL, of a row `report` and one of its `publications`: what the version tells of was restricted since. */
export const isTakenDown = (publication: string): string => `EXISTS (
  SELECT FROM measure LEFT JOIN evaluation ON evaluation.id = measure.source_evaluation_id
    JOIN event ON (event.stream_kind = 'measure' AND event.stream_id = measure.id
                   AND measure.access_kind = 'restricted' AND event.type = 'MeasureRevised')
               OR (event.stream_kind = 'evaluation' AND event.stream_id = evaluation.id
                   AND evaluation.access_kind = 'restricted' AND event.type = 'EvaluationRevised')
   WHERE measure.plan_id = report.plan_id
     AND (measure.access_kind = 'restricted' OR evaluation.access_kind = 'restricted')
     AND 'restricted' IN (event.body #>> '{data,changes,access,new,kind}', event.body #>> '{data,new,access,kind}')
     AND event.at > (SELECT (one ->> 'lockedAt')::timestamptz
                       FROM jsonb_array_elements(report.details -> 'versions') AS one
                      WHERE one -> 'version' = ${publication} -> 'version'))`;

function withTakedown(report: Report, restrictions: readonly Restriction[]): Report {
  if (restrictions.length === 0) return report;
  const publications = report.publications.map((publication): Publication => {
    const lockedAt = report.versions.find(({ version }) => version === publication.version)?.lockedAt;
    const since = restrictions.find(({ at }) => lockedAt !== undefined && at > lockedAt);
    if (publication.withdrawn !== undefined || since === undefined) return publication;
    return { ...publication, withdrawn: { by: since.by, at: since.at, reason: takenBackReason } };
  });
  return { ...report, publications };
}

/** Whether a command may have taken published reports down: it restricts what they may tell of. */
export function restricts(decided: readonly Decided[]): boolean {
  return decided.some(
    (change) =>
      (change.stream === 'measure' || change.stream === 'evaluation') &&
      change.events.some(
        ({ type, data }) =>
          (type === 'MeasureRevised' || type === 'EvaluationRevised') &&
          JSON.stringify(data).includes('"kind":"restricted"'),
      ),
  );
}

/** A report whose published version went down and that has no other standing yet. */
export interface TakenDown {
  report: Report;
  plan: Plan;
  since: Instant;
}

/** @param since only those that went down with this command */
export async function reportsTakenDown(manager: EntityManager, since?: CommandId): Promise<TakenDown[]> {
  const rows = await manager.query<{ report: ReportRow; plan: PlanRow }[]>(
    `SELECT to_jsonb(report) AS report, to_jsonb(plan) AS plan
       FROM report JOIN plan ON plan.id = report.plan_id
      WHERE report.details ? 'publications'
        AND ($1::uuid IS NULL OR EXISTS (
              SELECT FROM event JOIN measure ON event.stream_id IN (measure.id, measure.source_evaluation_id)
               WHERE event.command_id = $1 AND measure.plan_id = plan.id))
      ORDER BY plan.number, report.number`,
    [since ?? null],
  );
  const at =
    since === undefined
      ? undefined
      : (
          await manager.query<{ at: Date }[]>('SELECT at FROM event WHERE command_id = $1 LIMIT 1', [since])
        )[0]?.at;
  const reports = await withTakedowns(
    manager,
    rows.map(({ report }) => reportOf(report)),
  );
  return rows.flatMap(({ plan }, index) => {
    const report = reports[index];
    const down = report === undefined ? undefined : takenDown(report);
    if (report === undefined || down === undefined) return [];
    if (at !== undefined && down !== at.toISOString()) return [];
    return [{ report, plan: planOf(plan), since: down }];
  });
}

/**
 * The notifications that a command took published reports down. Whoever gave it gets one too, since they may not have
 * known.
 */
export async function takedownNotifications(
  manager: EntityManager,
  decided: readonly Decided[],
  commandId: CommandId,
): Promise<ReportNotification[]> {
  if (!restricts(decided)) return [];
  return (await reportsTakenDown(manager, commandId)).flatMap(({ plan }) => takedownNotificationsOf(plan));
}

export function reportsTakenDownNow(dataSource: RecordSource): Promise<TakenDown[]> {
  return reportsTakenDown(dataSourceOf(dataSource).manager);
}
