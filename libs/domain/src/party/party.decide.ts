import { revision } from '../changes.js';
import { DomainError, invalid } from '../domain-error.js';
import type { Decided } from '../history.js';
import { assignmentEvents } from '../measure/assignment.js';
import type { Measure } from '../measure/measure.js';
import { requireActivePerson, requireParty, type Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import type { MembershipCommand, PartyCommand, RegisterParty } from './party.commands.js';
import { fieldsOf } from './party.evolve.js';
import type { OrganisationFields, PartyEvent } from './party.events.js';
import type { Group, Party } from './party.js';

/** @throws DomainError `not-permitted`, `not-found`, `invalid-value` */
export function decideRegisterParty(command: RegisterParty, circumstances: Circumstances): Decided[] {
  requirePermission(circumstances.actor, 'administer-register');
  if (command.name.trim() === '') throw invalid('name', 'The name is empty.', 'Give the party its name.');
  const partyId = circumstances.newId();
  if (command.type === 'RegisterOrganisation') {
    const fields: OrganisationFields = {
      ours: true,
      organisationNumber: null,
      contactPersonId: null,
      leaderPersonId: null,
      caseOfficerId: null,
      ...command.fields,
      name: command.name,
    };
    requireKnownPeople(fields, circumstances);
    return [
      {
        stream: 'party',
        id: partyId,
        events: [{ type: 'OrganisationRegistered', data: { partyId, ...fields } }],
      },
    ];
  }
  const joined = command.memberIds.map((memberId): PartyEvent => {
    requireOrganisation(requireParty(circumstances.register, memberId), 'memberIds');
    return { type: 'MemberJoined', data: { partyId: memberId, from: circumstances.today } };
  });
  return [
    {
      stream: 'party',
      id: partyId,
      events: [{ type: 'GroupRegistered', data: { partyId, name: command.name } }, ...joined],
    },
  ];
}

export function decideParty(party: Party, command: PartyCommand, circumstances: Circumstances): PartyEvent[] {
  requirePermission(circumstances.actor, 'administer-register');
  requireKnownPeople(command.fields, circumstances);
  const known: Partial<OrganisationFields> =
    party.kind === 'organisation' ? fieldsOf(party) : { name: party.name };
  const change = revision(known, command.fields);
  if (change === undefined) return [];
  if (party.kind === 'group' && Object.keys(change.new).some((field) => field !== 'name')) {
    throw invalid(
      'fields',
      'A group has a name and members only.',
      'Register contact and leader on its members.',
    );
  }
  const reason = command.reason === undefined ? {} : { reason: command.reason };
  return [{ type: 'PartyRevised', data: { ...change, ...reason } }];
}

/**
 * Who joins gets an item in every measure the group has as *each*; who leaves keeps its items, and the secretariat is asked.
 * @param measures those not closed that the group has as *each*
 */
export function decideMembership(
  group: Party,
  measures: readonly Measure[],
  command: MembershipCommand,
  circumstances: Circumstances,
): Decided[] {
  requirePermission(circumstances.actor, 'administer-register');
  requireGroup(group);
  const member = requireParty(circumstances.register, command.partyId);
  const current = group.members.some((known) => known.partyId === command.partyId && known.to === undefined);
  if (command.type === 'EndMembership') {
    if (!current) throw invalid('partyId', `${member.name} is not a member.`, 'Check the list of members.');
    const { partyId, to, reason } = command;
    return [
      { stream: 'party', id: group.id, events: [{ type: 'MemberLeft', data: { partyId, to, reason } }] },
    ];
  }
  requireOrganisation(member, 'partyId');
  if (current) {
    throw new DomainError({
      type: 'already-member',
      refusal: 'conflict',
      title: 'Already a member',
      detail: `${member.name} is a member of ${group.name} already.`,
      next: 'Nothing needs to be done.',
    });
  }
  const joined: Decided = {
    stream: 'party',
    id: group.id,
    events: [{ type: 'MemberJoined', data: { partyId: command.partyId, from: command.from } }],
  };
  return [
    joined,
    ...measures.map((measure) => itemForNewMember(measure, group.id, command.partyId, circumstances)),
  ];
}

function itemForNewMember(
  measure: Measure,
  groupId: string,
  partyId: string,
  circumstances: Circumstances,
): Decided {
  const events = assignmentEvents(measure, { mode: 'each', partyIds: [partyId] }, circumstances);
  return {
    stream: 'measure',
    id: measure.id,
    events: events.map((event) =>
      event.type === 'ItemAdded' ? { ...event, data: { ...event.data, viaGroupId: groupId } } : event,
    ),
  };
}

function requireKnownPeople(fields: Partial<OrganisationFields>, { register }: Circumstances): void {
  for (const field of ['contactPersonId', 'leaderPersonId', 'caseOfficerId'] as const) {
    const id = fields[field];
    if (id != null) requireActivePerson(register, id, field);
  }
}

function requireOrganisation(party: Party, field: string): void {
  if (party.kind === 'group') {
    throw invalid(
      field,
      `${party.name} is a group; a group can’t be a member.`,
      'Name its members one by one.',
    );
  }
}

function requireGroup(party: Party): asserts party is Group {
  if (party.kind !== 'group') {
    throw invalid('groupId', `${party.name} is not a group.`, 'Members belong to a group only.');
  }
}
