import type { Instant, PlanId } from '#domain/ids.js';
import { nextReportStep } from '#domain/report/report-schedule.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';
import { queueReportNews } from './report-news.js';
import { reportOf, type ReportRow } from './report.rows.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

interface Row {
  plan: PlanRow;
  reports: ReportRow[];
}

/** Plans whose report should have been opened or locked by `at`, and was not. */
export async function plansWithOverdueReports(dataSource: RecordSource, at: Instant): Promise<PlanId[]> {
  const rows = await dataSourceOf(dataSource).query<Row[]>(
    `SELECT to_jsonb(plan) AS plan,
            (SELECT coalesce(jsonb_agg(to_jsonb(report) ORDER BY report.number), '[]')
               FROM report WHERE report.plan_id = plan.id) AS reports
       FROM plan
      WHERE (plan.state = 'adopted' AND plan.details ? 'reporting')
         OR EXISTS (SELECT FROM report WHERE report.plan_id = plan.id AND report.state = 'open')`,
  );
  return rows
    .filter(({ plan, reports }) => {
      const step = nextReportStep(planOf(plan), reports.map(reportOf), at);
      return step !== undefined && step.kind !== 'remind' && step.at <= at;
    })
    .map(({ plan }) => plan.id);
}

/** Has the relay wake, or start again, the workflows that should have taken these steps. @returns how many. */
export async function queueOverdueReports(dataSource: RecordSource, at: Instant): Promise<number> {
  const plans = await plansWithOverdueReports(dataSource, at);
  await queueReportNews(dataSourceOf(dataSource).manager, plans);
  return plans.length;
}
