import type { Report } from '#domain/report/report.js';
import type { RowOf } from '../history/row-of.js';
import { instant } from '../history/row-values.js';
import type { ReportEntity } from './report.entity.js';

export type ReportRow = RowOf<ReportEntity>;

export function reportRow(state: Report): Omit<ReportRow, 'version' | 'head_hash'> {
  return {
    id: state.id,
    plan_id: state.planId,
    number: state.number,
    state: state.state,
    language: state.language,
    period_from: state.period.from,
    period_to: state.period.to,
    reporting_date: state.reportingDate,
    editions: state.versions.length,
    opened_at: state.openedAt,
    state_changed_at: state.stateSince,
    details: {
      versions: state.versions,
      questions: state.questions,
      ...(state.publications.length === 0 ? {} : { publications: state.publications }),
    },
  };
}

export function reportOf(row: ReportRow): Report {
  return {
    publications: [],
    ...row.details,
    id: row.id,
    planId: row.plan_id,
    number: row.number,
    state: row.state,
    language: row.language,
    period: { from: row.period_from, to: row.period_to },
    reportingDate: row.reporting_date,
    openedAt: instant(row.opened_at),
    stateSince: instant(row.state_changed_at),
  };
}
