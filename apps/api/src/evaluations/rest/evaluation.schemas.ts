import { z } from 'zod';
import { evaluationKinds, findingKinds } from '#domain/evaluation/evaluation.js';
import { paging } from '../../rest/paging.js';
import * as value from '../../rest/schemas/values.js';

const mostFindings = 1_000;
const mostRecommendations = 1_000;

export const newFinding = z
  .strictObject({
    kind: z.enum(findingKinds).meta({ description: 'A strength, or something to improve.' }),
    text: value.longText,
  })
  .meta({ id: 'NewFinding', examples: [{ kind: 'to-improve', text: 'Vaktlisten var ikke oppdatert.' }] });

export const newRecommendation = z
  .strictObject({
    number: value.reference
      .exactOptional()
      .meta({ description: 'The source’s own number, as written there; a commitment may have none.' }),
    title: value.title,
    text: value.longText,
    page: z.int().min(1).max(10_000).exactOptional(),
    findingIds: value.idList.exactOptional().meta({ description: 'Findings registered before.' }),
    findingIndexes: z
      .array(z.int().min(0).max(mostFindings))
      .max(mostFindings)
      .exactOptional()
      .meta({ description: 'Or positions, from 0, among the findings of the evaluation.' }),
    responsibleInWords: value.reference.exactOptional(),
    deadlineInWords: value.reference.exactOptional(),
  })
  .meta({
    id: 'NewRecommendation',
    examples: [{ number: '1', title: 'Vaktliste', text: 'Kommunen bør ha en oppdatert vaktliste.' }],
  });

const facts = {
  title: value.title,
  kind: z.enum(evaluationKinds),
  publishedOn: value.plainDate.exactOptional(),
  authors: z
    .array(value.name)
    .max(100)
    .exactOptional()
    .meta({ description: 'Organisations or working groups, not persons.' }),
  participants: z
    .array(
      z.strictObject({
        actor: value.name,
        unit: value.name.exactOptional(),
        function: value.name.exactOptional(),
      }),
    )
    .max(500)
    .exactOptional(),
  hearingAnswers: z
    .array(z.strictObject({ from: value.name, summary: value.reason }))
    .max(500)
    .exactOptional(),
  archiveReference: value.reference.exactOptional(),
  access: value.access.exactOptional(),
};

export const newEvaluation = z
  .strictObject({
    ...facts,
    findings: z.array(newFinding).max(mostFindings).exactOptional(),
    recommendations: z.array(newRecommendation).max(mostRecommendations).exactOptional(),
  })
  .meta({
    id: 'NewEvaluation',
    examples: [
      {
        title: 'Vannutbruddet i Vestdal',
        kind: 'after-action-review',
        publishedOn: '2026-05-04',
        authors: ['Vestdal kommune'],
        findings: [{ kind: 'to-improve', text: 'Vaktlisten var ikke oppdatert.' }],
        recommendations: [
          {
            number: '1',
            title: 'Vaktliste',
            text: 'Kommunen bør ha en oppdatert vaktliste.',
            findingIndexes: [0],
          },
        ],
      },
    ],
  });

export const evaluationChange = value
  .namesAField(
    z.strictObject({
      ...facts,
      title: facts.title.exactOptional(),
      kind: facts.kind.exactOptional(),
      reason: value.reason.exactOptional(),
    }),
    'reason',
  )
  .meta({ id: 'EvaluationChange', examples: [{ title: 'Vannutbruddet i Vestdal 2026' }] });

export const newFindings = z
  .strictObject({ findings: z.array(newFinding).min(1).max(mostFindings) })
  .meta({ id: 'NewFindings' });

export const newRecommendations = z
  .strictObject({ recommendations: z.array(newRecommendation).min(1).max(mostRecommendations) })
  .meta({ id: 'NewRecommendations' });

const notTakenUp = { ground: value.reason, remainingRisk: value.reason };

export const newOutcome = z
  .strictObject({
    outcome: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('followed'), measureIds: value.idList.min(1) }),
      z.strictObject({ kind: z.literal('partly-followed'), measureIds: value.idList.min(1), ...notTakenUp }),
      z.strictObject({ kind: z.enum(['not-followed', 'not-prioritised']), ...notTakenUp }),
      z.strictObject({ kind: z.literal('covered-elsewhere'), measureId: value.id }),
      z.strictObject({
        kind: z.literal('forwarded'),
        authorityPartyId: value.id,
        archiveReference: value.reference,
        reviewOn: value.plainDate.exactOptional(),
      }),
    ]),
    authority: value.authority,
  })
  .meta({
    id: 'NewOutcome',
    examples: [
      {
        outcome: {
          kind: 'not-prioritised',
          ground: 'Ikke rom i budsjettet for 2027.',
          remainingRisk: 'Lengre varslingstid om natten.',
        },
        authority: { kind: 'leader' },
      },
    ],
  });

export const evaluationQuery = z.strictObject(paging('instant', 'id'));
