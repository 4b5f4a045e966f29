import type { PersonId, PlainDate } from '../ids.js';
import { isReached } from '../person/deputy.js';
import type { Plan } from '../plan/plan.js';
import type { Register } from '../register.js';

/**
 * The first of these who can be written to on the day: who has not left and is there, or has a deputy who is. Then the
 * plan's case officer, then whoever is in the secretariat, then leadership.
 * @param actorId who did what it is about: whoever stands in for one who is not reached is somebody else
 */
export function firstReached(
  candidates: readonly (PersonId | undefined)[],
  plan: Plan,
  day: PlainDate,
  register: Register,
  actorId?: PersonId,
): PersonId {
  const withRole = (role: 'secretariat' | 'leadership') =>
    register
      .personsWithRole(role)
      .map(({ id }) => id)
      .sort();
  const [asked, ...others] = [
    ...candidates,
    plan.caseOfficerId,
    ...withRole('secretariat'),
    ...withRole('leadership'),
  ].filter((id) => id !== undefined);
  const known = [...(asked === undefined ? [] : [asked]), ...others.filter((id) => id !== actorId)];
  const reached = known.find((id) => isReached(id, day, register));
  // Everybody is away at once: whoever has not left finds it when they are back.
  return reached ?? known.find((id) => register.person(id)?.active) ?? plan.caseOfficerId;
}
