import type { Share } from '#domain/measure/measure.js';
import type { IndicatorFigure } from '#domain/plan/plan.js';
import type {
  CountedShare,
  ShownDeadline,
  SummaryClosure,
  SummaryIndicator,
  SummaryLine,
  SummaryMeasure,
  SummarySubPoint,
} from '#domain/summary/status-summary.js';
import type { Role } from '#domain/roles/actor.js';
import { day, list, sentenceCase, t } from '../frame/texts.js';

type OpenMeasure = Extract<SummaryMeasure, { withheld: false }>;

/** "Tiltak 14 og 15". */
export function measureNames(measures: readonly { number: number }[]): string {
  return t('page.summary.measures', { numbers: list(measures.map(({ number }) => String(number))) });
}

/** Ends with a full stop however the text ends. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…:]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** "1 av 38 punkter er kvittert ut." */
export function countedShareSentence({ done, total, waived, unanswered }: CountedShare): string {
  return [
    t('page.summary.counted-share', { done, total }),
    ...(waived > 0 ? [t('page.summary.counted-waived', { count: waived })] : []),
    ...(unanswered > 0 ? [t('page.summary.counted-unanswered', { count: unanswered })] : []),
  ].join(' ');
}

/** "15 av 55+ bedrifter har tatt ordningen i bruk (Industriparken, 1. februar 2026)." */
export function shareSentence(share: Share): string {
  return t('page.summary.share', {
    numerator: share.numerator,
    denominator: `${share.denominator}${share.denominatorIsApproximate ? '+' : ''}`,
    label: lowerFirst(share.label.replace(/\.$/u, '')),
    source: share.source,
    date: day(share.asOf),
  });
}

/** "Sykehus: 55 % (mål: 75 %), SYSVAK per 31. mai 2023." */
export function indicatorSentence({ name, unit, target, latest }: SummaryIndicator): string {
  const wanted = target === undefined ? '' : t('page.summary.target', { target: withUnit(target, unit) });
  if (latest === undefined) return t('page.summary.indicator-unknown', { name, target: wanted });
  return t('page.summary.indicator', {
    name,
    figure: figureWords(latest, unit),
    target: wanted,
    source: latest.source,
    date: day(latest.asOf),
  });
}

/** "52 % (14 av 27)", "14 av 27", "52 %". */
export function figureWords(figure: IndicatorFigure, unit: string): string {
  const { numerator, denominator } = figure;
  const share =
    numerator === undefined || denominator === undefined
      ? undefined
      : t('page.summary.of', {
          numerator,
          denominator: `${denominator}${figure.denominatorIsApproximate === true ? '+' : ''}`,
        });
  const value = figure.value === undefined ? undefined : withUnit(figure.value, unit);
  return value !== undefined && share !== undefined ? `${value} (${share})` : (value ?? share ?? '');
}

function withUnit(value: number, unit: string): string {
  const written = new Intl.NumberFormat('nb').format(value);
  return unit === '' ? written : `${written} ${unit}`;
}

/** How it stands, in the words of the page's italics; the same for all measures of the line is said once. */
export function standingSentences(line: SummaryLine): string[] {
  const shown = line.measures.filter((measure): measure is OpenMeasure => !measure.withheld);
  const each = shown.map((measure) => ({ number: measure.number, text: standingSentence(measure) }));
  const distinct = [...new Set(each.map(({ text }) => text))];
  const standing =
    distinct.length === 1
      ? distinct
      : each.map(({ number, text }) => t('page.summary.measure-stands', { number, text: lowerFirst(text) }));
  const open = shown.some(({ closed }) => closed === undefined);
  return open && line.responsible.length > 0
    ? [...standing, responsibleSentence(line.responsible)]
    : standing;
}

function standingSentence(measure: OpenMeasure): string {
  if (measure.closed !== undefined) return closedSentence(measure.closed);
  if (measure.readyToClose) return t('page.summary.ready-to-close');
  return openSentence(measure.standing, measure.deadline, measure.reviewOn);
}

