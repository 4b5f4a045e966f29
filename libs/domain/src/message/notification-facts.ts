import { leadershipOf } from '../follow-up/escalation-recipients.js';
import { answererOf, caseOfficerOf, contactOf, organisationsOf } from '../follow-up/recipients.js';
import {
  endedRequest,
  isExtensionEnd,
  type NotificationKind,
  notificationKinds,
  othersConcerned,
} from '../follow-up/immediate-notifications.js';
import type { PersonId, PlainDate } from '../ids.js';
import { isExtensionOpen } from '../measure/extension.js';
import type { Overtaking } from '../measure/extension-request.js';
import { deputyOn, isReached } from '../person/deputy.js';
import { deadlineOf, isAskedAfterDeparture, isRefused, type Item, type Measure } from '../measure/measure.js';
import type { MeasureEvent } from '../measure/measure.events.js';
import type { Plan } from '../plan/plan.js';
import type { Register } from '../register.js';
import type { Authority, Role } from '../roles/actor.js';
import type { NotificationFacts, NotificationItem } from './message-facts.js';
import { extensionShown, shownDeadline, subjectOf } from './message-subject.js';

/** One line of the message as it was written with the command. */
export interface QueuedNotification {
  kind: NotificationKind;
  measure: Measure;
  plan: Plan;
  item: Item | undefined;
}

export interface NotificationContext {
  reader: PersonId;
  date: PlainDate;
  queued: readonly QueuedNotification[];
  /** The events of the command, for the reason that was given. */
  events: readonly MeasureEvent[];
  /** Whoever gave the command is not told of it. */
  actorId?: PersonId;
  /** The roles of whoever gave the command. */
  actorRoles: readonly Role[];
  /** The names of those whom the command took a party’s messages from. */
  formerContacts?: readonly string[];
  /** Those who have named the reader as their deputy. */
  namesOfAway?: ReadonlyMap<PersonId, string>;
  register: Register;
}

/**
 * The parts of the one message: one per kind of thing the command did to the reader's items, what weighs most first
 * (the order of `notificationKinds`). Empty when all of it has been overtaken.
 */
export function notificationFacts(context: NotificationContext): NotificationFacts[] {
  const current = context.queued.filter(
    (notification) => isStillSo(notification) && isForReader(notification, context),
  );
  return notificationKinds.flatMap((kind) => {
    const notifications = current.filter((notification) => notification.kind === kind);
    return notifications.length === 0 ? [] : [partOf(kind, notifications, context)];
  });
}

/**
 * Whom each of these concerns as it is now: the recipient, and their deputy; never whoever did it. Nobody where it has
 * been overtaken.
 */
export function concernedBy(notification: QueuedNotification, context: NotificationContext): PersonId[] {
  if (!isStillSo(notification)) return [];
  const { date, register, actorId, reader } = context;
  // Another has got it meanwhile, and was told that they have.
  const isPersonal = notification.kind === 'taken-over' || notification.kind === 'handed-over';
  if (isPersonal && !isForReader(notification, context) && isReached(reader, date, register)) return [];
  const persons = recipientsOf(notification, context).flatMap((id) => {
    const deputyId = deputyOn(id, date, register);
    return deputyId === undefined ? [id] : [id, deputyId];
  });
  return [...new Set(persons)].filter((id) => id !== actorId && register.person(id)?.active === true);
}

/**
 * A message that asked for an answer, as it should say now that there is one: by whom, and when. Empty where it still
 * asks.
 */
export function answeredFacts(context: NotificationContext): NotificationFacts[] {
  const asked = context.queued.filter(({ kind, item }) => kind === 'extension-asked' && item !== undefined);
  return asked.flatMap((notification) => {
    const last = notification.item?.extensionsBefore?.at(-1);
    if (last === undefined || isStillSo(notification)) return [];
    return [
      {
        kind: 'extension-asked',
        items: [itemOf(notification, context)],
        date: context.date,
        byRole: roleOf(context),
        settled: {
          as: settledAs[last.became],
          at: last.ended.at,
          byYou: last.ended.by === context.reader,
        },
      },
    ];
  });
}

