import { z } from 'zod';
import type { PlainDate } from '#domain/ids.js';
import { extensionsOf } from '#domain/measure/extension.js';
import {
  type EndedExtension,
  type ExtensionRequest,
  extensionStates,
  overtakings,
} from '#domain/measure/extension-request.js';
import {
  type Closure,
  effectResult,
  effectResults,
  type ReviewedEffect,
  closureKinds,
  deadlineOf,
  itemNumber,
  type Item,
  type Measure,
  type SummaryText,
} from '#domain/measure/measure.js';
import { occurrenceCount } from '#domain/measure/recurring.js';
import { isItemLate, isMeasureLate } from '#domain/measure/late.js';
import { hrefOf } from '../../rest/command-dispatcher.js';
import {
  accessShown,
  authorityShown,
  dateMoveShown,
  deadlineShown,
  evidenceShown,
  instantShown,
  personRef,
  showAccess,
  showAuthority,
  showDeadline,
  showEvidence,
  showMoves,
  showStatusUpdate,
  statusUpdateShown,
  withdrawalShown,
} from '../../rest/schemas/shown.js';
import { itemStates } from './measure.states.js';
import type { SeenMeasure } from '../seen-measure.js';

const doneReportShown = z.object({
  what: z.string().nullable(),
  evidence: z.array(evidenceShown),
  by: personRef,
  forPersonId: z.string().nullable(),
  effectReviewOn: z
    .string()
    .nullable()
    .meta({ description: 'When the owner proposes that the effect is reviewed.' }),
  at: instantShown,
});

const effectShown = z.object({
  worked: z.boolean(),
  result: z.enum(effectResults),
  text: z.string().nullable(),
  by: personRef,
  at: instantShown,
});

const endingShown = z.object({
  ground: z.string().nullable(),
  letterReference: z.string().nullable(),
  authority: authorityShown,
  enteredBy: personRef,
  at: instantShown,
  reviewOn: z
    .string()
    .nullable()
    .meta({ description: 'Of a waiver with an end: when it is looked at again.' }),
});

export const extensionShown = z
  .object({
    state: z.enum(extensionStates),
    from: z.string().meta({ description: 'The deadline in force when it was asked for.' }),
    to: z.string().meta({ description: 'The day that was asked for.' }),
    reason: z.string().nullable(),
    askedBy: personRef,
    onBehalfOf: z.string().nullable().meta({ description: 'The party, where the secretariat asked for it.' }),
    askedAt: instantShown,
    ended: z
      .object({
        by: personRef,
        at: instantShown,
        grantedTo: z.string().nullable(),
        words: z.string().nullable().meta({ description: 'To whoever asked.' }),
        authority: authorityShown.nullable(),
        because: z.enum(overtakings).nullable().meta({ description: 'What overtook it, where it lapsed.' }),
      })
      .nullable(),
  })
  .meta({ id: 'Extension' });

export function showExtension(
  asked: ExtensionRequest | EndedExtension,
  withText: boolean,
): z.output<typeof extensionShown> {
  const ended = 'became' in asked ? asked : undefined;
  const words = ended !== undefined && 'words' in ended ? ended.words : undefined;
  const authority = ended !== undefined && 'authority' in ended ? ended.authority : undefined;
  return {
    state: ended?.became ?? 'open',
    from: asked.from,
    to: asked.to,
    reason: withText ? asked.reason : null,
    askedBy: asked.by,
    onBehalfOf: asked.onBehalfOf ?? null,
    askedAt: asked.at,
    ended:
      ended === undefined
        ? null
        : {
            ...ended.ended,
            grantedTo: ended.became === 'granted' ? ended.grantedTo : null,
            words: withText ? (words ?? null) : null,
            authority: authority === undefined ? null : showAuthority(authority),
            because: ended.became === 'lapsed' ? ended.because : null,
          },
  };
}

