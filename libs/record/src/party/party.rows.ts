import type { Membership, Party } from '#domain/party/party.js';
import type { RowOf } from '../history/row-of.js';
import { instant, present } from '../history/row-values.js';
import type { MembershipEntity } from './membership.entity.js';
import type { PartyEntity } from './party.entity.js';

export type PartyRow = RowOf<PartyEntity>;

export type MembershipRow = RowOf<MembershipEntity>;

export function partyRow(state: Party): Omit<PartyRow, 'version' | 'head_hash'> {
  const organisation = state.kind === 'organisation' ? state : undefined;
  return {
    id: state.id,
    kind: state.kind,
    name: state.name,
    ours: organisation?.ours ?? null,
    organisation_number: organisation?.organisationNumber ?? null,
    contact_person_id: organisation?.contactPersonId ?? null,
    leader_person_id: organisation?.leaderPersonId ?? null,
    case_officer_id: organisation?.caseOfficerId ?? null,
    registered_at: state.registeredAt,
  };
}

export function membershipRow(groupId: string, member: Membership, ordinal: number): MembershipRow {
  return {
    group_id: groupId,
    ordinal,
    party_id: member.partyId,
    joined_on: member.from,
    left_on: member.to ?? null,
    awaited: member.awaited ?? null,
  };
}

/** @param memberships the group's rows in the order of `ordinal`; none for an organisation */
export function partyOf(row: PartyRow, memberships: readonly MembershipRow[]): Party {
  const core = { id: row.id, name: row.name, registeredAt: instant(row.registered_at) };
  if (row.kind === 'group') return { ...core, kind: 'group', members: memberships.map(membershipOf) };
  return {
    ...core,
    kind: 'organisation',
    ours: row.ours ?? false,
    ...present({
      organisationNumber: row.organisation_number,
      contactPersonId: row.contact_person_id,
      leaderPersonId: row.leader_person_id,
      caseOfficerId: row.case_officer_id,
    }),
  };
}

function membershipOf(row: MembershipRow): Membership {
  return {
    partyId: row.party_id,
    from: row.joined_on,
    ...present({ to: row.left_on }),
    ...(row.awaited === true ? { awaited: true } : {}),
  };
}
