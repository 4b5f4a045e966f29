import type { ItemId, PartyId, PersonId, PlainDate } from '../ids.js';

export interface OrganisationFields {
  name: string;
  ours: boolean;
  organisationNumber: string | null;
  contactPersonId: PersonId | null;
  leaderPersonId: PersonId | null;
  caseOfficerId: PersonId | null;
}

export type PartyEvent =
  | { type: 'OrganisationRegistered'; data: { partyId: PartyId } & OrganisationFields }
  | { type: 'GroupRegistered'; data: { partyId: PartyId; name: string } }
  | {
      type: 'PartyRevised';
      data: { old: Partial<OrganisationFields>; new: Partial<OrganisationFields>; reason?: string };
    }
  /** `awaited`: the day lay ahead; absent in what was entered before the day was waited for. */
  | { type: 'MemberJoined'; data: { partyId: PartyId; from: PlainDate; awaited?: true } }
  /** The first day of a membership that was awaited has come. */
  | { type: 'MembershipBegan'; data: { partyId: PartyId; from: PlainDate } }
  | { type: 'MemberLeft'; data: { partyId: PartyId; to: PlainDate; reason: string } }
  /** What becomes of the items that a member who left had through the group. */
  | {
      type: 'DepartureAnswered';
      data: { partyId: PartyId; answer: 'keep' | 'waive'; itemIds: readonly ItemId[]; reason: string };
    };
