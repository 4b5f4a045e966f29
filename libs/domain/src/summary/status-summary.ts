import { mayReadText, seesMeasure } from '../access/sight.js';
import { isRestricted } from '../access/access.js';
import { totalSlipDays, type Deadline } from '../deadline/deadline.js';
import { outcomeKinds, type Outcome } from '../evaluation/evaluation.js';
import { osloDate } from '../follow-up/calendar.js';
import type { Instant, MeasureId, PartyId, PersonId, PlainDate, ThemeId } from '../ids.js';
import {
  deadlineOf,
  type ClosureKind,
  type Item,
  type StandingMeasure,
  type Progress,
  type Share,
  type SubPoint,
  type SummaryText,
} from '../measure/measure.js';
import type { RiskInWords } from '../risk/risk-in-words.js';
import type { Indicator, IndicatorFigure, Plan, SubGoal, Verdict } from '../plan/plan.js';
import type { Actor, Authority, Role } from '../roles/actor.js';
import { hasAnswered, voicesByParty } from './answers.js';
import { countedOn, responsibleOf, shownPartyId, type SummaryParty } from './responsible.js';
import {
  hasUnassignedPart,
  itemStanding,
  measureStanding,
  noFigures,
  type Figures,
  type Standing,
} from './standing.js';
import {
  newest,
  saidOfItem,
  saidOfMeasure,
  saidOfSubPoint,
  statement,
  type Said,
  type Speaker,
  type Statement,
} from './statements.js';

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
  /** Reported done and not signed off yet; absent in reports that were locked before this was told. */
  reported?: number;
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
      /**
       * What was said about the measure as a whole: what one of several parties says of its own item is not in it.
       */
      progress?: Progress;
      /** The deadline that says how it goes: the earliest one passed, else the earliest ahead. */
      deadline?: ShownDeadline;
      reviewOn?: PlainDate;
      closed?: SummaryClosure;
      /** Nobody is responsible for the measure, or for one of its sub-points. */
      unassigned?: true;
      /** Where several measures are told together and not all have the same. */
      responsible?: readonly SummaryParty[];
    };

/** What one party says of its own item, or what is said of one of several measures told together. */
export interface SummaryRemark extends Statement {
  measure?: number;
}

/** Those that are not told one by one. */
export interface MoreRemarks {
  count: number;
  progresses: readonly { progress: Progress; count: number }[];
}

interface SummaryRemarks {
  /** The newest first. */
  remarks?: readonly SummaryRemark[];
  more?: MoreRemarks;
}

export interface SummarySubPoint extends SummaryRemarks {
  number: string;
  text: string;
  narrative?: string;
  /** The secretariat wrote the narrative. */
  edited?: true;
  /** When, by whom, and why, of the narrative; absent in reports that were locked before this was told. */
  said?: Omit<Statement, 'text'>;
  progress?: Progress;
  /** Absent where it is as for the whole measure. */
  responsible?: readonly SummaryParty[];
  standing: Standing | 'ended' | 'unassigned';
  deadline?: ShownDeadline;
  countedShare?: CountedShare;
}

export interface SummaryRisk extends RiskInWords {
  number: number;
  on: PlainDate;
}