const settledAs = {
  granted: 'answered',
  refused: 'answered',
  withdrawn: 'withdrawn',
  lapsed: 'overtaken',
} as const;

function partOf(
  kind: NotificationKind,
  notifications: readonly QueuedNotification[],
  context: NotificationContext,
): NotificationFacts {
  const place = standsInFor(notifications, context);
  const reason = reasonFor(kind, notifications, context.events);
  const because = kind === 'extension-lapsed' ? lapsedBecause(notifications) : undefined;
  return {
    kind,
    items: notifications
      .map((notification) => itemOf(notification, context))
      .sort(
        (one, other) =>
          one.planNumber - other.planNumber ||
          one.number.localeCompare(other.number, 'nb', { numeric: true }),
      ),
    date: context.date,
    byRole: roleOf(context),
    ...(reason === undefined ? {} : { reason }),
    ...(place === undefined ? {} : { standsInFor: place }),
    ...(because === undefined ? {} : { lapsedBecause: because }),
    ...(kind === 'taken-over' ? { takenOver: takenOver(notifications, context) } : {}),
  };
}

/** Why the requests fell away, where it is the same for all. */
function lapsedBecause(notifications: readonly QueuedNotification[]): Overtaking | undefined {
  const [because, ...others] = new Set(
    notifications.map(({ item }) => {
      const request = endedRequest(item, 'extension-lapsed');
      return request?.became === 'lapsed' ? request.because : undefined;
    }),
  );
  return others.length === 0 ? because : undefined;
}

/** Named only where it is one. */
function takenOver(
  notifications: readonly QueuedNotification[],
  { formerContacts = [], register }: NotificationContext,
): NonNullable<NotificationFacts['takenOver']> {
  const [from, ...otherContacts] = formerContacts;
  const [partyId, ...otherParties] = new Set(notifications.map(({ item }) => item?.partyId));
  const party = partyId === undefined ? undefined : register.party(partyId)?.name;
  return {
    ...(from === undefined || otherContacts.length > 0 ? {} : { from }),
    ...(party === undefined || otherParties.length > 0 ? {} : { party }),
  };
}

function isStillSo({ kind, item }: QueuedNotification): boolean {
  if (item === undefined) return true;
  switch (kind) {
    case 'assigned':
    case 'contributing':
    case 'deadline-moved':
    case 'extension-granted':
    case 'extension-refused':
    case 'sent-back':
    case 'waiver-refused':
    case 'reopened':
    case 'taken-over':
    case 'refusal-answered':
    case 'handed-over':
      return item.state === 'open';
    case 'member-left':
      return isAskedAfterDeparture(item);
    case 'extension-asked':
      return isExtensionOpen(item);
    // Whoever has asked anew knows.
    case 'extension-lapsed':
      return !isExtensionOpen(item) && item.extensionsBefore?.at(-1)?.became === 'lapsed';
    case 'refused':
      return isRefused(item);
    case 'waiver-proposed':
      return item.state === 'open' && item.waiverProposal !== undefined;
    case 'signed-off':
      return item.state === 'signed-off';
    case 'waived':
      return item.state === 'waived';
    default:
      return kind satisfies never;
  }
}

/** The owner is looked up when the message is sent, so that only whoever has the item now is told. */
function isForReader(notification: QueuedNotification, context: NotificationContext): boolean {
  // Of a measure as a whole it stays whose it was.
  if (notification.item === undefined) return true;
  return recipientsOf(notification, context).some((id) => inWhosePlace(id, context) !== undefined);
}

