import { mayReadText, seesMeasure } from '../access/sight.js';
import { isRestricted } from '../access/access.js';
import { totalSlipDays, type Deadline } from '../deadline/deadline.js';
import { outcomeKinds, type Outcome } from '../evaluation/evaluation.js';
import { osloDate } from '../follow-up/calendar.js';
import type { Instant, MeasureId, PartyId, PersonId, PlainDate, ThemeId } from '../ids.js';
import {
  deadlineOf,
  itemNumber,
  type ClosureKind,
  type Item,
  type StandingMeasure,
  type Progress,
  type Share,
  type StatusUpdate,
  type SummaryText,
} from '../measure/measure.js';
import type { RiskInWords } from '../risk/risk-in-words.js';
import type { Indicator, IndicatorFigure, Plan, SubGoal, Verdict } from '../plan/plan.js';
import type { Actor, Authority, Role } from '../roles/actor.js';
import { hasAnswered, voicesByParty } from './answers.js';
import { itemStanding, measureStanding, noFigures, type Figures, type Standing } from './standing.js';

/** What the summary is derived from. Nothing in it is typed twice: texts are people's, figures are counted. */
export interface SummaryInput {
  plan: Plan;
  /** Every measure of the plan. */
  measures: readonly StandingMeasure[];
  partyNames: ReadonlyMap<PartyId, string>;
  personRoles: ReadonlyMap<PersonId, readonly Role[]>;
  /** The assessed outcome, or undefined, of each recommendation of the evaluations the plan stems from. */
  outcomes: readonly (Outcome['kind'] | undefined)[];
  /** Measures of other plans that are referred to. */
  elsewhere: ReadonlyMap<MeasureId, { planNumber: number; number: number }>;
  /** Europe/Oslo. */
  today: PlainDate;
  /** When the status was last locked; answers are counted since then. */
  lastReportAt?: Instant;
  reader: Actor;
}

export interface ShownDeadline {
  inForce: PlainDate;
  original: PlainDate;
  words?: string;
  /** How many times it was moved, and the total slip in days. */
  moves: number;
  slipDays: number;
}

export interface CountedShare {
  done: number;
  total: number;
  waived: number;
  unanswered: number;
}

export interface SummaryReference {
  planNumber: number;
  number: number;
}

export interface SummaryClosure {
  as: ClosureKind;
  on: PlainDate;
  ground?: string;
  authority?: Authority;
  /** The roles of those who signed its items off. */
  signedOffBy: readonly Role[];
}

/** One measure within a line. A restricted one that the reader may not read has its number and nothing else. */
export type SummaryMeasure =
  | { id: MeasureId; number: number; withheld: true }
  | {
      id: MeasureId;
      number: number;
      withheld: false;
      restricted: boolean;
      /** The reader may open the measure itself; owners only those they have a part in. */
      mayOpen: boolean;
      title: string;
      standing: Standing;
      readyToClose: boolean;
      progress?: Progress;
      /** The deadline that says how it goes: the earliest one passed, else the earliest ahead. */
      deadline?: ShownDeadline;
      reviewOn?: PlainDate;
      closed?: SummaryClosure;
    };

export interface SummarySubPoint {
  number: string;
  text: string;
  narrative?: string;
  /** The secretariat wrote the narrative. */
  edited?: true;
  progress?: Progress;
  standing: Standing | 'ended' | 'unassigned';
  deadline?: ShownDeadline;
  countedShare?: CountedShare;
}

export interface SummaryRisk extends RiskInWords {
  number: number;
  on: PlainDate;
}

/** One bullet: a measure, or several told together. */
export interface SummaryLine {
  measures: readonly SummaryMeasure[];
  /** Follows "Tiltak 1 gikk ut på"; one per wording among the measures. */
  about: readonly string[];
  /** What the secretariat wrote; else the newest status update, and what it is about where that is one item of several. */
  narrative?: {
    text: string;
    on: PlainDate;
    waitingFor?: string;
    reason?: string;
    item?: { number: string; partyName?: string };
    /** The secretariat's words; what an owner has said since then waits as a proposal. */
    edited?: { newerUpdateOn?: PlainDate };
  };
  progress?: Progress;
  /** Of its measures that have one stated; absent for none. */
  risks?: readonly SummaryRisk[];
  /** Counted from items; only where there is more than one. */
  countedShare?: CountedShare;
  shares: readonly Share[];
  /** A group stands for its members: "Kommunene (38)". */
  responsible: readonly { name: string; count: number }[];
  subPoints: readonly SummarySubPoint[];
  references: readonly SummaryReference[];
}

