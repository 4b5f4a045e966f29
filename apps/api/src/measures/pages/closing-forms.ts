import type { PlainDate } from '#domain/ids.js';
import { closureKinds, effectResults, isUnfinished, itemNumber } from '#domain/measure/measure.js';
import { may } from '#domain/roles/permissions.js';
import { closure, effectReview, reopening } from '../rest/measure.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import { day, t } from '../../web/frame/texts.js';
import type { Choice } from '../../web/forms/form-fields.js';
import { type FormValues, valueOf, valuesOf } from '../../web/forms/form-state.js';
import {
  authorityAsked,
  authorityFields,
  authorityPaths,
  mayBringDecision,
} from '../../web/forms/authority-fields.js';
import { type MeasureForm, type MeasureFormContext } from './measure-form.js';
import { isFollowed } from './measure-form-rules.js';

const closeForm: MeasureForm = {
  slug: 'lukk',
  name: 'close',
  gives: 'CloseMeasure',
  about: 'none',
  offered: ({ record, actor }) =>
    isFollowed(record) &&
    !record.measure.items.some(isUnfinished) &&
    (may(actor, 'close-implemented') || mayBringDecision(actor)),
  fields: (context) => [
    {
      kind: 'radio',
      name: 'as',
      label: t('page.field.close-as'),
      required: true,
      choices: closureChoices(context),
    },
    {
      kind: 'long-text',
      name: 'ground',
      label: t('page.field.close-ground'),
      hint: t('page.field.close-ground.hint'),
    },
    ...authorityFields(context.actor, false).map((field) =>
      field.name === 'body' ? { ...field, hint: t('page.field.close-body.hint') } : field,
    ),
    {
      kind: 'select',
      name: 'successorId',
      label: t('page.field.successor'),
      hint: t('page.field.successor.hint'),
      emptyLabel: t('page.none'),
      choices: successorChoices(context),
    },
    {
      kind: 'date',
      name: 'effectReviewOn',
      label: t('page.field.effect-review-on'),
      hint: effectReviewHint(context),
    },
    {
      kind: 'select',
      name: 'reviewerId',
      label: t('page.field.reviewer'),
      emptyLabel: t('page.none'),
      choices: [...context.record.personNames].map(([value, label]) => ({ value, label })),
    },
  ],
  prefill: (context) => {
    const proposed = effectReviewProposed(context);
    return {
      ...(closureChoices(context)[0]?.value === 'implemented' ? { as: 'implemented' } : {}),
      ...(proposed === undefined ? {} : { effectReviewOn: proposed }),
    };
  },
  ask: (values, _chosen, { record, actor }, seen) => {
    const as = valueOf({ values }, 'as');
    return asked(
      closure,
      {
        ...given(values, ['as', 'ground', 'successorId']),
        ...(as === 'implemented' || as === '' ? {} : { authority: authorityAsked(values, actor) }),
        ...effectReviewAsked(values),
      },
      (body) => ({ type: 'CloseMeasure', measureId: record.measure.id, ...seen, ...body }),
      { ...authorityPaths, 'effectReview.on': 'effectReviewOn', 'effectReview.reviewerId': 'reviewerId' },
    );
  },
};

/** As implemented only when every item was signed off; the other three are leadership's to decide. */
function closureChoices({ record, actor }: MeasureFormContext): Choice[] {
  const implemented =
    record.measure.state === 'ready-to-close' &&
    record.measure.items.every(({ state }) => state === 'signed-off') &&
    may(actor, 'close-implemented');
  return closureKinds
    .filter((kind) => (kind === 'implemented' ? implemented : mayBringDecision(actor)))
    .map((kind) => ({ value: kind, label: t(`closure.${kind}`) }));
}

function successorChoices({ record }: MeasureFormContext): Choice[] {
  return [...record.otherMeasures].map(([value, { planNumber, number, title, restricted }]) => ({
    value,
    label: t('page.field.successor.choice', {
      plan: planNumber,
      number,
      title: restricted ? t('access.restricted') : title,
    }),
  }));
}

/** The earliest day an owner proposed that still lies ahead: the rules take no other. */
function effectReviewProposed({ record, today }: MeasureFormContext): PlainDate | undefined {
  return record.measure.items
    .flatMap((item) => ('report' in item ? (item.report.effectReviewOn ?? []) : []))
    .filter((on) => on > today)
    .sort()[0];
}