/** Whose it is on the day. */
function recipientsOf(
  { kind, measure, plan, item }: QueuedNotification,
  { date, register, actorId }: Omit<NotificationContext, 'reader'>,
): PersonId[] {
  if (item === undefined) return [];
  if (kind === 'waiver-proposed') return [leadershipOf(plan, date, register, actorId)];
  if (kind === 'member-left' || kind === 'refused') return [caseOfficerOf(plan, date, register, actorId)];
  if (kind === 'extension-asked') return [answererOf(item, { measure, plan }, date, register, actorId)];
  const others = isExtensionEnd(kind)
    ? othersConcerned(kind, item.id, { measure, plan }, date, register)
    : [];
  if (kind === 'extension-lapsed') return others;
  const partyIds = kind === 'contributing' ? item.contributorIds : [item.partyId];
  const contacts = partyIds.flatMap((partyId) =>
    organisationsOf(partyId, date, (id) => register.party(id)).map((party) =>
      contactOf(party, plan, date, register, kind === 'contributing' ? undefined : item),
    ),
  );
  return [...contacts, ...others];
}

/** The recipient, where the reader is that person or their deputy; undefined where the reader is neither. */
function inWhosePlace(
  recipient: PersonId,
  { reader, date, register }: NotificationContext,
): PersonId | undefined {
  return recipient === reader || deputyOn(recipient, date, register) === reader ? recipient : undefined;
}

/** The name of one who is away, where everything in the part is theirs. */
function standsInFor(
  notifications: readonly QueuedNotification[],
  context: NotificationContext,
): string | undefined {
  const places = notifications.flatMap((notification) =>
    recipientsOf(notification, context).flatMap((id) => inWhosePlace(id, context) ?? []),
  );
  const [place, ...others] = new Set(places);
  return place === undefined || place === context.reader || others.length > 0
    ? undefined
    : context.namesOfAway?.get(place);
}

function itemOf(
  { kind, measure, plan, item }: QueuedNotification,
  context: NotificationContext,
): NotificationItem {
  const deadline = item === undefined ? measure.deadline : deadlineOf(measure, item);
  return {
    ...subjectOf(measure, plan, item),
    ...(deadline === undefined ? {} : { deadline: shownDeadline(deadline) }),
    ...extensionShown(item),
    canReport: kind !== 'contributing' && item?.state === 'open' && answersFor(item, plan, context),
  };
}

function answersFor(item: Item, plan: Plan, context: NotificationContext): boolean {
  const { date, register } = context;
  return organisationsOf(item.partyId, date, (id) => register.party(id)).some(
    (party) => inWhosePlace(contactOf(party, plan, date, register, item), context) !== undefined,
  );
}

function roleOf({ events, actorRoles }: NotificationContext): NotificationFacts['byRole'] {
  // A body's decision is leadership's, although the secretariat entered it.
  if (events.some((event) => authorityOf(event) !== undefined)) return 'leadership';
  if (actorRoles.includes('secretariat')) return 'secretariat';
  if (actorRoles.includes('leadership')) return 'leadership';
  return actorRoles.includes('owner') ? 'owner' : 'system';
}

function authorityOf({ data }: MeasureEvent): Authority | undefined {
  return 'authority' in data ? data.authority : undefined;
}

/**
 * An answer’s words are the answerer’s, and to whoever asked; the reason in the move beside it is the asker’s own. What
 * was said of another item stays with it.
 */
function reasonFor(
  kind: NotificationKind,
  notifications: readonly QueuedNotification[],
  events: readonly MeasureEvent[],
): string | undefined {
  const isAnswer = kind === 'extension-granted' || kind === 'extension-refused';
  const about = notifications.map(({ item }) => item?.id);
  const said = events.filter(
    ({ type, data }) =>
      (type === 'ExtensionGranted' || type === 'ExtensionRefused') === isAnswer &&
      (!('itemId' in data) || data.itemId === undefined || about.includes(data.itemId)),
  );
  return said.map(reasonOf).find((given) => given !== undefined);
}

function reasonOf({ data }: MeasureEvent): string | undefined {
  if ('reason' in data && data.reason !== undefined) return data.reason;
  if ('words' in data && data.words !== undefined) return data.words;
  if ('ground' in data && data.ground !== undefined) return data.ground;
  return 'note' in data ? data.note : undefined;
}
