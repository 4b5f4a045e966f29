import { z } from 'zod';
import { limits } from '#domain/limits.js';
import { closureKinds, effectResults, progresses } from '#domain/measure/measure.js';
import { paging } from '../../rest/paging.js';
import * as value from '../../rest/schemas/values.js';
import { itemStates, measureStates } from './measure.states.js';

export const responsibility = z
  .strictObject({
    mode: z.enum(['joint', 'each']).meta({
      description:
        'joint: one item with a lead, the others contribute. each: one item per party, a group’s per member.',
    }),
    partyIds: value.idList.min(1),
    leadId: value.id.exactOptional().meta({ description: 'One of partyIds; without it the first leads.' }),
    subPointId: value.id.exactOptional(),
  })
  .meta({
    id: 'Responsibility',
    examples: [{ mode: 'joint', partyIds: ['0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10'] }],
  });

const everyMonths = z.int().min(1).max(120);

export const newMeasure = z
  .strictObject({
    title: value.title,
    about: value.longText
      .exactOptional()
      .meta({ description: 'Follows “Tiltak 1 gikk ut på …”, without a final full stop.' }),
    text: value.longText,
    source: z
      .strictObject({
        evaluationId: value.id,
        recommendationId: value.id.exactOptional(),
        number: value.reference.exactOptional(),
        findingIds: value.idList.exactOptional(),
        page: z.int().min(1).max(10_000).exactOptional(),
      })
      .exactOptional(),
    themeId: value.id.exactOptional(),
    subGoalIds: value.idList.max(100).exactOptional(),
    access: value.access.exactOptional(),
    subPoints: z
      .array(z.strictObject({ text: value.longText }))
      .max(100)
      .exactOptional(),
    recurrence: z.strictObject({ everyMonths }).exactOptional(),
    predecessorId: value.id.exactOptional(),
    responsible: responsibility.exactOptional(),
    deadline: value.deadline
      .extend({
        reason: value.reason.exactOptional().meta({ description: 'Required for a deadline in the past.' }),
      })
      .meta({ id: 'NewMeasureDeadline' })
      .exactOptional(),
    reviewOn: value.plainDate.exactOptional(),
  })
  .meta({
    id: 'NewMeasure',
    examples: [
      {
        title: 'Felles varslingsplan',
        about: 'én felles varslingsplan',
        text: 'Kommunen og bedriftene lager én felles varslingsplan og øver den hvert år.',
        deadline: { on: '2026-12-01', words: 'innen utgangen av året' },
      },
    ],
  });

export const newMeasureInPlan = newMeasure.extend({ planId: value.id }).meta({
  id: 'NewMeasureInPlan',
  examples: [
    {
      planId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10',
      title: 'Felles varslingsplan',
      text: 'Kommunen og bedriftene lager én felles varslingsplan og øver den hvert år.',
    },
  ],
});

export const newMeasureBatch = z
  .strictObject({
    planId: value.id,
    measures: z
      .array(newMeasure)
      .min(1)
      .max(limits.measuresAtOnce)
      .meta({ description: 'Numbered in this order; all are registered, or none.' }),
  })
  .meta({
    id: 'NewMeasureBatch',
    examples: [
      {
        planId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10',
        measures: [{ title: 'Vaktliste', text: 'Vannverket har en oppdatert vaktliste.' }],
      },
    ],
  });

export const measureChange = value
  .namesAField(
    z.strictObject({
      title: value.title.exactOptional(),
      about: value.longText.exactOptional(),
      text: value.longText.exactOptional(),
      themeId: value.id.nullable().exactOptional(),
      subGoalIds: value.idList.max(100).exactOptional(),
      access: value.access.exactOptional(),
      material: z.boolean().meta({
        description: 'False for a correction of wording. A material change opens signed-off items again.',
      }),
      reason: value.reason,
    }),
    'material',
    'reason',
  )
  .meta({
    id: 'MeasureChange',
    examples: [{ title: 'Varslingsplan', material: false, reason: 'Skrivefeil.' }],
  });

export const acceptance = z
  .strictObject({ authority: value.authority })
  .meta({ id: 'Acceptance', examples: [{ authority: { kind: 'leader' } }] });

export const newSubPoint = z.strictObject({ text: value.longText }).meta({ id: 'NewSubPoint' });

export const deadlineChange = z
  .strictObject({
    on: value.plainDate,
    words: value.reference.exactOptional(),
    reason: value.reason
      .exactOptional()
      .meta({ description: 'Required when a deadline is moved, and for one in the past.' }),
  })
  .meta({ id: 'DeadlineChange', examples: [{ on: '2027-02-01', reason: 'Leverandøren er forsinket.' }] });

export const reviewDate = z
  .strictObject({
    on: value.plainDate.nullable().meta({
      description:
        'At most 12 months from today. null takes the review date away, where the measure has another date.',
    }),
    reason: value.reason
      .exactOptional()
      .meta({ description: 'Required when a review date is moved or taken away.' }),
  })
  .meta({ id: 'NewReviewDate', examples: [{ on: '2027-06-01' }] });

const status = {
  progress: z.enum(progresses).meta({
    description:
      'The owner’s word. Anything but the first four needs a reason; late is derived, never typed.',
  }),
  text: value.longText,
  reason: value.reason.exactOptional(),
  waitingFor: value.reason.exactOptional().meta({ description: 'Required when progress is waiting.' }),
};

