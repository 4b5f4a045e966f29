import { extensionsOf } from '../measure/extension.js';
import { toldContent } from '../measure/measure-content.js';
import { mayReadUnder } from '../access/sight.js';
import type { Deadline } from '../deadline/deadline.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import { osloDate } from '../follow-up/calendar.js';
import type { RecordedEvent } from '../history.js';
import type { EvaluationId, Instant, MeasureId, PlainDate, ThemeId } from '../ids.js';
import { deadlineOf, itemNumber, type Item, type StandingMeasure } from '../measure/measure.js';
import type { RiskInWords } from '../risk/risk-in-words.js';
import type { MeasureEvent } from '../measure/measure.events.js';
import { may } from '../roles/permissions.js';
import type { Actor } from '../roles/actor.js';
import { countedOn, shownPartyId } from '../summary/responsible.js';
import { hasUnassignedPart, itemStanding, measureStanding } from '../summary/standing.js';
import { saidOfItem, saidOfMeasure, type Said, type Voices } from '../summary/statements.js';
import type {
  Reasoned,
  ReportDeadline,
  ReportExtension,
  ReportItem,
  ReportMeasure,
  ToldMeasure,
} from './status-report.js';

/** From a measure's history: what its state alone does not say. */
export interface MeasureHappenings {
  reopenings: readonly { at: Instant; reason: string }[];
  /** Changes of title, about or text. */
  revisions: readonly { at: Instant; reason: string }[];
}

/** The happenings in a measure's history, in order. */
export function measureHappenings(history: readonly RecordedEvent<MeasureEvent>[]): MeasureHappenings {
  const reopenings: { at: Instant; reason: string }[] = [];
  const revisions: { at: Instant; reason: string }[] = [];
  for (const event of history) {
    if (event.type === 'MeasureReopened') reopenings.push({ at: event.at, reason: event.data.reason });
    if (event.type !== 'MeasureRevised') continue;
    const { title, about, text } = event.data.changes;
    if ((title ?? about ?? text) !== undefined) revisions.push({ at: event.at, reason: event.data.reason });
  }
  return { reopenings, revisions };
}

export interface FactsContext extends Voices {
  reader: Actor;
  today: PlainDate;
  themeTitles: ReadonlyMap<ThemeId, string>;
  evaluations: ReadonlyMap<EvaluationId, Pick<Evaluation, 'title' | 'access'>>;
  happenings: ReadonlyMap<MeasureId, MeasureHappenings>;
}

/** One measure as it is frozen: everything the reader may read of it, and nothing else. */
export function reportMeasure(context: FactsContext, measure: StandingMeasure): ReportMeasure {
  const readable = mayReadUnder(context.reader, measure.access);
  const happened = context.happenings.get(measure.id);
  const themeTitle = measure.themeId === undefined ? undefined : context.themeTitles.get(measure.themeId);
  return {
    id: measure.id,
    number: measure.number,
    ...(themeTitle === undefined ? {} : { themeTitle }),
    state: measure.state,
    standing: measureStanding(measure, context.today),
    ...(measure.state === 'closed'
      ? { closed: { as: measure.closure.as, on: osloDate(measure.closure.at) } }
      : hasUnassignedPart(measure)
        ? { unassigned: true as const }
        : {}),
    ...(measure.deadline === undefined ? {} : { deadline: reportDeadline(measure.deadline, readable) }),
    ...(measure.reviewOn === undefined ? {} : { reviewOn: measure.reviewOn }),
    reopenings: (happened?.reopenings ?? []).map((one) => reasoned(one, readable)),
    revisions: (happened?.revisions ?? []).map((one) => reasoned(one, readable)),
    ...(readable ? { told: toldMeasure(context, measure) } : {}),
    items: measure.items.map((item) => reportItem(context, measure, item, readable)),
  };
}

function toldMeasure(context: FactsContext, measure: StandingMeasure): ToldMeasure {
  const { summaryText } = measure;
  const risk = statedRisk(measure);
  return {
    ...(measure.access.kind === 'restricted' ? { legalBasis: measure.access.legalBasis } : {}),
    ...toldContent(measure),
    ...sourceOf(context, measure),
    responsible: responsible(context, measure.items),
    ...toldStatus(saidOfMeasure(context, measure)),
    ...(summaryText === undefined
      ? {}
      : { statusText: summaryText.text, statusOn: osloDate(summaryText.at) }),
    ...(risk === undefined ? {} : { risk }),
  };
}

function statedRisk({ risk }: StandingMeasure): RiskInWords | undefined {
  if (risk === undefined) return undefined;
  const { likelihood, consequence, conclusion } = risk;
  return { likelihood, consequence, ...(conclusion === undefined ? {} : { conclusion }) };
}

