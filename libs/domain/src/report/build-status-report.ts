import { compareNames } from '../names-in-order.js';
import { isRestricted } from '../access/access.js';
import { mayReadRestricted } from '../access/sight.js';
import type { Decision } from '../decision/decision.js';
import type { Evaluation, Outcome, Recommendation } from '../evaluation/evaluation.js';
import { epochDay } from '../follow-up/epoch-day.js';
import { osloDate } from '../follow-up/calendar.js';
import type { EvaluationId, Instant, MeasureId, PartyId, PlainDate } from '../ids.js';
import type { StandingMeasure } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import type { Authority } from '../roles/actor.js';
import { coverage, hasAnswered, voicesByParty, type PartyVoice } from '../summary/answers.js';
import { noFigures, type Figures } from '../summary/standing.js';
import { statusSummary } from '../summary/build-status-summary.js';
import type { StatusSummary, SummaryInput } from '../summary/status-summary.js';
import { signingRole } from '../summary/summary-line.js';
import { decisionsWaiting } from './case-paper.js';
import { withAnswersOf } from './editions.js';
import { reportMeasure, type FactsContext, type MeasureHappenings } from './report-facts.js';
import { summaryWritten } from './summary-written.js';
import { sinceLastReport } from './since-last-report.js';
import type { Audience } from './audience.js';
import type {
  Edition,
  Entered,
  Headline,
  PartyAnswer,
  Punctuality,
  RepeatedRecommendation,
  ReportAuthority,
  ReportCover,
  ReportDeadline,
  ReportDecision,
  ReportFigures,
  ReportIndicator,
  ReportMeasure,
  ReportRecommendation,
  StatusReport,
  TrendPoint,
} from './status-report.js';
import type { ReportLanguage } from './report-language.js';

/** What a report is derived from. The record reads it in one snapshot; nothing in it is typed for the report. */
export interface StatusReportInput {
  edition: Edition;
  language: ReportLanguage;
  period: { from: PlainDate; to: PlainDate };
  /** The plan, its measures and who reads; `today` is the day of the lock in Oslo. */
  summary: SummaryInput;
  /** Those the plan's measures stem from. */
  evaluations: readonly Evaluation[];
  decisions: readonly Decision[];
  /** By measure; a measure without any may be absent. */
  happenings: ReadonlyMap<MeasureId, MeasureHappenings>;
  repeated?: readonly RepeatedRecommendation[];
  /** When this report's answers were asked for (14 days before); what came earlier was late for the one before. */
  askedAt?: Instant;
  /** The locked report before this one, for the same audience. */
  previous?: StatusReport;
}

/** The status report of a plan for one audience: pure, JSON-able, linear in measures and items. */
export function statusReport(input: StatusReportInput): StatusReport {
  const { summary, edition, previous } = input;
  const measures = [...summary.measures].sort((a, b) => a.number - b.number);
  const frozen = reportMeasures(input, measures);
  const repeated = input.repeated ?? [];
  const status = statusSummary(summary);
  const sinceLast =
    previous === undefined
      ? undefined
      : sinceLastReport(previous, { edition, measures: frozen, repeated, status });
  const recommendations = reportRecommendations(input, measures);
  const written = summaryWritten(summary.plan, summary.lastReportAt);
  const figures = reportFigures(themeTitles(summary.plan), status, frozen);
  const facts = {
    status,
    measures: frozen,
    recommendations,
    ...(sinceLast === undefined ? {} : { sinceLast }),
  };
  return {
    format: 1,
    language: input.language,
    audience: audienceOf(input),
    edition,
    cover: cover(summary),
    period: input.period,
    headlines: headlines(facts, summary.today),
    ...(written === undefined ? {} : { writtenSummary: written.lines }),
    ...facts,
    figures,
    trend: [...(previous?.trend ?? []), trendPoint(edition, status)],
    indicators: indicators(input),
    answers: answers(input, measures, frozen),
    repeated,
    decisions: input.decisions.map((decision) => reportDecision(summary, decision)),
    accepted: acceptedRecommendations(input, measures),
  };
}

