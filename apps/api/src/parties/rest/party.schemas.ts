import { z } from 'zod';
import { paging } from '../../rest/paging.js';
import * as value from '../../rest/schemas/values.js';

const organisationFields = {
  name: value.name,
  ours: z.boolean().exactOptional().meta({
    description: 'Ours to command (the default); false for a municipality, a company, a ministry.',
  }),
  organisationNumber: z
    .string()
    .regex(/^\d{9}$/, 'must be nine digits')
    .nullable()
    .exactOptional()
    .meta({ description: 'Unique; its last digit is checked (modulo 11).', examples: ['974760673'] }),
  contactPersonId: value.id.nullable().exactOptional(),
  leaderPersonId: value.id.nullable().exactOptional(),
  caseOfficerId: value.id.nullable().exactOptional(),
};

const confirmedNotSimilarTo = value.idList.exactOptional().meta({
  description:
    'A party with a similar name is refused (409, /problems/similar-party) with those it is like in `similar`. Where it is another: the ids of all of them.',
});

export const newParty = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('organisation'), ...organisationFields, confirmedNotSimilarTo }),
    z.strictObject({
      kind: z.literal('group'),
      name: value.name,
      memberIds: value.idList,
      confirmedNotSimilarTo,
    }),
  ])
  .meta({ id: 'NewParty', examples: [{ kind: 'organisation', name: 'Vestdal kommune', ours: false }] });

export const partyChange = value
  .namesAField(
    z.strictObject({
      ...organisationFields,
      name: organisationFields.name.exactOptional(),
      reason: value.reason.exactOptional(),
      confirmedNotSimilarTo,
    }),
    'reason',
    'confirmedNotSimilarTo',
  )
  .meta({ id: 'PartyChange', examples: [{ name: 'Vestdal kommune' }] });

export const newMember = z
  .strictObject({ partyId: value.id, from: value.plainDate })
  .meta({ id: 'NewMember' });

export const memberDeparture = z
  .strictObject({ to: value.plainDate, reason: value.reason })
  .meta({ id: 'MemberDeparture', examples: [{ to: '2026-12-31', reason: 'Kommunen er slått sammen.' }] });

export const departureAnswer = z
  .strictObject({
    answer: z.enum(['keep', 'waive']).meta({
      description:
        '`keep`: the items stay with the party. `waive`: it is proposed that they are waived, with the reason as ground; leadership decides.',
    }),
    reason: value.reason,
    itemIds: value.idList.min(1).exactOptional().meta({
      description: 'Which of the items the answer is for; absent: all that are asked about.',
    }),
  })
  .meta({
    id: 'DepartureAnswer',
    examples: [{ answer: 'keep', reason: 'Kommunen gjør arbeidet ferdig.' }],
  });

export const memberInPath = z.strictObject({ id: value.id, memberId: value.id });

export const partyQuery = z.strictObject({
  ...paging('text', 'id'),
  kind: z.enum(['organisation', 'group']).exactOptional(),
});