function sourceOf(
  { evaluations, reader }: FactsContext,
  { source }: StandingMeasure,
): { source?: NonNullable<ToldMeasure['source']> } {
  const evaluation = source === undefined ? undefined : evaluations.get(source.evaluationId);
  if (source === undefined || evaluation === undefined) return {};
  if (!mayReadUnder(reader, evaluation.access)) return {};
  return {
    source: {
      evaluationTitle: evaluation.title,
      ...(source.number === undefined ? {} : { number: source.number }),
      ...(source.page === undefined ? {} : { page: source.page }),
    },
  };
}

function responsible({ partyNames, today }: FactsContext, items: readonly Item[]): string[] {
  const shown = new Set(countedOn(items, today).map((item) => shownPartyId(item, today)));
  return [...shown].flatMap((id) => partyNames.get(id) ?? []);
}

function toldStatus(
  said: Said | undefined,
): Pick<ToldMeasure, 'progress' | 'waitingFor' | 'reason' | 'statusText' | 'statusOn'> {
  if (said === undefined) return {};
  const { progress, waitingFor, reason, text, on } = said;
  return {
    ...(progress === undefined ? {} : { progress }),
    ...(waitingFor === undefined ? {} : { waitingFor }),
    ...(reason === undefined ? {} : { reason }),
    statusText: text,
    statusOn: on,
  };
}

function reportItem(
  context: FactsContext,
  measure: StandingMeasure,
  item: Item,
  readable: boolean,
): ReportItem {
  const standing = itemStanding(measure, item, context.today);
  const deadline = deadlineOf(measure, item)?.inForce;
  return {
    number: itemNumber(measure, item),
    state: item.state,
    ...(standing === undefined ? {} : { standing }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(item.deadline === undefined ? {} : { ownDeadline: reportDeadline(item.deadline, readable) }),
    ...('report' in item ? { reportedOn: osloDate(item.report.at) } : {}),
    ...(item.state === 'signed-off' ? { signedOffOn: osloDate(item.signOff.at) } : {}),
    ...endedOf(item, readable),
    ...(readable ? { told: toldItem(context, measure, item) } : {}),
  };
}

function endedOf(item: Item, readable: boolean): Pick<ReportItem, 'ended'> {
  if (item.state !== 'waived' && item.state !== 'unanswered') return {};
  const { at, authority, ground } = item.state === 'waived' ? item.waiver : item.ending;
  const letterReference = item.state === 'unanswered' ? item.ending.letterReference : undefined;
  return {
    ended: {
      on: osloDate(at),
      authority,
      ...(readable ? { ground } : {}),
      ...(readable && letterReference !== undefined ? { letterReference } : {}),
    },
  };
}

function toldItem(
  context: FactsContext,
  measure: StandingMeasure,
  item: Item,
): NonNullable<ReportItem['told']> {
  const { partyNames } = context;
  const groupName = item.viaGroupId === undefined ? undefined : partyNames.get(item.viaGroupId);
  const subPoint = measure.subPoints.find(({ id }) => id === item.subPointId);
  // What is proposed and what was sent back is for those inside until something is decided or done.
  const inside = may(context.reader, 'read-everything');
  const open = item.state === 'open' && inside ? item : undefined;
  return {
    partyName: partyNames.get(item.partyId) ?? '',
    ...(groupName === undefined ? {} : { groupName }),
    ...(subPoint === undefined ? {} : { subPointText: subPoint.text }),
    ...toldStatus(saidOfItem(context, item)),
    ...(open?.waiverProposal === undefined
      ? {}
      : { waiverProposal: { ground: open.waiverProposal.ground, on: osloDate(open.waiverProposal.at) } }),
    ...extensionsTold(inside ? item : undefined),
    ...(open?.returned === undefined
      ? {}
      : { returned: { reason: open.returned.reason, on: osloDate(open.returned.at) } }),
  };
}

function extensionsTold(item: Item | undefined): Pick<NonNullable<ReportItem['told']>, 'extensions'> {
  const extensions = (item === undefined ? [] : extensionsOf(item)).flatMap((asked): ReportExtension[] => {
    const { to, reason } = asked;
    const said = { to, on: osloDate(asked.at), reason };
    if (!('became' in asked)) return [said];
    if (asked.became !== 'refused') return [];
    return [{ ...said, refused: { on: osloDate(asked.ended.at), words: asked.words } }];
  });
  return extensions.length === 0 ? {} : { extensions };
}

function reportDeadline({ original, inForce, words, moves }: Deadline, readable: boolean): ReportDeadline {
  return {
    original,
    inForce,
    ...(words === undefined || !readable ? {} : { words }),
    moves: moves.map(({ from, to, at, reason }) => ({
      from,
      to,
      on: osloDate(at),
      ...(readable ? { reason } : {}),
    })),
  };
}

function reasoned({ at, reason }: { at: Instant; reason: string }, readable: boolean): Reasoned {
  return { on: osloDate(at), ...(readable ? { reason } : {}) };
}