/**
 * A corrected report with what follows from its parts: figures, headlines, the last point of the trend, and what has
 * changed since the report before. Who answered stays as it was locked.
 */
export function recounted(report: StatusReport, previous: StatusReport | undefined): StatusReport {
  const status = { ...report.status, ...countedFrom(report.measures) };
  const { edition, measures, recommendations, repeated } = report;
  const sinceLast =
    previous === undefined || report.sinceLast === undefined
      ? undefined
      : sinceLastReport(previous, { edition, measures, repeated, status });
  const facts = { status, measures, recommendations, ...(sinceLast === undefined ? {} : { sinceLast }) };
  const titles = report.figures.byTheme.flatMap(({ title }) => title ?? []);
  return withAnswersOf(report, {
    ...report,
    ...facts,
    headlines: headlines(facts, status.asOf),
    figures: reportFigures(titles, status, measures),
    trend: [...report.trend.slice(0, -1), trendPoint(edition, status)],
  });
}

function countedFrom(measures: readonly ReportMeasure[]): Pick<StatusSummary, 'figures' | 'notes'> {
  const figures = { measures: noFigures(), items: noFigures() };
  const notes = {
    waived: 0,
    unanswered: 0,
    readyToClose: 0,
    closedAs: { implemented: 0, 'partly-implemented': 0, 'not-implemented': 0, 'carried-over': 0 },
  };
  for (const { standing, state, closed, items } of measures) {
    figures.measures[standing] += 1;
    figures.measures.total += 1;
    if (state === 'ready-to-close') notes.readyToClose += 1;
    if (closed !== undefined) notes.closedAs[closed.as] += 1;
    for (const item of items) {
      if (item.standing === undefined) notes[item.state === 'waived' ? 'waived' : 'unanswered'] += 1;
      else {
        figures.items[item.standing] += 1;
        figures.items.total += 1;
      }
    }
  }
  return { figures, notes };
}

function cover({ plan, partyNames }: SummaryInput): ReportCover {
  const unit = plan.secretariatPartyId === undefined ? undefined : partyNames.get(plan.secretariatPartyId);
  return {
    ...(unit === undefined ? {} : { unit }),
    ...(plan.caseNumber === undefined ? {} : { caseNumber: plan.caseNumber }),
    ...('adoption' in plan ? { adoptedBy: reportAuthority(plan.adoption.authority) } : {}),
  };
}

function reportAuthority(authority: Authority): ReportAuthority {
  if (authority.kind === 'leader') return authority;
  const { kind, body, meetingDate, caseNumber } = authority;
  return { kind, body, meetingDate, caseNumber };
}

function audienceOf({ summary: { reader } }: StatusReportInput): Audience {
  return mayReadRestricted(reader) ? 'internal' : 'public';
}

function reportMeasures(input: StatusReportInput, measures: readonly StandingMeasure[]): ReportMeasure[] {
  const { reader, today, partyNames, personRoles, plan } = input.summary;
  const context: FactsContext = {
    reader,
    today,
    partyNames,
    personRoles,
    themeTitles: new Map(plan.themes.map(({ id, title }) => [id, title])),
    evaluations: new Map(input.evaluations.map((evaluation) => [evaluation.id, evaluation])),
    happenings: input.happenings,
  };
  return measures.map((measure) => reportMeasure(context, measure));
}

function themeTitles({ themes }: Plan): string[] {
  return themes.map(({ title }) => title);
}

