import type { Instant, PartyId, PersonId } from '../ids.js';
import type { Role } from '../roles/actor.js';

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
  registeredAt: Instant;
}

/** What identifies a person; kept beside the state, outside the events. */
export interface PersonalData {
  name: string;
  email: string;
}