export const itemShown = z
  .object({
    id: z.string(),
    number: z.string().meta({ description: 'What people call it: 7.4.' }),
    measureId: z.string(),
    planId: z.string(),
    measureTitle: z.string().nullable(),
    subPointId: z.string().nullable(),
    partyId: z.string(),
    contributorIds: z.array(z.string()),
    viaGroupId: z.string().nullable(),
    personId: z
      .string()
      .nullable()
      .meta({ description: 'Of the party: who is told and reminded; null: the party’s contact.' }),
    refusal: z
      .object({
        reason: z.string().nullable(),
        by: z.string(),
        at: instantShown,
        answer: z.object({ reason: z.string().nullable(), by: z.string(), at: instantShown }).nullable(),
      })
      .nullable()
      .meta({ description: 'The party has said that it is not theirs; open until it is answered.' }),
    departure: z
      .object({ leftOn: z.string(), askedAt: instantShown, answeredAt: instantShown.nullable() })
      .nullable()
      .meta({
        description:
          'Its party has left the group, or is going to; while answeredAt is null the secretariat is asked whether the item is kept or waived.',
      }),
    state: z.enum(itemStates),
    late: z.boolean(),
    deadline: deadlineShown
      .nullable()
      .meta({ description: 'The one that counts: its own, else the measure’s.' }),
    hasOwnDeadline: z.boolean(),
    assignedAt: instantShown,
    latestUpdate: statusUpdateShown.nullable(),
    extensions: z.array(extensionShown).meta({
      description: 'Every extension that was asked for, the oldest first; at most the last is open.',
    }),
    waiverProposal: z.object({ ground: z.string().nullable(), by: personRef, at: instantShown }).nullable(),
    returned: z.object({ reason: z.string().nullable(), by: personRef, at: instantShown }).nullable(),
    report: doneReportShown.nullable(),
    signOff: z.object({ by: personRef, at: instantShown, note: z.string().nullable() }).nullable(),
    ending: endingShown.nullable().meta({ description: 'How it was waived, or ended without an answer.' }),
    withheld: z.boolean(),
    version: z.int().meta({ description: 'An item is versioned with its measure.' }),
    href: z.string(),
  })
  .meta({ id: 'Item' });

const shareShown = z.object({
  label: z.string(),
  numerator: z.number(),
  denominator: z.number(),
  denominatorIsApproximate: z.boolean(),
  source: z.string(),
  asOf: z.string(),
});

const summaryTextShown = z
  .object({ text: z.string().nullable(), consideredThrough: instantShown, by: personRef, at: instantShown })
  .meta({ description: 'What the secretariat wrote for the status summary.' });

const riskShown = z.object({
  likelihood: z.string(),
  consequence: z.string(),
  conclusion: z.string().nullable(),
  by: personRef,
  at: instantShown,
});

const closureShown = z.object({
  as: z.enum(closureKinds),
  by: personRef,
  at: instantShown,
  ground: z.string().nullable(),
  authority: authorityShown.nullable(),
  successorId: z.string().nullable(),
  effectReview: z
    .object({
      on: z.string(),
      reviewerId: z.string(),
      result: effectShown.nullable().meta({ description: 'The last; null while the review is to be held.' }),
      earlier: z.array(effectShown.extend({ on: z.string() })).meta({
        description: 'Those after which it returned, the oldest first.',
      }),
    })
    .nullable(),
});

export const measureInList = z
  .object({
    id: z.string(),
    planId: z.string(),
    number: z.int(),
    title: z.string().nullable(),
    state: z.enum(['proposed', 'accepted', 'in-follow-up', 'ready-to-close', 'closed', 'withdrawn']),
    late: z
      .boolean()
      .meta({ description: 'An open item, or a part that nobody has, is past its deadline in force.' }),
    themeId: z.string().nullable(),
    deadline: deadlineShown.nullable(),
    reviewOn: z.string().nullable(),
    mode: z.enum(['joint', 'each']).nullable(),
    itemCounts: z.object({
      total: z.int(),
      open: z.int(),
      'reported-done': z.int(),
      'signed-off': z.int(),
      waived: z.int(),
      unanswered: z.int(),
    }),
    latestUpdate: statusUpdateShown.nullable(),
    lastSubstantiveChangeAt: instantShown,
    withheld: z.boolean().meta({ description: 'The text is restricted, and you get number and link only.' }),
    version: z.int(),
    href: z.string(),
  })
  .meta({ id: 'MeasureInList' });

