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
import type { SummaryParty } from '#domain/summary/responsible.js';
import type { IndicatorFigure } from '#domain/plan/plan.js';
import { slipDirection } from '../texts/dates.js';
import { ended, sentence, type ReportVoice } from './report-voice.js';

type OpenMeasure = Extract<SummaryMeasure, { withheld: false }>;

/** "Tiltak 14 og 15". */
export function measureNames(voice: ReportVoice, measures: readonly { number: number }[]): string {
  const numbers = voice.list(measures.map(({ number }) => String(number)));
  return voice.t('report.measures', { count: measures.length, numbers });
}

/** "gikk ut på å kartlegge ordningen og på å vurdere et pålegg." */
export function aboutWords(voice: ReportVoice, { measures, about }: SummaryLine): string {
  const [first = '', ...others] = about.map((words) => voice.typed(words.trim().replace(/\.$/u, '')));
  const all = [first, ...others.map((words) => voice.t('report.was-about.joined', { about: words }))];
  return voice.t('report.was-about', { count: measures.length, about: ended(voice.list(all)) });
}

/** "Gjort fire ganger, sist 1. juni 2026."; which where several are told together. */
export function occurrenceSentences(voice: ReportVoice, { measures, occurrences }: SummaryLine): string[] {
  return (occurrences ?? []).map(({ measure: number, held, lastOn }) => {
    const words = voice.t('report.occurrences', { held, date: voice.day(lastOn) });
    if (measures.length === 1) return words;
    return ofMeasures(voice, [number], words);
  });
}

/** "1 av 38 punkter er kvittert ut. 4 er meldt ferdige og venter på utkvittering." */
export function countedShareSentence(voice: ReportVoice, share: CountedShare): string {
  const { done, reported = 0, total, waived, unanswered } = share;
  return [
    done === total
      ? voice.t('report.counted-share.all', { total })
      : voice.t('report.counted-share', { done, total }),
    ...(reported > 0 ? [voice.t('report.counted-reported', { count: reported })] : []),
    ...(waived > 0 ? [voice.t('report.counted-waived', { count: waived })] : []),
    ...(unanswered > 0 ? [voice.t('report.counted-unanswered', { count: unanswered })] : []),
  ].join(' ');
}

/** "15 av om lag 55 bedrifter har tatt ordningen i bruk (Industriparken, 1. februar 2026)." */
export function shareSentence(voice: ReportVoice, share: Share): string {
  return voice.t('report.share', {
    numerator: voice.number(share.numerator),
    denominator: denominatorWords(voice, share.denominator, share.denominatorIsApproximate),
    label: voice.typed(voice.lowerFirst(share.label.trim().replace(/\.$/u, ''))),
    source: voice.typed(share.source),
    date: voice.day(share.asOf),
  });
}

/** "Sykehus: 55 % (mål: 75 %) (SYSVAK, 31. mai 2023)." */
export function indicatorSentence(voice: ReportVoice, indicator: SummaryIndicator): string {
  const { name, unit, target, latest } = indicator;
  const wanted =
    target === undefined ? '' : voice.t('report.indicator.target', { target: voice.number(target, unit) });
  if (latest === undefined)
    return voice.t('report.indicator.unknown', { name: voice.typed(name), target: wanted });
  return voice.t('report.indicator', {
    name: voice.typed(name),
    figure: figureWords(voice, latest, unit),
    target: wanted,
    source: voice.typed(latest.source),
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
          denominator: denominatorWords(voice, denominator, figure.denominatorIsApproximate === true),
        });
  const words = value === undefined ? undefined : voice.number(value, unit);
  return words !== undefined && share !== undefined ? `${words} (${share})` : (words ?? share ?? '');
}

function denominatorWords(voice: ReportVoice, denominator: number, isApproximate: boolean): string {
  const count = voice.number(denominator);
  return isApproximate ? voice.t('report.share.about', { count }) : count;
}

/** How it stands; what is the same for several measures of the line is said once. */
export function standingSentences(voice: ReportVoice, line: SummaryLine): string[] {
  const numbersOf = new Map<string, number[]>();
  for (const measure of line.measures) {
    if (measure.withheld) continue;
    const words = standingSentence(voice, measure);
    numbersOf.set(words, [...(numbersOf.get(words) ?? []), measure.number]);
  }
  if (numbersOf.size === 1) return [...numbersOf.keys()];
  return [...numbersOf].map(([words, numbers]) => ofMeasures(voice, numbers, words));
}

/** "Tiltak 2 og 9: forsinket, frist 1. juni 2026." */
function ofMeasures(voice: ReportVoice, numbers: readonly number[], words: string): string {
  return voice.t('report.measure-stands', {
    count: numbers.length,
    numbers: voice.list(numbers.map(String)),
    text: voice.lowerFirst(words),
  });
}

