import type { ItemId, PartyId, PlainDate } from '../ids.js';
import type { OrganisationFields } from './party.events.js';

export type RegisterParty =
  | ({
      type: 'RegisterOrganisation';
      name: string;
      fields?: Partial<Omit<OrganisationFields, 'name'>>;
    } & Another)
  | ({ type: 'RegisterGroup'; name: string; memberIds: readonly PartyId[] } & Another);

interface Another {
  /** Those with a similar name, of which it has been said that they are others. */
  confirmedNotSimilarTo?: readonly PartyId[];
}

export type PartyCommand = Another & {
  type: 'ReviseParty';
  partyId: PartyId;
  expectedVersion?: number;
  fields: Partial<OrganisationFields>;
  reason?: string;
};

/**
 * A member gets an item in every open measure the group has as *each*, from its first day; one who leaves: the
 * secretariat is asked, and answers.
 */
export type MembershipCommand =
  | { type: 'AddMember'; groupId: PartyId; expectedVersion?: number; partyId: PartyId; from: PlainDate }
  | {
      type: 'EndMembership';
      groupId: PartyId;
      expectedVersion?: number;
      partyId: PartyId;
      to: PlainDate;
      reason: string;
    }
  | {
      type: 'AnswerDeparture';
      groupId: PartyId;
      expectedVersion?: number;
      partyId: PartyId;
      /** What was given through the group stays with the party, or is proposed to be waived: leadership decides. */
      answer: 'keep' | 'waive';
      reason: string;
      /** Absent: everything that is asked about. */
      itemIds?: readonly ItemId[];
    }
  /** What the days that have come mean for the memberships; given by time. */
  | { type: 'KeepMemberships'; groupId: PartyId };