export interface SummaryIndicator {
  name: string;
  unit: string;
  target?: number;
  latest?: IndicatorFigure;
}

export interface SummarySubGoal {
  number: number;
  title: string;
  about: string;
  verdict?: Verdict;
  assessment?: string;
  indicators: readonly SummaryIndicator[];
  measureNumbers: readonly number[];
}

export interface StatusSummary {
  plan: {
    id: string;
    number: number;
    title: string;
    state: Plan['state'];
    periodEnd?: PlainDate;
    basisOfAssessment?: string;
  };
  asOf: PlainDate;
  answered: { count: number; of: number; since?: PlainDate };
  figures: { measures: Figures; items: Figures };
  notes: {
    /** Items; told beside the figures and not counted in them. */
    waived: number;
    unanswered: number;
    /** Measures that only wait for their closing; counted among those awaiting sign-off. */
    readyToClose: number;
    closedAs: Record<ClosureKind, number>;
  };
  outcomes: readonly { kind: Outcome['kind'] | 'not-assessed'; count: number }[];
  goals: readonly { number: number; title: string; subGoals: readonly SummarySubGoal[] }[];
  themes: readonly { title?: string; lines: readonly SummaryLine[] }[];
  abbreviationsUsed: readonly { term: string; meaning: string }[];
  lastSubstantiveChange: PlainDate;
}

/** The live status summary (statusoversikt): pure, JSON-able, linear in the number of measures and items. */
export function statusSummary(input: SummaryInput): StatusSummary {
  const { plan, today } = input;
  const measures = [...input.measures].sort((a, b) => a.number - b.number);
  const goals = summaryGoals(plan, measures);
  const themes = summaryThemes(input, measures);
  return {
    plan: {
      id: plan.id,
      number: plan.number,
      title: plan.title,
      state: plan.state,
      ...defined('periodEnd', plan.periodEnd),
      ...defined('basisOfAssessment', plan.basisOfAssessment),
    },
    asOf: today,
    answered: answered(input, measures),
    ...counted(measures, today),
    outcomes: outcomeCounts(input.outcomes),
    goals,
    themes,
    abbreviationsUsed: abbreviationsUsed(plan, goals, themes),
    lastSubstantiveChange: osloDate(
      measures.reduce(
        (latest, { lastSubstantiveChangeAt: at }) => (at > latest ? at : latest),
        plan.lastSubstantiveChangeAt,
      ),
    ),
  };
}

function counted(
  measures: readonly StandingMeasure[],
  today: PlainDate,
): Pick<StatusSummary, 'figures' | 'notes'> {
  const figures = { measures: noFigures(), items: noFigures() };
  const notes: StatusSummary['notes'] = {
    waived: 0,
    unanswered: 0,
    readyToClose: 0,
    closedAs: { implemented: 0, 'partly-implemented': 0, 'not-implemented': 0, 'carried-over': 0 },
  };
  for (const measure of measures) {
    figures.measures[measureStanding(measure, today)] += 1;
    figures.measures.total += 1;
    if (measure.state === 'ready-to-close') notes.readyToClose += 1;
    if (measure.state === 'closed') notes.closedAs[measure.closure.as] += 1;
    for (const item of measure.items) {
      const standing = itemStanding(measure, item, today);
      if (standing === undefined) notes[item.state === 'waived' ? 'waived' : 'unanswered'] += 1;
      else {
        figures.items[standing] += 1;
        figures.items.total += 1;
      }
    }
  }
  return { figures, notes };
}

