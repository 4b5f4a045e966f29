import type { Asked, RulesOf } from '../command-rule.js';
import { requireNotBefore, requireWithin } from '../deadline/date-bounds.js';
import { DomainError, invalid, notFound } from '../domain-error.js';
import { addDays } from '../follow-up/calendar.js';
import type { Decided } from '../history.js';
import type { PersonId, PlainDate } from '../ids.js';
import { limits } from '../limits.js';
import { inStream } from '../loaded.js';
import { unique } from '../needs.js';
import { type Circumstances, requireActivePerson } from '../register.js';
import type { Actor } from '../roles/actor.js';
import { may, requirePermission } from '../roles/permissions.js';
import type { Right } from '../roles/right.js';
import type { Absence } from './absence.js';
import type { AbsenceCommand } from './person.commands.js';
import { erased } from './person.errors.js';
import type { PersonEvent } from './person.events.js';
import type { Person } from './person.js';

/** The secretariat's for anybody, and everybody's for themselves. */
const awayOrSecretariat: Right<AbsenceCommand> = {
  held: ['administer-register'],
  orOneself: ({ personId }, { id }) => personId === id,
};

const needs = (command: AbsenceCommand) => ({
  personsToChange: [command.personId],
  persons: unique(['deputyId' in command ? command.deputyId : undefined]),
});

export const absenceRules: RulesOf<AbsenceCommand> = {
  RegisterAbsence: { right: awayOrSecretariat, needs, decide: onAbsence },
  ChangeAbsence: { right: awayOrSecretariat, needs, decide: onAbsence },
  EndAbsence: { right: awayOrSecretariat, needs, decide: onAbsence },
};

function onAbsence(...[command, , circumstances]: Asked<AbsenceCommand>): Decided[] {
  const person = circumstances.register.person(command.personId);
  if (person === undefined) throw notFound('person', command.personId);
  return inStream('person', person.id, decideAbsence(person, command, circumstances));
}

/**
 * @throws DomainError `absence-overlaps`, `deputy-away`, `deputy-unfit`, `person-erased`, `invalid-value`, `not-found`,
 *   `not-permitted`, `date-too-early`, `date-too-late`
 */
function decideAbsence(person: Person, command: AbsenceCommand, circumstances: Circumstances): PersonEvent[] {
  const { actor, newId, today } = circumstances;
  if (actor.id !== person.id) requirePermission(actor, 'administer-register');
  if (person.erasedAt !== undefined) throw erased();
  if (!person.active)
    throw invalid('personId', 'The person has left.', 'Hand over what they answer for instead.');
  switch (command.type) {
    case 'RegisterAbsence': {
      requireNotBefore('from', command.from, today);
      const { from, to, deputyId } = command;
      const wanted: Absence = { id: newId(), from, to, ...(deputyId === undefined ? {} : { deputyId }) };
      requirePeriod(person, wanted, circumstances);
      const { id, ...data } = wanted;
      return [{ type: 'AbsenceRegistered', data: { absenceId: id, ...data } }];
    }
    case 'ChangeAbsence': {
      const known = absenceOf(person, command.absenceId, today);
      const { from = known.from, to = known.to } = command;
      const deputyId = command.deputyId === undefined ? known.deputyId : (command.deputyId ?? undefined);
      // What has begun began when it did.
      if (from !== known.from) {
        requireNotBefore('from', from, today);
        if (known.from <= today)
          throw invalid('from', 'The absence has begun.', `Leave the first day as it is: ${known.from}.`);
      }
      if (to !== known.to) requireNotBefore('to', to, today);
      const wanted: Absence = { id: known.id, from, to, ...(deputyId === undefined ? {} : { deputyId }) };
      if (from === known.from && to === known.to && deputyId === known.deputyId) return [];
      requirePeriod(person, wanted, circumstances);
      return [
        {
          type: 'AbsenceChanged',
          data: { absenceId: known.id, old: periodOf(known), new: periodOf(wanted) },
        },
      ];
    }
    case 'EndAbsence': {
      const known = absenceOf(person, command.absenceId, today);
      // One that has not begun never was.
      const to = known.from >= today ? null : addDays(today, -1);
      return [{ type: 'AbsenceEnded', data: { absenceId: known.id, to } }];
    }
    default:
      return command satisfies never;
  }
}

