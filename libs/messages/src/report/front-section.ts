import type { Headline, StatusReport } from '#domain/report/status-report.js';
import { verdicts } from '#domain/plan/plan.js';
import { sayTime } from '../texts/dates.js';
import { bullets, heading, paragraph, spaced, text, type Block } from './report-document.js';
import { reportVoice, sentence, type ReportVoice } from './report-voice.js';
import type { RunningText } from './running-text.js';

/** The name of the period: "3. kvartal 2026" where it is one, else its two days. */
export function periodName(voice: ReportVoice, { from, to }: StatusReport['period']): string {
  const month = Number(from.slice(5, 7));
  const year = from.slice(0, 4);
  const lastDay = ['31', '30', '30', '31'][(month - 1) / 3];
  const isQuarter =
    from.endsWith('-01') && to === `${year}-${String(month + 2).padStart(2, '0')}-${lastDay ?? ''}`;
  return isQuarter
    ? voice.t('report.quarter', { quarter: (month + 2) / 3, year })
    : voice.t('report.period', { from: voice.day(from), to: voice.day(to) });
}

export function reportKind(
  voice: ReportVoice,
  { edition, period }: Pick<StatusReport, 'edition' | 'period'>,
): string {
  if (edition.kind === 'live')
    return voice.t('report.kind.live', { date: voice.day(sayTime(edition.at).date) });
  const values = { number: edition.number, period: periodName(voice, period), version: edition.version };
  return voice.t(edition.version > 1 ? 'report.kind.correction' : 'report.kind', values);
}

/** What stands before the first section: what was corrected, the basis, and who may read it. */
export function front(voice: ReportVoice, report: StatusReport, running: RunningText): Block[] {
  const { edition, status } = report;
  const correction = edition.kind === 'locked' ? edition.correction : undefined;
  const { plan, answered } = status;
  const answers =
    answered.of === 0
      ? voice.t('report.answered.nobody')
      : answered.since === undefined
        ? voice.t('report.answered', { count: answered.count, of: answered.of })
        : voice.t('report.answered.since', {
            count: answered.count,
            of: answered.of,
            date: voice.day(answered.since),
          });
  return [
    ...(correction === undefined
      ? []
      : [
          paragraph([
            text(
              voice.t('report.correction', {
                version: correction.ofVersion,
                what: sentence(correction.what),
                why: sentence(correction.why),
              }),
              'strong',
            ),
          ]),
        ]),
    paragraph(
      spaced(
        [text(voice.t('report.basis'), 'strong')],
        plan.basisOfAssessment === undefined
          ? [text(voice.t('report.basis.default'))]
          : running.inline(sentence(plan.basisOfAssessment)),
        plan.periodEnd === undefined
          ? []
          : [text(voice.t('report.period-end', { date: voice.day(plan.periodEnd) }))],
        [text(answers)],
      ),
      'lead',
    ),
    paragraph(voice.t(report.audience === 'public' ? 'report.public' : 'report.internal'), 'note'),
  ];
}

/** What the figures say, in the report's language: stands unless the secretariat writes something else. */
export function headlineLines({
  language,
  headlines,
}: Pick<StatusReport, 'language' | 'headlines'>): string[] {
  const voice = reportVoice(language);
  return headlines.map((headline) => headlineWords(voice, headline));
}

/** Five lines: the secretariat's own, or what the figures say. */
export function summarySection(voice: ReportVoice, report: StatusReport): Block[] {
  const lines = report.writtenSummary ?? headlineLines(report);
  return [heading(1, voice.t('report.section.summary'), 'sammendrag'), bullets(lines)];
}

function headlineWords(voice: ReportVoice, headline: Headline): string {
  switch (headline.kind) {
    case 'standing':
      return voice.t('report.headline.standing', {
        closed: headline.closedMeasures,
        measures: headline.measures,
        signedOff: headline.signedOffItems,
        items: headline.items,
      });
    case 'late':
      if (headline.measures === 0) return voice.t('report.headline.late.none');
      return headline.longest === undefined
        ? voice.t('report.headline.late', { measures: headline.measures, items: headline.items })
        : voice.t('report.headline.late.longest', {
            measures: headline.measures,
            items: headline.items,
            ...headline.longest,
          });
    case 'first-report':
      return voice.t('report.headline.first-report');
    case 'since-last': {
      const { registered, closed, newlyLate, reopened, deadlinesMoved: moved } = headline;
      return voice.t('report.headline.since-last', { registered, closed, newlyLate, reopened, moved });
    }
    case 'goals':
      return goalsWords(voice, headline);
    case 'answers':
      return voice.t('report.headline.answers', {
        answered: headline.answered,
        of: headline.of,
        toDecide: headline.toDecide,
      });
    default:
      return headline satisfies never;
  }
}

function goalsWords(voice: ReportVoice, headline: Extract<Headline, { kind: 'goals' }>): string {
  if (headline.of === 0) return voice.t('report.headline.goals.none');
  const counted = [...verdicts, 'not-assessed' as const].flatMap((verdict) => {
    const count = headline.verdicts[verdict];
    return count === 0 ? [] : [voice.t(`report.verdict-count.${verdict}`, { count })];
  });
  return voice.t('report.headline.goals', { verdicts: voice.list(counted) });
}