/** A responsible party has answered when it has said something since the last report, or has nothing left to do. */
function answered(input: SummaryInput, measures: readonly StandingMeasure[]): StatusSummary['answered'] {
  const voices = [...voicesByParty(measures).values()];
  return {
    count: voices.filter((voice) => hasAnswered(voice, input.lastReportAt)).length,
    of: voices.length,
    ...(input.lastReportAt === undefined ? {} : { since: osloDate(input.lastReportAt) }),
  };
}

function outcomeCounts(outcomes: SummaryInput['outcomes']): StatusSummary['outcomes'] {
  const kinds = [...outcomeKinds, 'not-assessed'] as const;
  const counts = new Map<string, number>();
  for (const kind of outcomes)
    counts.set(kind ?? 'not-assessed', (counts.get(kind ?? 'not-assessed') ?? 0) + 1);
  return kinds.flatMap((kind) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [{ kind, count }];
  });
}

function summaryGoals(plan: Plan, measures: readonly StandingMeasure[]): StatusSummary['goals'] {
  const served = new Map<string, number[]>();
  for (const measure of measures) {
    for (const id of measure.subGoalIds) {
      const known = served.get(id);
      if (known === undefined) served.set(id, [measure.number]);
      else known.push(measure.number);
    }
  }
  return plan.goals.map((goal) => ({
    number: goal.number,
    title: goal.title,
    subGoals: goal.subGoals.map((subGoal) => summarySubGoal(subGoal, served.get(subGoal.id) ?? [])),
  }));
}

function summarySubGoal(subGoal: SubGoal, measureNumbers: readonly number[]): SummarySubGoal {
  return {
    number: subGoal.number,
    title: subGoal.title,
    about: subGoal.about,
    ...defined('verdict', subGoal.assessment?.verdict),
    ...defined('assessment', subGoal.assessment?.text),
    indicators: subGoal.indicators.map(summaryIndicator),
    measureNumbers,
  };
}

function summaryIndicator({ name, unit, target, figures }: Indicator): SummaryIndicator {
  const latest = figures.reduce<IndicatorFigure | undefined>(
    (newest, figure) => (newest === undefined || figure.asOf >= newest.asOf ? figure : newest),
    undefined,
  );
  return { name, unit, ...defined('target', target), ...defined('latest', latest) };
}

/** Themes in the plan's order; a line stands in the theme of its first measure. What has no theme comes last. */
function summaryThemes(input: SummaryInput, measures: readonly StandingMeasure[]): StatusSummary['themes'] {
  const { plan } = input;
  const context: LineContext = {
    ...input,
    numberById: new Map(measures.map(({ id, number }) => [id, number])),
  };
  const lineOf = new Map<MeasureId, readonly MeasureId[]>();
  for (const line of plan.jointLines) for (const id of line) lineOf.set(id, line);
  const byId = new Map(measures.map((measure) => [measure.id, measure]));
  const linesOfTheme = new Map<ThemeId | undefined, SummaryLine[]>(plan.themes.map(({ id }) => [id, []]));
  linesOfTheme.set(undefined, []);
  const told = new Set<MeasureId>();
  for (const measure of measures) {
    if (told.has(measure.id)) continue;
    const joint = lineOf.get(measure.id)?.flatMap((id) => byId.get(id) ?? []) ?? [measure];
    for (const { id } of joint) told.add(id);
    const lines = linesOfTheme.get(measure.themeId) ?? linesOfTheme.get(undefined);
    lines?.push(summaryLine(context, joint.length > 1 ? joint.sort((a, b) => a.number - b.number) : joint));
  }
  const themed = plan.themes.map(({ id, title }) => ({ title, lines: linesOfTheme.get(id) ?? [] }));
  return [...themed, { lines: linesOfTheme.get(undefined) ?? [] }].filter(({ lines }) => lines.length > 0);
}

type LineContext = SummaryInput & {
  numberById: ReadonlyMap<MeasureId, number>;
};

/**
 * Ten thousand of these are made for one page: each is built once, without intermediate objects, and what a measure
 * has none of costs nothing.
 */