function reportFigures(
  themes: readonly string[],
  status: StatusSummary,
  measures: readonly ReportMeasure[],
): ReportFigures {
  const figures: ReportFigures = {
    byTheme: figuresByTheme(themes, measures),
    measureStates: { proposed: 0, accepted: 0, 'in-follow-up': 0, 'ready-to-close': 0, closed: 0 },
    itemStates: { open: 0, 'reported-done': 0, 'signed-off': 0, waived: 0, unanswered: 0 },
    closedAs: status.notes.closedAs,
    punctuality: punctuality(measures),
  };
  for (const measure of measures) {
    figures.measureStates[measure.state] += 1;
    for (const item of measure.items) figures.itemStates[item.state] += 1;
  }
  return figures;
}

/** Themes in the plan's order; what has no theme comes last. */
function figuresByTheme(
  themes: readonly string[],
  measures: readonly ReportMeasure[],
): ReportFigures['byTheme'] {
  const figuresOf = new Map<string | undefined, Figures>(themes.map((title) => [title, noFigures()]));
  const without = noFigures();
  for (const { themeTitle, standing } of measures) {
    const figures = figuresOf.get(themeTitle) ?? without;
    figures[standing] += 1;
    figures.total += 1;
  }
  return [
    ...themes.map((title) => ({ title, figures: figuresOf.get(title) ?? noFigures() })),
    { figures: without },
  ].filter(({ figures }) => figures.total > 0);
}

function punctuality(measures: readonly ReportMeasure[]): Punctuality {
  const count: Punctuality = { doneOnTime: 0, doneLate: 0, doneByOriginal: 0, openOnTrack: 0, openLate: 0 };
  for (const { items, deadline: ofMeasure } of measures) {
    for (const { reportedOn, standing, ownDeadline } of items) {
      const deadline = ownDeadline ?? ofMeasure;
      if (deadline === undefined || standing === undefined || standing === 'proposed') continue;
      if (reportedOn === undefined) count[standing === 'late' ? 'openLate' : 'openOnTrack'] += 1;
      else {
        count[reportedOn <= deadline.inForce ? 'doneOnTime' : 'doneLate'] += 1;
        if (reportedOn <= deadline.original) count.doneByOriginal += 1;
      }
    }
  }
  return count;
}

type HeadlineFacts = Pick<StatusReport, 'status' | 'measures' | 'recommendations' | 'sinceLast'>;

function headlines(facts: HeadlineFacts, today: PlainDate): Headline[] {
  const { status, sinceLast } = facts;
  const { measures, items } = status.figures;
  const longest = longestLate(facts.measures, today);
  const verdicts = verdictCounts(status);
  const unassigned = facts.measures.filter((one) => one.unassigned === true).map(({ number }) => number);
  return [
    {
      kind: 'standing',
      closedMeasures: measures.done,
      measures: measures.total,
      signedOffItems: items.done,
      items: items.total,
      ...(unassigned.length === 0 ? {} : { unassigned }),
    },
    {
      kind: 'late',
      measures: measures.late,
      items: items.late,
      ...(longest === undefined ? {} : { longest }),
    },
    sinceLast === undefined
      ? { kind: 'first-report' }
      : {
          kind: 'since-last',
          registered: sinceLast.registered.length,
          closed: sinceLast.closed.length,
          newlyLate: sinceLast.newlyLate.filter(({ wasLate }) => !wasLate).length,
          deadlinesMoved: sinceLast.deadlinesMoved.length,
          reopened: sinceLast.reopened.length,
        },
    {
      kind: 'goals',
      of: Object.values(verdicts).reduce((sum, count) => sum + count, 0),
      verdicts,
    },
    {
      kind: 'answers',
      answered: status.answered.count,
      of: status.answered.of,
      toDecide: decisionsWaiting(facts).length,
    },
  ];
}

type Longest = NonNullable<Extract<Headline, { kind: 'late' }>['longest']>;

/** From the original deadline: one that was extended and missed again has been late for as long as that. */
function longestLate(measures: readonly ReportMeasure[], today: PlainDate): Longest | undefined {
  let longest: Longest | undefined;
  for (const measure of measures) {
    if (measure.standing !== 'late') continue;
    for (const { original, inForce } of missedDeadlines(measure, today)) {
      const extended = original < inForce;
      const days = epochDay(today) - epochDay(extended ? original : inForce);
      if (longest !== undefined && days <= longest.days) continue;
      longest = { number: measure.number, days, ...(extended ? { moved: true } : {}) };
    }
  }
  return longest;
}

