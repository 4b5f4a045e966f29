import type { PartyId, PlainDate } from '../ids.js';
import type { OrganisationFields } from './party.events.js';

export type RegisterParty =
  | { type: 'RegisterOrganisation'; name: string; fields?: Partial<Omit<OrganisationFields, 'name'>> }
  | { type: 'RegisterGroup'; name: string; memberIds: readonly PartyId[] };

export type PartyCommand = {
  type: 'ReviseParty';
  partyId: PartyId;
  expectedVersion?: number;
  fields: Partial<OrganisationFields>;
  reason?: string;
};

/** A new member gets an item in every open measure the group has as *each*; one who leaves: the secretariat is asked. */
export type MembershipCommand =
  | { type: 'AddMember'; groupId: PartyId; expectedVersion?: number; partyId: PartyId; from: PlainDate }
  | {
      type: 'EndMembership';
      groupId: PartyId;
      expectedVersion?: number;
      partyId: PartyId;
      to: PlainDate;
      reason: string;
    };
