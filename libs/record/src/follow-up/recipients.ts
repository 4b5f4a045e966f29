import type { DueObligation } from '#domain/follow-up/follow-up-facts.js';
import { contactOf, leaderOf, leadershipOf, organisationsOf } from '#domain/follow-up/recipients.js';
import type { PartyId, PersonId, PlainDate } from '#domain/ids.js';
import { signOffObstacle } from '#domain/measure/four-eyes.js';
import type { Item, Measure } from '#domain/measure/measure.js';
import type { Plan } from '#domain/plan/plan.js';
import type { Organisation } from '#domain/party/party.js';
import type { Register } from '#domain/register.js';

/**
 * The persons an obligation is addressed to on `day`. A role that nobody fills, or whose person has left, falls to
 * the plan's case officer: nagging never stops silently.
 */
export function recipientsOf(
  obligation: DueObligation,
  { measure, plan }: { measure: Measure; plan: Plan },
  day: PlainDate,
  register: Register,
): PersonId[] {
  const item = measure.items.find(({ id }) => id === obligation.itemId);
  const parties = organisationsOfItem(item?.partyId, day, register);
  const persons = personsInRole(obligation.recipient, { measure, plan, item, parties }, register);
  const present = persons.filter((id) => register.person(id)?.active);
  return present.length > 0 ? [...new Set(present)] : [plan.caseOfficerId];
}

interface Case {
  measure: Measure;
  plan: Plan;
  item: Item | undefined;
  parties: readonly Organisation[];
}

function personsInRole(
  role: DueObligation['recipient'],
  { measure, plan, item, parties }: Case,
  register: Register,
): PersonId[] {
  switch (role) {
    case 'contact':
      return parties.map((party) => contactOf(party, plan));
    case 'party-leader':
      return parties.map((party) => leaderOf(party, plan));
    case 'plan-leadership':
      return [leadershipOf(plan)];
    case 'case-officer':
      return [plan.caseOfficerId];
    case 'who-may-sign-off':
      return item === undefined ? [] : signersOf(item, plan, register).slice(0, 1);
    case 'effect-reviewer':
      return measure.state === 'closed' && measure.closure.effectReview !== undefined
        ? [measure.closure.effectReview.reviewerId]
        : [];
    default:
      return role satisfies never;
  }
}

/** In the order they are asked: the case officer, others in the secretariat, substitutes, leadership. */
function signersOf(item: Item, plan: Plan, register: Register): PersonId[] {
  const candidates = [
    plan.caseOfficerId,
    ...register.personsWithRole('secretariat').map((person) => person.id),
    ...plan.signOffSubstituteIds,
    ...(plan.leaderId === undefined ? [] : [plan.leaderId]),
    ...register.personsWithRole('leadership').map((person) => person.id),
  ];
  return candidates.filter((id) => {
    const person = register.person(id);
    return person?.active && signOffObstacle(person, item, plan, register) === undefined;
  });
}

function organisationsOfItem(
  partyId: PartyId | undefined,
  day: PlainDate,
  register: Register,
): Organisation[] {
  return partyId === undefined ? [] : organisationsOf(partyId, day, (id) => register.party(id));
}
