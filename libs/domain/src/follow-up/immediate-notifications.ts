import type { Decided } from '../history.js';
import type { Instant, ItemId, MeasureId, PartyId, PersonId, PlainDate } from '../ids.js';
import { deputyOn, isReached } from '../person/deputy.js';
import type { EndedExtension } from '../measure/extension-request.js';
import type { MeasureEvent } from '../measure/measure.events.js';
import { deadlineOf, type Item, type Measure } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import type { Circumstances, Register } from '../register.js';
import { leadershipOf } from './escalation-recipients.js';
import { osloDate } from './calendar.js';
import type { ItemFacts, RecipientRole } from './follow-up-facts.js';
import { followUpFacts, latest, obligationsDue } from './follow-up-schedule.js';
import { answererOf, caseOfficerOf, contactOf, organisationsOf, recipientOf } from './recipients.js';

/** What a person did that another is told of at once (PRODUCT.md); what time did comes in the morning message. */
export const notificationKinds = [
  'assigned',
  'contributing',
  'deadline-moved',
  'sent-back',
  'extension-asked',
  'extension-granted',
  'extension-refused',
  'extension-lapsed',
  'signed-off',
  'waiver-proposed',
  'waived',
  'waiver-refused',
  'reopened',
  'taken-over',
  'member-left',
  'refused',
  'refusal-answered',
  'handed-over',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** One thing one person is told; the tellings of a command to a person make one message. */
export interface Notification {
  personId: PersonId;
  kind: NotificationKind;
  measureId: MeasureId;
  itemIds: readonly ItemId[];
}

/**
 * Who is told what, after a command. Nobody is told what they did themselves, nor of a measure that is only proposed.
 * @param after the measure and its plan as they stand after the command
 */
export function immediateNotifications(
  decided: readonly Decided[],
  after: (measureId: MeasureId) => { measure: Measure; plan: Plan } | undefined,
  circumstances: Circumstances,
): Notification[] {
  return decided.flatMap((change) => {
    if (change.stream !== 'measure') return [];
    const subject = after(change.id);
    if (subject === undefined || subject.measure.state === 'proposed') return [];
    // What is opened again is told with its new deadline, not of it once more.
    const reopens = change.events.some(({ type }) => type === 'MeasureReopened');
    const granted = change.events.flatMap((event) =>
      event.type === 'ExtensionGranted' ? [event.data.itemId] : [],
    );
    return (
      change.events
        .filter(({ type }) => !(reopens && type === 'DeadlineMoved'))
        .flatMap((event) => notificationsOf(event, subject.measure, subject.plan, circumstances))
        // Whoever is told that the extension is granted is told to when.
        .filter(
          ({ kind, itemIds }) => kind !== 'deadline-moved' || !itemIds.some((id) => granted.includes(id)),
        )
        .flatMap((notification) => withDeputy(notification, circumstances.register, circumstances.today))
        .filter(once)
        .filter((notification) => notification.personId !== circumstances.actor.id)
    );
  });
}

/** Whoever is there in the place of one who is away is told too. */
export function withDeputy(notification: Notification, register: Register, today: PlainDate): Notification[] {
  const deputyId = deputyOn(notification.personId, today, register);
  return deputyId === undefined ? [notification] : [notification, { ...notification, personId: deputyId }];
}

function notificationsOf(
  event: MeasureEvent,
  measure: Measure,
  plan: Plan,
  circumstances: Circumstances,
): Notification[] {
  const { register, today } = circumstances;
  const actorId = circumstances.actor.id;
  const to = (personId: PersonId, kind: NotificationKind, ...itemIds: ItemId[]): Notification => ({
    personId,
    kind,
    measureId: measure.id,
    itemIds,
  });
  const contacts = (partyId: PartyId, item?: Item) =>
    organisationsOf(partyId, today, register.party).map((party) =>
      contactOf(party, plan, today, register, item),
    );
  const toOwner = (itemId: ItemId, kind: NotificationKind): Notification[] => {
    const item = measure.items.find((known) => known.id === itemId);
    if (item === undefined) return [];
    return contacts(item.partyId, item).map((personId) => to(personId, kind, itemId));
  };
  const toOthers = (itemId: ItemId, kind: ExtensionEnd): Notification[] =>
    othersConcerned(kind, itemId, { measure, plan }, today, register).map((personId) =>
      to(personId, kind, itemId),
    );
  const assigned = (item: Item): Notification[] => [
    ...toOwner(item.id, 'assigned'),
    ...item.contributorIds
      .flatMap((partyId) => contacts(partyId))
      .map((personId) => to(personId, 'contributing', item.id)),
  ];
  switch (event.type) {
    case 'MeasureAccepted':
      return measure.items.flatMap(assigned);
    case 'ItemAdded':
    case 'ItemReassigned':
      return measure.items.filter((item) => item.id === event.data.itemId).flatMap(assigned);
    case 'DeadlineMoved':
      return movedItems(measure, event.data.itemId).flatMap((item) => toOwner(item.id, 'deadline-moved'));
    case 'ItemSentBack':
      return toOwner(event.data.itemId, 'sent-back');
    case 'ItemSignedOff':
      return toOwner(event.data.itemId, 'signed-off');
    case 'ItemReopened':
      return toOwner(event.data.itemId, 'reopened');
    case 'MeasureReopened':
      return event.data.itemIds.flatMap((itemId) => toOwner(itemId, 'reopened'));
    case 'MemberDeparted':
      return [to(caseOfficerOf(plan, today, register, actorId), 'member-left', ...event.data.itemIds)];
    case 'ExtensionAsked': {
      const { itemId } = event.data;
      const item = measure.items.find((known) => known.id === itemId);
      return [to(answererOf(item, { measure, plan }, today, register, actorId), 'extension-asked', itemId)];
    }
    case 'ExtensionRefused':
    case 'ExtensionGranted': {
      const { itemId } = event.data;
      const kind = event.type === 'ExtensionGranted' ? 'extension-granted' : 'extension-refused';
      return [...toOwner(itemId, kind), ...toOthers(itemId, kind)];
    }
    case 'ExtensionLapsed':
      return toOthers(event.data.itemId, 'extension-lapsed');
    case 'AssignmentRefused':
      return [to(caseOfficerOf(plan, today, register, actorId), 'refused', event.data.itemId)];
    case 'RefusalAnswered':
      return toOwner(event.data.itemId, 'refusal-answered');
    case 'ItemHandedOver':
      return toOwner(event.data.itemId, 'handed-over');
    case 'WaiverProposed':
      return [to(leadershipOf(plan, today, register, actorId), 'waiver-proposed', event.data.itemId)];
    case 'WaiverRefused':
      return toOwner(event.data.itemId, 'waiver-refused');
    case 'ItemWaived':
      return toOwner(event.data.itemId, 'waived');
    default:
      return [];
  }
}

/** A moved deadline of the measure concerns the open items that have none of their own. */
function movedItems(measure: Measure, itemId: ItemId | undefined): readonly Item[] {
  if (itemId !== undefined) return measure.items.filter((item) => item.id === itemId);
  return measure.items.filter((item) => item.state === 'open' && item.deadline === undefined);
}

/** How a request ended that others than the owner are told of, and what it then became. */
const extensionEnds = {
  'extension-granted': 'granted',
  'extension-refused': 'refused',
  'extension-lapsed': 'lapsed',
} as const;
export type ExtensionEnd = keyof typeof extensionEnds;

export function isExtensionEnd(kind: NotificationKind): kind is ExtensionEnd {
  return kind in extensionEnds;
}

/** The request that last ended so. */
export function endedRequest(item: Item | undefined, kind: ExtensionEnd): EndedExtension | undefined {
  return item?.extensionsBefore?.findLast(({ became }) => became === extensionEnds[kind]);
}

/**
 * Who hears of it beside the owner: whoever asked, while they can be written to, and of a deadline that was extended
 * whoever else had been told of it.
 */
export function othersConcerned(
  kind: ExtensionEnd,
  itemId: ItemId,
  { measure, plan }: { measure: Measure; plan: Plan },
  day: PlainDate,
  register: Register,
): PersonId[] {
  const item = measure.items.find(({ id }) => id === itemId);
  const request = endedRequest(item, kind);
  if (item === undefined || request === undefined) return [];
  // One whom the register does not tell of is asked after when the message is sent.
  const isThere = register.person(request.by) === undefined || isReached(request.by, day, register);
  return [
    ...(isThere ? [request.by] : []),
    ...(kind === 'extension-granted'
      ? whoKnewOfDeadline({ measure, plan }, item, request, day, register)
      : []),
  ];
}

/** Contributors with the item, and leaders where the ladder had come to them. */
function whoKnewOfDeadline(
  { measure, plan }: { measure: Measure; plan: Plan },
  item: Item,
  request: EndedExtension,
  day: PlainDate,
  register: Register,
): PersonId[] {
  const contributors = item.contributorIds.flatMap((partyId) =>
    organisationsOf(partyId, day, register.party).map((party) => contactOf(party, plan, day, register)),
  );
  return [
    ...contributors,
    ...leadersTold({ measure, plan }, item, request).map((recipient) =>
      recipientOf({ recipient, itemId: item.id }, { measure, plan }, day, register),
    ),
  ];
}

/** The steps that had come to leaders under the deadline as it was when the request was granted. */
function leadersTold(
  { measure, plan }: { measure: Measure; plan: Plan },
  item: Item,
  request: EndedExtension,
): RecipientRole[] {
  const facts = followUpFacts(measure, plan);
  const until = osloDate(request.ended.at);
  const movedAt = deadlineOf(measure, item)?.moves.findLast(({ at }) => at < request.ended.at)?.at;
  const items = facts.items
    .filter(({ itemId }) => itemId === item.id)
    .map(({ deadlineMovedOn: _moved, ...known }) => ({
      ...known,
      deadline: request.from,
      ...(movedAt === undefined ? {} : { deadlineMovedOn: osloDate(movedAt) }),
      extensionHold: holdBefore(measure, item, request, movedAt),
    }));
  return obligationsDue({ ...facts, items }, { after: undefined, until })
    .filter(({ kind }) => kind === 'late-told-leader' || kind === 'late-told-leadership')
    .map(({ recipient }) => recipient);
}

/** As it was until this request was granted: the first that was made of the deadline holds it. */
function holdBefore(
  measure: Measure,
  item: Item,
  request: EndedExtension,
  movedAt: Instant | undefined,
): NonNullable<ItemFacts['extensionHold']> {
  const since = latest(item.assignedAt, item.reopenedAt, deadlineOf(measure, item)?.setAt, movedAt);
  const first = (item.extensionsBefore ?? []).find(({ at, from }) => at >= since && from === request.from);
  return first === undefined || first.at === request.at
    ? { from: osloDate(request.at) }
    : { from: osloDate(first.at), through: osloDate(first.ended.at) };
}

function once(one: Notification, index: number, all: readonly Notification[]): boolean {
  const key = (of: Notification) => [of.personId, of.kind, ...of.itemIds].join(' ');
  return all.findIndex((other) => key(other) === key(one)) === index;
}
