import { mayHold } from '#domain/measure/holder.js';
import { isRefused, type Item, progresses } from '#domain/measure/measure.js';
import { compareNames } from '#domain/names-in-order.js';
import { may } from '#domain/roles/permissions.js';
import { assignmentRefusal, doneReport, itemHandover } from '../rest/item.schemas.js';
import { statusUpdate } from '../rest/measure.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import type { Choice } from '../../web/forms/form-fields.js';
import { t } from '../../web/frame/texts.js';
import { evidenceGiven, evidencePaths } from './evidence-fields.js';
import { askExtensionForm, withdrawExtensionForm } from './extension-forms.js';
import { type MeasureForm, type MeasureFormContext } from './measure-form.js';
import { firstOf, openItems } from './measure-form-rules.js';

/** What the one who is responsible does; the secretariat may do it for anyone, and is then recorded as having done so. */
function reportable({ record, actor }: MeasureFormContext): readonly Item[] {
  if (!may(actor, 'report-own')) return [];
  return openItems(record).filter(
    (item) => actor.roles.includes('secretariat') || actor.partyIds.includes(item.partyId),
  );
}

const statusForm: MeasureForm = {
  slug: 'meld-status',
  name: 'status',
  gives: 'UpdateStatus',
  about: 'one',
  items: reportable,
  wholeMeasure: ({ record, actor }) =>
    actor.roles.includes('secretariat') &&
    record.measure.state !== 'closed' &&
    record.plan.state !== 'closed',
  fields: () => [
    {
      kind: 'radio',
      name: 'progress',
      label: t('page.field.progress'),
      required: true,
      choices: progresses.map((progress) => ({ value: progress, label: t(`progress.${progress}`) })),
    },
    {
      kind: 'long-text',
      name: 'text',
      label: t('page.field.status-text'),
      hint: t('page.field.status-text.hint'),
      required: true,
    },
    {
      kind: 'text',
      name: 'waitingFor',
      label: t('page.field.waiting-for'),
      hint: t('page.field.waiting-for.hint'),
    },
    {
      kind: 'long-text',
      name: 'reason',
      rows: 3,
      label: t('page.field.progress-reason'),
      hint: t('page.field.progress-reason.hint'),
    },
  ],
  ask: (values, chosen, { record }, seen) => {
    const item = chosen[0];
    return asked(statusUpdate, given(values, ['progress', 'text', 'waitingFor', 'reason']), (body) => ({
      type: 'UpdateStatus',
      measureId: record.measure.id,
      ...seen,
      ...(item === undefined ? {} : { itemId: item.id }),
      ...body,
    }));
  },
};

const doneForm: MeasureForm = {
  slug: 'meld-ferdig',
  name: 'done',
  gives: 'ReportDone',
  about: 'one',
  items: reportable,
  fields: ({ record }) => [
    {
      kind: 'long-text',
      name: 'what',
      label: t('page.field.what'),
      hint: t('page.field.what.hint'),
      required: true,
    },
    {
      kind: 'text',
      name: 'reference',
      label: t('page.field.evidence'),
      hint: t('page.field.evidence.hint'),
      required: record.plan.evidenceRequired,
    },
    { kind: 'text', name: 'note', label: t('page.field.evidence-note') },
    {
      kind: 'date',
      name: 'effectReviewOn',
      label: t('page.field.effect-review-proposed'),
      hint: t('page.field.effect-review-proposed.hint'),
    },
  ],
  ask: (values, chosen, { record }, seen) =>
    asked(
      doneReport,
      { ...given(values, ['what', 'effectReviewOn']), evidence: evidenceGiven(values) },
      (body) => ({
        type: 'ReportDone',
        measureId: record.measure.id,
        itemId: firstOf(chosen).id,
        ...seen,
        ...body,
      }),
      evidencePaths,
    ),
};

const notOursForm: MeasureForm = {
  slug: 'ikke-vart',
  name: 'not-ours',
  gives: 'RefuseAssignment',
  about: 'one',
  items: (context) => reportable(context).filter((item) => !isRefused(item)),
  fields: () => [
    {
      kind: 'long-text',
      name: 'reason',
      rows: 4,
      label: t('page.field.not-ours-reason'),
      hint: t('page.field.not-ours-reason.hint'),
      required: true,
    },
  ],
  ask: (values, chosen, { record }, seen) =>
    asked(assignmentRefusal, given(values, ['reason']), (body) => ({
      type: 'RefuseAssignment',
      measureId: record.measure.id,
      itemId: firstOf(chosen).id,
      ...seen,
      ...body,
    })),
};

/** Those who could be told and reminded of one of these items: everybody of their parties. */
function colleagues({ record }: MeasureFormContext, items: readonly Item[]): Choice[] {
  return [...record.personNames]
    .filter(([id]) => {
      const person = record.register.person(id);
      return person !== undefined && items.some(({ partyId }) => mayHold(person, partyId));
    })
    .map(([id, name]) => ({ value: id, label: name }))
    .sort((one, other) => compareNames(one.label, other.label));
}

const handOverForm: MeasureForm = {
  slug: 'gi-til-kollega',
  name: 'hand-over-item',
  gives: 'HandOverItem',
  about: 'one',
  items: (context) =>
    reportable(context).filter(
      (item) => item.personId !== undefined || colleagues(context, [item]).length > 0,
    ),
  fields: (context) => [
    {
      kind: 'select',
      name: 'toPersonId',
      label: t('page.field.colleague'),
      emptyLabel: t('page.field.colleague.contact'),
      emptyAnswers: true,
      choices: colleagues(context, reportable(context)),
    },
    { kind: 'long-text', name: 'note', rows: 2, label: t('page.field.note') },
  ],
  ask: (values, chosen, { record }, seen) =>
    asked(itemHandover, { toPersonId: null, ...given(values, ['toPersonId', 'note']) }, (body) => ({
      type: 'HandOverItem',
      measureId: record.measure.id,
      itemId: firstOf(chosen).id,
      ...seen,
      ...body,
    })),
};

export const ownerForms: readonly MeasureForm[] = [
  statusForm,
  doneForm,
  askExtensionForm,
  withdrawExtensionForm,
  handOverForm,
  notOursForm,
];
