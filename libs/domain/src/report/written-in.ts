import type { StatusSummary } from '../summary/status-summary.js';
import type { ReportLanguage } from './report-language.js';
import type { StatusReport } from './status-report.js';
import { usualLanguage } from './written-language.js';

/** What people usually write in where a report is from, by its longer texts. */
export function writtenIn({
  language,
  status,
  measures,
}: Pick<StatusReport, 'language' | 'status' | 'measures'>): ReportLanguage {
  const told = measures.flatMap((measure) => measure.told ?? []);
  const texts = told.flatMap(({ text, about, statusText }) => [text, about, statusText ?? '']);
  return usualLanguage([status.plan.basisOfAssessment ?? '', ...texts], language);
}

/** The same of a live summary, which has only what its lines say. */
export function summaryWrittenIn({ plan, themes }: StatusSummary, language: ReportLanguage): ReportLanguage {
  const lines = themes.flatMap((theme) => theme.lines);
  const texts = lines.flatMap(({ about, narrative, subPoints }) => [
    ...about,
    narrative?.text ?? '',
    ...subPoints.flatMap((subPoint) => [subPoint.text, subPoint.narrative ?? '']),
  ]);
  return usualLanguage([plan.basisOfAssessment ?? '', ...texts], language);
}
