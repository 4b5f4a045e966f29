import type { Item } from '#domain/measure/measure.js';
import { may } from '#domain/roles/permissions.js';
import { unansweredEnding } from '../rest/item.schemas.js';
import { measureChange, occurrence, reviewDate, riskStatement, share } from '../rest/measure.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import { riskAsked, riskFields, riskPrefill } from '../../web/forms/risk-fields.js';
import { t } from '../../web/frame/texts.js';
import { numbersGiven } from '../../web/forms/number-fields.js';
import { type FormValues, valueOf } from '../../web/forms/form-state.js';
import {
  authorityAsked,
  authorityFields,
  authorityPaths,
  mayBringDecision,
} from '../../web/forms/authority-fields.js';
import { evidenceGiven, evidencePaths } from './evidence-fields.js';
import { type MeasureForm, type MeasureFormContext } from './measure-form.js';
import { firstOf, isFollowed, isOpen, openItems } from './measure-form-rules.js';

/** What a measure says and holds, as the secretariat keeps it. */
const reviseForm: MeasureForm = {
  slug: 'endre-innhold',
  name: 'revise',
  gives: 'ReviseMeasure',
  about: 'none',
  offered: ({ record, actor }) => may(actor, 'register') && isOpen(record),
  fields: ({ record: { plan } }) => [
    { kind: 'text', name: 'title', label: t('page.history.field.title'), required: true },
    {
      kind: 'text',
      name: 'about',
      label: t('page.history.field.about'),
      hint: t('page.field.about.hint'),
    },
    { kind: 'long-text', name: 'text', rows: 8, label: t('page.history.field.text'), required: true },
    {
      kind: 'select',
      name: 'themeId',
      label: t('page.history.field.themeId'),
      emptyLabel: t('page.none'),
      choices: plan.themes.map(({ id, title }) => ({ value: id, label: title })),
    },
    {
      kind: 'radio',
      name: 'access',
      label: t('page.history.field.access'),
      required: true,
      choices: [
        { value: 'open', label: t('access.open') },
        { value: 'restricted', label: t('access.restricted') },
      ],
    },
    {
      kind: 'text',
      name: 'legalBasis',
      label: t('page.field.legal-basis'),
      hint: t('page.field.legal-basis.hint'),
    },
    {
      kind: 'radio',
      name: 'material',
      label: t('page.field.material'),
      required: true,
      choices: [
        { value: 'false', label: t('page.field.material.no') },
        { value: 'true', label: t('page.field.material.yes'), hint: t('page.field.material.yes.hint') },
      ],
    },
    { kind: 'long-text', name: 'reason', rows: 3, label: t('page.field.reason'), required: true },
  ],
  prefill: ({ record: { measure } }) => ({
    title: measure.title,
    about: measure.about,
    text: measure.text,
    themeId: measure.themeId ?? '',
    access: measure.access.kind,
    legalBasis: measure.access.kind === 'restricted' ? measure.access.legalBasis : '',
  }),
  ask: (values, _chosen, { record }, seen) => {
    const material = valueOf({ values }, 'material');
    return asked(
      measureChange,
      {
        title: valueOf({ values }, 'title'),
        text: valueOf({ values }, 'text'),
        ...given(values, ['about', 'reason']),
        themeId: valueOf({ values }, 'themeId') || null,
        access: accessGiven(values),
        ...(material === '' ? {} : { material: material === 'true' }),
      },
      (body) => ({ type: 'ReviseMeasure', measureId: record.measure.id, ...seen, ...body }),
      { 'access.legalBasis': 'legalBasis' },
    );
  },
};

function accessGiven(values: FormValues): object {
  const kind = valueOf({ values }, 'access');
  return kind === 'restricted' ? { kind, legalBasis: valueOf({ values }, 'legalBasis') } : { kind };
}

const reviewDateForm: MeasureForm = {
  slug: 'sett-vurderingsdato',
  name: 'review-date',
  gives: 'SetReviewDate',
  about: 'none',
  offered: ({ record, actor }) => may(actor, 'set-deadline') && isOpen(record),
  fields: ({ record: { measure } }) => [
    { kind: 'date', name: 'on', label: t('page.field.review-on'), hint: t('page.field.review-on.hint') },
    ...(measure.reviewOn === undefined
      ? []
      : [
          {
            kind: 'long-text' as const,
            name: 'reason',
            rows: 3,
            label: t('page.field.review-reason'),
            required: true,
          },
        ]),
  ],
  prefill: ({ record: { measure } }) => ({ on: measure.reviewOn ?? '' }),
  ask: (values, _chosen, { record }, seen) =>
    asked(reviewDate, { on: valueOf({ values }, 'on') || null, ...given(values, ['reason']) }, (body) => ({
      type: 'SetReviewDate',
      measureId: record.measure.id,
      ...seen,
      ...body,
    })),
};

