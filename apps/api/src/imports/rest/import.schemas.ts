import { z } from 'zod';
import { evaluationKinds, findingKinds } from '#domain/evaluation/evaluation.js';
import * as value from '../../rest/schemas/values.js';

const key = z.string().regex(/^[mfg][0-9]{1,6}$/, 'must be a key of this draft');
/** What one document may hold of anything. */
const most = 1_000;

export const meantParty = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('registered'), partyId: value.id }),
    z.strictObject({
      kind: z.literal('new'),
      notSimilarTo: value.idList.exactOptional().meta({
        description: 'Registered parties of a similar name, of which it is said that they are others.',
      }),
    }),
    z.strictObject({ kind: z.literal('nobody') }),
    z.strictObject({ kind: z.literal('undecided') }),
  ])
  .meta({
    id: 'MeantParty',
    description:
      'Whom a name in the document means. `new` is registered under the name as written; where one of a similar name is registered, only with its id in `notSimilarTo` (else the confirmation is refused: 409, /problems/similar-party).',
    examples: [{ kind: 'new' }],
  });

export const draftEvaluation = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('new'),
      title: value.title,
      evaluationKind: z.enum(evaluationKinds),
      publishedOn: value.plainDate.exactOptional(),
      archiveReference: value.reference.exactOptional(),
      authors: z.array(value.name).max(100).default([]),
    }),
    z.strictObject({ kind: z.literal('registered'), evaluationId: value.id }),
    z.strictObject({ kind: z.literal('none') }),
  ])
  .meta({ id: 'DraftEvaluation', examples: [{ kind: 'none' }] });

export const draftPlan = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('new'), title: value.title, caseOfficerId: value.id }),
    z.strictObject({ kind: z.literal('registered'), planId: value.id }),
  ])
  .meta({
    id: 'DraftPlan',
    examples: [{ kind: 'registered', planId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10' }],
  });

const fields = z
  .strictObject({
    numbers: z.array(value.plain.max(50)).max(50).exactOptional(),
    title: value.title.exactOptional(),
    text: value.longText.exactOptional(),
    theme: value.title.nullable().exactOptional(),
    subPoints: z.array(value.longText).max(200).exactOptional(),
    responsible: z
      .array(z.strictObject({ written: value.name, meant: meantParty }).meta({ id: 'DraftResponsible' }))
      .max(500)
      .exactOptional(),
    mode: z.enum(['joint', 'each']).exactOptional(),
    deadline: z
      .strictObject({ words: value.reference.exactOptional(), on: value.plainDate.exactOptional() })
      .nullable()
      .exactOptional(),
    findingKeys: z
      .array(key)
      .max(most)
      .exactOptional()
      .meta({ description: 'The findings it rests on, by their keys in this draft.' }),
    access: value.access
      .nullable()
      .exactOptional()
      .meta({ description: 'Of this measure; null: as the rest of the draft.' }),
    asNew: z
      .boolean()
      .exactOptional()
      .meta({ description: 'It is no new version of a measure in the plan, though it looks like one.' }),
  })
  .meta({ id: 'DraftFields' });

export const draftEdit = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('edit'), key, fields }),
    z.strictObject({ kind: z.literal('merge'), keys: z.array(key).min(2).max(most) }),
    z.strictObject({ kind: z.literal('split'), key, texts: z.array(value.longText).min(2).max(100) }),
    z.strictObject({ kind: z.literal('take-proposed-sub-points'), key }),
    z.strictObject({ kind: z.literal('drop'), key }),
    z.strictObject({ kind: z.literal('restore'), key }),
    z.strictObject({
      kind: z.literal('add'),
      after: key.exactOptional(),
      title: value.title,
      text: value.longText,
    }),
    z.strictObject({ kind: z.literal('choose-party'), written: value.name, meant: meantParty }),
    z.strictObject({ kind: z.literal('describe-evaluation'), evaluation: draftEvaluation }),
    z.strictObject({ kind: z.literal('choose-plan'), plan: draftPlan }),
    z.strictObject({ kind: z.literal('set-access'), access: value.access }),
    z.strictObject({
      kind: z.literal('judge-finding'),
      key,
      finding: z.enum([...findingKinds, 'unclear']),
      included: z.boolean(),
    }),
    z.strictObject({ kind: z.literal('judge-goal'), key, included: z.boolean() }),
    z.strictObject({ kind: z.literal('judge-participant'), key, included: z.boolean() }),
  ])
  .meta({ id: 'DraftEdit', examples: [{ kind: 'drop', key: 'm3' }] });

export const draftChange = z.strictObject({ edits: z.array(draftEdit).min(1).max(most) }).meta({
  id: 'DraftChange',
  description: 'Carried out in order, all or none.',
  examples: [{ edits: [{ kind: 'edit', key: 'm1', fields: { title: 'Felles varslingsplan' } }] }],
});

/** The other fields of the form that carries the file. */
export const uploadChoices = z.strictObject({
  planId: value.id.exactOptional().meta({ description: 'The plan the measures go into.' }),
  evaluationId: z
    .union([value.id, z.literal('none')])
    .exactOptional()
    .meta({
      description:
        'The evaluation this is a newer version of; “none” for a table of measures that is no evaluation.',
    }),
});

export const takingIn = z
  .strictObject({
    catalogue: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('new'), name: value.title }),
      z.strictObject({ kind: z.literal('registered'), catalogueId: value.id }),
    ]),
    situations: z
      .array(z.string().regex(/^s\d{1,4}$/, 'must be a key of this draft'))
      .min(1)
      .max(most),
    change: value.reason.meta({ description: 'What is different now: a line in the change log.' }),
  })
  .meta({
    id: 'NewTakingIn',
    description:
      'Situations by their keys. In a catalogue that is there, those of the same name are brought up to date.',
    examples: [
      {
        catalogue: { kind: 'new', name: 'Tiltaksbank for vannforsyning' },
        situations: ['s1', 's2'],
        change: 'Tatt inn fra risikovurderingen av 2026.',
      },
    ],
  });

export const sheetQuery = z.strictObject({
  planId: value.id.exactOptional().meta({ description: 'The plan to correct; absent: an empty sheet.' }),
});

export const undoing = z
  .strictObject({ reason: value.reason })
  .meta({ id: 'NewUndoing', examples: [{ reason: 'Feil dokument ble importert.' }] });

export const confirmation = z.strictObject({}).meta({
  id: 'NewImportConfirmation',
  description: 'Nothing more: what is registered is the draft.',
  examples: [{}],
});
