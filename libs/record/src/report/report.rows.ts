import type { Report, ReportState } from '#domain/report/report.js';
import type { ReportLanguage } from '#domain/report/report-language.js';
import { instant, type StreamRow } from '../history/row-values.js';

/** Publications are absent where there are none, as in rows from before anything could be published. */
export type ReportDetails = Pick<Report, 'versions' | 'questions'> & Partial<Pick<Report, 'publications'>>;

export interface ReportRow extends StreamRow {
  plan_id: string;
  number: number;
  state: ReportState;
  language: ReportLanguage;
  period_from: string;
  period_to: string;
  reporting_date: string;
  /** Of how many versions there is a frozen content; 0 while it is open. */
  editions: number;
  opened_at: string;
  state_changed_at: string;
  details: ReportDetails;
}

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
