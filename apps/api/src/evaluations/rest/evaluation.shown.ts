import { z } from 'zod';
import {
  type Evaluation,
  evaluationKinds,
  findingKinds,
  outcomeKinds,
  type Recommendation,
} from '#domain/evaluation/evaluation.js';
import { hrefOf } from '../../rest/command-dispatcher.js';
import {
  accessShown,
  authorityShown,
  instantShown,
  personRef,
  showAccess,
  showAuthority,
  withdrawalShown,
} from '../../rest/schemas/shown.js';

const outcomeShown = z.object({
  kind: z.enum(outcomeKinds),
  measureIds: z.array(z.string()),
  ground: z.string().nullable(),
  remainingRisk: z.string().nullable(),
  authorityPartyId: z.string().nullable(),
  archiveReference: z.string().nullable(),
  reviewOn: z.string().nullable(),
  decidedOn: instantShown,
  authority: authorityShown,
  enteredBy: personRef,
});

const recommendationShown = z.object({
  id: z.string(),
  number: z.string().nullable(),
  title: z.string().nullable(),
  text: z.string().nullable(),
  page: z.int().nullable(),
  findingIds: z.array(z.string()),
  responsibleInWords: z.string().nullable(),
  deadlineInWords: z.string().nullable(),
  outcome: outcomeShown.nullable(),
});

export const evaluationInList = z
  .object({
    id: z.string(),
    title: z.string().nullable(),
    kind: z.enum(evaluationKinds),
    publishedOn: z.string().nullable(),
    access: accessShown,
    withheld: z.boolean().meta({ description: 'The text is restricted, and you see that it is there only.' }),
    findingCount: z.int(),
    recommendationCount: z.int(),
    assessedCount: z.int().meta({ description: 'Recommendations with an outcome.' }),
    registeredAt: instantShown,
    version: z.int(),
    href: z.string(),
  })
  .meta({ id: 'EvaluationInList' });

export const evaluationShown = evaluationInList
  .extend({
    authors: z.array(z.string()),
    participants: z.array(
      z.object({ actor: z.string(), unit: z.string().nullable(), function: z.string().nullable() }),
    ),
    hearingAnswers: z.array(z.object({ from: z.string(), summary: z.string().nullable() })),
    archiveReference: z.string().nullable(),
    findings: z.array(z.object({ id: z.string(), kind: z.enum(findingKinds), text: z.string().nullable() })),
    recommendations: z.array(recommendationShown),
    withdrawal: withdrawalShown.nullable(),
  })
  .meta({ id: 'Evaluation' });

export function showEvaluationInList(
  evaluation: Evaluation,
  version: number,
  withText: boolean,
): z.output<typeof evaluationInList> {
  return {
    id: evaluation.id,
    title: withText ? evaluation.title : null,
    kind: evaluation.kind,
    publishedOn: evaluation.publishedOn ?? null,
    access: showAccess(evaluation.access, withText),
    withheld: !withText,
    findingCount: evaluation.findings.length,
    recommendationCount: evaluation.recommendations.length,
    assessedCount: evaluation.recommendations.filter(({ outcome }) => outcome !== undefined).length,
    registeredAt: evaluation.registeredAt,
    version,
    href: hrefOf('evaluation', evaluation.id),
  };
}

export function showEvaluation(
  evaluation: Evaluation,
  version: number,
  withText: boolean,
): z.output<typeof evaluationShown> {
  return {
    ...showEvaluationInList(evaluation, version, withText),
    authors: withText ? [...evaluation.authors] : [],
    participants: (withText ? evaluation.participants : []).map(({ actor, unit, function: held }) => ({
      actor,
      unit: unit ?? null,
      function: held ?? null,
    })),
    hearingAnswers: (withText ? evaluation.hearingAnswers : []).map(({ from, summary }) => ({
      from,
      summary,
    })),
    archiveReference: withText ? (evaluation.archiveReference ?? null) : null,
    findings: evaluation.findings.map(({ id, kind, text }) => ({ id, kind, text: withText ? text : null })),
    recommendations: evaluation.recommendations.map((known) => showRecommendation(known, withText)),
    withdrawal: evaluation.withdrawn === undefined ? null : { ...evaluation.withdrawn },
  };
}

function showRecommendation(
  recommendation: Recommendation,
  withText: boolean,
): z.output<typeof recommendationShown> {
  return {
    id: recommendation.id,
    number: withText ? (recommendation.number ?? null) : null,
    title: withText ? recommendation.title : null,
    text: withText ? recommendation.text : null,
    page: recommendation.page ?? null,
    findingIds: [...recommendation.findingIds],
    responsibleInWords: withText ? (recommendation.responsibleInWords ?? null) : null,
    deadlineInWords: withText ? (recommendation.deadlineInWords ?? null) : null,
    outcome: showOutcome(recommendation.outcome, withText),
  };
}

function showOutcome(
  outcome: Recommendation['outcome'],
  withText: boolean,
): z.output<typeof outcomeShown> | null {
  if (outcome === undefined) return null;
  return {
    kind: outcome.kind,
    measureIds:
      'measureIds' in outcome ? [...outcome.measureIds] : 'measureId' in outcome ? [outcome.measureId] : [],
    ground: withText && 'ground' in outcome ? outcome.ground : null,
    remainingRisk: withText && 'remainingRisk' in outcome ? outcome.remainingRisk : null,
    authorityPartyId: withText && outcome.kind === 'forwarded' ? outcome.authorityPartyId : null,
    archiveReference: withText && outcome.kind === 'forwarded' ? outcome.archiveReference : null,
    reviewOn: outcome.kind === 'forwarded' ? (outcome.reviewOn ?? null) : null,
    decidedOn: outcome.decidedOn,
    authority: showAuthority(outcome.authority),
    enteredBy: outcome.enteredBy,
  };
}
