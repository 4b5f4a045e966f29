import type { SummaryReference } from '#domain/summary/status-summary.js';
import { text, type Run } from './report-document.js';
import type { ReportVoice } from './report-voice.js';
import { measureAnchor } from './running-text.js';

/** "Se tiltak 4, 5 og 6.", each number a reference; nothing where there is none. */
export function measureReferences(
  voice: ReportVoice,
  here: readonly number[],
  elsewhere: readonly SummaryReference[] = [],
): Run[] {
  if (here.length + elsewhere.length === 0) return [];
  const links = here.map((number): Run => ({
    kind: 'reference',
    text: String(number),
    to: measureAnchor(number),
  }));
  const away = elsewhere.map(({ planNumber: plan, number }) =>
    text(voice.t('report.see.elsewhere', { plan, number })),
  );
  return [
    text(`${voice.t('report.see')} ${here.length === 0 ? '' : `${voice.t('report.see.measure')} `}`),
    ...joined(voice, links),
    ...away.flatMap((run, index) => (here.length > 0 || index > 0 ? [text(', '), run] : [run])),
    text('.'),
  ];
}

/** "1, 2 og 3" of runs. */
export function joined(voice: ReportVoice, runs: readonly Run[]): Run[] {
  return runs.flatMap((run, index) => {
    if (index === 0) return [run];
    return [text(index === runs.length - 1 ? ` ${voice.t('report.and')} ` : ', '), run];
  });
}
