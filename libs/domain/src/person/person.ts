import type { IdentityId, Instant, PartyId, PersonId } from '../ids.js';
import type { Language } from '../language.js';
import type { Role } from '../roles/actor.js';
import type { Absence } from './absence.js';

/**
 * A person as the rules know one. Name and e-mail are personal data: they stand in the person's row only,
 * never in an event, so that erasure leaves the chain of history whole.
 */
export interface Person {
  id: PersonId;
  roles: readonly Role[];
  /** The units the person belongs to (four eyes: nobody signs off their own unit's item). */
  partyIds: readonly PartyId[];
  active: boolean;
  /** What they have chosen to read; the installation's where they have not. */
  language?: Language;
  registeredAt: Instant;
  /** When they are away; absent for never. */
  absences?: readonly Absence[];
  /** The person’s accounts at identity providers, one at each; bound at the first log-in. */
  identities: readonly Identity[];
  /** When name, address and identities were erased. */
  erasedAt?: Instant;
}

/** One that may log in as the person. Its subject is personal data and stands in a row of its own. */
export interface Identity {
  id: IdentityId;
  issuer: string;
  seal: string;
  boundAt: Instant;
}

/** What identifies a person; kept beside the state, outside the events. */
export interface PersonalData {
  name: string;
  email: string;
}
