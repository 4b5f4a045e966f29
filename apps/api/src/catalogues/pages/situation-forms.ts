import { isRestricted } from '#domain/access/access.js';
import { may } from '#domain/roles/permissions.js';
import {
  newPick,
  situationAddition,
  situationChange,
  situationWithdrawal,
} from '../rest/catalogue.schemas.js';
import { riskStatement } from '../../measures/rest/measure.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import { riskAsked, riskFields, riskPrefill } from '../../web/forms/risk-fields.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { type FormValues, valueOf, valuesOf } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';
import { candidateFields, candidateIds, candidatesGiven, candidateValues } from './candidate-rows.js';
import type { CatalogueForm, SituationForm, SituationFormContext } from './catalogue-form.js';
import { readOccasion, writeOccasion } from './occasion.js';

export function changeField(): FormField {
  return {
    kind: 'text',
    name: 'change',
    label: t('page.field.change'),
    hint: t('page.field.change.hint'),
    required: true,
  };
}

const listNames = ['indicators', 'considerWhen', 'purposes'] as const;
const textNames = ['name', 'heading', 'description'] as const;

function situationFields(): readonly FormField[] {
  return [
    { kind: 'text', name: 'name', label: t('page.field.situation-name'), required: true },
    {
      kind: 'text',
      name: 'heading',
      label: t('page.field.situation-heading'),
      hint: t('page.field.situation-heading.hint'),
    },
    { kind: 'long-text', rows: 3, name: 'description', label: t('page.field.situation-description') },
    {
      kind: 'long-text',
      rows: 8,
      name: 'indicators',
      label: t('page.catalogue.indicators'),
      hint: t('page.field.one-per-line'),
    },
    {
      kind: 'long-text',
      name: 'considerWhen',
      label: t('page.catalogue.consider-when'),
      hint: t('page.field.consider-when.hint'),
    },
    {
      kind: 'long-text',
      name: 'purposes',
      label: t('page.catalogue.purposes'),
      hint: t('page.field.one-per-line'),
    },
  ];
}

