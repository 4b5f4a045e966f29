import type { RecordedEvent } from '#domain/history.js';
import type { ItemId, MeasureId, PartyId, PersonId } from '#domain/ids.js';
import type { AddedItem, MeasureEvent } from '#domain/measure/measure.events.js';
import { contentFields } from '#domain/measure/measure-content.js';
import {
  effectResult,
  itemNumber,
  type Evidence,
  type Measure,
  type Progress,
} from '#domain/measure/measure.js';
import type { RiskInWords } from '#domain/risk/risk-in-words.js';
import type { Plan } from '#domain/plan/plan.js';
import type { Authority } from '#domain/roles/actor.js';
import { shareSentence } from '#messages/report/line-sentences.js';
import { day, list, lowerCase, pageVoice, t } from '../../web/frame/texts.js';

/** How ids are said: what the record knows of the names behind them. */
export interface Names {
  measure: Measure;
  plan: Plan;
  party(id: PartyId): string;
  person(id: PersonId): string;
  measureNumber(id: MeasureId): string;
}

export interface Said {
  what: string;
  /** Reason, text, old → new: each on a line of its own. */
  details: readonly string[];
}

type DataOf<T extends MeasureEvent['type']> = Extract<MeasureEvent, { type: T }>['data'];

/** One event of a measure's history in plain Norwegian. Who and when stand beside it. */
export function sayEvent(event: RecordedEvent<MeasureEvent>, names: Names): Said {
  const item = (id: ItemId | undefined) => itemName(id, names);
  switch (event.type) {
    case 'MeasureRegistered':
      return said(
        t('page.history.registered', { number: event.data.number }),
        event.data.title,
        ...givenAtOnce(event.data, names),
      );
    case 'MeasureAccepted':
      return said(
        t('page.history.accepted', { who: authorityInWords(event.data.authority) }),
        ...handsInWords(event.data.authority, names),
      );
    case 'MeasureRevised':
      return said(
        t(event.data.material ? 'page.history.revised' : 'page.history.corrected'),
        ...revisions(event.data.changes, names),
        reason(event.data.reason),
      );
    case 'SubPointAdded':
      return said(t('page.history.sub-point'), event.data.text);
    case 'ResponsibilityModeChosen':
      return said(t('page.history.mode', { mode: t(`responsibility.${event.data.mode}`) }));
    case 'ItemAdded':
      return said(...itemAdded(event.data, names));
    case 'ItemReassigned':
      return said(
        t('page.history.reassigned', { item: item(event.data.itemId) }),
        change(names.party(event.data.from), names.party(event.data.to)),
        reason(event.data.reason),
      );
    case 'AssignmentRefused':
      return said(
        t('page.history.refused', {
          item: item(event.data.itemId),
          party: names.party(event.data.partyId),
        }),
        reason(event.data.reason),
      );
    case 'RefusalAnswered':
      return said(
        t('page.history.refusal-answered', { item: item(event.data.itemId) }),
        reason(event.data.reason),
      );
    case 'ItemHandedOver': {
      const { from, to, note } = event.data;
      const nameOf = (id: PersonId | null) =>
        id === null ? t('page.history.item-contact') : names.person(id);
      return said(
        t('page.history.item-handed-over', { item: item(event.data.itemId) }),
        change(nameOf(from), nameOf(to)),
        ...(note === undefined ? [] : [note]),
      );
    }
    case 'MemberDeparted':
      return said(
        t('page.history.member-departed', {
          party: names.party(event.data.partyId),
          group: names.party(event.data.groupId),
          date: day(event.data.leftOn),
        }),
        t('page.history.departed-items', { items: list(event.data.itemIds.map(item)) }),
      );
    case 'ItemsKept':
      return said(
        t('page.history.items-kept', { items: list(event.data.itemIds.map(item)) }),
        reason(event.data.reason),
      );
    case 'DeadlineSet':
      return said(...deadlineSet(event.data, names));
    case 'DeadlineMoved':
      return said(
        t('page.history.deadline-moved', { subject: subject(event.data.itemId, names) }),
        change(day(event.data.from), day(event.data.to)),
        reason(event.data.reason),
      );
    case 'DeadlineRecurred':
      return said(t('page.history.deadline-recurred'), change(day(event.data.from), day(event.data.to)));
    case 'ReviewDateMoved':
    case 'ReviewDateSet':
      return said(
        t('page.history.review-date'),
        change(dayOrNone(event.data.from), dayOrNone(event.data.to)),
        ...(event.data.reason === undefined ? [] : [reason(event.data.reason)]),
      );
    case 'StatusUpdated':
      return said(
        t('page.history.status', {
          subject: statusSubject(event.data, names),
          progress: progressInWords(event.data.progress),
        }),
        event.data.text,
        ...(event.data.waitingFor === undefined
          ? []
          : [t('page.summary.waiting-for', { what: event.data.waitingFor })]),
        ...(event.data.reason === undefined ? [] : [reason(event.data.reason)]),
        ...(event.data.onBehalfOf === undefined
          ? []
          : [t('page.history.on-behalf-of', { party: names.party(event.data.onBehalfOf) })]),
      );
    case 'SummaryTextWritten':
      return said(
        t('page.history.summary-text', { subject: statusSubject(event.data, names) }),
        event.data.text,
      );
    case 'SummaryTextWithdrawn':
      return said(t('page.history.summary-text-withdrawn', { subject: statusSubject(event.data, names) }));
    case 'RiskStated':
      return said(t('page.history.risk'), ...riskInWords(event.data.risk));
    case 'ShareEntered':
      return said(t('page.history.share'), shareSentence(pageVoice(), event.data.share));
    case 'CrossReferencesSet':
      return said(
        t('page.history.references'),
        change(measures(event.data.old, names), measures(event.data.new, names)),
      );
    case 'RepetitionConfirmed': {
      const { earlierMeasureId, note } = event.data;
      return said(
        t('page.history.repetition-confirmed', { measure: measures([earlierMeasureId], names) }),
        ...(note === undefined ? [] : [note]),
      );
    }
    case 'RepetitionWithdrawn':
      return said(
        t('page.history.repetition-withdrawn', { measure: measures([event.data.earlierMeasureId], names) }),
        reason(event.data.reason),
      );
    case 'OccurrenceReported':
      return said(
        t('page.history.occurrence', { date: day(event.data.on) }),
        event.data.note,
        ...event.data.evidence.map(evidenceInWords),
      );
    case 'ItemReportedDone':
      return said(
        t('page.history.reported-done', { item: item(event.data.itemId) }),
        event.data.what,
        ...event.data.evidence.map(evidenceInWords),
        ...(event.data.forPersonId === undefined
          ? []
          : [t('page.history.reported-for', { person: names.person(event.data.forPersonId) })]),
        ...(event.data.effectReviewOn === undefined
          ? []
          : [t('page.history.effect-review-proposed', { date: day(event.data.effectReviewOn) })]),
      );
    case 'ItemSentBack':
      return said(t('page.history.sent-back', { item: item(event.data.itemId) }), reason(event.data.reason));
    case 'ItemSignedOff':
      return said(
        t('page.history.signed-off', { item: item(event.data.itemId) }),
        ...(event.data.note === undefined ? [] : [event.data.note]),
      );
    case 'ItemReopened':
      return said(
        t('page.history.item-reopened', { item: item(event.data.itemId) }),
        reason(event.data.reason),
      );
    case 'ExtensionAsked':
      return said(
        t('page.history.extension-asked', { item: item(event.data.itemId) }),
        change(day(event.data.from), day(event.data.to)),
        reason(event.data.reason),
        ...(event.data.onBehalfOf === undefined
          ? []
          : [t('page.history.on-behalf-of', { party: names.party(event.data.onBehalfOf) })]),
      );
    case 'ExtensionGranted':
      return said(
        t('page.history.extension-granted', {
          item: item(event.data.itemId),
          date: day(event.data.to),
        }),
        ...answerInWords(event.data, names),
      );
    case 'ExtensionRefused':
      return said(
        t('page.history.extension-refused', { item: item(event.data.itemId) }),
        ...answerInWords(event.data, names),
      );
    case 'ExtensionWithdrawn':
      return said(t('page.history.extension-withdrawn', { item: item(event.data.itemId) }));
    case 'ExtensionLapsed':
      return said(
        t('page.history.extension-lapsed', {
          item: item(event.data.itemId),
          why: t(`page.history.extension-lapsed.${event.data.because}`),
        }),
      );
    case 'WaiverProposed':
      return said(
        t('page.history.waiver-proposed', { item: item(event.data.itemId) }),
        reason(event.data.ground),
      );
    case 'WaiverRefused':
      return said(
        t('page.history.waiver-refused', {
          item: item(event.data.itemId),
          who: authorityInWords(event.data.authority),
        }),
        reason(event.data.ground),
        ...handsInWords(event.data.authority, names),
      );
    case 'ItemWaived':
      return said(
        t('page.history.waived', {
          item: item(event.data.itemId),
          who: authorityInWords(event.data.authority),
        }),
        reason(event.data.ground),
        ...(event.data.reviewOn === undefined
          ? []
          : [t('page.history.waived-until', { date: day(event.data.reviewOn) })]),
        ...handsInWords(event.data.authority, names),
      );
    case 'WaiverReviewed':
      return said(
        t('page.history.waiver-stands', { item: item(event.data.itemId) }),
        reason(event.data.reason),
        ...(event.data.nextOn === undefined
          ? []
          : [t('page.history.waived-until', { date: day(event.data.nextOn) })]),
        ...(event.data.authority === undefined
          ? []
          : [
              t('page.history.waiver-decided', { who: authorityInWords(event.data.authority) }),
              ...handsInWords(event.data.authority, names),
            ]),
      );
    case 'ItemEndedUnanswered':
      return said(
        t('page.history.unanswered', {
          item: item(event.data.itemId),
          who: authorityInWords(event.data.authority),
        }),
        reason(event.data.ground),
        t('page.history.letter', { reference: event.data.letterReference }),
        ...handsInWords(event.data.authority, names),
      );
    case 'MeasureClosed':
      return said(
        t('page.history.closed', { as: lowerCase(t(`closure.${event.data.as}`)) }),
        ...(event.data.authority === undefined
          ? []
          : [
              t('page.history.decided-by', { who: authorityInWords(event.data.authority) }),
              ...handsInWords(event.data.authority, names),
            ]),
        ...(event.data.ground === undefined ? [] : [reason(event.data.ground)]),
        ...(event.data.successorId === undefined
          ? []
          : [t('page.history.successor', { measure: names.measureNumber(event.data.successorId) })]),
        ...(event.data.effectReview === undefined
          ? []
          : [
              t('page.history.effect-review-planned', {
                date: day(event.data.effectReview.on),
                person: names.person(event.data.effectReview.reviewerId),
              }),
            ]),
      );
    case 'MeasureReopened':
      return said(
        t('page.history.reopened'),
        ...(event.data.itemIds.length === 0
          ? []
          : [t('page.history.reopened-items', { items: list(event.data.itemIds.map((id) => item(id))) })]),
        ...(event.data.endedDeadline === undefined
          ? []
          : [t('page.history.reopened-ended', { date: day(event.data.endedDeadline) })]),
        reason(event.data.reason),
      );
    case 'EffectReviewerChanged':
      return said(
        t('page.history.effect-reviewer'),
        change(names.person(event.data.from), names.person(event.data.to)),
        ...(event.data.reason === undefined ? [] : [reason(event.data.reason)]),
      );
    case 'EffectReviewed':
      return said(
        t(`page.history.effect.${effectResult(event.data)}`),
        event.data.text,
        ...(event.data.nextOn === undefined
          ? []
          : [t('page.history.effect-again', { date: day(event.data.nextOn) })]),
      );
    case 'MeasureWithdrawn':
      return said(t('page.history.withdrawn'));
    default:
      return event satisfies never;
  }
}