function summaryLine(context: LineContext, measures: readonly StandingMeasure[]): SummaryLine {
  const readable = measures.filter((measure) => mayReadText(context.reader, context.plan, measure));
  const newest = newestUpdate(readable);
  const items = gathered(readable, ({ items: own }) => own);
  const line: Draft<SummaryLine> = {
    measures: measures.map((measure) => summaryMeasure(context, measure)),
    about: distinct(readable.map((measure) => measure.about || measure.title)),
    shares: gathered(readable, ({ shares }) => shares),
    responsible: responsible(context, items),
    subPoints: gathered(readable, (measure) => summarySubPoints(context, measure)),
    references: gathered(readable, (measure) => references(context, measure)),
  };
  const written = readable.length === measures.length ? newestText(readable) : undefined;
  if (newest !== undefined) line.progress = newest.update.progress;
  if (written !== undefined) line.narrative = editedNarrative(written, newest?.update);
  else if (newest !== undefined) line.narrative = narrative(context, newest);
  const risks = gathered(readable, statedRisk);
  if (risks.length > 0) line.risks = risks;
  if (items.length > 1) line.countedShare = countedShare(items);
  return line;
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

const none: readonly never[] = [];

/** What the measures of a line have together; nearly every line has one measure. */
function gathered<T>(
  measures: readonly StandingMeasure[],
  of: (measure: StandingMeasure) => readonly T[],
): readonly T[] {
  const [only] = measures;
  if (only === undefined) return none;
  return measures.length === 1 ? of(only) : measures.flatMap(of);
}

function distinct(texts: readonly string[]): readonly string[] {
  return texts.length < 2 ? texts : [...new Set(texts)];
}

function newestUpdate(
  measures: readonly StandingMeasure[],
): { measure: StandingMeasure; update: StatusUpdate } | undefined {
  let newest: { measure: StandingMeasure; update: StatusUpdate } | undefined;
  for (const measure of measures) {
    const update = measure.latestUpdate;
    if (update !== undefined && (newest === undefined || update.at > newest.update.at))
      newest = { measure, update };
  }
  return newest;
}

/** Only for a reader of every measure of the line: the text may be about each of them. */
function newestText(measures: readonly StandingMeasure[]): SummaryText | undefined {
  let newest: SummaryText | undefined;
  for (const { summaryText } of measures) {
    if (summaryText !== undefined && (newest === undefined || summaryText.at > newest.at))
      newest = summaryText;
  }
  return newest;
}

function editedNarrative(
  { text, at, consideredThrough }: SummaryText,
  newest: StatusUpdate | undefined,
): NonNullable<SummaryLine['narrative']> {
  const newer = newest !== undefined && newest.at > consideredThrough;
  return { text, on: osloDate(at), edited: newer ? { newerUpdateOn: osloDate(newest.at) } : {} };
}

function statedRisk({ number, risk }: StandingMeasure): readonly SummaryRisk[] {
  if (risk === undefined) return none;
  const { likelihood, consequence, conclusion, at } = risk;
  return [{ number, likelihood, consequence, ...defined('conclusion', conclusion), on: osloDate(at) }];
}

function narrative(
  { partyNames }: LineContext,
  { measure, update }: { measure: StandingMeasure; update: StatusUpdate },
): NonNullable<SummaryLine['narrative']> {
  const item =
    measure.items.length > 1
      ? measure.items.find(
          ({ latestUpdate }) => latestUpdate?.at === update.at && latestUpdate.text === update.text,
        )
      : undefined;
  return {
    text: update.text,
    on: osloDate(update.at),
    ...defined('waitingFor', update.waitingFor),
    ...defined('reason', update.reason),
    ...(item === undefined
      ? {}
      : {
          item: { number: itemNumber(measure, item), ...defined('partyName', partyNames.get(item.partyId)) },
        }),
  };
}

function summaryMeasure(context: LineContext, measure: StandingMeasure): SummaryMeasure {
  if (!mayReadText(context.reader, context.plan, measure))
    return { id: measure.id, number: measure.number, withheld: true };
  const shown: Draft<Extract<SummaryMeasure, { withheld: false }>> = {
    id: measure.id,
    number: measure.number,
    withheld: false,
    restricted: isRestricted(measure.access),
    mayOpen: seesMeasure(context.reader, context.plan, measure),
    title: measure.title,
    standing: measureStanding(measure, context.today),
    readyToClose: measure.state === 'ready-to-close',
  };
  const deadline = tellingDeadline(measure);
  if (measure.latestUpdate !== undefined) shown.progress = measure.latestUpdate.progress;
  if (deadline !== undefined) shown.deadline = shownDeadline(deadline);
  if (measure.reviewOn !== undefined) shown.reviewOn = measure.reviewOn;
  if (measure.state === 'closed') shown.closed = closed(context, measure);
  return shown;
}

/** The earliest in force among what is open; the measure's own where nothing is. */
function tellingDeadline(measure: StandingMeasure): Deadline | undefined {
  let first: Deadline | undefined;
  for (const item of measure.items) {
    if (item.state === 'open') first = earlier(first, deadlineOf(measure, item));
  }
  return first ?? (measure.state === 'closed' ? undefined : measure.deadline);
}

function earlier(one: Deadline | undefined, other: Deadline | undefined): Deadline | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.inForce < one.inForce ? other : one;
}

