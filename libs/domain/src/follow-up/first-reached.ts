import type { PersonId, PlainDate } from '../ids.js';
import { isReached } from '../person/deputy.js';
import type { Plan } from '../plan/plan.js';
import type { Register } from '../register.js';

/**
 * The first of these who can be written to on the day: who has not left and is there, or has a deputy who is. Then the
 * plan's case officer, then whoever is in the secretariat, then leadership.
 */
export function firstReached(
  candidates: readonly (PersonId | undefined)[],
  plan: Plan,
  day: PlainDate,
  register: Register,
): PersonId {
  const withRole = (role: 'secretariat' | 'leadership') =>
    register
      .personsWithRole(role)
      .map(({ id }) => id)
      .sort();
  const known = [...candidates, plan.caseOfficerId, ...withRole('secretariat'), ...withRole('leadership')];
  const reached = known.find((id) => id !== undefined && isReached(id, day, register));
  // Everybody is away at once: whoever has not left finds it when they are back.
  return reached ?? known.find((id) => id !== undefined && register.person(id)?.active) ?? plan.caseOfficerId;
}
