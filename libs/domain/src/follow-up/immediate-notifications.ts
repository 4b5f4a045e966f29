import type { Decided } from '../history.js';
import type { ItemId, MeasureId, PartyId, PersonId, PlainDate } from '../ids.js';
import { deputyOn } from '../person/deputy.js';
import type { MeasureEvent } from '../measure/measure.events.js';
import type { Item, Measure } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import type { Circumstances, Register } from '../register.js';
import { leadershipOf } from './escalation-recipients.js';
import { osloDate } from './calendar.js';
import { followUpFacts, obligationsDue } from './follow-up-schedule.js';
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
  const contacts = (partyId: PartyId, item?: Item) =>
    organisationsOf(partyId, today, register.party).map((party) =>
      contactOf(party, plan, today, register, item),
    );
  const toOwner = (itemId: ItemId, kind: NotificationKind): Notification[] => {
    const item = measure.items.find((known) => known.id === itemId);
    if (item === undefined) return [];
    return contacts(item.partyId, item).map((personId) => ({
      personId,
      kind,
      measureId: measure.id,
      itemIds: [itemId],
    }));
  };
  const toAsker = (itemId: ItemId, kind: NotificationKind, others: readonly PersonId[]): Notification[] => {
    const item = measure.items.find((known) => known.id === itemId);
    const asker = item?.extensionsBefore?.at(-1)?.by;
    const also = [...(asker === undefined ? [] : [asker]), ...others].map((personId) => ({
      personId,
      kind,
      measureId: measure.id,
      itemIds: [itemId],
    }));
    return [...toOwner(itemId, kind), ...also];
  };
  const assigned = (item: Item): Notification[] => [
    ...toOwner(item.id, 'assigned'),
    ...item.contributorIds
      .flatMap((partyId) => contacts(partyId))
      .map((personId) => ({
        personId,
        kind: 'contributing' as const,
        measureId: measure.id,
        itemIds: [item.id],
      })),
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
      return [
        {
          personId: caseOfficerOf(plan, today, register),
          kind: 'member-left',
          measureId: measure.id,
          itemIds: event.data.itemIds,
        },
      ];
    case 'ExtensionAsked': {
      const { itemId } = event.data;
      const item = measure.items.find((known) => known.id === itemId);
      const personId = answererOf(item, { measure, plan }, today, register);
      return [{ personId, kind: 'extension-asked', measureId: measure.id, itemIds: [itemId] }];
    }
    case 'ExtensionRefused':
      return toAsker(event.data.itemId, 'extension-refused', []);
    case 'ExtensionGranted': {
      const { itemId } = event.data;
      return toAsker(itemId, 'extension-granted', whoKnewOfDeadline(measure, plan, itemId, circumstances));
    }
    case 'AssignmentRefused':
      return [
        {
          personId: caseOfficerOf(plan, today, register),
          kind: 'refused',
          measureId: measure.id,
          itemIds: [event.data.itemId],
        },
      ];
    case 'RefusalAnswered':
      return toOwner(event.data.itemId, 'refusal-answered');
    case 'ItemHandedOver':
      return toOwner(event.data.itemId, 'handed-over');
    case 'WaiverProposed':
      return [
        {
          personId: leadershipOf(plan, today, register),
          kind: 'waiver-proposed',
          measureId: measure.id,
          itemIds: [event.data.itemId],
        },
      ];
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

/**
 * Whoever else has been told of the deadline that was extended: contributors with the item, and leaders where the
 * ladder had come to them.
 */
function whoKnewOfDeadline(
  measure: Measure,
  plan: Plan,
  itemId: ItemId,
  { register, today }: Circumstances,
): PersonId[] {
  const item = measure.items.find((known) => known.id === itemId);
  const request = item?.extensionsBefore?.at(-1);
  if (item === undefined || request === undefined) return [];
  const contributors = item.contributorIds.flatMap((partyId) =>
    organisationsOf(partyId, today, register.party).map((party) => contactOf(party, plan, today, register)),
  );
  return [
    ...contributors,
    ...leadersTold(measure, plan, itemId, today).map((recipient) =>
      recipientOf({ recipient, itemId }, { measure, plan }, today, register),
    ),
  ];
}

/** The steps that came to leaders under the deadline as it was before the request was granted. */
function leadersTold(measure: Measure, plan: Plan, itemId: ItemId, today: PlainDate) {
  const request = measure.items.find(({ id }) => id === itemId)?.extensionsBefore?.at(-1);
  if (request === undefined) return [];
  const facts = followUpFacts(measure, plan);
  const items = facts.items
    .filter((item) => item.itemId === itemId)
    .map(({ deadlineMovedOn: _moved, ...item }) => ({
      ...item,
      deadline: request.from,
      extensionHold: { from: osloDate(request.at) },
    }));
  return obligationsDue({ ...facts, items }, { after: undefined, until: today })
    .filter(({ kind }) => kind === 'late-told-leader' || kind === 'late-told-leadership')
    .map(({ recipient }) => recipient);
}

function once(one: Notification, index: number, all: readonly Notification[]): boolean {
  const key = (of: Notification) => [of.personId, of.kind, ...of.itemIds].join(' ');
  return all.findIndex((other) => key(other) === key(one)) === index;
}