/** What was said with an answer, and on whose authority where it was leadership's. */
function answerInWords(
  { words, authority }: { words?: string; authority?: Authority },
  names: Names,
): string[] {
  return [
    ...(words === undefined ? [] : [words]),
    ...(authority === undefined
      ? []
      : [
          t('page.history.decided-by', { who: authorityInWords(authority) }),
          ...handsInWords(authority, names),
        ]),
  ];
}

/** What came with the registration: who is responsible, and by when. */
function givenAtOnce(
  { pickedFrom, responsibility, deadline, reviewOn }: DataOf<'MeasureRegistered'>,
  names: Names,
): string[] {
  return [
    ...(pickedFrom === undefined
      ? []
      : [
          t('page.catalogue.picked-sentence', {
            catalogue: pickedFrom.catalogueName,
            version: pickedFrom.version,
            situation: pickedFrom.situationName,
          }),
        ]),
    ...(responsibility === undefined
      ? []
      : [
          t('page.history.mode', { mode: t(`responsibility.${responsibility.mode}`) }),
          ...responsibility.items.flatMap((item) => itemAdded(item, names)),
        ]),
    ...(deadline === undefined ? [] : deadlineSet(deadline, names)),
    ...(reviewOn === undefined ? [] : [t('page.history.review-date-set', { date: day(reviewOn) })]),
  ];
}