function closed(
  context: LineContext,
  measure: Extract<StandingMeasure, { state: 'closed' }>,
): SummaryClosure {
  const { closure } = measure;
  const signers = measure.items.flatMap((item) => (item.state === 'signed-off' ? [item.signOff.by] : []));
  return {
    as: closure.as,
    on: osloDate(closure.at),
    ...('ground' in closure ? { ground: closure.ground, authority: closure.authority } : {}),
    signedOffBy: [...new Set(signers.map((id) => signingRole(context, id)))],
  };
}

/** Somebody with several roles signs as the secretariat where they belong to it, then as leadership. */
function signingRole({ personRoles }: LineContext, id: PersonId): Role {
  const roles = personRoles.get(id) ?? [];
  return (['secretariat', 'leadership'] as const).find((role) => roles.includes(role)) ?? 'owner';
}

/** The deadline as it is shown wherever it stands. */
export function shownDeadline(deadline: Deadline): ShownDeadline {
  const { inForce, original, words, moves } = deadline;
  const shown: Draft<ShownDeadline> = {
    inForce,
    original,
    moves: moves.length,
    slipDays: moves.length === 0 ? 0 : totalSlipDays(deadline),
  };
  if (words !== undefined) shown.words = words;
  return shown;
}

/** "1 av 38 punkter er kvittert ut": numbers are for good, so what was waived stays in the total. */
export function countedShare(items: readonly Item[]): CountedShare {
  const share: CountedShare = { done: 0, total: items.length, waived: 0, unanswered: 0 };
  for (const { state } of items) {
    if (state === 'signed-off') share.done += 1;
    else if (state === 'waived') share.waived += 1;
    else if (state === 'unanswered') share.unanswered += 1;
  }
  return share;
}

function responsible({ partyNames }: LineContext, items: readonly Item[]): SummaryLine['responsible'] {
  const [only] = items;
  if (only === undefined) return none;
  if (items.length === 1) {
    const name = partyNames.get(only.viaGroupId ?? only.partyId);
    return name === undefined ? none : [{ name, count: 1 }];
  }
  const counts = new Map<PartyId, Set<PartyId>>();
  for (const { partyId, viaGroupId } of items) {
    const shown = viaGroupId ?? partyId;
    counts.set(shown, (counts.get(shown) ?? new Set()).add(partyId));
  }
  return [...counts].flatMap(([id, members]) => {
    const name = partyNames.get(id);
    return name === undefined ? [] : [{ name, count: members.size }];
  });
}