export const measureShown = measureInList
  .extend({
    about: z.string().nullable(),
    text: z.string().nullable(),
    source: z
      .object({
        evaluationId: z.string(),
        recommendationId: z.string().nullable(),
        number: z.string().nullable(),
        findingIds: z.array(z.string()),
        page: z.int().nullable(),
      })
      .nullable(),
    pickedFrom: z
      .object({
        catalogueId: z.string(),
        version: z
          .int()
          .meta({ description: 'GET /catalogues/{id}/versions/{version} shows what was read.' }),
        situationId: z.string(),
        candidateId: z.string(),
        occasionMeasureId: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'The candidate of a catalogue that it was.' }),
    subGoalIds: z.array(z.string()),
    access: accessShown,
    subPoints: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        text: z.string().nullable(),
        latestUpdate: statusUpdateShown.nullable(),
        summaryText: summaryTextShown.nullable(),
      }),
    ),
    summaryText: summaryTextShown.nullable(),
    risk: riskShown.nullable(),
    reviewMoves: z.array(dateMoveShown),
    recurrence: z
      .object({
        everyMonths: z.int(),
        held: z.int(),
        expected: z.int().meta({ description: 'So many should have been held by now.' }),
        occurrences: z.array(
          z.object({
            on: z.string(),
            note: z.string().nullable(),
            evidence: z.array(evidenceShown),
            by: personRef,
          }),
        ),
      })
      .nullable(),
    shares: z.array(shareShown),
    crossReferences: z.array(z.string()),
    repeats: z
      .array(
        z.object({
          earlierMeasureId: z.string(),
          note: z.string().nullable(),
          by: personRef,
          at: instantShown,
        }),
      )
      .meta({
        description: 'Earlier measures whose recommendation returns in this one, as confirmed by a person.',
      }),
    acceptedAt: instantShown.nullable(),
    closure: closureShown.nullable(),
    withdrawal: withdrawalShown.nullable(),
    predecessorId: z.string().nullable(),
    registeredAt: instantShown,
    nextDueAt: instantShown
      .nullable()
      .meta({ description: 'When time next may speak; null when nothing is due any more.' }),
    items: z.array(itemShown).meta({ description: 'Those you may see.' }),
  })
  .meta({ id: 'Measure' });

/** @param today Europe/Oslo; what is late is derived from it */
export function showMeasureInList(
  { known: { state: whole, version }, sight: { measure, withText } }: SeenMeasure,
  today: PlainDate,
): z.output<typeof measureInList> {
  // The figures are the whole measure's, as the summary has them.
  const count = (state: Item['state']) => whole.items.filter((item) => item.state === state).length;
  return {
    id: measure.id,
    planId: measure.planId,
    number: measure.number,
    title: withText ? measure.title : null,
    state: measure.state,
    late: isMeasureLate(whole, today),
    themeId: measure.themeId ?? null,
    deadline: showDeadline(measure.deadline, withText),
    reviewOn: measure.reviewOn ?? null,
    mode: measure.mode ?? null,
    itemCounts: {
      total: whole.items.length,
      open: count('open'),
      'reported-done': count('reported-done'),
      'signed-off': count('signed-off'),
      waived: count('waived'),
      unanswered: count('unanswered'),
    },
    latestUpdate: showStatusUpdate(measure.latestUpdate, withText),
    lastSubstantiveChangeAt: measure.lastSubstantiveChangeAt,
    withheld: !withText,
    version,
    href: hrefOf('measure', measure.id),
  };
}