const shareForm: MeasureForm = {
  slug: 'for-inn-andel',
  name: 'share',
  gives: 'EnterShare',
  about: 'none',
  offered: ({ record, actor }) => may(actor, 'register') && isOpen(record),
  fields: () => [
    {
      kind: 'text',
      name: 'label',
      label: t('page.field.share-label'),
      hint: t('page.field.share-label.hint'),
      required: true,
    },
    {
      kind: 'text',
      name: 'numerator',
      label: t('page.field.numerator'),
      hint: t('page.field.numerator.hint'),
      required: true,
    },
    { kind: 'text', name: 'denominator', label: t('page.field.denominator'), required: true },
    {
      kind: 'checkboxes',
      name: 'approximate',
      label: t('page.field.approximate'),
      choices: [{ value: 'true', label: t('page.field.approximate.yes') }],
    },
    {
      kind: 'text',
      name: 'source',
      label: t('page.field.source'),
      hint: t('page.field.source.hint'),
      required: true,
    },
    { kind: 'date', name: 'asOf', label: t('page.field.as-of'), required: true },
  ],
  ask: (values, _chosen, { record }, seen) =>
    asked(
      share,
      {
        ...given(values, ['label', 'source', 'asOf']),
        ...numbersGiven(values, ['numerator', 'denominator']),
        denominatorIsApproximate: valueOf({ values }, 'approximate') === 'true',
      },
      (body) => ({ type: 'EnterShare', measureId: record.measure.id, share: body, ...seen }),
      { 'share.numerator': 'numerator', 'share.source': 'source', 'share.asOf': 'asOf' },
    ),
};

const riskForm: MeasureForm = {
  slug: 'beskriv-risiko',
  name: 'risk',
  gives: 'StateRisk',
  about: 'none',
  offered: ({ record, actor }) => may(actor, 'register') && isOpen(record),
  fields: () => riskFields(t('page.field.likelihood')),
  prefill: ({ record }) => riskPrefill(record.measure.risk),
  ask: (values, _chosen, { record }, seen) =>
    asked(riskStatement, riskAsked(values), (risk) => ({
      type: 'StateRisk',
      measureId: record.measure.id,
      risk,
      ...seen,
    })),
};

const occurrenceForm: MeasureForm = {
  slug: 'meld-gjennomforing',
  name: 'occurrence',
  gives: 'ReportOccurrence',
  about: 'none',
  offered: ({ record, actor }) =>
    record.measure.recurrence !== undefined &&
    isFollowed(record) &&
    (actor.roles.includes('secretariat') ||
      (may(actor, 'report-own') &&
        record.measure.items.some(({ partyId }) => actor.partyIds.includes(partyId)))),
  fields: () => [
    { kind: 'date', name: 'on', label: t('page.field.held-on'), required: true },
    {
      kind: 'long-text',
      name: 'what',
      label: t('page.field.occurrence-note'),
      hint: t('page.field.occurrence-note.hint'),
      required: true,
    },
    {
      kind: 'text',
      name: 'reference',
      label: t('page.field.evidence'),
      hint: t('page.field.evidence.hint'),
    },
  ],
  ask: (values, _chosen, { record }, seen) =>
    asked(
      occurrence,
      {
        on: valueOf({ values }, 'on'),
        note: valueOf({ values }, 'what'),
        evidence: evidenceGiven(values),
      },
      (body) => ({ type: 'ReportOccurrence', measureId: record.measure.id, ...seen, ...body }),
      { ...evidencePaths, note: 'what' },
    ),
};

const unansweredForm: MeasureForm = {
  slug: 'avslutt-som-ikke-besvart',
  name: 'end-unanswered',
  gives: 'EndUnanswered',
  about: 'one',
  items: ({ record, actor }) => (mayBringDecision(actor) ? notOursToCommand({ record }) : []),
  fields: ({ actor }) => [
    {
      kind: 'text',
      name: 'letterReference',
      label: t('page.field.letter-reference'),
      hint: t('page.field.letter-reference.hint'),
      required: true,
    },
    { kind: 'long-text', name: 'ground', label: t('page.field.ground'), required: true },
    ...authorityFields(actor),
  ],
  ask: (values, chosen, { record, actor }, seen) =>
    asked(
      unansweredEnding,
      { ...given(values, ['letterReference', 'ground']), authority: authorityAsked(values, actor) },
      (body) => ({
        type: 'EndUnanswered',
        measureId: record.measure.id,
        itemId: firstOf(chosen).id,
        ...seen,
        ...body,
      }),
      authorityPaths,
    ),
};

/** Only a party that isn't ours can leave a letter unanswered. */
function notOursToCommand({ record }: Pick<MeasureFormContext, 'record'>): readonly Item[] {
  return openItems(record).filter(({ partyId }) => {
    const party = record.parties.get(partyId);
    return party?.kind === 'organisation' && !party.ours;
  });
}

export const contentForms: readonly MeasureForm[] = [
  occurrenceForm,
  reviseForm,
  reviewDateForm,
  riskForm,
  shareForm,
  unansweredForm,
];