function itemAdded(added: AddedItem, names: Names): [string, ...string[]] {
  return [
    t('page.history.item-added', {
      item: `${names.measure.number}.${added.suffix}`,
      party: names.party(added.partyId),
    }),
    ...(added.viaGroupId === undefined
      ? []
      : [t('page.history.via-group', { group: names.party(added.viaGroupId) })]),
    ...(added.contributorIds.length === 0
      ? []
      : [
          t('page.history.contributors', {
            names: list(added.contributorIds.map((id) => names.party(id))),
          }),
        ]),
  ];
}

function deadlineSet(
  { itemId, on, words, reason: why }: DataOf<'DeadlineSet'>,
  names: Names,
): [string, ...string[]] {
  return [
    t('page.history.deadline-set', { subject: subject(itemId, names), date: day(on) }),
    ...(words === undefined ? [] : [t('page.deadline.words', { words })]),
    ...(why === undefined ? [] : [reason(why)]),
  ];
}

function said(what: string, ...details: string[]): Said {
  return { what, details };
}

type Revisions = Extract<MeasureEvent, { type: 'MeasureRevised' }>['data']['changes'];
type Revised<Field extends keyof Revisions> = NonNullable<Revisions[Field]>['new'];

/** Field by field; one of text says itself. */
function revisions(changes: Revisions, { plan }: Names): string[] {
  const said: { readonly [Field in keyof Revisions]?: (value: Revised<Field>) => string } = {
    themeId: (id) => plan.themes.find((known) => known.id === id)?.title ?? t('page.none'),
    subGoalIds: (ids) => {
      const numbers = plan.goals
        .flatMap((goal) => goal.subGoals)
        .flatMap((subGoal) => (ids.includes(subGoal.id) ? [String(subGoal.number)] : []));
      return numbers.length === 0 ? t('page.none') : list(numbers);
    },
    access: ({ kind }) => t(`access.${kind}`),
  };
  const inWords = (field: keyof Revisions, value: unknown): string => {
    const say = said[field] as ((of: unknown) => string) | undefined;
    if (say !== undefined) return say(value);
    return typeof value === 'string' && value !== '' ? value : t('page.none');
  };
  return contentFields.flatMap((field) => {
    const changed = changes[field];
    if (changed === undefined) return [];
    const now = change(inWords(field, changed.old), inWords(field, changed.new));
    return [`${t(`page.history.field.${field}`)}: ${now}`];
  });
}