/** The parties that must act; none where all of it is closed. */
export function responsibleWords(voice: ReportVoice, line: SummaryLine): string[] {
  const open = line.measures.filter(
    (measure): measure is OpenMeasure => !measure.withheld && measure.closed === undefined,
  );
  if (open.length === 0) return [];
  const own = open.filter(({ responsible }) => responsible !== undefined);
  const told =
    own.length > 0 ? own.flatMap((measure) => ownResponsible(voice, measure)) : together(voice, line);
  return [...told, ...unassignedWords(voice, line, open)];
}

function ownResponsible(voice: ReportVoice, { number, responsible = [] }: OpenMeasure): string[] {
  if (responsible.length === 0) return [];
  return [voice.t('report.responsible.of', { number, names: partyWords(voice, responsible) })];
}

function together(voice: ReportVoice, { responsible, contributors = [] }: SummaryLine): string[] {
  if (responsible.length === 0) return [];
  const others = contributors.filter((name) => !responsible.some((party) => party.name === name));
  if (others.length === 0) return [responsibleSentence(voice, responsible)];
  const names = partyWords(voice, responsible);
  return [
    responsible.length === 1
      ? voice.t('report.responsible.lead', { names })
      : voice.t('report.responsible', { names }),
    voice.t('report.responsible.contributors', {
      names: partyWords(
        voice,
        others.map((name) => ({ name, count: 1 })),
      ),
    }),
  ];
}

/** A sub-point without anybody says so itself. */
function unassignedWords(voice: ReportVoice, line: SummaryLine, open: readonly OpenMeasure[]): string[] {
  const lacking = open.filter(({ unassigned }) => unassigned === true);
  if (lacking.length === 0 || line.subPoints.some(({ standing }) => standing === 'unassigned')) return [];
  const words = voice.t('report.stands.unassigned');
  if (line.measures.length === 1) return [words];
  return [
    ofMeasures(
      voice,
      lacking.map(({ number }) => number),
      words,
    ),
  ];
}

function standingSentence(voice: ReportVoice, measure: OpenMeasure): string {
  if (measure.closed !== undefined) return closedSentence(voice, measure.closed);
  if (measure.readyToClose) return voice.t('report.stands.ready-to-close');
  return openSentence(voice, measure.standing, measure.deadline, measure.reviewOn);
}

/** Nothing where the measure has no deadline either, and says so. */
export function subPointStanding(
  voice: ReportVoice,
  { standing, deadline }: SummarySubPoint,
  { measures }: SummaryLine,
): string[] {
  if (standing === 'unassigned') return [voice.t('report.stands.unassigned')];
  if (standing === 'ended') return [voice.t('report.stands.ended')];
  const ofMeasure = measures.some((measure) => !measure.withheld && measure.standing === 'noDeadline');
  return standing === 'noDeadline' && ofMeasure ? [] : [openSentence(voice, standing, deadline, undefined)];
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

/** "frist 1. juni 2026, utsatt to ganger, 92 dager i alt (opprinnelig 1. mars 2026)". */
function deadlineWords(voice: ReportVoice, deadline: ShownDeadline | undefined): string {
  if (deadline === undefined) return voice.t('report.deadline.none');
  const { inForce, original, moves, slipDays } = deadline;
  if (moves === 0) return voice.t('report.deadline.plain', { date: voice.day(inForce) });
  return voice.t('report.deadline.moved', {
    date: voice.day(inForce),
    original: voice.day(original),
    moves,
    days: slipDays,
    direction: slipDirection(slipDays),
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
  return `${closed} ${voice.t('report.stands.closed-ground', { who, ground: voice.typed(sentence(ground)) })}`;
}

function signers(voice: ReportVoice, roles: SummaryClosure['signedOffBy']): string {
  return voice.list(
    roles.map((role) =>
      voice.lowerFirst(voice.t(role === 'owner' ? 'report.stands.substitute' : `role.${role}`)),
    ),
  );
}

/** "Ansvarlig: Vestdal kommune og Kommunene (38)." */
export function responsibleSentence(voice: ReportVoice, responsible: readonly SummaryParty[]): string {
  return voice.t('report.responsible', { names: partyWords(voice, responsible) });
}

function partyWords(voice: ReportVoice, parties: readonly SummaryParty[]): string {
  const most = 4;
  const names = parties
    .slice(0, most)
    .map(({ name, count }) =>
      count > 1 ? voice.t('report.responsible.group', { name: voice.typed(name), count }) : voice.typed(name),
    );
  const rest = parties.length - most;
  return voice.list(rest > 0 ? [...names, voice.t('report.responsible.others', { count: rest })] : names);
}
