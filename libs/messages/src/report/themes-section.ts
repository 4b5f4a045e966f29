import type { StatusReport } from '#domain/report/status-report.js';
import { lineItem, type LineContext } from './line-item.js';
import { bullets, heading, type Block } from './report-document.js';
import type { ReportVoice } from './report-voice.js';
import type { RunningText } from './running-text.js';

/** Every measure: one bullet for each, or one for several told together, as its theme comes in the plan. */
export function themesSection(voice: ReportVoice, report: StatusReport, running: RunningText): Block[] {
  const { themes, plan } = report.status;
  const single = themes.length === 1 && themes[0]?.title === undefined;
  const context: LineContext = { voice, running, planNumber: plan.number };
  if (themes.length === 0) return [];
  return [
    heading(1, voice.t('report.section.measures'), 'tiltakene'),
    ...themes.flatMap(({ title, lines }, index) => [
      ...(single
        ? []
        : [
            heading(
              2,
              title === undefined ? voice.t('report.no-theme') : voice.typed(title),
              `tema-${index + 1}`,
            ),
          ]),
      bullets(lines.map((line) => lineItem(context, line))),
    ]),
  ];
}