export function subPointStanding(subPoint: SummarySubPoint): string {
  if (subPoint.standing === 'unassigned') return t('page.summary.unassigned');
  if (subPoint.standing === 'ended') return t('page.summary.ended');
  return openSentence(subPoint.standing, subPoint.deadline, undefined);
}

function openSentence(
  standing: OpenMeasure['standing'],
  deadline: ShownDeadline | undefined,
  reviewOn: string | undefined,
): string {
  switch (standing) {
    case 'late':
      return t('page.summary.late', { deadline: deadlineWords(deadline) });
    case 'onTrack':
      return sentenceCase(`${deadlineWords(deadline)}.`);
    case 'noDeadline':
      return reviewOn === undefined
        ? t('page.summary.no-deadline')
        : t('page.summary.no-deadline-review', { date: day(reviewOn) });
    case 'awaitingSignOff':
      return t('page.summary.awaiting');
    case 'done':
      return t('page.summary.signed-off');
    case 'proposed':
      return t('page.summary.proposed');
    default:
      return standing satisfies never;
  }
}

/** "frist 1. juni 2026, utsatt to ganger (opprinnelig 1. mars 2026)". */
export function deadlineWords(deadline: ShownDeadline | undefined): string {
  if (deadline === undefined) return t('page.deadline.none');
  const { inForce, original, moves, slipDays } = deadline;
  if (moves === 0) return t('page.deadline.plain', { date: day(inForce) });
  return t('page.deadline.moved', {
    date: day(inForce),
    original: day(original),
    moves,
    direction: slipDays >= 0 ? 'later' : 'earlier',
  });
}

/** The same where the column is called *Frist* already. */
export function deadlineInRow({ inForce, original, moves, slipDays }: ShownDeadline): string {
  if (moves === 0) return day(inForce);
  return t('page.deadline.row-moved', {
    date: day(inForce),
    original: day(original),
    moves,
    direction: slipDays >= 0 ? 'later' : 'earlier',
  });
}

function closedSentence({ as, on, ground, authority, signedOffBy }: SummaryClosure): string {
  const closed = t('page.summary.closed', {
    as: t(`closure.${as}`).toLocaleLowerCase('nb'),
    date: day(on),
    who: signedOffBy.length === 0 ? '' : t('page.summary.signed-off-by', { who: signers(signedOffBy) }),
  });
  if (ground === undefined) return closed;
  const decidedBy =
    authority?.kind === 'body'
      ? t('page.authority.body', {
          body: authority.body,
          date: day(authority.meetingDate),
          caseNumber: authority.caseNumber,
        })
      : t('page.authority.leader');
  return `${closed} ${t('page.summary.closed-ground', { who: decidedBy, ground: sentence(ground) })}`;
}

function signers(roles: readonly Role[]): string {
  return list(
    roles.map((role) =>
      t(role === 'owner' ? 'page.summary.substitute' : `role.${role}`).toLocaleLowerCase('nb'),
    ),
  );
}

/** "Ansvarlig: Vestdal kommune og Kommunene (38)." */
export function responsibleSentence(responsible: SummaryLine['responsible']): string {
  const most = 4;
  const names = responsible
    .slice(0, most)
    .map(({ name, count }) => (count > 1 ? t('page.summary.group', { name, count }) : name));
  const rest = responsible.length - most;
  return t('page.summary.responsible', {
    names: list(rest > 0 ? [...names, t('page.summary.others', { count: rest })] : names),
  });
}

/** A word in the middle of a sentence; an abbreviation keeps its capitals. */
function lowerFirst(text: string): string {
  if (/^\p{Lu}{2}/u.test(text)) return text;
  return text.charAt(0).toLocaleLowerCase('nb') + text.slice(1);
}

/** The measures a text names itself ("tiltak 4–6"): they need no reference after it. */
export function numbersMentioned(text: string | undefined): ReadonlySet<number> {
  const mentioned = new Set<number>();
  for (const [, from, to] of (text ?? '').matchAll(/tiltak (\d{1,5})(?:\s?[–-]\s?(\d{1,5}))?/giu)) {
    const last = Math.min(Number(to ?? from), Number(from) + 100);
    for (let number = Number(from); number <= last; number += 1) mentioned.add(number);
  }
  return mentioned;
}
