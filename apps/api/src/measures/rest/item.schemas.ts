import { z } from 'zod';
import { limits } from '#domain/limits.js';
import { itemStates } from './measure.states.js';
import { paging } from '../../rest/paging.js';
import * as value from '../../rest/schemas/values.js';

export const doneReport = z
  .strictObject({
    what: z
      .string()
      .trim()
      .min(limits.doneReport.min)
      .max(limits.doneReport.max)
      .meta({ description: 'What has been done, and where it can be seen.' }),
    evidence: value.evidenceList.meta({ description: 'At least one unless the plan says otherwise.' }),
    forPersonId: value.id
      .exactOptional()
      .meta({ description: 'When the secretariat reports for somebody: that person can’t sign off either.' }),
    effectReviewOn: value.plainDate.exactOptional().meta({
      description:
        'When you propose that the effect is reviewed, after today; whoever closes the measure decides.',
    }),
  })
  .meta({
    id: 'NewDoneReport',
    examples: [
      {
        what: 'Varslingsplanen er vedtatt og lagt inn i vaktsystemet.',
        evidence: [{ kind: 'archive-reference', reference: '26/01234-7' }],
      },
    ],
  });

export const signOff = z
  .strictObject({ note: value.reason.exactOptional() })
  .meta({ id: 'NewSignOff', examples: [{ note: 'Sett i vaktsystemet.' }] });

export const signOffBatch = z
  .strictObject({
    itemIds: z.array(value.id).min(1).max(1_000),
    note: value.reason.exactOptional(),
  })
  .meta({
    id: 'SignOffBatch',
    description: 'Many items at once, each with its own record; all are signed off, or none.',
  });

export const sendingBack = z
  .strictObject({ reason: value.reason })
  .meta({ id: 'NewReturn', examples: [{ reason: 'Planen mangler varslingslisten for natt.' }] });

export const waiverProposal = z
  .strictObject({ ground: value.reason })
  .meta({ id: 'NewWaiverProposal', examples: [{ ground: 'Anlegget er lagt ned.' }] });

export const waiverDecision = z
  .strictObject({
    granted: z.boolean(),
    ground: value.reason,
    reviewOn: value.plainDate
      .exactOptional()
      .meta({ description: 'Of a granted one: when it is looked at again.' }),
    authority: value.authority,
  })
  .meta({
    id: 'NewWaiverDecision',
    examples: [{ granted: true, ground: 'Anlegget er lagt ned.', authority: { kind: 'leader' } }],
  });

export const waiverReview = z
  .strictObject({
    outcome: z.enum(['stands', 'ended']).meta({ description: 'ended: the item is opened again.' }),
    nextOn: value.plainDate.exactOptional().meta({
      description:
        'Of one that stands: when it is looked at again, within a year; without it for good, which takes authority.',
    }),
    reason: value.reason,
    deadline: z.strictObject({ on: value.plainDate }).exactOptional().meta({
      description: 'Of an item that is opened again; required where the deadline in force has passed.',
    }),
    authority: value.authority
      .exactOptional()
      .meta({ description: 'Where leadership says so; without it the secretariat does.' }),
  })
  .meta({
    id: 'NewWaiverReview',
    examples: [{ outcome: 'stands', nextOn: '2027-11-20', reason: 'Anlegget er fortsatt stengt.' }],
  });

export const unansweredEnding = z
  .strictObject({ ground: value.reason, letterReference: value.reference, authority: value.authority })
  .meta({
    id: 'NewUnansweredEnding',
    examples: [
      {
        ground: 'Ikke besvart etter to purringer.',
        letterReference: '26/01234-9',
        authority: { kind: 'leader' },
      },
    ],
  });

export const reassignment = z
  .strictObject({ partyId: value.id, reason: value.reason })
  .meta({ id: 'NewReassignment' });

export const assignmentRefusal = z
  .strictObject({
    reason: value.plain.min(limits.doneReport.min).max(limits.doneReport.max).meta({
      description: 'Why it is not the party’s, and perhaps whose it is.',
    }),
  })
  .meta({
    id: 'NewRefusal',
    examples: [{ reason: 'Ledningen eies av fylkeskommunen, som har ansvaret for prøvene.' }],
  });

export const refusalAnswer = z.strictObject({ reason: value.reason }).meta({
  id: 'NewRefusalAnswer',
  examples: [{ reason: 'Dere er ansvarlige, fordi dere drifter anlegget.' }],
});

export const itemHandover = z
  .strictObject({
    toPersonId: value.id
      .nullable()
      .meta({ description: 'Of the same party; null: the party’s contact again.' }),
    note: value.reason.exactOptional(),
  })
  .meta({
    id: 'NewItemHandover',
    examples: [{ toPersonId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10' }],
  });

export const itemQuery = z.strictObject({
  ...paging('number', 'number', 'number'),
  state: z.enum(itemStates).exactOptional(),
  plan: value.id.exactOptional(),
  measure: value.id.exactOptional(),
  party: value.id.exactOptional(),
  late: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .exactOptional()
    .meta({ description: 'Open and past its deadline, or not; what is reported done waits for sign-off.' }),
});
