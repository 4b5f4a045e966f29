import { isRestricted } from '../access/access.js';
import { mayReadText, seesMeasure } from '../access/sight.js';
import type { Deadline } from '../deadline/deadline.js';
import { defined } from '../defined.js';
import { osloDate } from '../follow-up/calendar.js';
import type { MeasureId, PersonId, PlainDate } from '../ids.js';
import {
  deadlineOf,
  type Item,
  type StandingMeasure,
  type Progress,
  type SubPoint,
  type SummaryText,
} from '../measure/measure.js';
import type { Role } from '../roles/actor.js';
import { countedShare, shownDeadline } from './counted-share.js';
import { responsibleOf, shownPartyId, type SummaryParty } from './responsible.js';
import { hasUnassignedPart, itemStanding, measureStanding } from './standing.js';
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
import type {
  SummaryInput,
  ShownDeadline,
  SummaryReference,
  SummaryClosure,
  SummaryMeasure,
  SummaryRemarks,
  SummarySubPoint,
  SummaryRisk,
  SummaryLine,
} from './status-summary.js';

export type LineContext = SummaryInput & {
  numberById: ReadonlyMap<MeasureId, number>;
};

/**
 * Ten thousand of these are made for one page: each is built once, without intermediate objects, and absent parts cost
 * nothing.
 */
export function summaryLine(context: LineContext, measures: readonly StandingMeasure[]): SummaryLine {
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

/** What parties say of their own items, where there are several: of a single item it counts as said of the measure. */
function saidOfItems(context: LineContext, { items }: StandingMeasure): readonly Said[] {
  if (items.length < 2) return none;
  return items.flatMap((item) =>
    item.subPointId === undefined ? (saidOfItem(context, item) ?? none) : none,
  );
}

/** Further ones are only counted, by their progress. */
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
