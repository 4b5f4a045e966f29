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