/** The fields of a situation as the body of a request has them; '' and no lines where nothing is said. */
function situationGiven(values: FormValues) {
  const { candidates, fieldOfPath } = candidatesGiven(values);
  const texts = textNames.map((name) => [name, valueOf({ values }, name).trim()]);
  const lists = listNames.map((name) => [
    name,
    valueOf({ values }, name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ]);
  return { fields: { ...Object.fromEntries([...texts, ...lists]), candidates }, fieldOfPath };
}

const editable = ({ actor }: Pick<SituationFormContext, 'actor'>): boolean => may(actor, 'edit-catalogue');

export const addSituationForm: CatalogueForm = {
  slug: 'ny-situasjon',
  name: 'add-situation',
  gives: 'AddSituation',
  offered: editable,
  fields: (_context, values) => [...situationFields(), ...candidateFields([], values), changeField()],
  ask: (values, { catalogue }, seen) => {
    const { fields, fieldOfPath } = situationGiven(values);
    return asked(
      situationAddition,
      { ...fields, ...given(values, ['change']) },
      ({ change, ...situation }) => ({
        type: 'AddSituation',
        catalogueId: catalogue.id,
        situation,
        change,
        ...seen,
      }),
      fieldOfPath,
    );
  },
};

const reviseForm: SituationForm = {
  slug: 'rediger',
  name: 'revise-situation',
  gives: 'ReviseSituation',
  offered: editable,
  fields: ({ situation }, values) => [
    ...situationFields(),
    ...candidateFields(situation.candidates, values),
    changeField(),
  ],
  prefill: ({ situation }) => ({
    ...Object.fromEntries(textNames.map((name) => [name, situation[name]])),
    ...Object.fromEntries(listNames.map((name) => [name, situation[name].join('\n')])),
    ...candidateValues(situation.candidates),
  }),
  hidden: ({ situation }, values) => candidateIds(situation.candidates, values),
  ask: (values, { catalogue, situation }, seen) => {
    const { fields, fieldOfPath } = situationGiven(values);
    return asked(
      situationChange,
      { ...fields, ...given(values, ['change']) },
      ({ change, ...changed }) => ({
        type: 'ReviseSituation',
        catalogueId: catalogue.id,
        situationId: situation.id,
        fields: changed,
        change,
        ...seen,
      }),
      fieldOfPath,
    );
  },
};

const riskForm: SituationForm = {
  slug: 'vurder-risiko',
  name: 'situation-risk',
  gives: 'StateSituationRisk',
  offered: editable,
  fields: () => riskFields(t('page.field.situation-likelihood')),
  prefill: ({ situation }) => riskPrefill(situation.risk),
  ask: (values, { catalogue, situation }, seen) =>
    asked(riskStatement, riskAsked(values), (risk) => ({
      type: 'StateSituationRisk',
      catalogueId: catalogue.id,
      situationId: situation.id,
      risk,
      ...seen,
    })),
};

const withdrawForm: SituationForm = {
  slug: 'ta-ut',
  name: 'withdraw-situation',
  gives: 'WithdrawSituation',
  offered: editable,
  fields: () => [{ ...changeField(), label: t('page.field.withdraw-reason') }],
  ask: (values, { catalogue, situation }, seen) =>
    asked(situationWithdrawal, given(values, ['change']), ({ change }) => ({
      type: 'WithdrawSituation',
      catalogueId: catalogue.id,
      situationId: situation.id,
      change,
      ...seen,
    })),
};

/** Its address is known where candidates are shown. */
const pickSlug = 'velg-tiltak';

const pickForm: SituationForm = {
  slug: pickSlug,
  name: 'pick',
  gives: 'PickCandidates',
  offered: ({ situation, actor }) => may(actor, 'register') && situation.candidates.length > 0,
  fields: ({ situation, options }) => [
    {
      kind: 'checkboxes',
      name: 'candidateIds',
      label: t('page.field.candidates'),
      required: true,
      choices: situation.candidates.map(({ id, title, text }) => ({
        value: id,
        label: title,
        ...(text === '' ? {} : { hint: text }),
      })),
    },
    {
      kind: 'select',
      name: 'planId',
      label: t('page.field.plan'),
      required: true,
      emptyLabel: t('page.field.choose'),
      choices: options.plans.map(({ id, number, title }) => ({
        value: id,
        label: t('page.plan.crumb', { number, title }),
      })),
    },
    {
      kind: 'select',
      name: 'occasion',
      label: t('page.field.occasion'),
      hint: t('page.field.occasion.hint'),
      emptyLabel: t('page.field.occasion.none'),
      choices: occasionChoices(options),
    },
    {
      kind: 'date',
      name: 'reviewOn',
      label: t('page.field.pick-review-on'),
      hint: t('page.field.pick-review-on.hint'),
    },
  ],
  prefill: ({ options: { planId, measure } }) => ({
    ...(planId === undefined ? {} : { planId }),
    ...(measure === undefined ? {} : { occasion: writeOccasion({ kind: 'measure', measureId: measure.id }) }),
  }),
  ask: (values, { catalogue, situation }, seen) => {
    const occasion = readOccasion(valueOf({ values }, 'occasion'));
    return asked(
      newPick,
      {
        situationId: situation.id,
        candidateIds: valuesOf({ values }, 'candidateIds'),
        ...given(values, ['planId', 'reviewOn']),
        ...(occasion === undefined ? {} : { occasion }),
      },
      (body) => ({ type: 'PickCandidates', catalogueId: catalogue.id, ...body, ...seen }),
    );
  },
};

function occasionChoices({ measure, evaluations }: SituationFormContext['options']) {
  return [
    ...(measure === undefined
      ? []
      : [
          {
            value: writeOccasion({ kind: 'measure', measureId: measure.id }),
            label: t('page.catalogue.occasion-measure', {
              plan: measure.planNumber,
              number: measure.number,
            }),
          },
        ]),
    ...evaluations.map(({ id, title, access }) => ({
      value: writeOccasion({ kind: 'evaluation', evaluationId: id }),
      label: isRestricted(access) ? t('page.catalogue.restricted-evaluation', { title }) : title,
    })),
  ];
}

/** In the order they are offered. */
export const situationForms: readonly SituationForm[] = [pickForm, reviseForm, riskForm, withdrawForm];