/** @param today Europe/Oslo */
export function showMeasure(seen: SeenMeasure, today: PlainDate): z.output<typeof measureShown> {
  const { measure, withText } = seen.sight;
  const { source, recurrence } = measure;
  const occurrences = occurrenceCount(measure, today);
  return {
    ...showMeasureInList(seen, today),
    about: withText ? measure.about : null,
    text: withText ? measure.text : null,
    source:
      source === undefined
        ? null
        : {
            evaluationId: source.evaluationId,
            recommendationId: source.recommendationId ?? null,
            number: withText ? (source.number ?? null) : null,
            findingIds: [...source.findingIds],
            page: source.page ?? null,
          },
    pickedFrom: showPickedFrom(measure.pickedFrom),
    subGoalIds: [...measure.subGoalIds],
    access: showAccess(measure.access, withText),
    subPoints: measure.subPoints.map(({ id, number, text, latestUpdate, summaryText }) => ({
      id,
      number: `${measure.number}.${number}`,
      text: withText ? text : null,
      latestUpdate: showStatusUpdate(latestUpdate, withText),
      summaryText: showSummaryText(summaryText, withText),
    })),
    summaryText: showSummaryText(measure.summaryText, withText),
    risk: withText ? showRisk(measure.risk) : null,
    reviewMoves: showMoves(measure.reviewMoves ?? [], withText),
    recurrence:
      recurrence === undefined || occurrences === undefined
        ? null
        : {
            everyMonths: recurrence.everyMonths,
            ...occurrences,
            occurrences: recurrence.occurrences.map(({ on, note, evidence, by }) => ({
              on,
              note: withText && note !== '' ? note : null,
              evidence: withText ? showEvidence(evidence) : [],
              by,
            })),
          },
    shares: withText ? measure.shares.map(showShare) : [],
    crossReferences: [...measure.crossReferences],
    repeats: (measure.repeats ?? []).map(({ earlierMeasureId, note, by, at }) => ({
      earlierMeasureId,
      note: withText ? (note ?? null) : null,
      by,
      at,
    })),
    acceptedAt: 'acceptedAt' in measure ? measure.acceptedAt : null,
    closure: measure.state === 'closed' ? showClosure(measure.closure, withText) : null,
    withdrawal: measure.state === 'withdrawn' ? { ...measure.withdrawal } : null,
    predecessorId: measure.predecessorId ?? null,
    registeredAt: measure.registeredAt,
    nextDueAt: seen.known.nextDueAt ?? null,
    items: measure.items.map((item) => showItem(seen, item, today)),
  };
}

function showPickedFrom(picked: Measure['pickedFrom']): z.output<typeof measureShown>['pickedFrom'] {
  if (picked === undefined) return null;
  const { catalogueId, version, situationId, candidateId, occasionMeasureId } = picked;
  return { catalogueId, version, situationId, candidateId, occasionMeasureId: occasionMeasureId ?? null };
}

function showSummaryText(
  written: SummaryText | undefined,
  withText: boolean,
): z.output<typeof summaryTextShown> | null {
  if (written === undefined) return null;
  const { text, consideredThrough, by, at } = written;
  return { text: withText ? text : null, consideredThrough, by, at };
}

function showRisk(risk: Measure['risk']): z.output<typeof riskShown> | null {
  if (risk === undefined) return null;
  const { likelihood, consequence, conclusion, by, at } = risk;
  return { likelihood, consequence, conclusion: conclusion ?? null, by, at };
}

