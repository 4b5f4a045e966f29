import { z } from 'zod';
import { languages } from '#domain/language.js';
import type { PersonalData, Person } from '#domain/person/person.js';
import { roles } from '#domain/roles/actor.js';
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
    erasedAt: person.erasedAt ?? null,
    registeredAt: person.registeredAt,
    version,
    href: hrefOf('person', person.id),
  };
}
