import type { EntityManager } from 'typeorm';
import type { Instant, PersonId, PlainDate } from '#domain/ids.js';
import type { MorningReport } from '#domain/message/message-facts.js';
import type { Plan } from '#domain/plan/plan.js';
import { type ReportDemand, stillWaitedFor } from '#domain/report/report-schedule.js';
import type { Report } from '#domain/report/report.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';
import { registerForReports } from '../report/register-for-reports.js';
import { reportOf, type ReportRow } from '../report/report.rows.js';

/** A demand as it was written, with the report and its plan as they are now. */
export interface WrittenReportDemand {
  id: string;
  demand: ReportDemand;
  plan: Plan;
  report: Report;
  /** It is still waited for, and from them. */
  holds: boolean;
}

interface Row {
  id: string;
  kind: ReportDemand['kind'];
  question_id: string | null;
  recipient_id: PersonId;
  due_on: PlainDate;
  report: ReportRow;
  plan: PlanRow;
}

const columns = `o.id, o.kind, o.question_id, o.recipient_id, o.due_on::text,
  to_jsonb(report) AS report, to_jsonb(plan) AS plan`;
const joined = `obligation o JOIN report ON report.id = o.report_id JOIN plan ON plan.id = report.plan_id`;

/** What reports wait for from this person, and what of it is waited for no more. */
export async function openReportDemands(
  manager: EntityManager,
  personId: PersonId,
  date: PlainDate,
): Promise<{ current: WrittenReportDemand[]; overtaken: WrittenReportDemand[] }> {
  const rows = await manager.query<Row[]>(
    `SELECT ${columns} FROM ${joined}
      WHERE o.recipient_id = $1 AND o.state = 'open' AND o.due_on <= $2 ORDER BY o.due_on DESC, o.id
        FOR UPDATE OF o`,
    [personId, date],
  );
  const current = new Map<string, WrittenReportDemand>();
  const overtaken: WrittenReportDemand[] = [];
  for (const written of await writtenOf(manager, rows, date)) {
    const about = JSON.stringify([written.report.id, written.demand.kind, written.demand.questionId]);
    // The latest reminder speaks for the ones before it.
    if (current.has(about) || !written.holds) overtaken.push(written);
    else current.set(about, written);
  }
  return { current: [...current.values()], overtaken };
}

/** What a message that was sent had to say of reports. */
export async function shownReportDemands(
  manager: EntityManager,
  notificationId: string,
  date: PlainDate,
): Promise<WrittenReportDemand[]> {
  const rows = await manager.query<Row[]>(
    `SELECT ${columns} FROM ${joined} WHERE o.notification_id = $1 ORDER BY o.id`,
    [notificationId],
  );
  return writtenOf(manager, rows, date);
}

export async function overtakeReportDemands(
  manager: EntityManager,
  overtaken: readonly WrittenReportDemand[],
  now: Instant,
): Promise<void> {
  if (overtaken.length === 0) return;
  await manager.query(
    `UPDATE obligation SET state = 'overtaken', settled_at = $2 WHERE id = ANY ($1::uuid[])`,
    [overtaken.map(({ id }) => id), now],
  );
}

export async function linkReportDemands(
  manager: EntityManager,
  notificationId: string,
  demands: readonly WrittenReportDemand[],
): Promise<void> {
  if (demands.length === 0) return;
  await manager.query('UPDATE obligation SET notification_id = $1 WHERE id = ANY ($2::uuid[])', [
    notificationId,
    demands.map(({ id }) => id),
  ]);
}

/** As the message tells it; what is waited for no more is shown as settled. */
export function shownReport(written: WrittenReportDemand, now: Instant): MorningReport {
  const { demand, plan, report, holds } = written;
  const question = report.questions.find(({ id }) => id === demand.questionId);
  return {
    kind: demand.kind,
    planNumber: plan.number,
    planTitle: plan.title,
    number: report.number,
    ...(question === undefined ? {} : { question: question.number }),
    ...(holds ? {} : { settled: { as: 'overtaken' as const, at: now, byYou: false } }),
  };
}

async function writtenOf(
  manager: EntityManager,
  rows: readonly Row[],
  date: PlainDate,
): Promise<WrittenReportDemand[]> {
  const read = rows.map((row) => ({ row, plan: planOf(row.plan), report: reportOf(row.report) }));
  const register = await registerForReports(manager, read);
  return read.map(({ row, plan, report }) => {
    const demand: ReportDemand = {
      kind: row.kind,
      reportId: report.id,
      recipientId: row.recipient_id,
      dueOn: row.due_on,
      ...(row.question_id === null ? {} : { questionId: row.question_id }),
    };
    return { id: row.id, demand, plan, report, holds: stillWaitedFor(plan, report, demand, date, register) };
  });
}
