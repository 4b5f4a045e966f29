import { absenceOn, isPresent } from '../person/absence.js';
import type { Person } from '../person/person.js';
import type { PartyId, PersonId, PlainDate } from '../ids.js';
import type { Register } from '../register.js';
import type { Actor } from './actor.js';

/** Somebody in whose place the actor may act today. */
interface StoodInFor {
  personId: PersonId;
  partyIds: readonly PartyId[];
}

/**
 * The actor with what they may do in the place of others today: what those may do for their units, as if it were the
 * actor’s own; and what four eyes then keep from them. Roles are never lent.
 * @param away those who may have named the actor as their deputy
 */
export function standingIn(
  actor: Actor,
  away: readonly Pick<Person, 'id' | 'active' | 'partyIds' | 'absences'>[],
  today: PlainDate,
): Actor {
  const stoodInFor: StoodInFor[] = away
    .filter((person) => person.active && absenceOn(person, today)?.deputyId === actor.id)
    .map(({ id, partyIds }) => ({ personId: id, partyIds }));
  if (stoodInFor.length === 0) return actor;
  const partyIds = [...new Set([...actor.partyIds, ...stoodInFor.flatMap((one) => one.partyIds)])];
  return { ...actor, partyIds, standsInFor: stoodInFor.map(({ personId }) => personId) };
}

/** A person of the register as they would act on the day. */
export function asActor({ id, roles, partyIds }: Person, day: PlainDate, register: Register): Actor {
  return standingIn({ id, roles, partyIds }, register.personsNaming(id), day);
}

/** Those of the role who are there on the day, each as they would act. */
export function actorsWithRole(
  role: 'secretariat' | 'leadership',
  day: PlainDate,
  register: Register,
): Actor[] {
  return register
    .personsWithRole(role)
    .filter((person) => isPresent(person, day))
    .map((person) => asActor(person, day, register));
}