/** One bullet: a measure, or several told together. */
export interface SummaryLine extends SummaryRemarks {
  measures: readonly SummaryMeasure[];
  /** Follows "Tiltak 1 gikk ut på"; one per wording among the measures. */
  about: readonly string[];
  /** What the secretariat wrote; else the newest that was said of all of it. */
  narrative?: {
    text: string;
    on: PlainDate;
    waitingFor?: string;
    reason?: string;
    progress?: Progress;
    /** Absent in reports that were locked before it was told. */
    by?: Speaker;
    /** Only in reports that were locked before remarks stood by themselves. */
    item?: { number: string; partyName?: string };
    /** The secretariat's words; what an owner has said since then waits as a proposal. */
    edited?: { newerUpdateOn?: PlainDate };
  };
  progress?: Progress;
  /** Occurrences of recurring measures; absent for none. */
  occurrences?: readonly { measure: number; held: number; lastOn: PlainDate }[];
  /** Risks stated on its measures; absent for none. */
  risks?: readonly SummaryRisk[];
  /** Counted from items; only where there is more than one. */
  countedShare?: CountedShare;
  shares: readonly Share[];
  responsible: readonly SummaryParty[];
  /** Contributors to joint items: they take part without answering for it. */
  contributors?: readonly string[];
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
 * Ten thousand of these are made for one page: each is built once, without intermediate objects, and absent parts cost
 * nothing.
 */
function summaryLine(context: LineContext, measures: readonly StandingMeasure[]): SummaryLine {
  const readable = measures.filter((measure) => mayReadText(context.reader, context.plan, measure));
  const items = gathered(readable, ({ items: own }) => own);
  const line: Draft<SummaryLine> = {
    measures: summaryMeasures(context, measures),
    about: distinct(readable.map((measure) => measure.about || measure.title)),
    shares: gathered(readable, ({ shares }) => shares),
    responsible: responsible(context, items),
    subPoints: gathered(readable, (measure) => summarySubPoints(context, measure)),
    references: references(context, readable),
  };
  Object.assign(line, told(context, readable, readable.length === measures.length));
  const occurrences = gathered(readable, heldOccurrences);
  if (occurrences.length > 0) line.occurrences = occurrences;
  const risks = gathered(readable, statedRisk);
  if (risks.length > 0) line.risks = risks;
  if (items.length > 1) line.countedShare = countedShare(items, context.today);
  const contributors = contributing(context, items);
  if (contributors.length > 0) line.contributors = contributors;
  return line;
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

const none: readonly never[] = [];

/** What the measures of a line have together; nearly every line has one measure. */
function gathered<From, T>(from: readonly From[], of: (one: From) => readonly T[]): readonly T[] {
  const [only] = from;
  if (only === undefined) return none;
  return from.length === 1 ? of(only) : from.flatMap(of);
}

function distinct(texts: readonly string[]): readonly string[] {
  return texts.length < 2 ? texts : [...new Set(texts)];
}

/**
 * What people have said of a line: the secretariat's text where there is one, else what is said of the whole, and
 * under it what each party says of its own item.
 */
function told(
  context: LineContext,
  measures: readonly StandingMeasure[],
  all: boolean,
): Pick<SummaryLine, 'narrative' | 'progress' | 'remarks' | 'more'> {
  const ofWhole = measures.flatMap((measure) => {
    const said = saidOfMeasure(context, measure);
    return said === undefined ? [] : [{ measure: measure.number, said }];
  });
  const last = newest(ofWhole.map(({ said }) => said));
  const progress = defined('progress', last?.progress);
  const written = all ? newestText(measures) : undefined;
  const ofItems = gathered(measures, (measure) => saidOfItems(context, measure));
  if (written !== undefined) {
    return { narrative: editedNarrative(written, newest([last, ...ofItems])), ...progress };
  }
  const [first] = ofWhole;
  if (first === undefined || last === undefined) return remarksOf(ofItems);
  const same = ofWhole.every(({ said }) => said.text === first.said.text);
  if (same) return { narrative: statement(last), ...progress, ...remarksOf(ofItems) };
  const { remarks = [], ...more } = remarksOf(ofItems);
  return {
    remarks: [...ofWhole.map(({ measure, said }) => ({ measure, ...statement(said) })), ...remarks],
    ...more,
  };
}

/** Of several; of one it is said of the measure. Those of sub-points are told there. */
function saidOfItems(context: LineContext, { items }: StandingMeasure): readonly Said[] {
  if (items.length < 2) return none;
  return items.flatMap((item) =>
    item.subPointId === undefined ? (saidOfItem(context, item) ?? none) : none,
  );
}

/** More than these are counted by what they say. */
const mostRemarks = 5;

function remarksOf(said: readonly Said[]): SummaryRemarks {
  if (said.length === 0) return {};
  const newestFirst = [...said].sort((one, other) => (one.at > other.at ? -1 : Number(one.at < other.at)));
  const together = sameWordsTogether(newestFirst.map(statement));
  const rest = together.slice(mostRemarks);
  const counts = new Map<Progress, number>();
  let count = 0;
  for (const { progress = 'unknown', by } of rest) {
    const voices = by.kind === 'parties' ? by.names.length : 1;
    counts.set(progress, (counts.get(progress) ?? 0) + voices);
    count += voices;
  }
  const progresses = [...counts].map(([progress, of]) => ({ progress, count: of }));
  return {
    remarks: together.slice(0, mostRemarks),
    ...(rest.length === 0 ? {} : { more: { count, progresses } }),
  };
}

/** Parties that say the same on the same day are told together. */
function sameWordsTogether(remarks: readonly Statement[]): readonly Statement[] {
  const byWords = new Map<string, Statement>();
  for (const remark of remarks) {
    const { by, ...words } = remark;
    const { kind } = by;
    const key = JSON.stringify([words, kind, kind === 'parties' && by.enteredBySecretariat === true]);
    const known = byWords.get(key);
    byWords.set(key, known === undefined ? remark : { ...known, by: both(known.by, by) });
  }
  return [...byWords.values()];
}

function both(one: Speaker, other: Speaker): Speaker {
  if (one.kind !== 'parties' || other.kind !== 'parties') return one;
  return { ...one, names: [...new Set([...one.names, ...other.names])] };
}

/** Only for a reader of every measure of the line: the text may be about each of them. */
function newestText(measures: readonly StandingMeasure[]): SummaryText | undefined {
  let newestOne: SummaryText | undefined;
  for (const { summaryText } of measures) {
    if (summaryText !== undefined && (newestOne === undefined || summaryText.at > newestOne.at))
      newestOne = summaryText;
  }
  return newestOne;
}

/** What came after the secretariat's text waits as a proposal; what it rests on gives its progress and the reason. */
function editedNarrative(
  { text, at, consideredThrough }: SummaryText,
  last: Said | undefined,
): NonNullable<SummaryLine['narrative']> {
  const words = { text, on: osloDate(at), by: { kind: 'secretariat' } as const };
  if (last === undefined) return { ...words, edited: {} };
  if (last.at > consideredThrough) return { ...words, edited: { newerUpdateOn: osloDate(last.at) } };
  return {
    ...words,
    ...defined('progress', last.progress),
    ...defined('waitingFor', last.waitingFor),
    ...defined('reason', last.reason),
    edited: {},
  };
}

function heldOccurrences({ number, recurrence }: StandingMeasure): NonNullable<SummaryLine['occurrences']> {
  const days = recurrence?.occurrences.map(({ on }) => on).sort() ?? none;
  const lastOn = days.at(-1);
  return lastOn === undefined ? none : [{ measure: number, held: days.length, lastOn }];
}

function statedRisk({ number, risk }: StandingMeasure): readonly SummaryRisk[] {
  if (risk === undefined) return none;
  const { likelihood, consequence, conclusion, at } = risk;
  return [{ number, likelihood, consequence, ...defined('conclusion', conclusion), on: osloDate(at) }];
}

function summaryMeasures(
  context: LineContext,
  measures: readonly StandingMeasure[],
): readonly SummaryMeasure[] {
  const shown = measures.map((measure) => summaryMeasure(context, measure));
  if (measures.length === 1) return shown;
  const own = measures.map(({ items }) => responsible(context, items));
  const differ = own.some((parties) => JSON.stringify(parties) !== JSON.stringify(own[0]));
  return differ
    ? shown.map((measure, index) =>
        measure.withheld ? measure : { ...measure, ...defined('responsible', own[index]) },
      )
    : shown;
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
  const progress = saidOfMeasure(context, measure)?.progress;
  if (progress !== undefined) shown.progress = progress;
  if (deadline !== undefined) shown.deadline = shownDeadline(deadline);
  if (measure.reviewOn !== undefined) shown.reviewOn = measure.reviewOn;
  if (measure.state === 'closed') shown.closed = closed(context, measure);
  else if (hasUnassignedPart(measure)) shown.unassigned = true;
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
export function signingRole({ personRoles }: Pick<LineContext, 'personRoles'>, id: PersonId): Role {
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

/**
 * "1 av 38 punkter er kvittert ut": numbers are for good, so what was waived stays in the total; of a group it is the
 * members of the day that count.
 */
export function countedShare(items: readonly Item[], day: PlainDate): CountedShare {
  const counted = countedOn(items, day);
  const share = { done: 0, reported: 0, total: counted.length, waived: 0, unanswered: 0 };
  for (const { state } of counted) {
    if (state === 'signed-off') share.done += 1;
    else if (state === 'reported-done') share.reported += 1;
    else if (state === 'waived') share.waived += 1;
    else if (state === 'unanswered') share.unanswered += 1;
  }
  return share;
}

/** Nearly all have one item, which needs no counting. */
function responsible({ partyNames, today }: LineContext, items: readonly Item[]): readonly SummaryParty[] {
  const [only] = items;
  if (only === undefined) return none;
  if (items.length > 1) return responsibleOf(items, partyNames, today);
  const name = partyNames.get(shownPartyId(only, today));
  return name === undefined ? none : [{ name, count: 1 }];
}

/** Contributors to the joint items: a group that takes part is one name. */
function contributing({ partyNames }: LineContext, items: readonly Item[]): readonly string[] {
  const ids = new Set(gathered(items, ({ contributorIds }) => contributorIds));
  return [...ids].flatMap((id) => partyNames.get(id) ?? none);
}

function summarySubPoints(context: LineContext, measure: StandingMeasure): readonly SummarySubPoint[] {
  if (measure.subPoints.length === 0) return none;
  const ofMeasure = JSON.stringify(responsible(context, measure.items));
  return measure.subPoints.map((subPoint) => {
    const items = measure.items.filter((item) => item.subPointId === subPoint.id);
    const parties = responsible(context, items);
    return {
      number: `${measure.number}.${subPoint.number}`,
      text: subPoint.text,
      ...toldOfSubPoint(context, subPoint, items),
      standing: subPointStanding(measure, items, context.today),
      ...defined('deadline', openDeadline(measure, items)),
      ...(parties.length === 0 || JSON.stringify(parties) === ofMeasure ? {} : { responsible: parties }),
      ...(items.length > 1 ? { countedShare: countedShare(items, context.today) } : {}),
    };
  });
}

function toldOfSubPoint(
  context: LineContext,
  subPoint: SubPoint,
  items: readonly Item[],
): Pick<SummarySubPoint, 'narrative' | 'edited' | 'said' | 'progress' | 'remarks' | 'more'> {
  const { summaryText } = subPoint;
  const last = saidOfSubPoint(context, subPoint, items);
  const progress = defined('progress', last?.progress);
  if (summaryText !== undefined) {
    const { text, ...said } = editedNarrative(summaryText, last);
    const { edited: _edited, on, by = { kind: 'secretariat' }, ...why } = said;
    return { narrative: text, edited: true, said: { ...why, on, by }, ...progress };
  }
  const ofItems = items.length < 2 ? none : items.flatMap((item) => saidOfItem(context, item) ?? none);
  if (last === undefined) return remarksOf(ofItems);
  const { text, ...said } = statement(last);
  return { narrative: text, said, ...progress, ...remarksOf(ofItems) };
}

function openDeadline(measure: StandingMeasure, items: readonly Item[]): ShownDeadline | undefined {
  const first = items
    .filter(({ state }) => state === 'open')
    .reduce<Deadline | undefined>((before, item) => earlier(before, deadlineOf(measure, item)), undefined);
  return first === undefined ? undefined : shownDeadline(first);
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

/** Each once, and none to what is told here itself. */
function references(
  { plan, numberById, elsewhere }: LineContext,
  measures: readonly StandingMeasure[],
): readonly SummaryReference[] {
  const ids = new Set(gathered(measures, ({ crossReferences }) => crossReferences));
  if (ids.size === 0) return none;
  for (const { id } of measures) ids.delete(id);
  return [...ids].flatMap((id) => {
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
      for (const { text } of line.remarks ?? none) yield text;
      for (const { likelihood, consequence, conclusion } of line.risks ?? none) {
        yield likelihood;
        yield consequence;
        if (conclusion !== undefined) yield conclusion;
      }
      for (const subPoint of line.subPoints) {
        yield subPoint.text;
        if (subPoint.narrative !== undefined) yield subPoint.narrative;
        for (const { text } of subPoint.remarks ?? none) yield text;
      }
    }
  }
}

/** `{ [key]: value }`, or nothing: an absent value is absent, not undefined. */
function defined<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
