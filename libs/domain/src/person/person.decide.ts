import { changed } from '../changes.js';
import type { Asked, RulesOf } from '../command-rule.js';
import { invalid, notFound } from '../domain-error.js';
import type { Decided } from '../history.js';
import type { PersonId } from '../ids.js';
import { inStream } from '../loaded.js';
import { type Needs, unique } from '../needs.js';
import { requireParty, type Circumstances } from '../register.js';
import type { Actor, Role } from '../roles/actor.js';
import { may, requirePermission } from '../roles/permissions.js';
import type { Right } from '../roles/right.js';
import { type Duty, openDuties } from './duties.js';
import { decideHandover, handoverNeeds } from './handover.js';
import type {
  AppointFirstLeader,
  HandOverDuties,
  PersonCommand,
  RegisterPerson,
  RevisePerson,
} from './person.commands.js';
import {
  erased,
  leadershipExists,
  leadershipGivesLeadership,
  otherIdentity,
  ownRights,
  stillActive,
} from './person.errors.js';
import type { PersonEvent } from './person.events.js';
import type { Person } from './person.js';

const administerPerson: Right = { held: ['administer-register', 'give-leadership'] };

export const personRules: RulesOf<RegisterPerson | AppointFirstLeader | HandOverDuties | PersonCommand> = {
  RegisterPerson: {
    right: administerPerson,
    needs: ({ partyIds }) => ({ parties: partyIds }),
    decide: (command, _loaded, circumstances) => decideRegisterPerson(command, circumstances),
  },
  RevisePerson: {
    right: { ...administerPerson, orOneself: choosesOwnLanguage },
    needs: ({ personId, partyIds = [], active }) => ({
      personsToChange: [personId],
      parties: partyIds,
      ...(active === false ? { dutiesOf: personId } : {}),
    }),
    decide: onPerson,
  },
  HandOverDuties: { right: administerPerson, needs: handoverNeeds, decide: handOver },
  ReleaseIdentity: { right: administerPerson, needs: itself, decide: onPerson },
  ErasePerson: { right: administerPerson, needs: itself, decide: onPerson },
  // Given by the log-in itself, and at the start by whoever runs the installation.
  BindIdentity: { right: 'anybody', needs: itself, decide: onPerson },
  AppointFirstLeader: {
    right: 'anybody',
    needs: ({ personId }) => ({ personsToChange: unique([personId]), whoDecides: true }),
    decide: (command, _loaded, circumstances) => decideAppointFirstLeader(command, circumstances),
  },
};

function itself({ personId }: { personId: PersonId }): Partial<Needs> {
  return { personsToChange: [personId] };
}

function onPerson(...[command, { duties = [] }, circumstances]: Asked<PersonCommand>): Decided[] {
  const person = circumstances.register.person(command.personId);
  if (person === undefined) throw notFound('person', command.personId);
  return inStream('person', person.id, decidePerson(person, command, duties, circumstances));
}

/** Said to have left in the same step, where that is asked for: leadership's by leadership. */
function handOver(...[command, loaded, circumstances]: Asked<HandOverDuties>): Decided[] {
  const person = circumstances.register.person(command.personId);
  if (command.deactivate && person !== undefined) requireMayAdminister(circumstances.actor, person.roles);
  else requirePermission(circumstances.actor, 'administer-register');
  return decideHandover(command, loaded, loaded.duties ?? [], circumstances);
}

/** Only the language is changed, which everybody chooses for themselves. */
function choosesOwnLanguage(command: RevisePerson, { id }: Actor): boolean {
  const { personId, language, name, email, roles, partyIds, active } = command;
  const nothingElse = [name, email, roles, partyIds, active].every((field) => field === undefined);
  return personId === id && language !== undefined && nothingElse;
}

/** @throws DomainError `not-permitted`, `leadership-gives-leadership`, `invalid-value`, `not-found` */
function decideRegisterPerson(command: RegisterPerson, circumstances: Circumstances): Decided[] {
  requireMayAdminister(circumstances.actor, command.roles);
  requireName(command.name);
  command.partyIds.forEach((id) => requireParty(circumstances.register, id));
  return registered(command, circumstances.newId());
}

/** Only while nobody is leadership. @throws DomainError `leadership-exists`, `invalid-value`, `not-found` */
function decideAppointFirstLeader(
  { name, personId }: AppointFirstLeader,
  { register, newId }: Circumstances,
): Decided[] {
  if (register.personsWithRole('leadership').length > 0) throw leadershipExists();
  if (personId === undefined) {
    requireName(name);
    return registered({ roles: ['leadership'], partyIds: [] }, newId());
  }
  const person = register.person(personId);
  if (person === undefined) throw notFound('person', personId);
  const roles = { old: person.roles, new: [...new Set<Role>([...person.roles, 'leadership'])] };
  const active = changed('active', person.active, true);
  const events: PersonEvent[] = [
    { type: 'PersonRevised', data: { roles, ...active, personalDataChanged: false } },
  ];
  return [{ stream: 'person', id: personId, events }];
}

