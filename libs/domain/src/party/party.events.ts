import type { PartyId, PersonId, PlainDate } from '../ids.js';

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
  | { type: 'MemberJoined'; data: { partyId: PartyId; from: PlainDate } }
  | { type: 'MemberLeft'; data: { partyId: PartyId; to: PlainDate; reason: string } };
