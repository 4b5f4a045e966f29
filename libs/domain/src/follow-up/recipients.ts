import type { ItemId, PartyId, PersonId, PlainDate } from '../ids.js';
import { answerObstacle, isExtensionOpen } from '../measure/extension.js';
import { signOffObstacle } from '../measure/four-eyes.js';
import { mayHold } from '../measure/holder.js';
import type { Item, Measure } from '../measure/measure.js';
import { membersOn, type Organisation, type Party } from '../party/party.js';
import type { Plan } from '../plan/plan.js';
import type { Register } from '../register.js';
import { asActor } from '../roles/standing-in.js';
import { leaderOf, leadershipOf } from './escalation-recipients.js';
import { firstReached } from './first-reached.js';
import type { RecipientRole } from './follow-up-facts.js';

/**
 * Gets the messages for a party: the person who has the item, while they are of the party and may report for it; its
 * contact person; while that person is away without a deputy, the leader of a party of ours; else its case officer,
 * else the plan's.
 */
export function contactOf(
  { id, contactPersonId, leaderPersonId, caseOfficerId, ours }: Organisation,
  plan: Plan,
  day: PlainDate,
  register: Register,
  item?: Pick<Item, 'personId'>,
): PersonId {
  const isAway = contactPersonId !== undefined && register.person(contactPersonId)?.active === true;
  const holder = item?.personId === undefined ? undefined : register.person(item.personId);
  return firstReached(
    [
      holder !== undefined && mayHold(holder, id) ? holder.id : undefined,
      contactPersonId,
      isAway && ours ? leaderPersonId : undefined,
      caseOfficerId,
    ],
    plan,
    day,
    register,
  );
}

/** The person who asks and answers for the secretariat in a plan. */
export function caseOfficerOf(plan: Plan, day: PlainDate, register: Register, actorId?: PersonId): PersonId {
  return firstReached([], plan, day, register, actorId);
}

/**
 * The person who is asked on `day`. A role that nobody fills falls to the plan’s case officer, and to the secretariat
 * if that person has left: nagging never stops silently.
 */
export function recipientOf(
  asked: { recipient: RecipientRole; itemId?: ItemId },
  { measure, plan }: { measure: Measure; plan: Plan },
  day: PlainDate,
  register: Register,
): PersonId {
  const item = measure.items.find(({ id }) => id === asked.itemId);
  // An item has one responsible party, and that is no group.
  const [party] = item === undefined ? [] : organisationsOf(item.partyId, day, register.party);
  switch (asked.recipient) {
    case 'contact':
      return party === undefined
        ? firstReached([], plan, day, register)
        : contactOf(party, plan, day, register, item);
    case 'party-leader':
      return party === undefined
        ? firstReached([], plan, day, register)
        : leaderOf(party, plan, day, register);
    case 'plan-leadership':
      return leadershipOf(plan, day, register);
    case 'case-officer':
      return caseOfficerOf(plan, day, register);
    case 'who-may-sign-off':
      return firstReached(
        item === undefined ? [] : signersOf(item, plan, day, register),
        plan,
        day,
        register,
      );
    case 'who-may-answer':
      return answererOf(item, { measure, plan }, day, register);
    case 'effect-reviewer': {
      const review = measure.state === 'closed' ? measure.closure.effectReview : undefined;
      return firstReached([review?.reviewerId], plan, day, register);
    }
    default:
      return asked.recipient satisfies never;
  }
}

/** A group stands for its members of the day. */
export function organisationsOf(
  partyId: PartyId,
  day: PlainDate,
  find: (id: PartyId) => Party | undefined,
): Organisation[] {
  const party = find(partyId);
  if (party === undefined) return [];
  if (party.kind === 'organisation') return [party];
  return membersOn(party, day).flatMap((id) => organisationsOf(id, day, find));
}

/** In the order they are asked: the case officer, others in the secretariat, substitutes, leadership. */
function signersOf(item: Item, plan: Plan, day: PlainDate, register: Register): PersonId[] {
  const candidates = [
    plan.caseOfficerId,
    ...register.personsWithRole('secretariat').map((person) => person.id),
    ...plan.signOffSubstituteIds,
    ...(plan.leaderId === undefined ? [] : [plan.leaderId]),
    ...register.personsWithRole('leadership').map((person) => person.id),
  ];
  return candidates.filter((id) => {
    const person = register.person(id);
    if (person?.active !== true) return false;
    return signOffObstacle(asActor(person, day, register), item, plan, register, day) === undefined;
  });
}

/** Who is asked to answer the extension that is asked for; where nobody may, whoever stands for the plan. */
export function answererOf(
  item: Item | undefined,
  subject: { measure: Measure; plan: Plan },
  day: PlainDate,
  register: Register,
  actorId?: PersonId,
): PersonId {
  const { plan } = subject;
  const candidates = [
    plan.caseOfficerId,
    ...(plan.leaderId === undefined ? [] : [plan.leaderId]),
    ...register.personsWithRole('secretariat').map((person) => person.id),
    ...register.personsWithRole('leadership').map((person) => person.id),
  ].filter((id) => {
    const person = register.person(id);
    if (person?.active !== true || item === undefined || !isExtensionOpen(item)) return false;
    const { to } = item.extension;
    return answerObstacle(asActor(person, day, register), subject, item, to, register, day) === undefined;
  });
  return firstReached(candidates, plan, day, register, actorId);
}
