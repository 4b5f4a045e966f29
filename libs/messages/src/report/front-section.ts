import type { Headline, StatusReport } from '#domain/report/status-report.js';
import type { StatusSummary } from '#domain/summary/status-summary.js';
import { verdicts } from '#domain/plan/plan.js';
import { bullets, heading, paragraph, spaced, text, type Block, type Run } from './report-document.js';
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
  if (edition.kind === 'live') return voice.t('report.kind.live', { date: voice.moment(edition.at).date });
  const values = { number: edition.number, period: periodName(voice, period), version: edition.version };
  return voice.t(edition.version > 1 ? 'report.kind.correction' : 'report.kind', values);
}

/** What stands before the first section: what was corrected, and the basis. */
export function front(voice: ReportVoice, report: StatusReport, running: RunningText): Block[] {
  const { edition, status } = report;
  const correction = edition.kind === 'locked' ? edition.correction : undefined;
  return [
    ...(correction === undefined
      ? []
      : [
          paragraph([
            text(
              voice.t('report.correction', {
                version: correction.ofVersion,
                what: voice.typed(sentence(correction.what)),
                why: voice.typed(sentence(correction.why)),
              }),
              'strong',
            ),
          ]),
        ]),
    paragraph(basisRuns(voice, status, running), 'lead'),
  ];
}

/** What the assessment rests on, and how many have answered. */
export function basisRuns(
  voice: ReportVoice,
  { plan, answered }: StatusSummary,
  running: RunningText,
): Run[] {
  return spaced(
    [text(voice.t('report.basis'), 'strong')],
    plan.basisOfAssessment === undefined
      ? [text(voice.t('report.basis.default'))]
      : running.inline(voice.typed(sentence(plan.basisOfAssessment))),
    plan.periodEnd === undefined
      ? []
      : [text(voice.t('report.period-end', { date: voice.day(plan.periodEnd) }))],
    [text(answeredWords(voice, answered))],
  );
}

function answeredWords(voice: ReportVoice, { count, of, since }: StatusSummary['answered']): string {
  if (of === 0) return voice.t('report.answered.nobody');
  const answered = answeredClause(voice, count, of);
  return since === undefined
    ? voice.t('report.answered', { answered })
    : voice.t('report.answered.since', { answered, date: voice.day(since) });
}

/** "9 av 12 ansvarlige har svart", as a part of a sentence. */
function answeredClause(voice: ReportVoice, count: number, of: number): string {
  if (of === 1) return voice.t('report.answered.one', { count });
  return count === of
    ? voice.t('report.answered.all', { of })
    : voice.t('report.answered.some', { count, of });
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
  const lines = report.writtenSummary?.map((line) => voice.typed(line)) ?? headlineLines(report);
  return [heading(1, voice.t('report.section.summary'), 'sammendrag'), bullets(lines)];
}

function headlineWords(voice: ReportVoice, headline: Headline): string {
  switch (headline.kind) {
    case 'standing':
      return standingWords(voice, headline);
    case 'late':
      if (headline.measures === 0) return voice.t('report.headline.late.none');
      return lateWords(voice, headline);
    case 'first-report':
      return voice.t('report.headline.first-report');
    case 'since-last': {
      return sinceLastWords(voice, headline);
    }
    case 'goals':
      return goalsWords(voice, headline);
    case 'answers':
      return voice.t('report.headline.answers', {
        answered: answeredClause(voice, headline.answered, headline.of),
        toDecide: headline.toDecide,
      });
    default:
      return headline satisfies never;
  }
}

/** Who has nobody to ask is counted in the first line, and named under who has answered. */
function standingWords(voice: ReportVoice, headline: Extract<Headline, { kind: 'standing' }>): string {
  const { closedMeasures: closed, measures, signedOffItems: signedOff, items, unassigned = [] } = headline;
  const standing = voice.t('report.headline.standing', { closed, measures, signedOff, items });
  if (unassigned.length === 0) return standing;
  const numbers = voice.measureNumbers(unassigned);
  return `${standing} ${voice.t('report.headline.unassigned', { count: unassigned.length, numbers })}`;
}

function lateWords(voice: ReportVoice, headline: Extract<Headline, { kind: 'late' }>): string {
  const { measures, items, longest } = headline;
  if (longest === undefined) return voice.t('report.headline.late', { measures, items });
  const { number, days, moved } = longest;
  return voice.t(moved === true ? 'report.headline.late.longest-moved' : 'report.headline.late.longest', {
    measures,
    items,
    number,
    days,
  });
}

/** What there is none of is not told, unless there is none of all. */
function sinceLastWords(voice: ReportVoice, headline: Extract<Headline, { kind: 'since-last' }>): string {
  const { registered, closed, newlyLate, reopened, deadlinesMoved: moved } = headline;
  const counts = { registered, closed, 'newly-late': newlyLate, reopened, moved };
  const changes = (Object.keys(counts) as (keyof typeof counts)[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => voice.t(`report.headline.${kind}`, { count: counts[kind] }));
  return changes.length === 0
    ? voice.t('report.headline.since-last.nothing')
    : voice.t('report.headline.since-last', { changes: voice.list(changes) });
}

function goalsWords(voice: ReportVoice, headline: Extract<Headline, { kind: 'goals' }>): string {
  if (headline.of === 0) return voice.t('report.headline.goals.none');
  const counted = [...verdicts, 'not-assessed' as const].flatMap((verdict) => {
    const count = headline.verdicts[verdict];
    return count === 0 ? [] : [voice.t(`report.verdict-count.${verdict}`, { count })];
  });
  return voice.t('report.headline.goals', { verdicts: voice.list(counted) });
}