function change(old: string, now: string): string {
  return t('page.history.change', { old, now });
}

function reason(text: string): string {
  return t('page.history.reason', { text });
}

function dayOrNone(date: string | null): string {
  return date === null ? t('page.none') : day(date);
}

function itemName(id: ItemId | undefined, { measure }: Names): string {
  const item = measure.items.find((known) => known.id === id);
  return item === undefined ? t('page.unknown') : itemNumber(measure, item);
}

function subject(itemId: ItemId | undefined, names: Names): string {
  return itemId === undefined
    ? t('page.history.the-measure')
    : t('page.history.the-item', { item: itemName(itemId, names) });
}

function statusSubject(
  { itemId, subPointId }: { itemId?: ItemId; subPointId?: string },
  names: Names,
): string {
  const subPoint = names.measure.subPoints.find(({ id }) => id === subPointId);
  return subPoint === undefined
    ? subject(itemId, names)
    : t('page.history.the-sub-point', { number: `${names.measure.number}.${subPoint.number}` });
}

/** Likelihood, consequence and conclusion, each a line. */
export function riskInWords({ likelihood, consequence, conclusion }: RiskInWords): string[] {
  return [
    t('page.risk.likelihood', { text: likelihood }),
    t('page.risk.consequence', { text: consequence }),
    ...(conclusion === undefined ? [] : [t('page.risk.conclusion', { text: conclusion })]),
  ];
}

function measures(ids: readonly MeasureId[], names: Names): string {
  return ids.length === 0 ? t('page.none') : list(ids.map((id) => names.measureNumber(id)));
}

export function progressInWords(progress: Progress): string {
  return lowerCase(t(`progress.${progress}`));
}

function evidenceInWords({ kind, reference, note }: Evidence): string {
  const shown = t(kind === 'link' ? 'page.evidence.link' : 'page.evidence.archive', { reference });
  return note === undefined ? shown : `${shown} (${note})`;
}

/** "ledelsen", or "Kommunestyret i møte 3. mars 2026, sak 12/26". */
export function authorityInWords(authority: Authority): string {
  return authority.kind === 'leader'
    ? t('page.authority.leader')
    : t('page.authority.body', {
        body: authority.body,
        date: day(authority.meetingDate),
        caseNumber: authority.caseNumber,
      });
}

/** Who entered a body’s decision and who countersigned it; empty where no countersignature was needed. */
function handsInWords(authority: Authority, names: Names): string[] {
  if (authority.kind === 'leader' || authority.countersigned === undefined) return [];
  const { enteredBy, by } = authority.countersigned;
  return [t('page.history.hands', { enteredBy: names.person(enteredBy), countersignedBy: names.person(by) })];
}
