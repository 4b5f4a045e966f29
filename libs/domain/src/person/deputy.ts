import type { PersonId, PlainDate } from '../ids.js';
import type { Register } from '../register.js';
import { absenceOn, isPresent } from './absence.js';

/**
 * Who is there in the person's place on the day. A deputy who has left, or is away too, is none: there are no chains, and
 * messages go where they go without a deputy. One whom the register does not tell of was there when they were named.
 */
export function deputyOn(personId: PersonId, day: PlainDate, register: Register): PersonId | undefined {
  const person = register.person(personId);
  const deputyId = person?.active === true ? absenceOn(person, day)?.deputyId : undefined;
  if (deputyId === undefined) return undefined;
  const deputy = register.person(deputyId);
  return deputy === undefined || isPresent(deputy, day) ? deputyId : undefined;
}

/** May be written to: there, or away with a deputy who hears of it too. */
export function isReached(personId: PersonId, day: PlainDate, register: Register): boolean {
  const person = register.person(personId);
  if (person?.active !== true) return false;
  return isPresent(person, day) || deputyOn(personId, day, register) !== undefined;
}
