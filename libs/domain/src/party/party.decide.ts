import { revision } from '../changes.js';
import type { RulesOf } from '../command-rule.js';
import { invalid } from '../domain-error.js';
import type { Decided } from '../history.js';
import type { PersonId } from '../ids.js';
import { inStream } from '../loaded.js';
import { unique } from '../needs.js';
import { requireActivePerson, requireParty, type Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import { administer } from '../roles/right.js';
import { requireNotSimilar, requireOwnNumber } from './one-organisation.js';
import type { PartyCommand, RegisterParty } from './party.commands.js';
import type { OrganisationFields, PartyEvent } from './party.events.js';
import { fieldsOf } from './party.evolve.js';
import type { Party } from './party.js';
import { type NamedParty, nameKey } from './similar-names.js';

export const partyRules: RulesOf<RegisterParty | PartyCommand> = {
  RegisterOrganisation: {
    right: administer,
    needs: ({ fields = {} }) => ({ knownParties: true, persons: peopleOf(fields) }),
    decide: (command, { knownParties = [] }, circumstances) =>
      decideRegisterParty(command, knownParties, circumstances),
  },
  RegisterGroup: {
    right: administer,
    needs: ({ memberIds }) => ({ knownParties: true, parties: memberIds }),
    decide: (command, { knownParties = [] }, circumstances) =>
      decideRegisterParty(command, knownParties, circumstances),
  },
  ReviseParty: {
    right: administer,
    needs: ({ partyId, fields }) => ({
      partiesToChange: [partyId],
      knownParties: fields.name !== undefined || fields.organisationNumber != null,
      persons: peopleOf(fields),
    }),
    decide: (command, { knownParties = [] }, circumstances) => {
      const party = requireParty(circumstances.register, command.partyId);
      return inStream('party', party.id, decideParty(party, knownParties, command, circumstances));
    },
  },
};

function peopleOf(fields: Partial<OrganisationFields>): PersonId[] {
  return unique([fields.contactPersonId, fields.leaderPersonId, fields.caseOfficerId]);
}

/**
 * @param known everybody in the register
 * @throws DomainError `not-permitted`, `not-found`, `invalid-value`, `similar-party`, `organisation-number-taken`
 */
export function decideRegisterParty(
  command: RegisterParty,
  known: readonly NamedParty[],
  circumstances: Circumstances,
): Decided[] {
  requirePermission(circumstances.actor, 'administer-register');
  if (command.name.trim() === '') throw invalid('name', 'The name is empty.', 'Give the party its name.');
  const organisationNumber =
    command.type === 'RegisterOrganisation' ? command.fields?.organisationNumber : undefined;
  if (organisationNumber != null) requireOwnNumber(organisationNumber, known);
  requireNotSimilar(command.name, known, command.confirmedNotSimilarTo);
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
  if (new Set(command.memberIds).size !== command.memberIds.length) {
    throw invalid('memberIds', 'A member is named twice.', 'Name each member once.');
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

/** @param known everybody in the register; asked where it gets another name or number */
function decideParty(
  party: Party,
  known: readonly NamedParty[],
  command: PartyCommand,
  circumstances: Circumstances,
): PartyEvent[] {
  requirePermission(circumstances.actor, 'administer-register');
  requireKnownPeople(command.fields, circumstances);
  const fields: Partial<OrganisationFields> =
    party.kind === 'organisation' ? fieldsOf(party) : { name: party.name };
  const change = revision(fields, command.fields);
  if (change === undefined) return [];
  const { name, organisationNumber } = change.new;
  const others = known.filter(({ id }) => id !== party.id);
  if (organisationNumber != null) requireOwnNumber(organisationNumber, others);
  if (name !== undefined && nameKey(name) !== nameKey(party.name))
    requireNotSimilar(name, others, command.confirmedNotSimilarTo);
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

function requireKnownPeople(fields: Partial<OrganisationFields>, { register }: Circumstances): void {
  for (const field of ['contactPersonId', 'leaderPersonId', 'caseOfficerId'] as const) {
    const id = fields[field];
    if (id != null) requireActivePerson(register, id, field);
  }
}

export function requireOrganisation(party: Party, field: string): void {
  if (party.kind === 'group') {
    throw invalid(
      field,
      `${party.name} is a group; a group can’t be a member.`,
      'Name its members one by one.',
    );
  }
}
