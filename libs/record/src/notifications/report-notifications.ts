import type { EntityManager } from 'typeorm';
import type { CommandId, PersonId, PlainDate } from '#domain/ids.js';
import type { ReportNotificationFacts } from '#domain/message/message-facts.js';
import { reportNotificationFacts } from '#domain/message/report-notification-facts.js';
import { takedownNotificationsOf, reportNotifications } from '#domain/report/report-notifications.js';
import type { ReportEvent } from '#domain/report/report.events.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';
import { readAskedForAnswers } from '../report/report-notifications.js';
import { reportOf, type ReportRow } from '../report/report.rows.js';
import { reportsTakenDown } from '../report/takedown.js';

interface Row {
  events: ReportEvent[];
  report: ReportRow;
  plan: PlanRow;
  restricted: boolean;
}

/** Empty when all of it has been overtaken. */
export async function reportNotificationsFor(
  manager: EntityManager,
  commandId: CommandId,
  reader: PersonId,
  today: PlainDate,
): Promise<ReportNotificationFacts[]> {
  const rows = await manager.query<Row[]>(
    `SELECT (SELECT jsonb_agg(jsonb_build_object('type', e.type, 'data', e.body -> 'data') ORDER BY e.position)
               FROM event e WHERE e.command_id = $1 AND e.stream_kind = 'report' AND e.stream_id = report.id) AS events,
            to_jsonb(report) AS report, to_jsonb(plan) AS plan,
            EXISTS (SELECT FROM measure WHERE measure.plan_id = plan.id AND measure.access_kind = 'restricted')
              AS restricted
       FROM report JOIN plan ON plan.id = report.plan_id
      WHERE report.id IN (SELECT stream_id FROM event WHERE command_id = $1 AND stream_kind = 'report')`,
    [commandId],
  );
  const down = await takenDownFacts(manager, commandId, reader, today);
  const moved = rows.find(({ events }) => events.some(({ type }) => type === 'ReportingDateMoved'));
  // Whoever answers for an item now: who handed theirs over is told nothing more of it.
  const asked = moved === undefined ? [] : await readAskedForAnswers(manager, moved.plan.id, today);
  const told = rows.flatMap(({ events, restricted, ...row }) => {
    const report = reportOf(row.report);
    const plan = planOf(row.plan);
    return events.flatMap((event) =>
      reportNotifications(event, report, plan, asked)
        .filter(({ personId }) => personId === reader)
        .map((telling) => ({
          ...reportNotificationFacts(telling, report, event),
          planNumber: plan.number,
          planTitle: plan.title,
          restricted,
          today,
        })),
    );
  });
  return [...told, ...down];
}

/** Overtaken when a cleaned version has been published meanwhile, or it is open again. */
async function takenDownFacts(
  manager: EntityManager,
  commandId: CommandId,
  reader: PersonId,
  today: PlainDate,
): Promise<ReportNotificationFacts[]> {
  return (await reportsTakenDown(manager, commandId)).flatMap(({ report, plan }) =>
    takedownNotificationsOf(plan)
      .filter(({ personId }) => personId === reader)
      .map(({ kind }) => ({
        kind,
        planNumber: plan.number,
        planTitle: plan.title,
        number: report.number,
        questions: [],
        unanswered: 0,
        restricted: true,
        today,
      })),
  );
}
