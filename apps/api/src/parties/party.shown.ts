import { z } from 'zod';
import type { Party } from '#domain/party/party.js';
import { hrefOf } from '../rest/command-door.js';
import { instantShown } from '../schemas/shown.js';

export const partyShown = z
  .object({
    id: z.string(),
    kind: z.enum(['organisation', 'group']),
    name: z.string(),
    ours: z.boolean().nullable().meta({ description: 'null for a group.' }),
    organisationNumber: z.string().nullable(),
    contactPersonId: z.string().nullable(),
    leaderPersonId: z.string().nullable(),
    caseOfficerId: z.string().nullable(),
    members: z
      .array(z.object({ partyId: z.string(), from: z.string(), to: z.string().nullable() }))
      .nullable()
      .meta({ description: 'A group’s members over time; null for an organisation.' }),
    registeredAt: instantShown,
    version: z.int(),
    href: z.string(),
  })
  .meta({ id: 'Party' });

export function showParty(party: Party, version: number): z.output<typeof partyShown> {
  const organisation = party.kind === 'organisation' ? party : undefined;
  return {
    id: party.id,
    kind: party.kind,
    name: party.name,
    ours: organisation?.ours ?? null,
    organisationNumber: organisation?.organisationNumber ?? null,
    contactPersonId: organisation?.contactPersonId ?? null,
    leaderPersonId: organisation?.leaderPersonId ?? null,
    caseOfficerId: organisation?.caseOfficerId ?? null,
    members:
      party.kind === 'group'
        ? party.members.map(({ partyId, from, to }) => ({ partyId, from, to: to ?? null }))
        : null,
    registeredAt: party.registeredAt,
    version,
    href: hrefOf('party', party.id),
  };
}
