import type { Share } from '#domain/measure/measure.js';
import type {
  CountedShare,
  ShownDeadline,
  SummaryClosure,
  SummaryIndicator,
  SummaryLine,
  SummaryMeasure,
  SummarySubPoint,
} from '#domain/summary/status-summary.js';
import type { IndicatorFigure } from '#domain/plan/plan.js';
import { sentence, type ReportVoice } from './report-voice.js';

type OpenMeasure = Extract<SummaryMeasure, { withheld: false }>;

/** "1 av 38 punkter er kvittert ut." */
export function countedShareSentence(voice: ReportVoice, share: CountedShare): string {
  const { done, total, waived, unanswered } = share;
  return [
    voice.t('report.counted-share', { done, total }),
    ...(waived > 0 ? [voice.t('report.counted-waived', { count: waived })] : []),
    ...(unanswered > 0 ? [voice.t('report.counted-unanswered', { count: unanswered })] : []),
  ].join(' ');
}

/** "15 av 55+ bedrifter har tatt ordningen i bruk (Industriparken, 1. februar 2026)." */
export function shareSentence(voice: ReportVoice, share: Share): string {
  return voice.t('report.share', {
    numerator: share.numerator,
    denominator: `${share.denominator}${share.denominatorIsApproximate ? '+' : ''}`,
    label: voice.lowerFirst(share.label.replace(/\.$/u, '')),
    source: share.source,
    date: voice.day(share.asOf),
  });
}

/** "Sykehus: 55 % (mål: 75 %) (SYSVAK, 31. mai 2023)." */
export function indicatorSentence(voice: ReportVoice, indicator: SummaryIndicator): string {
  const { name, unit, target, latest } = indicator;
  const wanted =
    target === undefined ? '' : voice.t('report.indicator.target', { target: voice.number(target, unit) });
  if (latest === undefined) return voice.t('report.indicator.unknown', { name, target: wanted });
  return voice.t('report.indicator', {
    name,
    figure: figureWords(voice, latest, unit),
    target: wanted,
    source: latest.source,
    date: voice.day(latest.asOf),
  });
}

/** "52 % (14 av 27)", "14 av 27", "52 %". */
export function figureWords(voice: ReportVoice, figure: IndicatorFigure, unit: string): string {
  const { value, numerator, denominator } = figure;
  const share =
    numerator === undefined || denominator === undefined
      ? undefined
      : voice.t('report.indicator.of', {
          numerator,
          denominator: `${denominator}${figure.denominatorIsApproximate === true ? '+' : ''}`,
        });
  const words = value === undefined ? undefined : voice.number(value, unit);
  return words !== undefined && share !== undefined ? `${words} (${share})` : (words ?? share ?? '');
}

/** How it stands; what is the same for all measures of the line is said once. */
export function standingSentences(voice: ReportVoice, line: SummaryLine): string[] {
  const shown = line.measures.filter((measure): measure is OpenMeasure => !measure.withheld);
  const each = shown.map((measure) => ({ number: measure.number, text: standingSentence(voice, measure) }));
  const distinct = [...new Set(each.map(({ text }) => text))];
  if (distinct.length === 1) return distinct;
  return each.map(({ number, text }) =>
    voice.t('report.measure-stands', { number, text: voice.lowerFirst(text) }),
  );
}

/** Who must act; nobody has to where all of it is closed. */
export function responsibleWords(voice: ReportVoice, { measures, responsible }: SummaryLine): string[] {
  const open = measures.some((measure) => !measure.withheld && measure.closed === undefined);
  return open && responsible.length > 0 ? [responsibleSentence(voice, responsible)] : [];
}

function standingSentence(voice: ReportVoice, measure: OpenMeasure): string {
  if (measure.closed !== undefined) return closedSentence(voice, measure.closed);
  if (measure.readyToClose) return voice.t('report.stands.ready-to-close');
  return openSentence(voice, measure.standing, measure.deadline, measure.reviewOn);
}

export function subPointStanding(voice: ReportVoice, subPoint: SummarySubPoint): string {
  if (subPoint.standing === 'unassigned') return voice.t('report.stands.unassigned');
  if (subPoint.standing === 'ended') return voice.t('report.stands.ended');
  return openSentence(voice, subPoint.standing, subPoint.deadline, undefined);
}

function openSentence(
  voice: ReportVoice,
  standing: OpenMeasure['standing'],
  deadline: ShownDeadline | undefined,
  reviewOn: string | undefined,
): string {
  switch (standing) {
    case 'late':
      return voice.t('report.stands.late', { deadline: deadlineWords(voice, deadline) });
    case 'onTrack':
      return voice.upperFirst(`${deadlineWords(voice, deadline)}.`);
    case 'noDeadline':
      return reviewOn === undefined
        ? voice.t('report.stands.no-deadline')
        : voice.t('report.stands.no-deadline-review', { date: voice.day(reviewOn) });
    case 'awaitingSignOff':
      return voice.t('report.stands.awaiting');
    case 'done':
      return voice.t('report.stands.signed-off');
    case 'proposed':
      return voice.t('report.stands.proposed');
    default:
      return standing satisfies never;
  }
}

/** "frist 1. juni 2026, utsatt to ganger (opprinnelig 1. mars 2026)". */
function deadlineWords(voice: ReportVoice, deadline: ShownDeadline | undefined): string {
  if (deadline === undefined) return voice.t('report.deadline.none');
  const { inForce, original, moves, slipDays } = deadline;
  if (moves === 0) return voice.t('report.deadline.plain', { date: voice.day(inForce) });
  return voice.t('report.deadline.moved', {
    date: voice.day(inForce),
    original: voice.day(original),
    moves,
    direction: slipDays >= 0 ? 'later' : 'earlier',
  });
}

function closedSentence(voice: ReportVoice, closure: SummaryClosure): string {
  const { as, on, ground, authority, signedOffBy } = closure;
  const closed = voice.t('report.stands.closed', {
    as: voice.lowerFirst(voice.t(`closure.${as}`)),
    date: voice.day(on),
    who:
      signedOffBy.length === 0
        ? ''
        : voice.t('report.stands.signed-off-by', { who: signers(voice, signedOffBy) }),
  });
  if (ground === undefined) return closed;
  const who = voice.authority(authority ?? { kind: 'leader' });
  return `${closed} ${voice.t('report.stands.closed-ground', { who, ground: sentence(ground) })}`;
}

function signers(voice: ReportVoice, roles: SummaryClosure['signedOffBy']): string {
  return voice.list(
    roles.map((role) =>
      voice.lowerFirst(voice.t(role === 'owner' ? 'report.stands.substitute' : `role.${role}`)),
    ),
  );
}

/** "Ansvarlig: Vestdal kommune og Kommunene (38)." */
function responsibleSentence(voice: ReportVoice, responsible: SummaryLine['responsible']): string {
  const most = 4;
  const names = responsible
    .slice(0, most)
    .map(({ name, count }) => (count > 1 ? voice.t('report.responsible.group', { name, count }) : name));
  const rest = responsible.length - most;
  return voice.t('report.responsible', {
    names: voice.list(rest > 0 ? [...names, voice.t('report.responsible.others', { count: rest })] : names),
  });
}
