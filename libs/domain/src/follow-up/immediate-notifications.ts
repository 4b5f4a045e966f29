import type { Decided } from '../history.js';
import type { ItemId, MeasureId, PartyId, PersonId } from '../ids.js';
import type { MeasureEvent } from '../measure/measure.events.js';
import type { Item, Measure } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import type { Circumstances } from '../register.js';
import { leadershipOf } from './escalation-recipients.js';
import { caseOfficerOf, contactOf, organisationsOf } from './recipients.js';

/** What a person did that another is told of at once (PRODUCT.md); what time did comes in the morning message. */
export const notificationKinds = [
  'assigned',
  'contributing',
  'deadline-moved',
  'sent-back',
  'signed-off',
  'waiver-proposed',
  'waived',
  'waiver-refused',
  'reopened',
  'taken-over',
  'member-left',
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
    return change.events
      .filter(({ type }) => !(reopens && type === 'DeadlineMoved'))
      .flatMap((event) => notificationsOf(event, subject.measure, subject.plan, circumstances))
      .filter((notification) => notification.personId !== circumstances.actor.id);
  });
}

function notificationsOf(
  event: MeasureEvent,
  measure: Measure,
  plan: Plan,
  circumstances: Circumstances,
): Notification[] {
  const { register, today } = circumstances;
  const contacts = (partyId: PartyId) =>
    organisationsOf(partyId, today, register.party).map((party) => contactOf(party, plan, register));
  const toOwner = (itemId: ItemId, kind: NotificationKind): Notification[] => {
    const item = measure.items.find((known) => known.id === itemId);
    if (item === undefined) return [];
    return contacts(item.partyId).map((personId) => ({
      personId,
      kind,
      measureId: measure.id,
      itemIds: [itemId],
    }));
  };
  const assigned = (item: Item): Notification[] => [
    ...toOwner(item.id, 'assigned'),
    ...item.contributorIds.flatMap(contacts).map((personId) => ({
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
          personId: caseOfficerOf(plan, register),
          kind: 'member-left',
          measureId: measure.id,
          itemIds: event.data.itemIds,
        },
      ];
    case 'WaiverProposed':
      return [
        {
          personId: leadershipOf(plan, register),
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