function effectReviewHint(context: MeasureFormContext): string {
  const proposed = effectReviewProposed(context);
  return proposed === undefined
    ? t('page.field.effect-review-on.hint')
    : t('page.field.effect-review-on.proposed-hint', { date: day(proposed) });
}

function effectReviewAsked(values: FormValues): object {
  const { effectReviewOn: on, reviewerId } = given(values, ['effectReviewOn', 'reviewerId']);
  return on === undefined && reviewerId === undefined
    ? {}
    : { effectReview: { on: on ?? '', reviewerId: reviewerId ?? '' } };
}

const reopenForm: MeasureForm = {
  slug: 'gjenapne',
  name: 'reopen',
  gives: 'ReopenMeasure',
  about: 'none',
  offered: ({ record, actor }) =>
    record.measure.state === 'closed' && record.plan.state !== 'closed' && may(actor, 'reopen'),
  fields: ({ record: { measure, parties } }) => [
    { kind: 'long-text', name: 'reason', label: t('page.field.reason'), required: true },
    {
      kind: 'date',
      name: 'deadlineOn',
      label: t('page.field.reopened-deadline'),
      hint: oldDates(measure),
    },
    {
      kind: 'date',
      name: 'reviewOn',
      label: t('page.field.review-on'),
      hint: t('page.field.reopened-review.hint'),
    },
    {
      kind: 'checkboxes',
      name: 'itemIds',
      label: t('page.field.items-again'),
      hint: t('page.field.items-again.hint'),
      choices: measure.items.map((item) => ({
        value: item.id,
        label: `${itemNumber(measure, item)} – ${parties.get(item.partyId)?.name ?? t('page.unknown')}`,
      })),
    },
  ],
  ask: (values, _chosen, { record }, seen) => {
    const { deadlineOn: on, ...rest } = given(values, ['reason', 'deadlineOn', 'reviewOn']);
    return asked(
      reopening,
      {
        ...rest,
        ...(on === undefined ? {} : { deadline: { on } }),
        itemIds: valuesOf({ values }, 'itemIds'),
      },
      (body) => ({ type: 'ReopenMeasure', measureId: record.measure.id, ...seen, ...body }),
      { 'deadline.on': 'deadlineOn' },
    );
  },
};

/** What held when it was closed. */
function oldDates({ deadline, reviewOn }: MeasureFormContext['record']['measure']): string {
  if (deadline !== undefined)
    return t('page.field.reopened-deadline.hint', {
      old: day(deadline.inForce),
      moves: deadline.moves.length,
    });
  return reviewOn === undefined
    ? t('page.field.reopened-deadline.first-hint')
    : t('page.field.reopened-deadline.review-hint', { old: day(reviewOn) });
}

const effectReviewForm: MeasureForm = {
  slug: 'vurder-effekt',
  name: 'effect-review',
  gives: 'RecordEffectReview',
  about: 'none',
  offered: ({ record: { measure }, actor }) => {
    const review = measure.state === 'closed' ? measure.closure.effectReview : undefined;
    return (
      review !== undefined &&
      review.result === undefined &&
      (review.reviewerId === actor.id || may(actor, 'close-implemented'))
    );
  },
  fields: () => [
    {
      kind: 'radio',
      name: 'result',
      label: t('page.field.effect-result'),
      required: true,
      choices: effectResults.map((result) => ({ value: result, label: t(`effect.${result}`) })),
    },
    { kind: 'long-text', name: 'text', label: t('page.field.effect'), required: true },
    {
      kind: 'date',
      name: 'nextOn',
      label: t('page.field.effect-next'),
      hint: t('page.field.effect-next.hint'),
    },
    {
      kind: 'checkboxes',
      name: 'isGoodEnough',
      label: t('page.field.effect-enough'),
      choices: [{ value: 'true', label: t('page.field.effect-enough.yes') }],
    },
  ],
  ask: (values, _chosen, { record }, seen) => {
    const enough = valueOf({ values }, 'isGoodEnough') === 'true';
    return asked(
      effectReview,
      { ...given(values, ['result', 'text', 'nextOn']), ...(enough ? { isGoodEnough: true } : {}) },
      (body) => ({ type: 'RecordEffectReview', measureId: record.measure.id, ...seen, ...body }),
    );
  },
};

export const closingForms: readonly MeasureForm[] = [closeForm, reopenForm, effectReviewForm];
