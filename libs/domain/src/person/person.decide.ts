import { changed } from '../changes.js';
import { invalid } from '../domain-error.js';
import type { Decided } from '../history.js';
import { requireParty, type Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import type { RegisterPerson, RevisePerson } from './person.commands.js';
import type { PersonEvent } from './person.events.js';
import type { Person } from './person.js';

/** @throws DomainError `not-permitted`, `invalid-value`, `not-found` */
export function decideRegisterPerson(command: RegisterPerson, circumstances: Circumstances): Decided[] {
  requirePermission(circumstances.actor, 'administer-register');
  if (command.name.trim() === '') throw invalid('name', 'The name is empty.', 'Give the person’s name.');
  command.partyIds.forEach((id) => requireParty(circumstances.register, id));
  const personId = circumstances.newId();
  const { roles, partyIds } = command;
  return [
    {
      stream: 'person',
      id: personId,
      events: [{ type: 'PersonRegistered', data: { personId, roles, partyIds } }],
    },
  ];
}

/** Name and e-mail change in the row; the event only says that they did. */
export function decideRevisePerson(
  person: Person,
  command: RevisePerson,
  circumstances: Circumstances,
): PersonEvent[] {
  requirePermission(circumstances.actor, 'administer-register');
  command.partyIds?.forEach((id) => requireParty(circumstances.register, id));
  const data = {
    ...changed('roles', person.roles, command.roles),
    ...changed('partyIds', person.partyIds, command.partyIds),
    ...changed('active', person.active, command.active),
    personalDataChanged: command.name !== undefined || command.email !== undefined,
  };
  return Object.keys(data).length === 1 && !data.personalDataChanged ? [] : [{ type: 'PersonRevised', data }];
}
