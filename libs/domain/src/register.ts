import { invalid, notFound } from './domain-error.js';
import type { Instant, PartyId, PersonId, PlainDate } from './ids.js';
import type { Party } from './party/party.js';
import type { Person } from './person/person.js';
import type { Actor } from './roles/actor.js';

/** The parties and persons a decision needs, loaded beforehand by the record. */
export interface Register {
  party(id: PartyId): Party | undefined;
  person(id: PersonId): Person | undefined;
  /** Every active person with the role; needed only where a rule asks "is there anybody who may". */
  personsWithRole(role: 'secretariat' | 'leadership'): readonly Person[];
  /** Whoever names this person as their deputy, in whatever days; of others than those who decide, nobody is loaded. */
  personsNaming(deputyId: PersonId): readonly Person[];
}

/** Of what has been loaded. */
export function registerOf(
  parties: ReadonlyMap<PartyId, Party>,
  persons: ReadonlyMap<PersonId, Person>,
): Register {
  return {
    party: (id) => parties.get(id),
    person: (id) => persons.get(id),
    personsWithRole: (role) =>
      [...persons.values()].filter((person) => person.active && person.roles.includes(role)),
    personsNaming: (deputyId) =>
      [...persons.values()].filter(({ absences = [] }) => absences.some((one) => one.deputyId === deputyId)),
  };
}

/** What every decision gets beside the state: who asks, when, and a maker of ids. Time and chance arrive as data. */
export interface Circumstances {
  actor: Actor;
  now: Instant;
  /** Today in Europe/Oslo. */
  today: PlainDate;
  newId: () => string;
  register: Register;
}

/** @throws DomainError `not-found` */
export function requireParty(register: Register, id: PartyId): Party {
  const party = register.party(id);
  if (party === undefined) throw notFound('party', id);
  return party;
}

/** A person who is registered and has not left. @throws DomainError `not-found`, `invalid-value` */
export function requireActivePerson(register: Register, id: PersonId, field: string): Person {
  const person = register.person(id);
  if (person === undefined) throw notFound('person', id);
  if (!person.active) {
    throw invalid(field, 'This person has left and can’t be given anything new.', 'Choose somebody else.');
  }
  return person;
}