/**
 * The deadlines of the late items, and the measure’s own where nobody is responsible for all of it.
 */
function missedDeadlines({ items, deadline, unassigned }: ReportMeasure, today: PlainDate): ReportDeadline[] {
  const ofItems = items
    .filter(({ standing }) => standing === 'late')
    .flatMap(({ ownDeadline }) => ownDeadline ?? deadline ?? []);
  const own = unassigned === true && deadline !== undefined && deadline.inForce < today ? [deadline] : [];
  return [...ofItems, ...own];
}

function verdictCounts(status: StatusSummary): Extract<Headline, { kind: 'goals' }>['verdicts'] {
  const counts = {
    met: 0,
    'partly-met': 0,
    'not-met': 0,
    uncertain: 0,
    'cannot-be-assessed': 0,
    'not-assessed': 0,
  };
  for (const { subGoals } of status.goals) {
    for (const { verdict } of subGoals) counts[verdict ?? 'not-assessed'] += 1;
  }
  return counts;
}

function trendPoint(edition: Edition, { asOf, figures: { measures } }: StatusSummary): TrendPoint {
  return {
    asOf,
    ...(edition.kind === 'locked' ? { report: edition.number } : {}),
    open: measures.total - measures.done,
    late: measures.late,
    closed: measures.done,
  };
}

function indicators({ summary: { plan } }: StatusReportInput): ReportIndicator[] {
  return plan.goals.flatMap(({ subGoals }) =>
    subGoals.flatMap(({ number, indicators: ofSubGoal }) =>
      ofSubGoal.map(({ name, unit, target, figures }) => ({
        subGoalNumber: number,
        name,
        unit,
        ...(target === undefined ? {} : { target }),
        figures: [...figures].sort((a, b) => (a.asOf < b.asOf ? -1 : Number(a.asOf > b.asOf))),
      })),
    ),
  );
}

function answers(
  input: StatusReportInput,
  measures: readonly StandingMeasure[],
  frozen: readonly ReportMeasure[],
): PartyAnswer[] {
  const { partyNames, lastReportAt } = input.summary;
  const late = lateItems(measures, frozen);
  return [...voicesByParty(measures)]
    .map(([id, voice]) => ({
      partyName: partyNames.get(id) ?? '',
      openItems: voice.openItems,
      lateItems: late.get(id) ?? 0,
      coverage: coverage(voice, lastReportAt),
      answer: answerOf(input, voice, lastReportAt),
    }))
    .sort((a, b) => compareNames(a.partyName, b.partyName));
}

function lateItems(
  measures: readonly StandingMeasure[],
  frozen: readonly ReportMeasure[],
): ReadonlyMap<PartyId, number> {
  const late = new Map<PartyId, number>();
  measures.forEach((measure, at) =>
    measure.items.forEach(({ partyId }, index) => {
      if (frozen[at]?.items[index]?.standing === 'late') late.set(partyId, (late.get(partyId) ?? 0) + 1);
    }),
  );
  return late;
}

function answerOf(
  { askedAt, previous }: StatusReportInput,
  voice: PartyVoice,
  since: Instant | undefined,
): PartyAnswer['answer'] {
  const { lastHeardAt } = voice;
  if (lastHeardAt !== undefined && hasAnswered({ openItems: 1, lastHeardAt }, since)) {
    const on = osloDate(lastHeardAt);
    const asked = previous?.edition;
    return askedAt !== undefined && lastHeardAt < askedAt && asked?.kind === 'locked'
      ? { kind: 'answered-late', on, askedForReport: asked.number }
      : { kind: 'answered', on };
  }
  if (voice.openItems === 0) return { kind: 'nothing-open' };
  return {
    kind: 'not-answered',
    ...(lastHeardAt === undefined ? {} : { lastOn: osloDate(lastHeardAt) }),
  };
}

