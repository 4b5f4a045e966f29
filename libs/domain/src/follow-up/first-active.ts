import type { PersonId } from '../ids.js';
import type { Plan } from '../plan/plan.js';
import type { Register } from '../register.js';

/** The first of these who has not left, then the plan's case officer, then whoever is in the secretariat. */
export function firstActive(
  candidates: readonly (PersonId | undefined)[],
  plan: Plan,
  register: Register,
): PersonId {
  const secretariat = register.personsWithRole('secretariat').map(({ id }) => id);
  const present = [...candidates, plan.caseOfficerId, ...secretariat.sort()].find(
    (id) => id !== undefined && register.person(id)?.active,
  );
  return present ?? plan.caseOfficerId;
}