export const itemStatusUpdate = z.strictObject(status).meta({
  id: 'ItemStatusUpdate',
  examples: [{ progress: 'under-way', text: 'Utkast er sendt på høring.' }],
});

export const statusUpdate = z
  .strictObject({ ...status, subPointId: value.id.exactOptional() })
  .meta({ id: 'StatusUpdate', examples: [{ progress: 'under-way', text: 'Utkast er sendt på høring.' }] });

export const summaryText = z
  .strictObject({
    text: value.longText.nullable().meta({
      description:
        'The secretariat’s words in the status summary; null lets the owners’ own stand again. Of measures told in one line: written on the restricted one, where one is.',
    }),
    subPointId: value.id.exactOptional(),
    consideredThrough: z.iso.datetime({ precision: 3 }).exactOptional().meta({
      description: 'The newest update that was read. What comes later waits as a proposal.',
    }),
  })
  .meta({
    id: 'NewSummaryText',
    examples: [
      { text: 'Planen er vedtatt og øvd to ganger.', consideredThrough: '2026-03-05T09:12:00.000Z' },
    ],
  });

export const riskStatement = z
  .strictObject({
    likelihood: value.longText.meta({ description: 'How likely it is to get worse without the measure.' }),
    consequence: value.longText.meta({ description: 'What follows if it does.' }),
    conclusion: value.longText.exactOptional(),
  })
  .meta({
    id: 'RiskStatement',
    description: 'Risk in words. There are no levels.',
    examples: [
      {
        likelihood: 'Sannsynlig at det skjer igjen neste tørkesommer.',
        consequence: 'Industrien og 2 000 innbyggere kan bli uten rent vann i flere dager.',
      },
    ],
  });

export const share = z
  .strictObject({
    label: value.name,
    numerator: z.int().min(0).max(1_000_000_000),
    denominator: z.int().min(1).max(1_000_000_000),
    denominatorIsApproximate: z.boolean(),
    source: value.reference,
    asOf: value.plainDate,
  })
  .meta({
    id: 'NewShare',
    examples: [
      {
        label: 'bedrifter har tatt ordningen i bruk',
        numerator: 15,
        denominator: 55,
        denominatorIsApproximate: true,
        source: 'Industriparkens kartlegging',
        asOf: '2026-02-01',
      },
    ],
  });

export const crossReferences = z
  .strictObject({ measureIds: value.idList.max(100) })
  .meta({ id: 'CrossReferences' });

export const occurrence = z
  .strictObject({
    on: value.plainDate,
    note: value.longText,
    evidence: value.evidenceList.meta({ description: 'At least one unless the plan says otherwise.' }),
  })
  .meta({
    id: 'NewOccurrence',
    examples: [
      {
        on: '2026-10-14',
        note: 'Øvelse holdt med tolv deltakere.',
        evidence: [{ kind: 'archive-reference', reference: '26/01234-7' }],
      },
    ],
  });

export const closure = z
  .strictObject({
    as: z.enum(closureKinds),
    ground: value.reason.exactOptional().meta({ description: 'Required for anything but implemented.' }),
    authority: value.authority.exactOptional(),
    successorId: value.id.exactOptional().meta({ description: 'Required for carried-over.' }),
    effectReview: z.strictObject({ on: value.plainDate, reviewerId: value.id }).exactOptional(),
  })
  .meta({ id: 'NewClosure', examples: [{ as: 'implemented' }] });

export const reopening = z
  .strictObject({
    reason: value.reason,
    itemIds: value.idList.default([]).meta({ description: 'The items to do again.' }),
    deadline: z
      .strictObject({ on: value.plainDate, words: value.reference.exactOptional() })
      .exactOptional()
      .meta({
        description:
          'The new one; the old stays in the history. This or `reviewOn` is needed. Deadlines of the items’ own that have passed are moved to it.',
      }),
    reviewOn: value.plainDate
      .exactOptional()
      .meta({ description: 'When the measure is looked at again, at most 12 months from today.' }),
  })
  .meta({
    id: 'Reopening',
    examples: [{ reason: 'Tiltaket virket ikke i øvelsen.', itemIds: [], deadline: { on: '2027-06-01' } }],
  });

export const effectReview = z
  .strictObject({
    result: z.enum(effectResults),
    text: value.longText,
    nextOn: value.plainDate.exactOptional().meta({
      description: 'When it is reviewed again, where it has not worked; without it half a year from today.',
    }),
    isGoodEnough: z.boolean().exactOptional().meta({
      description: 'It has worked partly, and is not reviewed again.',
    }),
  })
  .meta({
    id: 'NewEffectReview',
    examples: [{ result: 'worked', text: 'Varslingen tok åtte minutter i øvelsen.' }],
  });

/** What `?state=` takes of measures. */
export const measureState = z
  .enum([...measureStates, 'withdrawn'])
  .exactOptional()
  .meta({ description: 'The withdrawn are listed only when they are asked for.' });

const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

export const measureQuery = z.strictObject({
  ...paging('number', 'number'),
  plan: value.id.exactOptional(),
  state: measureState,
  party: value.id
    .exactOptional()
    .meta({ description: 'Responsible for one of its items, or a contributor.' }),
  theme: value.id.exactOptional(),
  late: yesOrNo
    .exactOptional()
    .meta({ description: 'With an open item, or a part that nobody has, past its deadline; or without.' }),
});

export const itemsOfMeasureQuery = z.strictObject({
  ...paging('number'),
  state: z.enum(itemStates).exactOptional(),
});