function reportRecommendations(
  { evaluations, summary: { reader, partyNames } }: StatusReportInput,
  measures: readonly StandingMeasure[],
): ReportRecommendation[] {
  const numbers = new Map(measures.map(({ id, number }) => [id, number]));
  return evaluations.flatMap((evaluation) => {
    const readable = !isRestricted(evaluation.access) || mayReadRestricted(reader);
    return evaluation.recommendations.flatMap((recommendation) => {
      const { outcome } = recommendation;
      if (outcome?.kind === 'followed') return [];
      return [
        {
          outcome: outcome?.kind ?? ('not-assessed' as const),
          ...(!readable || recommendation.number === undefined ? {} : { number: recommendation.number }),
          ...(outcome === undefined
            ? {}
            : { decidedOn: osloDate(outcome.decidedOn), authority: outcome.authority }),
          measureNumbers: measuresOf(outcome).flatMap((id) => numbers.get(id) ?? []),
          ...(readable ? { told: toldRecommendation(evaluation, recommendation, partyNames) } : {}),
        },
      ];
    });
  });
}

/** A measure of another plan is not known to be implemented here. */
function acceptedRecommendations(
  { evaluations }: StatusReportInput,
  measures: readonly StandingMeasure[],
): NonNullable<StatusReport['accepted']> {
  const implemented = new Set(
    measures.flatMap((one) => (one.state === 'closed' && one.closure.as === 'implemented' ? [one.id] : [])),
  );
  const accepted = evaluations
    .flatMap(({ recommendations }) => recommendations)
    .filter(({ outcome }) => outcome?.kind === 'followed')
    .map(({ outcome }) => measuresOf(outcome));
  const carriedOut = accepted.filter((ids) => ids.length > 0 && ids.every((id) => implemented.has(id)));
  return { recommendations: accepted.length, carriedOut: carriedOut.length };
}

function measuresOf(outcome: Outcome | undefined): readonly MeasureId[] {
  if (outcome === undefined) return [];
  if ('measureIds' in outcome) return outcome.measureIds;
  return 'measureId' in outcome ? [outcome.measureId] : [];
}

function toldRecommendation(
  evaluation: { id: EvaluationId; title: string },
  { title, outcome }: Recommendation,
  partyNames: ReadonlyMap<PartyId, string>,
): NonNullable<ReportRecommendation['told']> {
  const forwardedTo = outcome?.kind === 'forwarded' ? partyNames.get(outcome.authorityPartyId) : undefined;
  return {
    evaluationTitle: evaluation.title,
    title,
    ...(outcome !== undefined && 'ground' in outcome
      ? { ground: outcome.ground, remainingRisk: outcome.remainingRisk }
      : {}),
    ...(forwardedTo === undefined ? {} : { forwardedTo }),
    ...(outcome?.kind === 'forwarded' ? { archiveReference: outcome.archiveReference } : {}),
  };
}

function reportDecision(summary: SummaryInput, decision: Decision): ReportDecision {
  const { body, meetingDate, caseNumber, text, deadline, fulfilment } = decision;
  return {
    body,
    meetingDate,
    caseNumber,
    entered: entered(summary, decision),
    text,
    ...(deadline === undefined ? {} : { deadline }),
    ...(fulfilment === undefined
      ? {}
      : { fulfilled: { on: osloDate(fulfilment.at), note: fulfilment.note } }),
  };
}

function entered(summary: SummaryInput, { enteredBy, enteredAt, countersigning }: Decision): Entered {
  return {
    on: osloDate(enteredAt),
    by: signingRole(summary, enteredBy),
    ...(countersigning?.kind === 'given'
      ? {
          countersigned: {
            on: osloDate(countersigning.at),
            by: signingRole(summary, countersigning.by),
          },
        }
      : {}),
  };
}
