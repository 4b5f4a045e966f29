import { z } from 'zod';
import { languages } from '#domain/language.js';
import type { PersonalData, Person } from '#domain/person/person.js';
import { roles } from '#domain/roles/actor.js';
import type { SeenDuty } from '#record/person/duties.query.js';
import { hrefOf } from '../../rest/command-dispatcher.js';
import { instantShown } from '../../rest/schemas/shown.js';

export const personShown = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(roles)),
    partyIds: z.array(z.string()),
    active: z.boolean(),
    language: z
      .enum(languages)
      .nullable()
      .meta({ description: 'What they have chosen to read; null: the installation’s.' }),
    identities: z
      .array(z.object({ id: z.string(), issuer: z.string(), boundAt: instantShown }))
      .meta({ description: 'The accounts that log in as this person, bound at the first log-in.' }),
    absences: z
      .array(z.object({ id: z.string(), from: z.string(), to: z.string(), deputyId: z.string().nullable() }))
      .meta({ description: 'When the person is away, each day of it; what is over stays.' }),
    erasedAt: instantShown.nullable(),
    registeredAt: instantShown,
    version: z.int(),
    href: z.string(),
  })
  .meta({ id: 'Person' });

export function showPerson(person: Person & PersonalData, version: number): z.output<typeof personShown> {
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    roles: [...person.roles],
    partyIds: [...person.partyIds],
    active: person.active,
    language: person.language ?? null,
    identities: person.identities.map(({ id, issuer, boundAt }) => ({ id, issuer, boundAt })),
    absences: (person.absences ?? []).map(({ id, from, to, deputyId }) => ({
      id,
      from,
      to,
      deputyId: deputyId ?? null,
    })),
    erasedAt: person.erasedAt ?? null,
    registeredAt: person.registeredAt,
    version,
    href: hrefOf('person', person.id),
  };
}

export const dutiesShown = z
  .object({
    items: z.array(
      z.object({
        in: z.enum(['party', 'plan', 'measure', 'report']),
        id: z.string(),
        as: z.enum(['contact', 'leader', 'case-officer', 'substitute', 'reviewer', 'holder', 'answerer']),
        of: z
          .string()
          .meta({ description: 'The party’s name, the plan’s number, or plan and measure or report: 1/7.' }),
        open: z
          .boolean()
          .meta({ description: 'Something waits for it: until it is another’s nobody leaves.' }),
        items: z.int().meta({ description: 'How many unfinished items it is about.' }),
        obstacle: z
          .enum(['lacks-role', 'own-unit', 'own-rights'])
          .nullable()
          .meta({ description: 'Why the person in `to` can’t take it over.' }),
        notes: z
          .array(z.enum(['joins-unit', 'can-not-sign-off', 'goes-to-contact']))
          .meta({ description: 'What else it means that the person in `to` takes it over.' }),
      }),
    ),
  })
  .meta({ id: 'Duties' });

export function showDuties(duties: readonly SeenDuty[]): z.output<typeof dutiesShown> {
  return {
    items: duties.map(({ as, in: place, id, of, open, items, obstacle, notes }) => ({
      in: place,
      id,
      as,
      of,
      open,
      items,
      obstacle: obstacle ?? null,
      notes: [...notes],
    })),
  };
}
