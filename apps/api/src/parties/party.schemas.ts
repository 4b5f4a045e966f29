import { z } from 'zod';
import { paging } from '../rest/paging.js';
import * as value from '../schemas/values.js';

const organisationFields = {
  name: value.name,
  ours: z.boolean().exactOptional().meta({
    description: 'Ours to command (the default); false for a municipality, a company, a ministry.',
  }),
  organisationNumber: z
    .string()
    .regex(/^\d{9}$/, 'must be nine digits')
    .nullable()
    .exactOptional(),
  contactPersonId: value.id.nullable().exactOptional(),
  leaderPersonId: value.id.nullable().exactOptional(),
  caseOfficerId: value.id.nullable().exactOptional(),
};

export const newParty = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('organisation'), ...organisationFields }),
    z.strictObject({ kind: z.literal('group'), name: value.name, memberIds: value.idList }),
  ])
  .meta({ id: 'NewParty', examples: [{ kind: 'organisation', name: 'Vestdal kommune', ours: false }] });

export const partyChange = value
  .namesAField(
    z.strictObject({
      ...organisationFields,
      name: organisationFields.name.exactOptional(),
      reason: value.reason.exactOptional(),
    }),
    'reason',
  )
  .meta({ id: 'PartyChange', examples: [{ name: 'Vestdal kommune' }] });

export const newMember = z
  .strictObject({ partyId: value.id, from: value.plainDate })
  .meta({ id: 'NewMember' });

export const memberDeparture = z
  .strictObject({ to: value.plainDate, reason: value.reason })
  .meta({ id: 'MemberDeparture', examples: [{ to: '2026-12-31', reason: 'Kommunen er slått sammen.' }] });

export const memberInPath = z.strictObject({ id: value.id, memberId: value.id });

export const partyQuery = z.strictObject({
  ...paging('text', 'id'),
  kind: z.enum(['organisation', 'group']).exactOptional(),
});
