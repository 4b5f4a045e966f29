import type { PersonId, PlainDate } from '../ids.js';
import type { Organisation } from '../party/party.js';
import type { Plan } from '../plan/plan.js';
import type { Register } from '../register.js';
import { firstReached } from './first-reached.js';

/** First step of the escalation: the leader of a party of ours; for others the case officer, who sends it on. */
export function leaderOf(party: Organisation, plan: Plan, day: PlainDate, register: Register): PersonId {
  return firstReached(
    [party.ours ? party.leaderPersonId : undefined, party.caseOfficerId],
    plan,
    day,
    register,
  );
}

/**
 * Second step: the plan’s leader, or another of leadership who is there; where it is a body, the case officer brings
 * it there.
 */
export function leadershipOf(plan: Plan, day: PlainDate, register: Register, actorId?: PersonId): PersonId {
  const others = register
    .personsWithRole('leadership')
    .map(({ id }) => id)
    .sort();
  return firstReached(
    plan.leaderId === undefined ? [] : [plan.leaderId, ...others],
    plan,
    day,
    register,
    actorId,
  );
}
