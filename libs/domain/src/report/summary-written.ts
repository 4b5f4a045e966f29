import type { Instant } from '../ids.js';
import type { Plan, ReportSummary } from '../plan/plan.js';

/** What was written for the coming report: words from before the last one was locked were that one's. */
export function summaryWritten(
  { reportSummary }: Plan,
  lastReportAt: Instant | undefined,
): ReportSummary | undefined {
  if (reportSummary === undefined || lastReportAt === undefined) return reportSummary;
  return reportSummary.at > lastReportAt ? reportSummary : undefined;
}
