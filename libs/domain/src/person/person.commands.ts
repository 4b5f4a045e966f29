import type { PartyId, PersonId } from '../ids.js';
import type { Role } from '../roles/actor.js';

export interface RegisterPerson {
  type: 'RegisterPerson';
  name: string;
  email: string;
  roles: readonly Role[];
  partyIds: readonly PartyId[];
}

export interface RevisePerson {
  type: 'RevisePerson';
  personId: PersonId;
  expectedVersion?: number;
  name?: string;
  email?: string;
  roles?: readonly Role[];
  partyIds?: readonly PartyId[];
  active?: boolean;
}