function registered({ roles, partyIds }: Pick<RegisterPerson, 'roles' | 'partyIds'>, id: string): Decided[] {
  const data = { personId: id, roles, partyIds };
  return [{ stream: 'person', id, events: [{ type: 'PersonRegistered', data }] }];
}

/**
 * @param duties what the person answers for that is not finished; asked for when they leave
 * @throws DomainError `open-duties`, `not-permitted`, `own-rights`, `leadership-gives-leadership`, `person-erased`, `other-identity`,
 *   `person-active`, `invalid-value`, `not-found`
 */
function decidePerson(
  person: Person,
  command: PersonCommand,
  duties: readonly Duty[],
  circumstances: Circumstances,
): PersonEvent[] {
  const { actor } = circumstances;
  if (person.erasedAt !== undefined) throw erased();
  switch (command.type) {
    case 'RevisePerson':
      return revise(person, command, duties, circumstances);
    case 'BindIdentity': {
      // Somebody who logs in binds their own account only.
      if (actor.id !== person.id || !person.active) throw notFound('person', person.id);
      const { identityId, issuer, seal } = command;
      if (person.identities.some((known) => known.issuer === issuer)) throw otherIdentity();
      return [{ type: 'IdentityBound', data: { identityId, issuer, seal } }];
    }
    case 'ReleaseIdentity': {
      requireMayChangeIdentity(person, actor);
      const { identityId, reason } = command;
      if (!person.identities.some(({ id }) => id === identityId)) throw notFound('identity', identityId);
      return [{ type: 'IdentityReleased', data: { identityId, reason: requireReason(reason) } }];
    }
    case 'ErasePerson': {
      requireMayChangeIdentity(person, actor);
      if (person.active) throw stillActive(person);
      return [{ type: 'PersonErased', data: { reason: requireReason(command.reason) } }];
    }
    default:
      return command satisfies never;
  }
}

/** Name and e-mail change in the row; the event only says that they did. */
function revise(
  person: Person,
  command: RevisePerson,
  duties: readonly Duty[],
  { actor, register }: Circumstances,
): PersonEvent[] {
  const { name, email, roles = person.roles } = command;
  const data = {
    ...changed('roles', person.roles, command.roles),
    ...changed('partyIds', person.partyIds, command.partyIds),
    ...changed('active', person.active, command.active),
    ...changed('language', person.language ?? null, command.language),
    personalDataChanged: name !== undefined || email !== undefined,
  };
  const comesBack = data.active?.new === true;
  const raised = comesBack || 'partyIds' in data || roles.some((role) => !person.roles.includes(role));
  if (person.id === actor.id && (raised || email !== undefined)) throw ownRights();
  const identified = 'active' in data || email !== undefined ? person.roles : [];
  if (!choosesOwnLanguage(command, actor))
    requireMayAdminister(actor, [...identified, ...difference(person.roles, roles)]);
  if (name !== undefined) requireName(name);
  command.partyIds?.forEach((id) => requireParty(register, id));
  const open = duties.filter((duty) => duty.open);
  if (data.active?.new === false && open.length > 0) throw openDuties(person.id, open);
  return Object.keys(data).length === 1 && !data.personalDataChanged ? [] : [{ type: 'PersonRevised', data }];
}

/** What is given and what is taken. */
function difference(old: readonly Role[], next: readonly Role[]): Role[] {
  return [...old, ...next].filter((role) => old.includes(role) !== next.includes(role));
}

/** Nobody changes their own identity at a provider, and only leadership changes that of leadership. */
function requireMayChangeIdentity({ id, roles }: Person, actor: Actor): void {
  if (id === actor.id) throw ownRights();
  requireMayAdminister(actor, roles);
}

function requireMayAdminister(actor: Actor, concerned: readonly Role[]): void {
  if (!concerned.includes('leadership')) {
    requirePermission(actor, 'administer-register');
    return;
  }
  if (!may(actor, 'give-leadership')) throw leadershipGivesLeadership();
}

function requireName(name: string): void {
  if (name.trim() === '') throw invalid('name', 'The name is empty.', 'Give the person’s name.');
}

function requireReason(reason: string): string {
  if (reason.trim() === '') throw invalid('reason', 'It is not said why.', 'Write why, in a sentence.');
  return reason.trim();
}
