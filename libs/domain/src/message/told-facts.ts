import { caseOfficerOf, contactOf, leadershipOf, organisationsOf } from '../follow-up/recipients.js';
import { type TellingKind, tellingKinds } from '../follow-up/told-at-once.js';
import type { PartyId, PersonId, PlainDate } from '../ids.js';
import { deadlineOf, isAskedAfterDeparture, type Item, type Measure } from '../measure/measure.js';
import type { MeasureEvent } from '../measure/measure.events.js';
import type { Plan } from '../plan/plan.js';
import type { Register } from '../register.js';
import type { Authority, Role } from '../roles/actor.js';
import type { ToldFacts, ToldItem } from './message-facts.js';
import { shownDeadline, subjectOf } from './message-subject.js';

/** One line of the message as it was written with the command. */
export interface WrittenTelling {
  kind: TellingKind;
  measure: Measure;
  plan: Plan;
  item: Item | undefined;
}

export interface Told {
  reader: PersonId;
  date: PlainDate;
  tellings: readonly WrittenTelling[];
  /** The events of the command, for the reason that was given. */
  events: readonly MeasureEvent[];
  /** Who gave the command. */
  actorRoles: readonly Role[];
  register: Register;
}

/**
 * The parts of the one message: one per kind of thing the command did to the reader's items, what weighs most first
 * (the order of `tellingKinds`). Empty when all of it has been overtaken.
 */
export function toldFacts(told: Told): ToldFacts[] {
  const current = told.tellings.filter((telling) => isStillSo(telling) && isForReader(telling, told));
  return tellingKinds.flatMap((kind) => {
    const tellings = current.filter((telling) => telling.kind === kind);
    return tellings.length === 0 ? [] : [partOf(kind, tellings, told)];
  });
}

function partOf(kind: TellingKind, tellings: readonly WrittenTelling[], told: Told): ToldFacts {
  const reason = told.events.map(reasonOf).find((given) => given !== undefined);
  return {
    kind,
    items: tellings
      .map((telling) => itemOf(telling, told))
      .sort(
        (one, other) =>
          one.planNumber - other.planNumber ||
          one.number.localeCompare(other.number, 'nb', { numeric: true }),
      ),
    date: told.date,
    byRole: roleOf(told),
    ...(reason === undefined ? {} : { reason }),
  };
}

function isStillSo({ kind, item }: WrittenTelling): boolean {
  if (item === undefined) return true;
  switch (kind) {
    case 'assigned':
    case 'contributing':
    case 'deadline-moved':
    case 'sent-back':
    case 'waiver-refused':
    case 'reopened':
    case 'taken-over':
      return item.state === 'open';
    case 'member-left':
      return isAskedAfterDeparture(item);
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

/** Whose it is now is asked when it is told. */
function isForReader({ kind, plan, item }: WrittenTelling, told: Told): boolean {
  if (kind === 'waiver-proposed') return leadershipOf(plan, told.register) === told.reader;
  if (kind === 'member-left') return caseOfficerOf(plan, told.register) === told.reader;
  if (item === undefined) return true;
  return kind === 'contributing'
    ? item.contributorIds.some((partyId) => answersFor(partyId, plan, told))
    : answersFor(item.partyId, plan, told);
}

function itemOf({ kind, measure, plan, item }: WrittenTelling, told: Told): ToldItem {
  const deadline = item === undefined ? measure.deadline : deadlineOf(measure, item);
  return {
    ...subjectOf(measure, plan, item),
    ...(deadline === undefined ? {} : { deadline: shownDeadline(deadline) }),
    canReport: kind !== 'contributing' && item?.state === 'open' && answersFor(item.partyId, plan, told),
  };
}

function answersFor(partyId: PartyId, plan: Plan, { reader, date, register }: Told): boolean {
  return organisationsOf(partyId, date, (id) => register.party(id)).some(
    (party) => contactOf(party, plan, register) === reader,
  );
}

function roleOf({ events, actorRoles }: Told): ToldFacts['byRole'] {
  // A body's decision is leadership's, although the secretariat entered it.
  if (events.some((event) => authorityOf(event) !== undefined)) return 'leadership';
  if (actorRoles.includes('secretariat')) return 'secretariat';
  if (actorRoles.includes('leadership')) return 'leadership';
  return actorRoles.includes('owner') ? 'owner' : 'system';
}

function authorityOf({ data }: MeasureEvent): Authority | undefined {
  return 'authority' in data ? data.authority : undefined;
}

function reasonOf({ data }: MeasureEvent): string | undefined {
  if ('reason' in data && data.reason !== undefined) return data.reason;
  if ('ground' in data && data.ground !== undefined) return data.ground;
  return 'note' in data ? data.note : undefined;
}