function summarySubPoints(context: LineContext, measure: StandingMeasure): readonly SummarySubPoint[] {
  if (measure.subPoints.length === 0) return none;
  return measure.subPoints.map((subPoint) => {
    const items = measure.items.filter((item) => item.subPointId === subPoint.id);
    const deadline = items
      .filter(({ state }) => state === 'open')
      .reduce<Deadline | undefined>((first, item) => earlier(first, deadlineOf(measure, item)), undefined);
    const update = newestOf([subPoint.latestUpdate, ...items.map((item) => item.latestUpdate)]);
    return {
      number: `${measure.number}.${subPoint.number}`,
      text: subPoint.text,
      ...defined('narrative', subPoint.summaryText?.text ?? update?.text),
      ...(subPoint.summaryText === undefined ? {} : { edited: true as const }),
      ...defined('progress', update?.progress),
      standing: subPointStanding(measure, items, context.today),
      ...(deadline === undefined ? {} : { deadline: shownDeadline(deadline) }),
      ...(items.length > 1 ? { countedShare: countedShare(items) } : {}),
    };
  });
}

function subPointStanding(
  measure: StandingMeasure,
  items: readonly Item[],
  today: PlainDate,
): SummarySubPoint['standing'] {
  if (items.length === 0) return 'unassigned';
  const standings = items.map((item) => itemStanding(measure, item, today));
  const worstFirst = ['proposed', 'late', 'noDeadline', 'onTrack', 'awaitingSignOff', 'done'] as const;
  return worstFirst.find((standing) => standings.includes(standing)) ?? 'ended';
}

function newestOf(updates: readonly (StatusUpdate | undefined)[]): StatusUpdate | undefined {
  return updates.reduce((newest, update) =>
    update !== undefined && (newest === undefined || update.at > newest.at) ? update : newest,
  );
}

function references(
  { plan, numberById, elsewhere }: LineContext,
  measure: StandingMeasure,
): readonly SummaryReference[] {
  if (measure.crossReferences.length === 0) return none;
  return measure.crossReferences.flatMap((id) => {
    const number = numberById.get(id);
    return number === undefined ? (elsewhere.get(id) ?? []) : [{ planNumber: plan.number, number }];
  });
}

/** The plan's abbreviations that stand in some text of the summary, in the order they are first read. */
function abbreviationsUsed(
  plan: Plan,
  goals: StatusSummary['goals'],
  themes: StatusSummary['themes'],
): StatusSummary['abbreviationsUsed'] {
  const left = new Map(plan.abbreviations.map((abbreviation) => [abbreviation.term, abbreviation]));
  const used: { term: string; meaning: string }[] = [];
  let pattern = abbreviationPattern([...left.keys()]);
  for (const text of textsInReadingOrder(plan, goals, themes)) {
    if (pattern === undefined) break;
    const before = used.length;
    for (const [term] of text.matchAll(pattern)) {
      const found = left.get(term);
      if (found === undefined) continue;
      used.push({ term: found.term, meaning: found.meaning });
      left.delete(term);
    }
    if (used.length > before) pattern = abbreviationPattern([...left.keys()]);
  }
  return used;
}

/** Matches any of the terms as a word of its own ("HMS", "HMS-arbeid"); undefined when there are none. */
export function abbreviationPattern(terms: readonly string[]): RegExp | undefined {
  if (terms.length === 0) return undefined;
  const longestFirst = [...terms].sort((a, b) => b.length - a.length);
  const alternatives = longestFirst.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

function* textsInReadingOrder(
  plan: Plan,
  goals: StatusSummary['goals'],
  themes: StatusSummary['themes'],
): Generator<string> {
  if (plan.basisOfAssessment !== undefined) yield plan.basisOfAssessment;
  for (const goal of goals) {
    for (const subGoal of goal.subGoals) {
      yield subGoal.about;
      if (subGoal.assessment !== undefined) yield subGoal.assessment;
    }
  }
  for (const { lines } of themes) {
    for (const line of lines) {
      yield* line.about;
      if (line.narrative !== undefined) yield line.narrative.text;
      for (const { likelihood, consequence, conclusion } of line.risks ?? none) {
        yield likelihood;
        yield consequence;
        if (conclusion !== undefined) yield conclusion;
      }
      for (const subPoint of line.subPoints) {
        yield subPoint.text;
        if (subPoint.narrative !== undefined) yield subPoint.narrative;
      }
    }
  }
}

/** `{ [key]: value }`, or nothing: an absent value is absent, not undefined. */
function defined<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