function periodOf({ from, to, deputyId }: Absence) {
  return { from, to, deputyId: deputyId ?? null };
}

/** One that is over is as it was. */
function absenceOf({ absences = [] }: Person, id: string, today: PlainDate): Absence {
  const known = absences.find((absence) => absence.id === id);
  if (known === undefined || known.to < today) throw notFound('absence', id);
  return known;
}

function requirePeriod(person: Person, wanted: Absence, circumstances: Circumstances): void {
  const { from, to } = wanted;
  if (to < from) throw invalid('to', `${to} lies before ${from}.`, 'Give the last day of the absence.');
  requireWithin('to', to, circumstances.today, limits.absenceMonths);
  const other = overlapping(person, wanted).find(({ id }) => id !== wanted.id);
  if (other !== undefined) {
    throw new DomainError({
      type: 'absence-overlaps',
      refusal: 'conflict',
      title: 'The person is away then already',
      detail: `An absence is registered from ${other.from} through ${other.to}.`,
      next: 'Change that one, or choose days outside it.',
      extra: { field: 'from', from: other.from, to: other.to },
    });
  }
  if (wanted.deputyId !== undefined)
    requireDeputy(person, { ...wanted, deputyId: wanted.deputyId }, circumstances);
}

function overlapping({ absences = [] }: Person, { from, to }: Absence): Absence[] {
  return absences.filter((absence) => absence.from <= to && from <= absence.to);
}

/** Nobody gets a role by it, and nobody gives a stranger their unit's matters. */
function requireDeputy(
  person: Person,
  wanted: Absence & { deputyId: PersonId },
  { actor, register }: Circumstances,
): void {
  const { deputyId } = wanted;
  if (deputyId === person.id)
    throw invalid('deputyId', 'Nobody is their own deputy.', 'Choose somebody else.');
  const deputy = requireActivePerson(register, deputyId, 'deputyId');
  const [away] = overlapping(deputy, wanted);
  if (away !== undefined) {
    throw new DomainError({
      type: 'deputy-away',
      refusal: 'conflict',
      title: 'The deputy is away then',
      detail: `The deputy is away from ${away.from} through ${away.to}.`,
      next: 'Choose somebody who is there in the whole period.',
      extra: { field: 'deputyId', from: away.from, to: away.to },
    });
  }
  if (!isFit(person, deputy, actor)) {
    throw new DomainError({
      type: 'deputy-unfit',
      refusal: 'conflict',
      title: 'This person can’t be the deputy',
      detail:
        'A deputy has the roles of secretariat and leadership that the person has, belongs to the same unit or to the secretariat, and may report.',
      next: 'Choose a colleague, or have the secretariat name one outside the unit.',
      extra: { field: 'deputyId' },
    });
  }
}

/** What a deputy must be; asked for the choices of a form too. */
export function isFit(
  { roles, partyIds }: Pick<Person, 'roles' | 'partyIds'>,
  deputy: Pick<Person, 'roles' | 'partyIds'>,
  actor: Actor,
): boolean {
  const decides = (['secretariat', 'leadership'] as const).filter((role) => roles.includes(role));
  if (decides.some((role) => !deputy.roles.includes(role))) return false;
  if (!deputy.roles.some((role) => role !== 'auditor' && role !== 'system')) return false;
  const isColleague =
    deputy.roles.includes('secretariat') || partyIds.some((id) => deputy.partyIds.includes(id));
  return isColleague || may(actor, 'administer-register');
}
