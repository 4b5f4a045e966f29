import {
  answerObstacle,
  isExtensionOpen,
  type OpenWithExtension,
  whyLeadershipAnswers,
} from '#domain/measure/extension.js';
import { deadlineOf, type Item } from '#domain/measure/measure.js';
import { may } from '#domain/roles/permissions.js';
import { extensionAnswer, extensionRequest, extensionWithdrawal } from '../rest/extension.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import { authorityAsked, authorityFields, authorityPaths } from '../../web/forms/authority-fields.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { type FormValues, valueOf } from '../../web/forms/form-state.js';
import { day, t } from '../../web/frame/texts.js';
import type { MeasureForm, MeasureFormContext } from './measure-form.js';
import { firstOf, openItems } from './measure-form-rules.js';

function asksFor({ record, actor }: MeasureFormContext) {
  if (!may(actor, 'report-own')) return [];
  return openItems(record).filter(
    (item) => actor.roles.includes('secretariat') || actor.partyIds.includes(item.partyId),
  );
}

function waiting({ record }: MeasureFormContext): OpenWithExtension[] {
  return openItems(record).filter(isExtensionOpen);
}

export const askExtensionForm: MeasureForm = {
  slug: 'be-om-utsettelse',
  name: 'ask-extension',
  gives: 'AskExtension',
  about: 'one',
  items: (context) =>
    asksFor(context).filter(
      (item) => !isExtensionOpen(item) && deadlineOf(context.record.measure, item) !== undefined,
    ),
  fields: () => [
    {
      kind: 'date',
      name: 'to',
      label: t('page.field.extension-to'),
      hint: t('page.field.extension-to.hint'),
      required: true,
    },
    {
      kind: 'long-text',
      name: 'reason',
      rows: 3,
      label: t('page.field.extension-reason'),
      hint: t('page.field.extension-reason.hint'),
      required: true,
    },
  ],
  ask: (values, chosen, { record }, seen) =>
    asked(extensionRequest, given(values, ['to', 'reason']), (body) => ({
      type: 'AskExtension',
      measureId: record.measure.id,
      itemId: firstOf(chosen).id,
      ...seen,
      ...body,
    })),
};

export const withdrawExtensionForm: MeasureForm = {
  slug: 'trekk-utsettelse',
  name: 'withdraw-extension',
  gives: 'WithdrawExtension',
  about: 'one',
  items: (context) =>
    waiting(context).filter(
      (item) => item.extension.by === context.actor.id || context.actor.partyIds.includes(item.partyId),
    ),
  fields: () => [],
  ask: (_values, chosen, { record }, seen) =>
    asked(extensionWithdrawal, {}, () => ({
      type: 'WithdrawExtension',
      measureId: record.measure.id,
      itemId: firstOf(chosen).id,
      ...seen,
    })),
};

/** What this reader answers themselves. */
function answered(context: MeasureFormContext): readonly OpenWithExtension[] {
  const { record, actor, today } = context;
  if (!may(actor, 'answer-extension')) return [];
  return waiting(context).filter(
    (item) => answerObstacle(actor, record, item, item.extension.to, record.register, today) === undefined,
  );
}

/** What leadership answers, where this reader may enter what it decided. */
function leaderships(context: MeasureFormContext): readonly OpenWithExtension[] {
  const { record, actor, today } = context;
  if (may(actor, 'decide') || !may(actor, 'enter-decision')) return [];
  return waiting(context).filter(
    (item) => whyLeadershipAnswers(record, item, item.extension.to, record.register, today) !== undefined,
  );
}

export const answerExtensionForm: MeasureForm = {
  slug: 'svar-pa-utsettelse',
  name: 'answer-extension',
  gives: 'AnswerExtension',
  about: 'one',
  items: answered,
  choiceHint: requestHint,
  fields: (context) => answerFields(answered(context)),
  ask: (values, chosen, { record }, seen) =>
    asked(
      extensionAnswer,
      answerGiven(values),
      (body) => ({
        type: 'AnswerExtension',
        measureId: record.measure.id,
        itemId: firstOf(chosen).id,
        ...seen,
        ...body,
      }),
      { to: 'on' },
    ),
};

/** What a body of leadership answered, as the secretariat enters it. */
export const enterExtensionAnswerForm: MeasureForm = {
  slug: 'for-inn-svar-pa-utsettelse',
  name: 'enter-extension-answer',
  gives: 'AnswerExtension',
  about: 'one',
  items: leaderships,
  choiceHint: requestHint,
  fields: (context) => [...answerFields(leaderships(context)), ...authorityFields(context.actor)],
  ask: (values, chosen, { record, actor }, seen) =>
    asked(
      extensionAnswer,
      { ...answerGiven(values), authority: authorityAsked(values, actor) },
      (body) => ({
        type: 'AnswerExtension',
        measureId: record.measure.id,
        itemId: firstOf(chosen).id,
        ...seen,
        ...body,
      }),
      { ...authorityPaths, to: 'on' },
    ),
};

/** What was asked for. */
function requestHint(item: Item): string {
  if (item.state !== 'open' || !isExtensionOpen(item)) return '';
  const { from, to, reason } = item.extension;
  return t('page.field.extension-answer.hint', { from: day(from), to: day(to), reason });
}

/** What was asked for stands in front of whoever answers: here where it is one, else beside each that is chosen among. */
function answerFields(items: readonly OpenWithExtension[]): readonly FormField[] {
  const [only, ...others] = items;
  const single = others.length === 0 ? only : undefined;
  return [
    {
      kind: 'radio',
      name: 'answer',
      label: t('page.field.extension-answer'),
      required: true,
      ...(single === undefined ? {} : { hint: requestHint(single) }),
      choices: [
        { value: 'granted', label: t('page.field.extension-answer.granted') },
        { value: 'refused', label: t('page.field.extension-answer.refused') },
      ],
    },
    {
      kind: 'date',
      name: 'on',
      label: t('page.field.extension-on'),
      hint: t('page.field.extension-on.hint'),
    },
    {
      kind: 'long-text',
      name: 'words',
      rows: 3,
      label: t('page.field.extension-words'),
      hint: t('page.field.extension-words.hint'),
    },
  ];
}

function answerGiven(values: FormValues): object {
  const answer = valueOf({ values }, 'answer');
  return { ...given(values, ['on', 'words']), ...(answer === '' ? {} : { answer }) };
}
