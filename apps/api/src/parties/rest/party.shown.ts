import { z } from 'zod';
import type { PlainDate } from '#domain/ids.js';
import { membershipOn, membersOn } from '#domain/party/party.js';
import type { PartyInRegister } from '#record/party/party.query.js';
import { hrefOf } from '../../rest/command-dispatcher.js';
import { instantShown } from '../../rest/schemas/shown.js';

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
      .array(
        z.object({
          partyId: z.string(),
          from: z.string(),
          to: z.string().nullable().meta({ description: 'The last day as a member.' }),
          standing: z.enum(['current', 'coming', 'former']).meta({ description: 'Today.' }),
        }),
      )
      .nullable()
      .meta({ description: 'A group’s members over time; null for an organisation.' }),
    memberCount: z.int().nullable().meta({ description: 'The members of today; null for an organisation.' }),
    departures: z
      .array(
        z.object({
          memberId: z.string(),
          leftOn: z.string(),
          items: z.array(z.object({ id: z.string(), number: z.string(), href: z.string() })),
        }),
      )
      .nullable()
      .meta({
        description:
          'Members who have left, or are going to, and have items through the group: shall these be kept or waived? Answered by POST …/members/{memberId}/departure-answers. null for an organisation.',
      }),
    registeredAt: instantShown,
    version: z.int(),
    href: z.string(),
  })
  .meta({ id: 'Party' });

export function showParty(
  { state: party, version, departures }: PartyInRegister,
  today: PlainDate,
): z.output<typeof partyShown> {
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
        ? party.members.map((member) => ({
            partyId: member.partyId,
            from: member.from,
            to: member.to ?? null,
            standing: membershipOn(member, today),
          }))
        : null,
    memberCount: party.kind === 'group' ? membersOn(party, today).length : null,
    departures:
      party.kind === 'group'
        ? departures.map(({ partyId, leftOn, items }) => ({
            memberId: partyId,
            leftOn,
            items: items.map(({ id, number }) => ({ id, number, href: hrefOf('item', id) })),
          }))
        : null,
    registeredAt: party.registeredAt,
    version,
    href: hrefOf('party', party.id),
  };
}
