import { z } from 'zod';
import { languages } from '#domain/language.js';
import { type Role, roles } from '#domain/roles/actor.js';
import { paging } from '../../rest/paging.js';
import * as value from '../../rest/schemas/values.js';

/** A person is never a system. */
const personRoles = roles.filter((role) => role !== 'system') as Exclude<Role, 'system'>[];

const fields = {
  name: value.name,
  email: z.email('must be an e-mail address').max(254).meta({
    description:
      'As the identity provider and Slack have it: the first log-in is recognised by it, and later ones by the account.',
  }),
  roles: z.array(z.enum(personRoles)).min(1).max(personRoles.length),
  partyIds: value.idList.max(50).meta({ description: 'The parties (units) the person belongs to.' }),
};

export const newPerson = z.strictObject({ ...fields, partyIds: fields.partyIds.default([]) }).meta({
  id: 'NewPerson',
  examples: [{ name: 'Ola Hansen', email: 'ola.hansen@vestdal.example', roles: ['owner'], partyIds: [] }],
});

export const personChange = value
  .namesAField(
    z.strictObject({
      name: fields.name.exactOptional(),
      email: fields.email.exactOptional(),
      roles: fields.roles.exactOptional(),
      partyIds: fields.partyIds.exactOptional(),
      active: z.boolean().exactOptional(),
      language: z
        .enum(languages)
        .nullable()
        .exactOptional()
        .meta({ description: 'What they read; everybody may choose their own. Null: the installation’s.' }),
    }),
  )
  .meta({ id: 'PersonChange', examples: [{ roles: ['secretariat'] }] });

export const identityRelease = z.strictObject({ identityId: value.id, reason: value.reason }).meta({
  id: 'NewIdentityRelease',
  examples: [{ identityId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10', reason: 'Ny konto etter navneskifte.' }],
});

export const erasure = z
  .strictObject({ reason: value.reason })
  .meta({ id: 'NewErasure', examples: [{ reason: 'Sluttet, og har bedt om sletting.' }] });

export const personQuery = z.strictObject({
  ...paging('text', 'id'),
  role: z.enum(personRoles).exactOptional(),
  active: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .exactOptional(),
});

const dutyRef = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('party'), id: value.id, as: z.enum(['contact', 'leader', 'case-officer']) }),
  z.strictObject({
    in: z.literal('plan'),
    id: value.id,
    as: z.enum(['case-officer', 'leader', 'substitute']),
  }),
  z.strictObject({ in: z.literal('measure'), id: value.id, as: z.enum(['reviewer', 'holder']) }),
  z.strictObject({ in: z.literal('report'), id: value.id, as: z.enum(['answerer']) }),
]);

/** So many duties at once: a person has some hundreds at most. */
const dutiesAtMost = 2000;

export const handover = z
  .strictObject({
    handovers: z
      .array(z.strictObject({ duty: dutyRef, toPersonId: value.id }))
      .max(dutiesAtMost)
      .meta({ description: 'Every duty that GET /persons/{id}/duties has, each with who takes it over.' }),
    deactivate: z.boolean().default(false).meta({ description: 'The person has left.' }),
    reason: value.reason.exactOptional(),
  })
  .meta({
    id: 'NewHandover',
    examples: [
      {
        handovers: [
          {
            duty: { in: 'party', id: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10', as: 'contact' },
            toPersonId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d11',
          },
        ],
        deactivate: true,
        reason: 'Har sluttet.',
      },
    ],
  });

export const dutiesQuery = z.strictObject({
  to: value.id.exactOptional().meta({ description: 'Who may take over: each duty says what that means.' }),
});

const deputy = value.id.meta({
  description:
    'Gets the messages too, and may report in the person’s place. Without one, messages go to others.',
});

export const newAbsence = z
  .strictObject({ from: value.plainDate, to: value.plainDate, deputyId: deputy.exactOptional() })
  .meta({
    id: 'NewAbsence',
    examples: [{ from: '2027-07-05', to: '2027-07-23', deputyId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10' }],
  });

export const absenceChange = value
  .namesAField(
    z.strictObject({
      from: value.plainDate.exactOptional(),
      to: value.plainDate.exactOptional(),
      deputyId: deputy.nullable().exactOptional(),
    }),
  )
  .meta({ id: 'AbsenceChange', examples: [{ to: '2027-07-16' }] });

/** Nothing is said but that it is over. */
export const absenceEnd = z.strictObject({}).meta({ id: 'NewAbsenceEnd', examples: [{}] });

export const absenceInPath = z.strictObject({ id: value.id, absenceId: value.id });
