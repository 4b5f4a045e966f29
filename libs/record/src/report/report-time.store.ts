import { v7 as newId } from 'uuid';
import type { Command } from '#domain/commands.js';
import type { ReportNews } from '#domain/contracts/workflows.js';
import { DomainError } from '#domain/domain-error.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import type { Instant, PlanId } from '#domain/ids.js';
import type { Plan } from '#domain/plan/plan.js';
import { lastReport } from '#domain/report/reporting-date.js';
import { nextReportStep, reportDemands } from '#domain/report/report-schedule.js';
import type { Report } from '#domain/report/report.js';
import type { Actor } from '#domain/roles/actor.js';
import type { CommandHandler } from '../command-handler.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';
import { registerForReports } from './register-for-reports.js';
import { reportOf, type ReportRow } from './report.rows.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** The actor that opens and locks reports when their time comes. */
export const schedule: Actor = { id: 'schedule', roles: ['system'], partyIds: [], scopes: ['reports:run'] };

const roleOf = {
  'report-release-wanted': 'case-officer',
  'report-acknowledgement-wanted': 'plan-leadership',
  'report-answer-wanted': 'asked',
} as const;

/** What time does with a plan's reports. Everything may be asked twice: what is done already is not done again. */
export class ReportTimeStore {
  constructor(
    private readonly dataSource: RecordSource,
    /** Its clock gives the time of what is done; in production there is one. */
    private readonly doorAt: (at: Instant) => Pick<CommandHandler, 'handle'>,
  ) {}

  /** @returns what is next after `at`; undefined for a plan the record does not know. */
  async nextStep(planId: PlanId, at: Instant): Promise<ReportNews | undefined> {
    const known = await this.read(planId);
    return known === undefined ? undefined : newsOf(known.plan, known.reports, at);
  }

  async open(planId: PlanId, at: Instant): Promise<ReportNews | undefined> {
    await this.unlessOvertaken({ type: 'OpenReport', planId }, at);
    return this.nextStep(planId, at);
  }

  async lock(planId: PlanId, at: Instant): Promise<ReportNews | undefined> {
    const open = (await this.read(planId))?.reports.find((report) => report.state === 'open');
    if (open !== undefined) {
      await this.unlessOvertaken({ type: 'LockReport', planId, reportId: open.id }, at);
    }
    return this.nextStep(planId, at);
  }

  async remind(planId: PlanId, at: Instant): Promise<ReportNews | undefined> {
    const known = await this.read(planId);
    if (known === undefined) return undefined;
    const register = await registerForReports(
      dataSourceOf(this.dataSource).manager,
      known.reports.map((report) => ({ plan: known.plan, report })),
    );
    const demands = reportDemands(known.plan, known.reports, osloDate(at), register);
    await dataSourceOf(this.dataSource).query(
      `INSERT INTO obligation (id, report_id, question_id, kind, due_on, recipient_role, recipient_id, demanded_at)
       SELECT id, report_id, question_id, kind, due_on, recipient_role, recipient_id, $1
         FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::date[], $7::text[], $8::uuid[])
           AS due (id, report_id, question_id, kind, due_on, recipient_role, recipient_id)
       ON CONFLICT DO NOTHING`,
      [
        at,
        demands.map(() => newId()),
        demands.map(({ reportId }) => reportId),
        demands.map(({ questionId }) => questionId ?? null),
        demands.map(({ kind }) => kind),
        demands.map(({ dueOn }) => dueOn),
        demands.map(({ kind }) => roleOf[kind]),
        demands.map(({ recipientId }) => recipientId),
      ],
    );
    return newsOf(known.plan, known.reports, at);
  }

  /** Somebody was quicker, or the dates have moved meanwhile: then there is nothing to do, and what is next says so. */
  private async unlessOvertaken(command: Command, at: Instant): Promise<void> {
    try {
      await this.doorAt(at).handle(command, schedule);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }

  private async read(planId: PlanId): Promise<{ plan: Plan; reports: Report[] } | undefined> {
    const [row] = await dataSourceOf(this.dataSource).query<{ plan: PlanRow; reports: ReportRow[] | null }[]>(
      `SELECT to_jsonb(plan) AS plan,
              (SELECT jsonb_agg(to_jsonb(r) ORDER BY r.number) FROM report r WHERE r.plan_id = plan.id) AS reports
         FROM plan WHERE id = $1`,
      [planId],
    );
    return row === undefined
      ? undefined
      : { plan: planOf(row.plan), reports: (row.reports ?? []).map(reportOf) };
  }
}

function newsOf(plan: Plan, reports: readonly Report[], at: Instant): ReportNews {
  const step = nextReportStep(plan, reports, at);
  const last = lastReport(reports);
  return {
    ...(step === undefined ? {} : { step }),
    shown: {
      plan: plan.number,
      ...(last === undefined ? {} : { report: last.number, state: last.state }),
    },
  };
}
