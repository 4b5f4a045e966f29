import { z } from 'zod';
import type { PersonalData, Person } from '#domain/person/person.js';
import { roles } from '#domain/roles/actor.js';
import { hrefOf } from '../rest/command-door.js';
import { instantShown } from '../schemas/shown.js';

export const personShown = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(roles)),
    partyIds: z.array(z.string()),
    active: z.boolean(),
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
    registeredAt: person.registeredAt,
    version,
    href: hrefOf('person', person.id),
  };
}
