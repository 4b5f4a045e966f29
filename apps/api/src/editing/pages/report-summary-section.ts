import type { RecordSource } from '#record/record-source.js';
import { headlineLines } from '#messages/report/front-section.js';
import { liveReport } from '#record/report/report.query.js';
import type { PlanInEditing } from '#record/summary/summary-editing.query.js';
import { reportSummary } from '../../plans/rest/plan.schemas.js';
import { asked } from '../../web/forms/asked.js';
import { valueOf } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';
import { fieldError, type SectionContent } from './summary-section.js';

const mostLines = 5;

/** The coming report's summary: what the figures say is proposed, line by line, and stands until somebody writes. */
export async function reportSummarySection(
  recordSource: RecordSource,
  { plan, version, personNames }: PlanInEditing,
): Promise<SectionContent | undefined> {
  const at = new Date().toISOString();
  const report = await liveReport(recordSource, { plan, audience: 'internal', at });
  if (report === undefined) return undefined;
  const proposed = headlineLines(report);
  const { reportSummary: written } = plan;
  return {
    title: t('page.edit.report-summary.title'),
    intro: t('page.edit.report-summary.intro'),
    background: [],
    proposals: proposed.map((text) => ({
      from: t('page.edit.report-summary.figures'),
      text,
      at,
      isNew: false,
    })),
    proposalsHeading: t('page.edit.report-summary.proposals'),
    suggested: { text: proposed.join('\n') },
    published: { text: (report.writtenSummary ?? []).join('\n') },
    ...(report.writtenSummary === undefined || written === undefined
      ? {}
      : { publishedBy: { name: personNames.get(written.by) ?? t('page.unknown'), at: written.at } }),
    fields: [
      {
        kind: 'long-text',
        name: 'text',
        rows: 8,
        label: t('page.edit.report-summary.field'),
        hint: t('page.edit.report-summary.hint'),
      },
    ],
    ask: (values) => {
      const lines = valueOf({ values }, 'text')
        .split('\n')
        .filter((line) => line.trim() !== '');
      if (lines.length > mostLines) return fieldError('text', t('page.edit.report-summary.too-many'));
      return asked(
        reportSummary,
        { lines: lines.length === 0 ? null : lines },
        (body) => ({ type: 'WriteReportSummary', planId: plan.id, ...body, expectedVersion: version }),
        { lines: 'text' },
      );
    },
  };
}