/** @param today Europe/Oslo */
export function showItem(
  { known: { version }, sight: { measure, withText } }: SeenMeasure,
  item: Item,
  today: PlainDate,
): z.output<typeof itemShown> {
  const text = (written: string): string | null => (withText ? written : null);
  const proposal = item.state === 'open' ? item.waiverProposal : undefined;
  const returned = item.state === 'open' ? item.returned : undefined;
  return {
    id: item.id,
    number: itemNumber(measure, item),
    measureId: measure.id,
    planId: measure.planId,
    measureTitle: text(measure.title),
    subPointId: item.subPointId ?? null,
    partyId: item.partyId,
    contributorIds: [...item.contributorIds],
    viaGroupId: item.viaGroupId ?? null,
    personId: item.personId ?? null,
    refusal:
      item.refusal === undefined
        ? null
        : {
            ...item.refusal,
            reason: text(item.refusal.reason),
            answer:
              item.refusal.answer === undefined
                ? null
                : { ...item.refusal.answer, reason: text(item.refusal.answer.reason) },
          },
    departure:
      item.departure === undefined
        ? null
        : { ...item.departure, answeredAt: item.departure.answeredAt ?? null },
    state: item.state,
    late: isItemLate(measure, item, today),
    deadline: showDeadline(deadlineOf(measure, item), withText),
    hasOwnDeadline: item.deadline !== undefined,
    assignedAt: item.assignedAt,
    latestUpdate: showStatusUpdate(item.latestUpdate, withText),
    extensions: extensionsOf(item).map((asked) => showExtension(asked, withText)),
    waiverProposal:
      proposal === undefined ? null : { ground: text(proposal.ground), by: proposal.by, at: proposal.at },
    returned:
      returned === undefined ? null : { reason: text(returned.reason), by: returned.by, at: returned.at },
    report: showReport(item, withText),
    signOff:
      item.state === 'signed-off'
        ? {
            by: item.signOff.by,
            at: item.signOff.at,
            note: withText ? (item.signOff.note ?? null) : null,
          }
        : null,
    ending: showEnding(item, withText),
    withheld: !withText,
    version,
    href: hrefOf('item', item.id),
  };
}

function showReport(item: Item, withText: boolean): z.output<typeof doneReportShown> | null {
  if (item.state !== 'reported-done' && item.state !== 'signed-off') return null;
  const { what, evidence, by, forPersonId, effectReviewOn, at } = item.report;
  return {
    what: withText ? what : null,
    evidence: withText ? showEvidence(evidence) : [],
    by,
    forPersonId: forPersonId ?? null,
    effectReviewOn: effectReviewOn ?? null,
    at,
  };
}

function showEnding(item: Item, withText: boolean): z.output<typeof endingShown> | null {
  if (item.state !== 'waived' && item.state !== 'unanswered') return null;
  const ending = item.state === 'waived' ? item.waiver : item.ending;
  return {
    ground: withText ? ending.ground : null,
    letterReference: withText && item.state === 'unanswered' ? item.ending.letterReference : null,
    authority: showAuthority(ending.authority),
    enteredBy: ending.enteredBy,
    at: ending.at,
    reviewOn: item.state === 'waived' ? (item.waiver.reviewOn ?? null) : null,
  };
}

function showShare(share: Measure['shares'][number]): z.output<typeof shareShown> {
  const { label, numerator, denominator, denominatorIsApproximate, source, asOf } = share;
  return { label, numerator, denominator, denominatorIsApproximate, source, asOf };
}

function showClosure(closure: Closure, withText: boolean): z.output<typeof closureShown> {
  const review = closure.effectReview;
  return {
    as: closure.as,
    by: closure.by,
    at: closure.at,
    ground: withText && closure.as !== 'implemented' ? closure.ground : null,
    authority: closure.as === 'implemented' ? null : showAuthority(closure.authority),
    successorId: closure.as === 'carried-over' ? closure.successorId : null,
    effectReview:
      review === undefined
        ? null
        : {
            on: review.on,
            reviewerId: review.reviewerId,
            result: review.result === undefined ? null : showEffect(review.result, withText),
            earlier: (review.earlier ?? []).map(({ on, ...found }) => ({
              on,
              ...showEffect(found, withText),
            })),
          },
  };
}

function showEffect(found: ReviewedEffect, withText: boolean): z.output<typeof effectShown> {
  const { worked, text, by, at } = found;
  return { worked, result: effectResult(found), text: withText ? text : null, by, at };
}
