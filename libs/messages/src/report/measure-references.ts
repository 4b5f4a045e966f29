import type { SummaryReference } from '#domain/summary/status-summary.js';
import { text, type Run } from './report-document.js';
import type { ReportVoice } from './report-voice.js';
import { measureAnchor } from './running-text.js';

/** "Se tiltak 4, 5 og tiltak 3 i plan 2.": each once, a number here a reference; nothing where there is none. */
export function measureReferences(
  voice: ReportVoice,
  here: readonly number[],
  elsewhere: readonly SummaryReference[] = [],
): Run[] {
  const numbers = [...new Set(here)];
  const links = numbers.map((number, index): Run[] => [
    ...(index === 0 ? [text(`${voice.t('report.see.measure', { count: numbers.length })} `)] : []),
    { kind: 'reference', text: String(number), to: measureAnchor(number) },
  ]);
  const away = new Set(
    elsewhere.map(({ planNumber: plan, number }) => voice.t('report.see.elsewhere', { plan, number })),
  );
  const parts = [...links, ...[...away].map((words) => [text(words)])];
  if (parts.length === 0) return [];
  return [text(`${voice.t('report.see')} `), ...joined(voice, parts), text('.')];
}

/** "1, 2 og 3" of runs. */
function joined(voice: ReportVoice, parts: readonly Run[][]): Run[] {
  return parts.flatMap((part, index) => {
    if (index === 0) return part;
    return [text(index === parts.length - 1 ? ` ${voice.t('report.and')} ` : ', '), ...part];
  });
}
